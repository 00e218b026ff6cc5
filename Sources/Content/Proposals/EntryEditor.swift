/// Adds lines to one entry of a map in a file of YAML.
struct EntryEditor {
  private let source: SourceText
  /// The index of the line at which the map's document ends.
  private let end: Int

  init(_ source: SourceText, end: Int? = nil) {
    self.source = source
    self.end = end ?? source.lines.count
  }

  /// Appends items to a list, or lines of `- text` to a block of lines; nil when it is neither.
  func append(
    _ texts: [String],
    to entry: YAMLEntry
  ) throws(ContentProblem) -> ExampleInsertion.Result? {
    let keyLine = entry.keyLine - 1
    guard let column = column(of: entry) else { return nil }
    switch entry.node.value {
    case .map: return nil
    case .null:
      let lines = texts.map { spaces(column + 2) + "- " + YAMLText.scalar($0) }
      return insert(lines, behind: keyLine)
    case .scalar(let scalar):
      guard scalar.style == .literal else { return nil }
      let items = try entry.node.lines(entry.key).filter { $0.text.trimmed.utf8.first == .hyphen }
      guard let last = items.last else {
        return insert(texts.map { spaces(column + 2) + "- " + $0 }, behind: keyLine)
      }
      let dash = dashPrefix(last.line - 1)
      return insert(texts.map { dash + $0 }, behind: last.line - 1)
    case .list(let items):
      if let start = flowStart(entry) { return try appendToFlow(texts, at: start) }
      guard let last = items.last else { return nil }
      let first = entry.node.line - 1
      let dash = dashPrefix(first)
      let isMap = if case .map = last.value { true } else { false }
      // A dash at the start of `text:` would be taken for that of a line.
      let lines = texts.map { text in
        dash + (isMap && !text.hasPrefix("-") ? "text: " : "") + YAMLText.scalar(text)
      }
      return insert(lines, behind: lastLine(from: last.line - 1, deeperThan: indent(of: first)))
    }
  }

  /// Adds an entry with items below its key behind another entry; nil when that is within a line.
  func add(
    _ key: String,
    _ texts: [String],
    behind entry: YAMLEntry,
    quotes: Bool
  ) -> ExampleInsertion.Result? {
    guard let column = column(of: entry) else { return nil }
    let items = texts.map { spaces(column + 2) + "- " + (quotes ? YAMLText.scalar($0) : $0) }
    let place = lastLine(from: entry.keyLine - 1, deeperThan: column)
    return insert([spaces(column) + key] + items, behind: place).map {
      ExampleInsertion.Result(bytes: $0.bytes, line: $0.line + 1)
    }
  }
}

extension EntryEditor {
  private func line(_ index: Int) -> ArraySlice<UInt8> { source.bytes[source.lines[index]] }

  private func indent(of index: Int) -> Int { line(index).prefix { $0 == .space }.count }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// The column of an entry's key; nil when the key does not begin its line but for dashes.
  private func column(of entry: YAMLEntry) -> Int? {
    let range = source.lines[entry.keyLine - 1]
    var position = range.lowerBound
    while position < range.upperBound {
      if source.bytes[position] == .space {
        position += 1
      } else if source.bytes[position] == .hyphen, position + 1 < range.upperBound,
        source.bytes[position + 1] == .space
      {
        position += 2
      } else {
        break
      }
    }
    guard position < range.upperBound else { return nil }
    var scanner = scanner(at: position, in: entry.keyLine - 1)
    guard let key = try? scanner.key(), key.text == entry.key else { return nil }
    return position - range.lowerBound
  }

  /// The start of a line up to the text behind its dash.
  private func dashPrefix(_ index: Int) -> String {
    let line = line(index)
    let dash = (line.firstIndex(of: .hyphen) ?? line.startIndex) + 1
    let blanks = line[dash...].prefix(while: \.isBlank)
    let isEmpty = dash + blanks.count >= line.endIndex
    return String(decoding: line[..<dash], as: UTF8.self)
      + (blanks.isEmpty || isEmpty ? " " : String(decoding: blanks, as: UTF8.self))
  }

  /// The last line of what begins on a line and goes on while lines are indented further.
  private func lastLine(from start: Int, deeperThan column: Int) -> Int {
    var last = start
    for index in (start + 1)..<max(end, start + 1) {
      if line(index).allSatisfy(\.isBlank) { continue }
      guard indent(of: index) > column else { break }
      last = index
    }
    return last
  }

  /// Where the `[` of a list within a line stands; nil for a list of lines.
  private func flowStart(_ entry: YAMLEntry) -> (line: Int, position: Int)? {
    let index = entry.node.line - 1
    let range = source.lines[index]
    var position = range.lowerBound
    if index == entry.keyLine - 1, let column = column(of: entry) {
      var scanner = scanner(at: range.lowerBound + column, in: index)
      guard let key = try? scanner.key() else { return nil }
      position = key.end
    }
    while position < range.upperBound, source.bytes[position].isBlank { position += 1 }
    guard position < range.upperBound, source.bytes[position] == .openBracket else { return nil }
    return (index, position)
  }

  private func appendToFlow(
    _ texts: [String],
    at start: (line: Int, position: Int)
  ) throws(ContentProblem) -> ExampleInsertion.Result? {
    var scanner = scanner(at: start.position, in: start.line)
    _ = try scanner.flowNode(depth: 1)
    var place = scanner.position - 1
    while source.bytes[place - 1].isBlank { place -= 1 }
    let items = texts.map(YAMLText.quoted).joined(separator: ", ")
    let separator =
      switch source.bytes[place - 1] {
      case .openBracket: ""
      case .comma: " "
      default: ", "
      }
    var bytes = source.bytes
    bytes.insert(contentsOf: Array((separator + items).utf8), at: place)
    return ExampleInsertion.Result(bytes: bytes, line: start.line + 1)
  }

  private func scanner(at position: Int, in line: Int) -> YAMLLineScanner {
    YAMLLineScanner(
      file: source.file,
      line: line + 1,
      bytes: source.bytes,
      range: position..<source.lines[line].upperBound,
      maximumDepth: StrictYAML.Limits().maximumDepth
    )
  }

  /// Inserts lines behind one, which end as that one ends.
  private func insert(_ lines: [String], behind index: Int) -> ExampleInsertion.Result? {
    var bytes = source.bytes
    let end = source.lines[index].upperBound
    let hasReturn = end < bytes.count && bytes[end] == .carriageReturn
    let feed = hasReturn ? end + 1 : end
    if feed < bytes.count {
      let ending: [UInt8] = hasReturn ? [.carriageReturn, .lineFeed] : [.lineFeed]
      bytes.insert(contentsOf: lines.flatMap { Array($0.utf8) + ending }, at: feed + 1)
    } else {
      // The last line has no end, and the new last line will not have one either.
      let first = source.lines.first.map(\.upperBound) ?? 0
      let isWindows = source.lines.count > 1 && bytes[first] == .carriageReturn
      let ending: [UInt8] = isWindows ? [.carriageReturn, .lineFeed] : [.lineFeed]
      bytes.insert(contentsOf: lines.flatMap { ending + Array($0.utf8) }, at: end)
    }
    return ExampleInsertion.Result(bytes: bytes, line: index + 2)
  }
}
