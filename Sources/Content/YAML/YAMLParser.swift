/// Reads the block structure of YAML by recursive descent over the lines.
///
/// The scalars and flow collections inside a line are left to `YAMLLineScanner`.
struct YAMLParser {
  let file: String
  let bytes: [UInt8]
  let lines: [Range<Int>]
  /// The index after the last line to read; the rest belongs to somebody else.
  let end: Int
  private let limits: StrictYAML.Limits
  /// The index of the line to read next; its number in the file is one higher.
  var next: Int
  private var depth = 0

  init(_ source: SourceText, lines: Range<Int>, limits: StrictYAML.Limits) {
    self.file = source.file
    self.bytes = source.bytes
    self.lines = source.lines
    self.end = lines.upperBound
    self.limits = limits
    self.next = lines.lowerBound
  }

  /// Reads everything as one document; an empty one is null.
  mutating func document() throws(ContentProblem) -> YAMLNode {
    let first = next
    try skipStartMarker()
    guard let column = try indentation() else {
      return YAMLNode(file: file, line: first + 1, value: .null)
    }
    let node = try blockNode(at: column, parent: -1)
    if try indentation() != nil {
      throw problem(
        "this line does not continue the \(node.kind.dropFirst(2)) above; "
          + "expected \(spaces(column)) before it",
        rule: "yaml-indentation"
      )
    }
    return node
  }

  // MARK: Maps and lists

  /// Reads the node that starts on the next line at a column.
  ///
  /// `parent` is the column of the map or list the node belongs to, -1 for none.
  private mutating func blockNode(at column: Int, parent: Int) throws(ContentProblem) -> YAMLNode {
    let start = lines[next].lowerBound + column
    if isListItem(at: start) { return try list(at: column) }
    if let key = try key(at: start) { return try map(at: column, firstKey: key) }
    return try value(at: start, parent: parent)
  }

  private mutating func list(at column: Int) throws(ContentProblem) -> YAMLNode {
    try enter()
    defer { depth -= 1 }
    let line = next + 1
    var items: [YAMLNode] = []
    while true {
      var position = lines[next].lowerBound + column + 1
      while position < lines[next].upperBound, bytes[position] == .space { position += 1 }
      if isLineEnd(position) {
        items.append(try nodeBelow(column, allowsListAtColumn: false))
      } else {
        guard bytes[position] != .tab else { throw tabProblem() }
        items.append(try blockNode(at: position - lines[next].lowerBound, parent: column))
      }
      guard let indent = try indentation(), indent >= column else { break }
      guard indent == column else { throw indentationProblem(indent, expected: column) }
      guard isListItem(at: lines[next].lowerBound + column) else { break }
    }
    return YAMLNode(file: file, line: line, value: .list(items))
  }

  private mutating func map(at column: Int, firstKey: YAMLKey) throws(ContentProblem) -> YAMLNode {
    try enter()
    defer { depth -= 1 }
    let line = next + 1
    var entries: [YAMLEntry] = []
    var seen: Set<String> = []
    var key = firstKey
    while true {
      let keyLine = next + 1
      guard seen.insert(key.text).inserted else {
        let other = entries.first { $0.key == key.text }?.keyLine ?? line
        throw problem(
          "the key `\(key.text)` is already on line \(other); expected every key once",
          rule: "yaml-duplicate-key"
        )
      }
      let node: YAMLNode
      let position = skipBlanks(from: key.end)
      if isLineEnd(position) {
        node = try nodeBelow(column, allowsListAtColumn: true)
      } else {
        node = try value(at: position, parent: column)
      }
      entries.append(YAMLEntry(key: key.text, keyLine: keyLine, node: node))
      guard let indent = try indentation(), indent >= column else { break }
      guard indent == column else { throw indentationProblem(indent, expected: column) }
      let start = lines[next].lowerBound + column
      guard !isListItem(at: start), let following = try self.key(at: start) else {
        throw problem(
          "expected `key: value` like the lines above it; a text over several lines needs `|`, "
            + "and a list needs its own key",
          rule: "yaml-syntax"
        )
      }
      key = following
    }
    return YAMLNode(file: file, line: line, value: .map(entries))
  }

  /// Reads what stands on the lines below a key or dash, deeper than it; null when nothing does.
  private mutating func nodeBelow(
    _ column: Int,
    allowsListAtColumn: Bool
  ) throws(ContentProblem) -> YAMLNode {
    let line = next + 1
    next += 1
    if let indent = try indentation() {
      if indent > column { return try blockNode(at: indent, parent: column) }
      if allowsListAtColumn, indent == column, isListItem(at: lines[next].lowerBound + column) {
        return try list(at: column)
      }
    }
    return YAMLNode(file: file, line: line, value: .null)
  }

