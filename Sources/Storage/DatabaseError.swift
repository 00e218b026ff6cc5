import CSQLite
import FrontdeskEngine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension StoreError {
  /// What a connection says went wrong last, while something was done with a file.
  ///
  /// *Source*: https://www.sqlite.org/rescode.html. A failed write with ENOSPC is SQLITE_FULL, one
  /// with EDQUOT or EFBIG only an input/output error; both mean that there is no room.
  init(of connection: OpaquePointer, path: String, doing: String) {
    let code = sqlite3_extended_errcode(connection)
    // A failed COMMIT does not note what the system said; then it is what it said last.
    let last = errno
    let noted = sqlite3_system_errno(connection)
    let number = noted == 0 && code & 0xFF == SQLITE_IOERR ? last : noted
    let detail = String(cString: sqlite3_errmsg(connection))
    let says = "SQLite says \"\(detail)\" (\(code)) while \(doing)"
    switch code & 0xFF {
    case SQLITE_FULL: self = .noRoom(path, says)
    case SQLITE_IOERR where [ENOSPC, EDQUOT, EFBIG].contains(number): self = .noRoom(path, says)
    case SQLITE_IOERR where number == EROFS: self = .cannotWrite(path, says)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .cannotWrite(path, says)
    case SQLITE_CANTOPEN where [EROFS, EACCES, EPERM].contains(number):
      self = .cannotWrite(path, says)
    case SQLITE_CANTOPEN where number == ENOSPC: self = .noRoom(path, says)
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(
        .busy,
        "\(path): another program is in the middle of writing to it; \(says). Try again, or find "
          + "out which program has the file open"
      )
    case SQLITE_CORRUPT: self = .damage(path, says)
    case SQLITE_NOTADB: self = .isNoStore(path, "it is no database, or its first page is damaged")
    default:
      let reason = number == 0 ? "" : ": \(String(cString: strerror(number)))"
      self.init(.other, "\(path): \(says)\(reason)")
    }
  }

  private static func noRoom(_ path: String, _ says: String) -> StoreError {
    StoreError(
      .full,
      "\(path): no room is left to write; nothing of this was kept; \(says). Make room on the disk; "
        + "it goes on by itself"
    )
  }

  private static func cannotWrite(_ path: String, _ says: String) -> StoreError {
    StoreError(
      .readOnly,
      "\(path): it cannot be written; nothing of this was kept; \(says). Look at the mode of the "
        + "file and its folder, and whether the disk is mounted for reading only"
    )
  }

  static func damage(_ path: String, _ what: String) -> StoreError {
    StoreError(
      .damaged,
      "\(path): it is damaged: \(what). Stop the program, keep a copy, see what "
        + "`frontdesk store check` says, and put the last backup in its place"
    )
  }

  static func isNoStore(_ path: String, _ why: String) -> StoreError {
    StoreError(.foreign, "\(path): it is not a store of Frontdesk: \(why). Give another path")
  }

  /// What the system said last about a path.
  static func system(_ number: Int32, _ path: String, doing: String) -> StoreError {
    let says = "the system says \"\(String(cString: strerror(number)))\" while \(doing)"
    switch number {
    case ENOSPC, EDQUOT, EFBIG: return noRoom(path, says)
    case EROFS, EACCES, EPERM: return cannotWrite(path, says)
    case ENOENT: return StoreError(.missing, "\(path): \(says)")
    default: return StoreError(.other, "\(path): \(says)")
    }
  }
}
