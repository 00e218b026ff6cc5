#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells a loop that sleeps in poll to stop, from a signal handler or another thread.
///
/// A pipe, because writing to one is among the few things a signal handler may do. It stays open as
/// long as anyone can call `stop()`, so the number can never be someone else's by then.
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
    let interrupted = errno
    // A full pipe has been asked often enough.
    _ = writing.write([1])
    errno = interrupted
  }

  /// Takes what was asked since the last time.
  func drain() -> Int {
    var scratch = [UInt8](repeating: 0, count: 64)
    guard case .bytes(let count) = reading.read(into: &scratch) else { return 0 }
    return count
  }
}

/// SIGINT and SIGTERM, turned into bytes in a pipe for as long as a server runs.
enum StopSignals {
  /// Lives as long as the program: a handler may run at any time.
  private static let pipe = try? StopPipe()

  /// Starts catching both signals.
  static func install() throws -> StopPipe {
    guard let pipe else { throw SystemError("cannot open a pipe for signals", code: EMFILE) }
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in StopSignals.pipe?.stop() }
    }
    return pipe
  }

  /// Lets both signals end the program again.
  static func remove() {
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }

  /// Makes writing to a closed connection an error instead of the end of the program.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
