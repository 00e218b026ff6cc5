/// Puts other texts behind the `bot:` of a test file, and leaves every other byte as it is.
package enum ReplyRewriting {
  /// Writes each text in the place of the one whose `bot:` is on the line, counted from 1.
  ///
  /// - Throws: `ContentProblem` for a line that has no `bot:`, such as one within braces.
  package static func rewrite(
    _ bytes: [UInt8],
    file: String,
    replies: [Int: String]
  ) throws(ContentProblem) -> [UInt8] {
    let source = try SourceText(bytes, file: file)
    var result: [UInt8] = []
    var position = 0
    for (line, text) in replies.sorted(by: { $0.key < $1.key }) {
      guard source.lines.indices.contains(line - 1),
        let place = file.hasSuffix(".chat")
          ? chatPlace(source, line - 1) : yamlPlace(source, line - 1)
      else {
        throw ContentProblem(
          file: file,
          line: line,
          "the reply cannot be rewritten here; expected `bot:` at the start of the step",
          rule: "test-update"
        )
      }
      let range = source.lines[line - 1]
      let hasReturn = range.upperBound < bytes.count && bytes[range.upperBound] == .carriageReturn
      let lineEnd = hasReturn ? "\r\n" : "\n"
      let lines = text.split(separator: "\n").map(\.description.trimmed).filter { !$0.isEmpty }
      let indent = String(repeating: " ", count: place.column)
      let written: String
      if file.hasSuffix(".chat") {
        written = lines.joined(separator: lineEnd + indent + "bot: ")
      } else if lines.count == 1 {
        written = place.isQuoted ? YAMLText.quoted(lines[0]) : YAMLText.scalar(lines[0])
      } else {
        written = (["|-"] + lines.map { indent + "  " + $0 }).joined(separator: lineEnd)
      }
      result += bytes[position..<place.range.lowerBound]
      result += Array(" \(written)".utf8)
      position = place.range.upperBound
    }
    return result + bytes[position...]
  }

  private struct Place {
    /// From behind the colon to the end of the text.
    let range: Range<Int>
    /// Where `bot` starts in its line.
    let column: Int
    let isQuoted: Bool
  }

  /// Finds `bot:` behind white space and hyphens; gives the positions of its start and end.
  private static func key(_ source: SourceText, _ line: Int) -> Range<Int>? {
    let range = source.lines[line]
    let bytes = source.bytes[range]
    guard let start = bytes.firstIndex(where: { !$0.isBlank && $0 != .hyphen }) else { return nil }
    let key = Array("bot:".utf8)
    return bytes[start...].starts(with: key) ? start..<start + key.count : nil
  }

  private static func chatPlace(_ source: SourceText, _ line: Int) -> Place? {
    guard let key = key(source, line) else { return nil }
    var last = line
    while last + 1 < source.lines.count, self.key(source, last + 1) != nil { last += 1 }
    return Place(
      range: key.upperBound..<source.lines[last].upperBound,
      column: key.lowerBound - source.lines[line].lowerBound,
      isQuoted: false
    )
  }

  private static func yamlPlace(_ source: SourceText, _ line: Int) -> Place? {
    guard let key = key(source, line) else { return nil }
    let bytes = source.bytes
    let whole = source.lines[line]
    let column = key.lowerBound - whole.lowerBound
    guard let start = bytes[key.upperBound..<whole.upperBound].firstIndex(where: { !$0.isBlank })
    else {
      // The text stands on the lines below.
      return nil
    }
    func place(_ end: Int) -> Place {
      Place(
        range: key.upperBound..<end,
        column: column,
        isQuoted: bytes[start] == .doubleQuote || bytes[start] == .singleQuote
      )
    }
    switch bytes[start] {
    case .doubleQuote, .singleQuote: return quotedEnd(bytes, start).map(place)
    case .verticalBar, .greaterThan: return place(blockEnd(source, line, column))
    default: return place(plainEnd(source, line, start, column))
    }
  }

  private static func quotedEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    let quote = bytes[start]
    var position = start + 1
    while position < bytes.count {
      if bytes[position] == .backslash, quote == .doubleQuote {
        position += 2
      } else if bytes[position] == quote {
        guard quote == .singleQuote, position + 1 < bytes.count, bytes[position + 1] == quote
        else { return position + 1 }
        position += 2
      } else {
        position += 1
      }
    }
    return nil
  }

  private static func indent(_ source: SourceText, _ line: Int) -> Int? {
    let range = source.lines[line]
    return source.bytes[range].firstIndex { !$0.isBlank }.map { $0 - range.lowerBound }
  }

  private static func blockEnd(_ source: SourceText, _ line: Int, _ column: Int) -> Int {
    var last = line
    var next = line + 1
    var depth: Int?
    while next < source.lines.count {
      if let indent = indent(source, next) {
        guard indent >= depth ?? (column - 1) else { break }
        depth = depth ?? indent
        last = next
      }
      next += 1
    }
    return source.lines[last].upperBound
  }

  private static func plainEnd(
    _ source: SourceText,
    _ line: Int,
    _ start: Int,
    _ column: Int
  ) -> Int {
    let bytes = source.bytes
    var end = start
    for next in line..<source.lines.count {
      let range = source.lines[next]
      if next > line {
        // A blank line may stand within a text; what comes behind it tells.
        guard let indent = indent(source, next) else { continue }
        guard indent >= column - 1, bytes[range.lowerBound + indent] != .hash else { break }
      }
      var position = next == line ? start : range.lowerBound
      var isComment = false
      while position < range.upperBound {
        isComment =
          bytes[position] == .hash && position > start && bytes[position - 1].isBlank
        if isComment { break }
        if !bytes[position].isBlank { end = position + 1 }
        position += 1
      }
      if isComment { break }
    }
    return end
  }
}
