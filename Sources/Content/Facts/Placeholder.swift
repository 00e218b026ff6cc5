/// A place in a text that a fact or a value of the program fills: `{{name}}` or `{{name.form}}`.
///
/// `{{rows: response}}` says a response for each row that a slot holds.
package struct Placeholder: Sendable, Hashable {
  /// The form that gives the number of a fact without its unit or currency.
  package static let numberForm = "number"

  /// The name; nil when what is in the braces is not a name, or the braces are not closed.
  package let name: String?
  package let form: String?
  /// The response that is said for each row.
  package let response: String?
  /// The range in the text, braces included, in bytes of UTF-8.
  package let range: Range<Int>
  /// The line, counted from the first line the search was given.
  package let line: Int

  /// Finds all placeholders of a text in order.
  ///
  /// `firstLine` is the number of the line on which the text starts.
  package static func all(in text: String, firstLine: Int = 1) -> [Placeholder] {
    let bytes = Array(text.utf8)
    var result: [Placeholder] = []
    var line = firstLine
    var position = 0
    while position < bytes.count {
      if bytes[position] == .lineFeed { line += 1 }
      guard bytes[position] == .openBrace, position + 1 < bytes.count,
        bytes[position + 1] == .openBrace
      else {
        position += 1
        continue
      }
      let placeholder = read(bytes, from: position, line: line)
      result.append(placeholder)
      position = placeholder.range.upperBound
    }
    return result
  }

  /// Whether a text can name a fact: a-z, 0-9 and `_`, starting with a letter.
  package static func isName(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, first.isLowercaseLetter else { return false }
    return text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == .underscore }
  }

  private static func read(_ bytes: [UInt8], from start: Int, line: Int) -> Placeholder {
    var index = start + 2
    while index < bytes.count, bytes[index] != .lineFeed, bytes[index] != .openBrace {
      guard bytes[index] == .closeBrace else {
        index += 1
        continue
      }
      guard index + 1 < bytes.count, bytes[index + 1] == .closeBrace else { break }
      let content = String(decoding: bytes[(start + 2)..<index], as: UTF8.self).trimmed
      let sides = content.split(separator: ":", omittingEmptySubsequences: false)
        .map { String($0).trimmed }
      if sides.count == 2, isName(sides[0]), isName(sides[1]) {
        return Placeholder(
          name: sides[0],
          form: nil,
          response: sides[1],
          range: start..<(index + 2),
          line: line
        )
      }
      let parts = content.split(separator: ".", omittingEmptySubsequences: false)
      let isWellFormed = parts.count <= 2 && parts.allSatisfy { isName($0) }
      return Placeholder(
        name: isWellFormed ? parts.first.map(String.init) : nil,
        form: isWellFormed && parts.count == 2 ? String(parts[1]) : nil,
        response: nil,
        range: start..<(index + 2),
        line: line
      )
    }
    return Placeholder(name: nil, form: nil, response: nil, range: start..<(start + 2), line: line)
  }
}
