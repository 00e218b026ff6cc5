/// The key of a block map and the position behind its colon.
struct YAMLKey {
  let text: String
  let end: Int
}

/// Reads what fits into one line of YAML: keys, plain and quoted texts.
struct YAMLLineScanner {
  let file: String
  let line: Int
  let bytes: [UInt8]
  let end: Int
  let maximumDepth: Int
  var position: Int

  init(file: String, line: Int, bytes: [UInt8], range: Range<Int>, maximumDepth: Int) {
    self.file = file
    self.line = line
    self.bytes = bytes
    self.end = range.upperBound
    self.maximumDepth = maximumDepth
    self.position = range.lowerBound
  }

  /// Reads `key:`; nil when the line does not start with a key.
  mutating func key() throws(ContentProblem) -> YAMLKey? {
    let start = position
    let first = bytes[start]
    if first == .doubleQuote || first == .singleQuote {
      var content = QuotedContent(quote: first)
      position += 1
      guard try quotedContent(&content) else { return nil }
      skipBlanks()
      guard position < end, bytes[position] == .colon, isSeparated(position + 1) else { return nil }
      return YAMLKey(text: content.text, end: position + 1)
    }
    if YAMLLineScanner.isReserved(first) { return nil }
    if first == 0x3F, isSeparated(start + 1) { return nil }
    while position < end {
      if bytes[position] == .colon, isSeparated(position + 1) {
        let text = trimmedText(start..<position)
        guard !text.isEmpty else {
          throw problem("expected a key before `:`", rule: "yaml-syntax")
        }
        guard text != "<<" else {
          throw problem(
            "merge keys (`<<`) are not supported; write the entries out",
            rule: "yaml-merge-key"
          )
        }
        return YAMLKey(text: text, end: position + 1)
      }
      if bytes[position] == .hash, bytes[position - 1].isBlank { return nil }
      position += 1
    }
    return nil
  }

  /// Reads a text without quotes up to a comment or the end of the line.
  mutating func plainText() throws(ContentProblem) -> String {
    let start = position
    while position < end {
      let byte = bytes[position]
      if byte == .colon, isSeparated(position + 1) {
        throw problem(
          "a text with `: ` in it must be in quotes, or the map must start on its own line",
          rule: "yaml-syntax"
        )
      }
      if byte == .hash, position > start, bytes[position - 1].isBlank { break }
      position += 1
    }
    return trimmedText(start..<position)
  }

  /// Refuses the characters that mean something else at the start of a value.
  func checkPlainStart() throws(ContentProblem) {
    let first = bytes[position]
    switch first {
    case 0x26:
      throw problem("anchors (`&`) are not supported; write the value out", rule: "yaml-anchor")
    case .asterisk:
      throw problem(
        "aliases (`*`) are not supported; write the value out, or put the text in quotes",
        rule: "yaml-alias"
      )
    case .exclamationMark:
      throw problem(
        "tags (`!`) are not supported; leave it out, or put the text in quotes",
        rule: "yaml-tag"
      )
    case 0x3F where isSeparated(position + 1):
      throw problem("keys after `?` are not supported; expected `key: value`", rule: "yaml-syntax")
    case _ where YAMLLineScanner.isReserved(first):
      let character = Character(Unicode.Scalar(first))
      throw problem("a text that starts with `\(character)` must be in quotes", rule: "yaml-syntax")
    default:
      break
    }
  }

  /// Whether a plain text cannot start with the byte (YAML 1.2.2, rule 126).
  static func isReserved(_ byte: UInt8) -> Bool {
    switch byte {
    case .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .hash, 0x26, .asterisk,
      .exclamationMark, .verticalBar, .greaterThan, .singleQuote, .doubleQuote, 0x25, 0x40,
      .backtick:
      true
    default:
      false
    }
  }

  func isSeparated(_ position: Int) -> Bool { position >= end || bytes[position].isBlank }

  mutating func skipBlanks() {
    while position < end, bytes[position].isBlank { position += 1 }
  }

  func trimmedText(_ range: Range<Int>) -> String {
    var upper = range.upperBound
    while upper > range.lowerBound, bytes[upper - 1].isBlank { upper -= 1 }
    return String(decoding: bytes[range.lowerBound..<upper], as: UTF8.self)
  }

  func problem(_ message: String, rule: String) -> ContentProblem {
    ContentProblem(file: file, line: line, message, rule: rule)
  }
}
