extension YAMLLineScanner {
  /// The text of a quoted scalar as far as it is read.
  struct QuotedContent {
    let quote: UInt8
    private var bytes: [UInt8] = []
    /// The length up to which blanks are meant, because they were written as escapes.
    private var fixedCount = 0
    private var joinsNextLine = false

    init(quote: UInt8) {
      self.quote = quote
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    fileprivate mutating func append(_ part: ArraySlice<UInt8>) { bytes.append(contentsOf: part) }

    fileprivate mutating func appendEscaped(_ scalar: Unicode.Scalar) {
      bytes.append(contentsOf: Array(String(scalar).utf8))
      fixedCount = bytes.count
    }

    fileprivate mutating func joinNextLine() {
      joinsNextLine = true
      fixedCount = bytes.count
    }

    /// Drops the blanks before a line break inside the quotes.
    mutating func trimBlanks() {
      while bytes.count > fixedCount, let last = bytes.last, last.isBlank { bytes.removeLast() }
    }

    /// Folds line breaks: one becomes a space, each further one stays.
    mutating func appendBreaks(_ count: Int) {
      if count > 1 {
        bytes.append(contentsOf: repeatElement(.lineFeed, count: count - 1))
      } else if !joinsNextLine {
        bytes.append(.space)
      }
      joinsNextLine = false
      fixedCount = bytes.count
    }
  }

  /// Reads on inside quotes up to the closing quote.
  ///
  /// - Returns: false when the line ends before the quote is closed.
  mutating func quotedContent(_ content: inout QuotedContent) throws(ContentProblem) -> Bool {
    var start = position
    while position < end {
      let byte = bytes[position]
      if byte == content.quote {
        content.append(bytes[start..<position])
        position += 1
        guard byte == .singleQuote, position < end, bytes[position] == .singleQuote else {
          return true
        }
        // Two single quotes stand for one: the second starts the next part.
        start = position
      } else if byte == .backslash, content.quote == .doubleQuote {
        content.append(bytes[start..<position])
        position += 1
        guard position < end else {
          content.joinNextLine()
          return false
        }
        content.appendEscaped(try escapedScalar())
        start = position
        continue
      }
      position += 1
    }
    content.append(bytes[start..<end])
    return false
  }

  /// Reads the part of an escape sequence behind its backslash (YAML 1.2.2, chapter 5.7).
  private mutating func escapedScalar() throws(ContentProblem) -> Unicode.Scalar {
    let byte = bytes[position]
    position += 1
    switch byte {
    case 0x30: return "\0"
    case 0x61: return "\u{07}"
    case 0x62: return "\u{08}"
    case 0x74, .tab: return "\t"
    case 0x6E: return "\n"
    case 0x76: return "\u{0B}"
    case 0x66: return "\u{0C}"
    case 0x72: return "\r"
    case 0x65: return "\u{1B}"
    case .space: return " "
    case .doubleQuote: return "\""
    case 0x2F: return "/"
    case .backslash: return "\\"
    case 0x4E: return "\u{85}"
    case .underscore: return "\u{A0}"
    case 0x4C: return "\u{2028}"
    case 0x50: return "\u{2029}"
    case 0x78: return try hexadecimalScalar(digits: 2)
    case 0x75: return try hexadecimalScalar(digits: 4)
    case 0x55: return try hexadecimalScalar(digits: 8)
    default:
      throw problem(
        "unknown escape after `\\` in double quotes; expected `\\\\` for the character itself, "
          + "or single quotes around the text",
        rule: "yaml-escape"
      )
    }
  }

  private mutating func hexadecimalScalar(digits: Int) throws(ContentProblem) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard position < end,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else {
        throw problem(
          "expected \(digits) hexadecimal digits after `\\x`, `\\u` or `\\U`",
          rule: "yaml-escape"
        )
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    guard let scalar = Unicode.Scalar(value) else {
      throw problem(
        "U+\(String(value, radix: 16, uppercase: true)) is not a character",
        rule: "yaml-escape"
      )
    }
    return scalar
  }
}
