#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Signals turned into bytes in a pipe, for a loop that sleeps in poll.
///
/// Writing to a pipe is among the few things a signal handler may do; a byte is a signal's number.
struct SignalPipe: Sendable {
  /// The end to wait on.
  let reading: Int32
  private let writing: Int32

  /// The one of the program; a handler may run at any time, so it is never closed.
  private static let shared = SignalPipe()

  private init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    reading = ends[0]
    writing = ends[1]
  }

  /// Starts catching signals.
  static func install(_ signals: [Int32]) throws -> SignalPipe {
    guard let pipe = shared else { throw FileError(what: "cannot open a pipe", code: errno) }
    for number in signals { pipe.catch(number) }
    return pipe
  }

  /// Catches a signal.
  func `catch`(_ number: Int32) {
    signal(number) { number in
      let interrupted = errno
      var byte = UInt8(truncatingIfNeeded: number)
      if let pipe = SignalPipe.shared { _ = write(pipe.writing, &byte, 1) }
      errno = interrupted
    }
  }

  /// Lets a signal do what it does by default.
  func release(_ number: Int32) { signal(number, SIG_DFL) }

  /// The signals that came since the last time, in order.
  func drain() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(reading, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].map { Int32($0) } : []
  }
}
