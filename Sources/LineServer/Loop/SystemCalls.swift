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

/// A system call that failed: what was attempted, on what, and why.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Such as "cannot listen on 127.0.0.1:7070".
  package let what: String
  package let code: Int32
  /// What to do about it, when there is something to say.
  package let hint: String?

  init(_ what: String, code: Int32, hint: String? = nil) {
    self.what = what
    self.code = code
    self.hint = hint
  }

  package var description: String {
    what + ": " + String(cString: strerror(code)) + (hint.map { " (\($0))" } ?? "")
  }
}

/// Gives the system back memory that was freed, where the system's allocator keeps it.
func trimHeap() {
  #if os(Linux)
    frontdesk_trim_heap()
  #endif
}

/// An open file, pipe or socket by its number.
///
/// Its calls keep `errno` in their result, where no later call can overwrite it.
package struct Descriptor: Hashable, Sendable {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  static let standardInput = Descriptor(number: 0)
  static let standardOutput = Descriptor(number: 1)

  package enum Transfer: Equatable {
    case bytes(Int)
    /// Nothing can be moved now; ask the poller when.
    case wouldBlock
    case failed(code: Int32)
  }

  /// Reads what is there; `.bytes(0)` is the end of the stream.
  package func read(into buffer: inout [UInt8]) -> Transfer {
    buffer.withUnsafeMutableBytes { read(into: $0) }
  }

  /// Reads what is there into memory; `.bytes(0)` is the end of the stream.
  func read(into memory: UnsafeMutableRawBufferPointer) -> Transfer {
    repeating { systemRead(number, memory.baseAddress, memory.count) }
  }

  /// Writes as much as is taken.
  package func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
    bytes.withUnsafeBytes { write($0) }
  }

  /// Writes as much of memory as is taken.
  func write(_ memory: UnsafeRawBufferPointer) -> Transfer {
    repeating { systemWrite(number, memory.baseAddress, memory.count) }
  }

  /// Whether a blocking descriptor takes at least `PIPE_BUF` bytes without waiting.
  ///
  /// POSIX promises this for pipes: poll reports a pipe writable when an atomic write fits.
  var isWritableNow: Bool {
    var asked = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    return poll(&asked, 1, 0) != 0
  }

  var isOpen: Bool { fcntl(number, F_GETFD) != -1 }

  package func close() { _ = systemClose(number) }

  /// Makes the descriptor non-blocking and keeps it from programs started by this one.
  func prepareForPolling() throws(SystemError) {
    guard fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) == 0,
      fcntl(number, F_SETFD, FD_CLOEXEC) == 0
    else { throw SystemError("cannot prepare descriptor \(number)", code: errno) }
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

// Inside a type with methods of these names the C functions cannot be called unqualified, and their
// module differs between platforms.
private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}

private func systemClose(_ number: Int32) -> Int32 { close(number) }
