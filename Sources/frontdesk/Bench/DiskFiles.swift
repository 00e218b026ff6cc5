#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Files and folders that the benchmark reads and writes as wholes.
enum DiskFiles {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The names in a folder but for hidden ones; nil when there is no folder.
  static func names(in folder: String) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { !$0.hasPrefix(".") }
  }

  /// Makes a folder and those above it, where they are not there.
  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path, directoryHint: .isDirectory),
        withIntermediateDirectories: true
      )
    } catch {
      throw BenchError("cannot make the folder \(path)")
    }
  }

  /// Makes the folder that a file is in.
  static func makeFolder(above file: String) throws {
    guard let slash = file.lastIndex(of: "/"), slash > file.startIndex else { return }
    try makeFolder(String(file[..<slash]))
  }

  /// Writes a file aside and renames it, so that nobody ever reads half of it.
  ///
  /// A link stays one: the file it leads to is written. Who may read the file stays as it was.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var status = stat()
    let isThere = stat(target, &status) == 0
    do {
      try Data(bytes).write(to: URL(filePath: target), options: .atomic)
    } catch {
      throw BenchError("cannot write \(path)")
    }
    if isThere { chmod(target, status.st_mode & 0o777) }
  }

  /// Appends to a file in one write, so that two runs never mix their lines.
  static func append(_ bytes: [UInt8], to path: String) throws {
    let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw FileError(what: "cannot write \(path)", code: errno) }
    defer { close(number) }
    try bytes.withUnsafeBytes { try Descriptor(number: number).write($0) }
  }
}
