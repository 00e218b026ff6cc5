/// Writes texts so that they are read back as they are.
enum YAMLText {
  /// Words that other readers of YAML take for something else than a text.
  private static let words: Set<String> = [
    "false", "n", "no", "null", "off", "on", "true", "y", "yes", "~",
  ]

  /// The text without quotes where that is safe, else in double quotes.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// The text in double quotes (YAML 1.2.2, chapter 7.3.1).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  private static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, !first.isBlank, !last.isBlank,
      last != .colon, !YAMLLineScanner.isReserved(first), first != .hyphen, first != .colon,
      first != 0x3F, first != .equals, first != .tilde, !words.contains(text.lowercased()),
      // A number, a date or a time.
      !(first.isDigit || first == .plus || first == .dot)
        || bytes.contains(where: { $0.isLowercaseLetter || $0 >= 0x80 })
    else { return false }
    return !zip(bytes, bytes.dropFirst()).contains { byte, next in
      byte == .colon && next.isBlank || byte.isBlank && next == .hash
    }
  }
}
