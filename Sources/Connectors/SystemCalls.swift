#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipe end or another open file by its number.
struct FileDescriptor: Hashable, Sendable {
  let number: Int32

  enum Transfer: Equatable {
    case bytes(Int)
    /// Nothing can be moved now; ask poll when.
    case wouldBlock
    case failed(code: Int32)
  }

  /// Reads what is there; `.bytes(0)` is the end of the stream.
  func read(into buffer: inout [UInt8]) -> Transfer {
    repeating { buffer.withUnsafeMutableBytes { systemRead(number, $0.baseAddress, $0.count) } }
  }

  /// Writes as much as is taken.
  func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
    repeating { bytes.withUnsafeBytes { systemWrite(number, $0.baseAddress, $0.count) } }
  }

  func close() { _ = systemClose(number) }

  func makeNonBlocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  /// Whether a blocking descriptor takes at least `PIPE_BUF` bytes without waiting.
  var isWritableNow: Bool {
    var asked = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    return poll(&asked, 1, 0) > 0 && asked.revents & Int16(POLLOUT) != 0
  }

  private func repeating(_ call: () -> Int) -> Transfer {
    while true {
      let count = call()
      if count >= 0 { return .bytes(count) }
      let code = errno
      if code == EINTR { continue }
      return code == EAGAIN || code == EWOULDBLOCK ? .wouldBlock : .failed(code: code)
    }
  }
}

/// The two ends of a pipe, both closed in programs started by this one.
struct Pipe {
  let reading: FileDescriptor
  let writing: FileDescriptor

  /// Opens a pipe; nil when the system has no descriptors left.
  ///
  /// No end is number 0, 1 or 2, so that a child's standard streams can be put there one by one.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for index in ends.indices {
      let lifted = fcntl(ends[index], F_DUPFD_CLOEXEC, 3)
      _ = systemClose(ends[index])
      ends[index] = lifted
    }
    guard ends.allSatisfy({ $0 >= 0 }) else {
      for end in ends where end >= 0 { _ = systemClose(end) }
      return nil
    }
    reading = FileDescriptor(number: ends[0])
    writing = FileDescriptor(number: ends[1])
  }

  func close() {
    reading.close()
    writing.close()
  }
}

/// A pipe that wakes whoever sleeps in poll; both ends never block.
final class WakePipe: Sendable {
  let reading: FileDescriptor
  private let writing: FileDescriptor

  init() {
    guard let pipe = Pipe() else { preconditionFailure("no descriptors are left for a pipe") }
    pipe.reading.makeNonBlocking()
    pipe.writing.makeNonBlocking()
    reading = pipe.reading
    writing = pipe.writing
  }

  deinit {
    reading.close()
    writing.close()
  }

  func wake() {
    // A full pipe wakes as well.
    _ = writing.write([1])
  }

  /// Sleeps until it is woken, or returns at once when it was since the last time.
  func wait(atMost timeout: Duration? = nil) {
    var entries = [pollfd(fd: reading.number, events: Int16(POLLIN), revents: 0)]
    Waiting.wait(for: &entries, atMost: timeout)
  }

  func drain() {
    var scratch = [UInt8](repeating: 0, count: 64)
    while case .bytes(let count) = reading.read(into: &scratch), count == scratch.count {}
  }
}

/// Waiting in poll(2).
enum Waiting {
  /// Sleeps until a descriptor is ready for its events or the time is up; nil waits for ever.
  ///
  /// A signal ends the wait early. Times are rounded up to whole milliseconds.
  static func wait(for entries: inout [pollfd], atMost timeout: Duration?) {
    for index in entries.indices { entries[index].revents = 0 }
    if poll(&entries, nfds_t(entries.count), milliseconds(timeout)) < 0 {
      for index in entries.indices { entries[index].revents = 0 }
    }
  }

  private static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    guard timeout > .zero else { return 0 }
    guard timeout < .seconds(3600) else { return 3_600_000 }
    let (seconds, attoseconds) = timeout.components
    let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
    return Int32(
      seconds * 1000 + (attoseconds + attosecondsPerMillisecond - 1)
        / attosecondsPerMillisecond
    )
  }
}

// Inside a type with methods of these names the C functions cannot be called unqualified, and their
// module differs between platforms.
private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}

private func systemClose(_ number: Int32) -> Int32 { close(number) }
