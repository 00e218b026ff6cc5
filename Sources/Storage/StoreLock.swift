import FrontdeskEngine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The right to write a store: a lock on the file PATH.lock, with the owner's pid written in it.
///
/// The system holds the lock for as long as the file is open and lets it go when the process ends,
/// however it ends; the file itself stays. *Source*: flock(2).
struct StoreLock: ~Copyable {
  private let descriptor: Int32

  /// Tries of a writer, ten milliseconds apart: `owner(of:)` holds a shared lock for a moment.
  private static let tries = 5

  /// Takes the lock.
  ///
  /// - Throws: `owned` with the owner's pid when another process, or another store of this one,
  ///   has it.
  init(_ path: String) throws(StoreError) {
    let name = path + ".lock"
    let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, name, doing: "opening it") }
    for attempt in 1...Self.tries {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { break }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let number = errno
        close(descriptor)
        throw .system(number, name, doing: "locking it")
      }
      guard attempt < Self.tries else {
        let owner = Self.pid(in: descriptor)
        close(descriptor)
        throw StoreError(
          .owned,
          "\(path): process \(owner.map(String.init) ?? "of unknown number") writes to it; "
            + "stop that program first, or use a command that only reads"
        )
      }
      usleep(10_000)
    }
    self.descriptor = descriptor
    // Written for people and `owner(of:)`; the lock holds without it, on a full disk too.
    if ftruncate(descriptor, 0) == 0 {
      let text = Array("\(getpid())\n".utf8)
      _ = pwrite(descriptor, text, text.count, 0)
    }
  }

  deinit { close(descriptor) }

  /// The process that writes to a store now; nil when there is none.
  static func owner(of path: String) -> Int32? {
    let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
    return pid(in: descriptor)
  }

  private static func pid(in descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
