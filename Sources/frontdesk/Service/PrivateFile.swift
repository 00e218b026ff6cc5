#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Files with customers' data: readable for their owner alone.
enum PrivateFile {
  /// Makes a file that must not be there yet.
  static func open(_ path: String) throws -> Output {
    let number = systemOpen(path)
    guard number >= 0 else { throw FileError(what: "cannot write \(path)", code: errno) }
    return Output(Descriptor(number: number))
  }

  private static func systemOpen(_ path: String) -> Int32 {
    #if canImport(Darwin)
      Darwin.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #elseif canImport(Musl)
      Musl.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #else
      Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    #endif
  }
}

extension Descriptor {
  /// Closes a file; what the disk has not taken until then is an error.
  func closeFile() throws {
    guard fsync(number) == 0 || errno == EINVAL || errno == EROFS, close(number) == 0 else {
      throw FileError(what: "cannot write the file", code: errno)
    }
  }
}
