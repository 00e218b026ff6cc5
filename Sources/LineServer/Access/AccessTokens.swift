import FrontdeskEngine

/// The tokens that are known, by their SHA-256 alone.
///
/// One line each: `ROLE NAME SHA256`, the digest in 64 hexadecimal digits. Empty lines and those that
/// begin with `#` count for nothing.
package struct AccessTokens: Sendable {
  /// One token.
  package struct Entry: Sendable, Hashable {
    package let role: AccessRole
    package let name: String
    /// 64 hexadecimal digits in lower case.
    package let digest: String

    package init(role: AccessRole, name: String, token: String) {
      self.init(role: role, name: name, digest: AccessTokens.digest(of: token))
    }

    fileprivate init(role: AccessRole, name: String, digest: String) {
      self.role = role
      self.name = name
      self.digest = digest
    }

    /// As it stands in a file.
    package var line: String { "\(role.rawValue) \(name) \(digest)" }
  }

  /// A line that is none of the kind.
  package struct ParseError: Error, Equatable, Sendable, CustomStringConvertible {
    package let line: Int
    package let what: String

    package var description: String { "line \(line): \(what)" }
  }

  package private(set) var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// Reads the lines of a file.
  package init(parsing text: String) throws(ParseError) {
    entries = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard words.count == 3 else {
        throw ParseError(line: index + 1, what: "expected: ROLE NAME SHA256")
      }
      guard let role = AccessRole(rawValue: String(first)) else {
        let roles = AccessRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw ParseError(line: index + 1, what: "there is no role \(first); there are: \(roles)")
      }
      guard Self.isName(String(words[1])) else {
        throw ParseError(
          line: index + 1,
          what: "a name is 1 to 32 letters, digits, '-', '_' or '.'"
        )
      }
      let digest = words[2].lowercased()
      guard digest.utf8.count == 64, digest.utf8.allSatisfy(Self.isHexadecimal) else {
        throw ParseError(line: index + 1, what: "a SHA-256 is 64 hexadecimal digits")
      }
      entries.append(Entry(role: role, name: String(words[1]), digest: digest))
    }
  }

  package static func + (left: AccessTokens, right: AccessTokens) -> AccessTokens {
    AccessTokens(left.entries + right.entries)
  }

  package func has(_ role: AccessRole) -> Bool { entries.contains { $0.role == role } }

  /// Whose token it is; nil when nobody's of the role.
  ///
  /// Every entry is compared, all of its bytes, so that the time taken tells nothing of them.
  func holder(of token: String, as role: AccessRole) -> String? {
    let digest = Array(Self.digest(of: token).utf8)
    var holder: String?
    for entry in entries {
      var difference: UInt8 = 0
      for (known, shown) in zip(entry.digest.utf8, digest) { difference |= known ^ shown }
      if difference == 0, entry.role == role { holder = entry.name }
    }
    return holder
  }

  private static func digest(of token: String) -> String {
    var digest = SHA256()
    digest.update(token.utf8)
    return digest.hexadecimal()
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// Names are one word, and nothing that could be mistaken for the protocol or hide in a log.
  package static func isName(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    return !scalars.isEmpty && scalars.count <= 32
      && scalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
          || scalar == "-" || scalar == "_" || scalar == "."
      }
  }
}
