#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file or stream that cannot be read or written: what was attempted, and why it failed.
struct FileError: Error, Equatable, CustomStringConvertible {
  /// Such as "cannot read docs.jsonl".
  let what: String
  let code: Int32

  var description: String { "\(what): \(String(cString: strerror(code)))" }
}

/// An open file, pipe or terminal by its number.
struct Descriptor: Hashable, Sendable {
  let number: Int32

  static let standardInput = Descriptor(number: 0)
  static let standardOutput = Descriptor(number: 1)
  static let standardError = Descriptor(number: 2)

  var isTerminal: Bool { isatty(number) == 1 }

  /// Reads what is there, waiting for at least one byte; 0 is the end of the stream.
  func read(into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
    try repeating("read", bytes) { systemRead($0.number, $1.baseAddress, $1.count) }
  }

  /// Writes everything, waiting while the other side is slow.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = try repeating("write", rest) { systemWrite($0.number, $1.baseAddress, $1.count) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Calls until it was not a signal or a non-blocking other side that kept it from working.
  private func repeating<Bytes>(
    _ verb: String,
    _ bytes: Bytes,
    _ call: (Descriptor, Bytes) -> Int
  ) throws -> Int {
    while true {
      let count = call(self, bytes)
      if count >= 0 { return count }
      let code = errno
      switch code {
      case EINTR: continue
      case EAGAIN:
        // Another program left the shared end of the pipe non-blocking.
        var asked = pollfd(
          fd: number,
          events: Int16(verb == "read" ? POLLIN : POLLOUT),
          revents: 0
        )
        poll(&asked, 1, -1)
      case EPIPE: throw OutputClosed()
      default: throw FileError(what: "cannot \(verb) \(name)", code: code)
      }
    }
  }

  private var name: String {
    switch number {
    case 0: "standard input"
    case 1: "standard output"
    case 2: "standard error"
    default: "descriptor \(number)"
    }
  }
}

/// Nobody reads what is written any more: the program has nothing left to do.
struct OutputClosed: Error {}

/// Reads a whole file; linear in its size.
func contents(ofFile path: String) throws -> [UInt8] {
  let number = open(path, O_RDONLY | O_CLOEXEC)
  guard number >= 0 else { throw FileError(what: "cannot read \(path)", code: errno) }
  defer { close(number) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(number, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    } else if errno != EINTR {
      throw FileError(what: "cannot read \(path)", code: errno)
    }
  }
}

/// Writes a whole file, in place of one that is there.
func write(_ text: String, toFile path: String) throws {
  let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard number >= 0 else { throw FileError(what: "cannot write \(path)", code: errno) }
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { systemWrite(number, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      let code = errno
      close(number)
      throw FileError(what: "cannot write \(path)", code: code)
    }
  }
  guard close(number) == 0 else { throw FileError(what: "cannot write \(path)", code: errno) }
}

/// A variable of the environment; nil when it is unset.
func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Lets writing to a closed pipe fail in place of ending the program.
func ignoreBrokenPipes() {
  signal(SIGPIPE, SIG_IGN)
  // A file that may not grow is an error of the write, not the end of the program.
  signal(SIGXFSZ, SIG_IGN)
}

/// Lets signals through that whoever started the program had blocked, as threads of others do.
func unblockSignals() {
  var all = sigset_t()
  sigfillset(&all)
  sigprocmask(SIG_UNBLOCK, &all, nil)
}

// Inside a type with methods of these names the C functions cannot be called unqualified, and their
// module differs between platforms.
private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}

/// The time of day, in seconds since the Unix epoch.
func secondsSinceEpoch() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The folder that relative paths start from.
func workingDirectory() -> String {
  guard let path = getcwd(nil, 0) else { return "." }
  defer { free(path) }
  return String(cString: path)
}

/// The file of this program, links followed; as it was called where that cannot be found out.
func programFile() -> String {
  let called = CommandLine.arguments.first ?? ""
  for path in ["/proc/self/exe", called] {
    guard let resolved = realpath(path, nil) else { continue }
    defer { free(resolved) }
    return String(cString: resolved)
  }
  return called
}

/// Lets the program open as many files and sockets as the system allows it at all.
func raiseDescriptorLimit() {
  #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    let resource = RLIMIT_NOFILE
  #endif
  var limit = rlimit()
  guard getrlimit(resource, &limit) == 0 else { return }
  limit.rlim_cur = limit.rlim_max
  _ = setrlimit(resource, &limit)
}

/// What the program holds in memory, in bytes; nil where the system does not say.
func residentBytes() -> Int? {
  #if os(Linux)
    let number = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
    defer { close(number) }
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = bytes.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
    guard count > 0 else { return nil }
    let words = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
    guard words.count > 1, let pages = Int(words[1]) else { return nil }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  #else
    return nil
  #endif
}