  private mutating func enter() throws(ContentProblem) {
    depth += 1
    guard depth <= limits.maximumDepth else {
      throw problem(
        "lists and maps are nested more than \(limits.maximumDepth) deep",
        rule: "yaml-depth"
      )
    }
  }

  // MARK: Scalars and flow collections

  /// Reads a value that starts within the next line and moves on to the line after it.
  private mutating func value(at position: Int, parent: Int) throws(ContentProblem) -> YAMLNode {
    let first = bytes[position]
    switch first {
    case .verticalBar, .greaterThan:
      return try blockScalar(at: position, parent: parent)
    case .singleQuote, .doubleQuote:
      return try quotedText(at: position, parent: parent)
    case .openBracket, .openBrace:
      var scanner = self.scanner(at: position)
      let node = try scanner.flowNode(depth: depth + 1)
      try expectLineEnd(scanner.position, after: first == .openBracket ? "`]`" : "`}`")
      next += 1
      return node
    default:
      guard !isListItem(at: position) else {
        throw problem(
          "a list cannot start on the line of its key; expected `- ` on a line of its own",
          rule: "yaml-syntax"
        )
      }
      return try plainText(at: position, parent: parent)
    }
  }

  /// Reads a text without quotes, whose lines are folded into one.
  ///
  /// A further line that looks like a list item or a key is refused: it is one that is indented
  /// too far, and YAML would make it part of the text without a word.
  private mutating func plainText(
    at position: Int,
    parent: Int
  ) throws(ContentProblem) -> YAMLNode {
    let line = next + 1
    var scanner = self.scanner(at: position)
    try scanner.checkPlainStart()
    var text = try scanner.plainText()
    next += 1
    // A comment ends the text.
    while scanner.position == scanner.end {
      var index = next
      while index < end, isBlankLine(index) { index += 1 }
      guard index < end, indent(of: index) > parent else { break }
      let start = lines[index].lowerBound + indent(of: index)
      guard bytes[start] != .hash, !isDocumentMarker(lines[index]) else { break }
      let breaks = index - next + 1
      next = index
      guard bytes[start] != .tab else { throw tabProblem() }
      guard !isListItem(at: start), try key(at: start) == nil else {
        throw indentationProblem(indent(of: index), expected: max(parent, 0))
      }
      scanner = self.scanner(at: start)
      text += breaks == 1 ? " " : String(repeating: "\n", count: breaks - 1)
      text += try scanner.plainText()
      next += 1
    }
    return YAMLNode(file: file, line: line, value: .scalar(YAMLScalar(text, style: .plain)))
  }

  /// Reads a quoted text, whose lines are folded into one when it does not end on its first line.
  private mutating func quotedText(
    at position: Int,
    parent: Int
  ) throws(ContentProblem) -> YAMLNode {
    let opening = next + 1
    var scanner = self.scanner(at: position)
    var content = YAMLLineScanner.QuotedContent(quote: bytes[position])
    scanner.position += 1
    while try !scanner.quotedContent(&content) {
      content.trimBlanks()
      var breaks = 0
      repeat {
        next += 1
        breaks += 1
      } while next < end && isBlankLine(next)
      guard next < end, indent(of: next) > parent else {
        throw ContentProblem(
          file: file,
          line: opening,
          "the quote is not closed; expected \(content.quote == .doubleQuote ? "`\"`" : "`'`") "
            + "at the end of the text",
          rule: "yaml-quote"
        )
      }
      content.appendBreaks(breaks)
      scanner = self.scanner(at: skipBlanks(from: lines[next].lowerBound))
    }
    try expectLineEnd(scanner.position, after: "the closing quote")
    next += 1
    let style: YAMLScalar.Style = content.quote == .doubleQuote ? .doubleQuoted : .singleQuoted
    return YAMLNode(
      file: file,
      line: opening,
      value: .scalar(YAMLScalar(content.text, style: style))
    )
  }

  private func key(at position: Int) throws(ContentProblem) -> YAMLKey? {
    var scanner = self.scanner(at: position)
    return try scanner.key()
  }

  private func scanner(at position: Int) -> YAMLLineScanner {
    YAMLLineScanner(
      file: file,
      line: next + 1,
      bytes: bytes,
      range: position..<lines[next].upperBound,
      maximumDepth: limits.maximumDepth
    )
  }

  func expectLineEnd(_ position: Int, after what: String) throws(ContentProblem) {
    let rest = skipBlanks(from: position)
    let isComment = rest > position && isLineEnd(rest)
    guard isComment || rest == lines[next].upperBound else {
      throw problem(
        "expected the end of the line after \(what), found more text"
          + (bytes[rest] == .hash ? " (a comment needs a space before its `#`)" : ""),
        rule: "yaml-syntax"
      )
    }
  }
}
