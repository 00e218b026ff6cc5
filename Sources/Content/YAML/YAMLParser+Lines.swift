extension YAMLParser {
  /// Skips blank lines and comments, and gives the indentation of the next line; nil at the end.
  mutating func indentation() throws(ContentProblem) -> Int? {
    while next < end {
      let line = lines[next]
      let column = indent(of: next)
      let start = line.lowerBound + column
      if start < line.upperBound, bytes[start] != .hash, !isBlankLine(next) {
        guard bytes[start] != .tab else { throw tabProblem() }
        if column == 0, isDocumentMarker(line) {
          throw problem(
            "a file holds one document; expected no further `---` or `...` line",
            rule: "yaml-documents"
          )
        }
        return column
      }
      next += 1
    }
    return nil
  }

  mutating func skipStartMarker() throws(ContentProblem) {
    var index = next
    while index < end {
      let line = lines[index]
      if isBlankLine(index) || bytes[line.lowerBound] == .hash {
        index += 1
        continue
      }
      guard isDocumentMarker(line), bytes[line.lowerBound] == .hyphen else { return }
      next = index
      try expectLineEnd(line.lowerBound + 3, after: "`---`")
      next += 1
      return
    }
  }

  func isDocumentMarker(_ line: Range<Int>) -> Bool {
    guard line.count >= 3, line.count == 3 || bytes[line.lowerBound + 3].isBlank else {
      return false
    }
    let first = bytes[line.lowerBound]
    return (first == .hyphen || first == .dot)
      && bytes[line.lowerBound + 1] == first && bytes[line.lowerBound + 2] == first
  }

  /// The number of spaces at the start of a line.
  func indent(of index: Int) -> Int {
    let line = lines[index]
    var position = line.lowerBound
    while position < line.upperBound, bytes[position] == .space { position += 1 }
    return position - line.lowerBound
  }

  func isBlankLine(_ index: Int) -> Bool {
    let line = lines[index]
    return skipBlanks(from: line.lowerBound, to: line.upperBound) == line.upperBound
  }

  func skipBlanks(from position: Int) -> Int {
    skipBlanks(from: position, to: lines[next].upperBound)
  }

  private func skipBlanks(from position: Int, to end: Int) -> Int {
    var position = position
    while position < end, bytes[position].isBlank { position += 1 }
    return position
  }

  /// Whether only a comment or nothing follows; the position is behind white space.
  func isLineEnd(_ position: Int) -> Bool {
    position >= lines[next].upperBound || bytes[position] == .hash
  }

  /// Whether a dash that makes a list item stands at a position of the next line.
  func isListItem(at position: Int) -> Bool {
    let end = lines[next].upperBound
    return position < end && bytes[position] == .hyphen
      && (position + 1 == end || bytes[position + 1].isBlank)
  }

  // MARK: Problems

  func problem(_ message: String, rule: String) -> ContentProblem {
    ContentProblem(file: file, line: next + 1, message, rule: rule)
  }

  func tabProblem() -> ContentProblem {
    problem("a tab is used as indentation; expected spaces", rule: "yaml-tab")
  }

  func indentationProblem(_ found: Int, expected: Int) -> ContentProblem {
    problem(
      "this line starts after \(spaces(found)); expected \(spaces(expected)) as in the "
        + "lines it belongs to",
      rule: "yaml-indentation"
    )
  }

  func spaces(_ count: Int) -> String { count == 1 ? "1 space" : "\(count) spaces" }
}
