#if os(Linux)
  import CEpoll
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A descriptor that can be read from when it was signalled and not cleared since.
///
/// An eventfd on Linux, a pipe elsewhere. It stays open as long as anyone can signal it, so the
/// number can never be someone else's by then.
final class Wakeup: Sendable {
  let descriptor: Descriptor
  private let writing: Descriptor

  init() throws(SystemError) {
    #if os(Linux)
      let number = frontdesk_eventfd()
      guard number >= 0 else { throw SystemError("cannot open an eventfd", code: errno) }
      descriptor = Descriptor(number: number)
      writing = descriptor
    #else
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw SystemError("cannot open a pipe", code: errno) }
      descriptor = Descriptor(number: ends[0])
      writing = Descriptor(number: ends[1])
      do throws(SystemError) {
        try descriptor.prepareForPolling()
        try writing.prepareForPolling()
      } catch {
        descriptor.close()
        writing.close()
        throw error
      }
    #endif
  }

  deinit {
    descriptor.close()
    if writing != descriptor { writing.close() }
  }

  func signal() {
    // An eventfd takes eight bytes; a pipe that is full has been signalled.
    withUnsafeBytes(of: UInt64(1)) { _ = writing.write($0) }
  }

  func clear() {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { scratch in
      while case .bytes(let count) = descriptor.read(into: scratch), count == scratch.count {}
    }
  }
}
