extension YAMLLineScanner {
  /// Reads a flow list, flow map, or a text inside one; the position is on its first character.
  mutating func flowNode(depth: Int) throws(ContentProblem) -> YAMLNode {
    guard position < end else { throw unclosedProblem() }
    switch bytes[position] {
    case .openBracket:
      return try flowList(depth: depth)
    case .openBrace:
      return try flowMap(depth: depth)
    default:
      let scalar = try flowText()
      return YAMLNode(file: file, line: line, value: .scalar(scalar))
    }
  }

  private mutating func flowList(depth: Int) throws(ContentProblem) -> YAMLNode {
    try open(depth)
    var items: [YAMLNode] = []
    while try !closes(with: .closeBracket) {
      items.append(try flowNode(depth: depth + 1))
      try separate(before: .closeBracket, expected: "`,` or `]`")
    }
    return YAMLNode(file: file, line: line, value: .list(items))
  }

  private mutating func flowMap(depth: Int) throws(ContentProblem) -> YAMLNode {
    if position + 1 < end, bytes[position + 1] == .openBrace {
      throw problem(
        "a text that starts with `{{` must be in quotes",
        rule: "yaml-syntax"
      )
    }
    try open(depth)
    var entries: [YAMLEntry] = []
    var seen: Set<String> = []
    while try !closes(with: .closeBrace) {
      let isQuoted = bytes[position] == .doubleQuote || bytes[position] == .singleQuote
      let key = try flowText().text
      skipBlanks()
      guard position < end, bytes[position] == .colon, isQuoted || isFlowSeparated(position + 1)
      else {
        throw problem("expected `: ` after the key `\(key)` in braces", rule: "yaml-syntax")
      }
      guard isQuoted || key != "<<" else {
        throw problem(
          "merge keys (`<<`) are not supported; write the entries out",
          rule: "yaml-merge-key"
        )
      }
      guard seen.insert(key).inserted else {
        throw problem(
          "the key `\(key)` occurs twice in the braces; expected every key once",
          rule: "yaml-duplicate-key"
        )
      }
      position += 1
      skipBlanks()
      let node: YAMLNode
      if position < end, bytes[position] == .comma || bytes[position] == .closeBrace {
        node = YAMLNode(file: file, line: line, value: .null)
      } else {
        node = try flowNode(depth: depth + 1)
      }
      entries.append(YAMLEntry(key: key, keyLine: line, node: node))
      try separate(before: .closeBrace, expected: "`,` or `}`")
    }
    return YAMLNode(file: file, line: line, value: .map(entries))
  }

  private mutating func open(_ depth: Int) throws(ContentProblem) {
    guard depth <= maximumDepth else {
      throw problem("lists and maps are nested more than \(maximumDepth) deep", rule: "yaml-depth")
    }
    position += 1
  }

  /// Skips blanks and takes the closing bracket if it comes next.
  private mutating func closes(with bracket: UInt8) throws(ContentProblem) -> Bool {
    skipBlanks()
    guard position < end else { throw unclosedProblem() }
    guard bytes[position] == bracket else { return false }
    position += 1
    return true
  }

  /// Takes the comma behind an item; the closing bracket may come instead.
  private mutating func separate(
    before bracket: UInt8,
    expected: String
  ) throws(ContentProblem) {
    skipBlanks()
    guard position < end else { throw unclosedProblem() }
    if bytes[position] == .comma {
      position += 1
    } else if bytes[position] != bracket {
      throw problem(
        "expected \(expected) here; a text with `: ` or a bracket in it must be in quotes",
        rule: "yaml-syntax"
      )
    }
  }

  private mutating func flowText() throws(ContentProblem) -> YAMLScalar {
    let start = position
    let first = bytes[start]
    if first == .doubleQuote || first == .singleQuote {
      var content = QuotedContent(quote: first)
      position += 1
      guard try quotedContent(&content) else {
        throw problem("the quote is not closed on its line", rule: "yaml-quote")
      }
      return YAMLScalar(content.text, style: first == .doubleQuote ? .doubleQuoted : .singleQuoted)
    }
    try checkPlainStart()
    if first == .hyphen || first == .colon || first == 0x3F,
      isFlowSeparated(start + 1) || (first == 0x3F && bytes[start + 1] == .colon)
    {
      throw problem(
        "expected a text in the brackets, found `\(Character(Unicode.Scalar(first)))`",
        rule: "yaml-syntax"
      )
    }
    loop: while position < end {
      switch bytes[position] {
      case .comma, .openBracket, .closeBracket, .openBrace, .closeBrace:
        break loop
      case .colon where isFlowSeparated(position + 1):
        break loop
      case .hash where position > start && bytes[position - 1].isBlank:
        break loop
      default:
        position += 1
      }
    }
    return YAMLScalar(trimmedText(start..<position), style: .plain)
  }

  private func isFlowSeparated(_ position: Int) -> Bool {
    guard position < end else { return true }
    switch bytes[position] {
    case .space, .tab, .comma, .openBracket, .closeBracket, .openBrace, .closeBrace: return true
    default: return false
    }
  }

  private func unclosedProblem() -> ContentProblem {
    problem(
      "the bracket is not closed on its line; a longer list is written as lines of `- `",
      rule: "yaml-flow"
    )
  }
}
