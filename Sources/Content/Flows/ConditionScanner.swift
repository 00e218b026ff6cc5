/// Cuts the text of a condition into words, texts, numbers and signs.
struct ConditionScanner {
  enum Token: Hashable {
    /// A name, with its parts when there are dots in it: `slots.email`.
    case word(String)
    case text(String)
    case number(Int)
    case decimal(DecimalNumber)
    /// A comparison, bracket, parenthesis or comma.
    case sign(String)
    case end

    /// The token in a sentence.
    var phrase: String {
      switch self {
      case .word(let word), .sign(let word): "`\(word)`"
      case .text(let text): "\"\(text)\""
      case .number(let number): "\(number)"
      case .decimal: "a number"
      case .end: "the end"
      }
    }
  }

  struct Located {
    let token: Token
    /// In Unicode scalars, counted from 1.
    let column: Int
  }

  /// More than anybody reads; keeps the depth of a parse in bounds.
  static let maximumTokens = 400

  private let scalars: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  /// The tokens of a text, the last of which is `.end`.
  static func tokens(of text: String) throws(ConditionError) -> [Located] {
    var scanner = ConditionScanner(text)
    var tokens: [Located] = []
    while true {
      scanner.skipBlanks()
      let column = scanner.position + 1
      let token = try scanner.next()
      tokens.append(Located(token: token, column: column))
      if token == .end { return tokens }
      guard tokens.count < maximumTokens else {
        throw ConditionError(
          column: column,
          message: "the condition has more than \(maximumTokens) words; expected a shorter one"
        )
      }
    }
  }

  private mutating func skipBlanks() {
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
  }

  private mutating func next() throws(ConditionError) -> Token {
    guard position < scalars.count else { return .end }
    let first = scalars[position]
    switch first {
    case "\"", "'": return .text(try quoted(first))
    case "(", ")", "[", "]", ",":
      position += 1
      return .sign(String(first))
    case "=", "!", "<", ">": return try comparison(first)
    case "-", "0"..."9": return try number()
    case _ where Self.isName(first): return .word(word())
    default:
      throw error("`\(first)` has no meaning in a condition; texts stand in double quotes")
    }
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws(ConditionError) -> String {
    let start = position
    var text = String.UnicodeScalarView()
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == quote { return String(text) }
      if scalar == "\\", position < scalars.count {
        text.append(scalars[position])
        position += 1
      } else {
        text.append(scalar)
      }
    }
    throw ConditionError(column: start + 1, message: "the quote is not closed")
  }

  private mutating func comparison(_ first: Unicode.Scalar) throws(ConditionError) -> Token {
    let hasEqual = position + 1 < scalars.count && scalars[position + 1] == "="
    if !hasEqual, first == "=" { throw error("expected `==`, found `=`") }
    if !hasEqual, first == "!" { throw error("expected `!=` or `not`, found `!`") }
    position += hasEqual ? 2 : 1
    return .sign(String(first) + (hasEqual ? "=" : ""))
  }

  private mutating func number() throws(ConditionError) -> Token {
    let start = position
    position += 1
    while position < scalars.count, "0"..."9" ~= scalars[position] || scalars[position] == "." {
      position += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    if let number = Int(text) { return .number(number) }
    if let decimal = DecimalNumber(text) { return .decimal(decimal) }
    throw ConditionError(
      column: start + 1,
      message: "expected a number such as 30 or 3.90, found `\(text)`"
    )
  }

  private mutating func word() -> String {
    let start = position
    while position < scalars.count,
      Self.isName(scalars[position]) || "0"..."9" ~= scalars[position] || scalars[position] == "."
    {
      position += 1
    }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    "a"..."z" ~= scalar || "A"..."Z" ~= scalar || scalar == "_"
  }

  private func error(_ message: String) -> ConditionError {
    ConditionError(column: position + 1, message: message)
  }
}
