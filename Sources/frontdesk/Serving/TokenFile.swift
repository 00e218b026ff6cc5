import LineServer

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

/// The file that keeps the SHA-256 of tokens: `ROLE NAME SHA256`, one a line, for its owner alone.
enum TokenFile {
  static let tokens = Option(
    name: "tokens",
    value: "FILE",
    expected: "a file of lines ROLE NAME SHA256",
    summary: "the tokens' file (default: frontdesk/tokens where programs keep their settings)"
  )
  /// The variable that may hold such lines too.
  static let variable = "FRONTDESK_TOKENS"

  /// The file: what `--tokens` names, or else `frontdesk/tokens` in the user's folder of settings.
  ///
  /// - Throws: `UsageError` when neither is known.
  static func path(_ arguments: Arguments) throws -> String {
    if let path = arguments.value(of: tokens) { return path }
    if let folder = environment("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/frontdesk/tokens"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else {
      throw UsageError("--tokens is missing, and there is no home folder; expected a file")
    }
    return home + "/.config/frontdesk/tokens"
  }

  /// The tokens of the file and of the environment; without a file, those of the environment alone.
  ///
  /// - Throws: `FileError`, `TokenError`: what is wrong, and where.
  static func read(_ path: String) throws -> AccessTokens {
    var known = AccessTokens()
    if DiskFiles.exists(path) {
      try checkMode(path)
      known = try parse(try text(of: path), in: path)
    }
    if let lines = environment(variable) {
      let text = lines.replacing(",", with: "\n")
      known = known + (try parse(text, in: variable))
    }
    return known
  }

  private static func parse(_ text: String, in place: String) throws -> AccessTokens {
    do throws(AccessTokens.ParseError) {
      return try AccessTokens(parsing: text)
    } catch {
      throw TokenError(description: "\(place):\(error.line): \(error.what)")
    }
  }

  /// Others must not be able to add tokens.
  private static func checkMode(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw FileError(what: "cannot look at \(path)", code: errno)
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH | S_IRGRP | S_IROTH) == 0 else {
      throw TokenError(
        description: "\(path) can be read or written by others; chmod 600 \(path) ends that"
      )
    }
  }

  /// Adds a token's line.
  static func append(_ entry: AccessTokens.Entry, to path: String) throws {
    try DiskFiles.makeFolder(above: path)
    let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw FileError(what: "cannot write \(path)", code: errno) }
    let file = Descriptor(number: number)
    guard fchmod(number, 0o600) == 0 else {
      throw FileError(what: "cannot keep \(path) from others", code: errno)
    }
    var line = entry.line + "\n"
    try line.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.closeFile()
  }

  /// Takes the tokens of a role and a name out; returns how many there were.
  static func remove(_ role: AccessRole, _ name: String, from path: String) throws -> Int {
    let known = try parse(try text(of: path), in: path)
    let kept = known.entries.filter { $0.role != role || $0.name != name }
    let text = kept.map { $0.line + "\n" }.joined()
    try DiskFiles.replace(path, with: Array(text.utf8))
    return known.entries.count - kept.count
  }

  private static func text(of path: String) throws -> String {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw TokenError(description: "\(path) cannot be read")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A file of tokens that cannot be used.
struct TokenError: Error, CustomStringConvertible {
  let description: String
}
