extension YAMLParser {
  /// Reads the text below `|` (line breaks kept) or `>` (lines folded), and moves on behind it.
  ///
  /// *Source*: YAML 1.2.2, chapter 8.1. *Difference from the source*: blank lines before the first
  /// line of the text may have any number of spaces, and a missing last line break is supplied.
  mutating func blockScalar(at position: Int, parent: Int) throws(ContentProblem) -> YAMLNode {
    let headerLine = next + 1
    let header = try blockHeader(at: position)
    next += 1
    let content = try blockLines(
      parent: parent,
      explicitIndent: header.indent.map { max(parent, 0) + $0 },
      headerLine: headerLine
    )
    let text = header.isFolded ? folded(content.lines) : literal(content.lines)
    var bytes = text.bytes
    var numbers = text.numbers
    switch header.chomping {
    case .strip:
      break
    case .clip:
      if !content.lines.isEmpty { bytes.append(.lineFeed) }
    case .keep:
      if !content.lines.isEmpty { bytes.append(.lineFeed) }
      for number in content.trailing {
        bytes.append(.lineFeed)
        numbers.append(number)
      }
    }
    let scalar = YAMLScalar(
      String(decoding: bytes, as: UTF8.self),
      style: header.isFolded ? .folded : .literal,
      lineNumbers: numbers.isEmpty ? [headerLine] : numbers
    )
    return YAMLNode(file: file, line: headerLine, value: .scalar(scalar))
  }

  private enum Chomping { case strip, clip, keep }

  private func blockHeader(
    at start: Int
  ) throws(ContentProblem) -> (isFolded: Bool, indent: Int?, chomping: Chomping) {
    var position = start + 1
    var indent: Int?
    var chomping: Chomping?
    let end = lines[next].upperBound
    while position < end {
      switch bytes[position] {
      case .plus where chomping == nil: chomping = .keep
      case .hyphen where chomping == nil: chomping = .strip
      case 0x31...0x39 where indent == nil: indent = Int(bytes[position] - 0x30)
      default:
        let rest = skipBlanks(from: position)
        guard rest > position, isLineEnd(rest) else {
          throw problem(
            "expected the text on the lines below `|` or `>`, found text behind it "
              + "(a text that starts with `|` or `>` must be in quotes)",
            rule: "yaml-syntax"
          )
        }
        position = end
        continue
      }
      position += 1
    }
    return (bytes[start] == .greaterThan, indent, chomping ?? .clip)
  }

  /// One line of a block scalar without its indentation; blank ones before the text are empty.
  private struct BlockLine {
    let range: Range<Int>
    let number: Int
  }

  /// Collects the lines of the text and the numbers of the blank lines after it.
  private mutating func blockLines(
    parent: Int,
    explicitIndent: Int?,
    headerLine: Int
  ) throws(ContentProblem) -> (lines: [BlockLine], trailing: [Int]) {
    var result: [BlockLine] = []
    var blanks: [BlockLine] = []
    var indent = explicitIndent
    while next < end {
      let line = lines[next]
      let spaces = self.indent(of: next)
      if isBlankLine(next), indent.map({ spaces <= $0 }) ?? true {
        blanks.append(BlockLine(range: line.upperBound..<line.upperBound, number: next + 1))
        next += 1
        continue
      }
      if indent == nil, spaces > parent, spaces > 0 { indent = spaces }
      guard let indent, spaces >= indent else {
        if bytes[line.lowerBound + spaces] == .tab, spaces > parent { throw tabProblem() }
        if !result.isEmpty, spaces > parent, bytes[line.lowerBound + spaces] != .hash {
          throw problem(
            "this line of the text that began on line \(headerLine) starts after \(spaces) "
              + "spaces; expected \(indent ?? parent + 1)",
            rule: "yaml-indentation"
          )
        }
        break
      }
      result += blanks
      blanks.removeAll(keepingCapacity: true)
      result.append(
        BlockLine(range: (line.lowerBound + indent)..<line.upperBound, number: next + 1)
      )
      next += 1
    }
    return (result, blanks.map(\.number))
  }

  private func literal(_ lines: [BlockLine]) -> (bytes: [UInt8], numbers: [Int]) {
    var result: [UInt8] = []
    for (index, line) in lines.enumerated() {
      if index > 0 { result.append(.lineFeed) }
      result.append(contentsOf: bytes[line.range])
    }
    return (result, lines.map(\.number))
  }

  /// Joins neighbouring lines by a space; blank lines and lines indented further keep their breaks.
  private func folded(_ lines: [BlockLine]) -> (bytes: [UInt8], numbers: [Int]) {
    var result: [UInt8] = []
    var numbers: [Int] = []
    var blanks: [Int] = []
    var previous: BlockLine?
    func isFoldable(_ line: BlockLine) -> Bool { !bytes[line.range.lowerBound].isBlank }
    for line in lines {
      guard !line.range.isEmpty else {
        blanks.append(line.number)
        continue
      }
      if let previous {
        let folds = isFoldable(previous) && isFoldable(line)
        if folds, blanks.isEmpty {
          result.append(.space)
        } else {
          if !folds { blanks.append(line.number) } else { blanks[blanks.count - 1] = line.number }
          for number in blanks {
            result.append(.lineFeed)
            numbers.append(number)
          }
        }
      } else {
        for number in blanks {
          result.append(.lineFeed)
          numbers.append(number)
        }
        numbers.append(line.number)
      }
      blanks.removeAll(keepingCapacity: true)
      result.append(contentsOf: bytes[line.range])
      previous = line
    }
    return (result, numbers)
  }
}
