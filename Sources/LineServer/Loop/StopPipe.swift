#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells a loop that sleeps to stop, from another thread.
///
/// It stays open as long as anyone can call `stop()`, so the number can never be someone else's by
/// then.
package final class StopPipe: Sendable {
  let reading: Descriptor
  private let writing: Descriptor

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("cannot open a pipe", code: errno) }
    reading = Descriptor(number: ends[0])
    writing = Descriptor(number: ends[1])
    try reading.prepareForPolling()
    try writing.prepareForPolling()
  }

  deinit {
    reading.close()
    writing.close()
  }

  /// Asks the loop to stop; asking again asks it not to wait for anyone.
  package func stop() {
    // A full pipe has been asked often enough.
    _ = writing.write([1])
  }

  /// Takes what was asked since the last time.
  func drain() -> Int {
    var scratch = [UInt8](repeating: 0, count: 64)
    guard case .bytes(let count) = reading.read(into: &scratch) else { return 0 }
    return count
  }
}
