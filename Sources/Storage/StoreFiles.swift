import FrontdeskEngine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The files of a store on the disk: what is in them is nobody's business but the owner's.
///
/// SQLite gives the journals beside a file the file's own mode.
enum StoreFiles {
  /// Makes the folders in which a file will lie, readable for their owner only; those that are
  /// there stay as they are.
  static func makeFolder(of path: String) throws(StoreError) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    let folder = String(path[..<slash])
    guard !folder.isEmpty, access(folder, F_OK) != 0 else { return }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .system(errno, folder, doing: "making the folder")
    }
  }

  /// Makes an empty file, readable and writable for its owner only; one that is there stays.
  static func makeFile(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno, path, doing: "opening it for writing") }
    close(descriptor)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Bytes of a file; 0 when it is not there.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Puts a file that is complete in the place of another, and makes that outlive a power cut.
  static func replace(_ target: String, with source: String) throws(StoreError) {
    let descriptor = open(source, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno, source, doing: "opening it") }
    let synchronised = fsync(descriptor)
    let number = errno
    close(descriptor)
    guard synchronised == 0 else { throw .system(number, source, doing: "writing it") }
    guard rename(source, target) == 0 else { throw .system(errno, target, doing: "naming it") }
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(target[...$0]) } ?? "."
    let folderDescriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard folderDescriptor >= 0 else { return }
    fsync(folderDescriptor)
    close(folderDescriptor)
  }
}
