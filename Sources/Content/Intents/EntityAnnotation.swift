/// A part of an example that is marked as an entity.
///
/// *Source*: the annotations of Rasa's training data: `[text](entity)`, `[text](entity:value)` and
/// `[text]{"entity": "city", "value": "x", "role": "to"}`, also with a list of such maps.
package struct EntityAnnotation: Sendable, Hashable {
  /// The range in the example without marks, in bytes of UTF-8.
  package let range: Range<Int>
  package let entity: String
  /// What the marked text stands for; nil when it stands for itself.
  package let value: String?
  package let role: String?
  package let group: String?
}

/// Takes the entity marks out of an example; everything that is not quite a mark stays text.
struct AnnotationScanner {
  private let bytes: [UInt8]
  private let file: String
  private let line: Int
  private var position = 0
  private var output: [UInt8] = []
  private var entities: [EntityAnnotation] = []
  /// Whether a `)` may still come; once none was found, no search is needed.
  private var hasClosing = true

  static func example(
    _ text: LocatedText,
    file: String,
    warnings: inout [ContentProblem]
  ) -> IntentExample {
    guard text.text.utf8.contains(.openBracket) else {
      return IntentExample(text: text.text, line: text.line)
    }
    var scanner = AnnotationScanner(bytes: Array(text.text.utf8), file: file, line: text.line)
    return scanner.example(&warnings)
  }

  private init(bytes: [UInt8], file: String, line: Int) {
    self.bytes = bytes
    self.file = file
    self.line = line
  }

  private mutating func example(_ warnings: inout [ContentProblem]) -> IntentExample {
    while position < bytes.count {
      if bytes[position] != .openBracket || !readAnnotation(&warnings) {
        output.append(bytes[position])
        position += 1
      }
    }
    return IntentExample(
      text: String(decoding: output, as: UTF8.self),
      line: line,
      entities: entities
    )
  }

  private mutating func readAnnotation(_ warnings: inout [ContentProblem]) -> Bool {
    // Of "[[a](x)" only the inner bracket can be meant, so the search ends at the next one.
    let start = position + 1
    guard
      let close = bytes[start...].firstIndex(where: { $0 == .closeBracket || $0 == .openBracket }),
      bytes[close] == .closeBracket, close > start, close + 1 < bytes.count
    else { return false }
    let range = output.count..<(output.count + close - position - 1)
    let found: (entities: [EntityAnnotation], end: Int)?
    switch bytes[close + 1] {
    case .openParenthesis: found = named(range, from: close + 2)
    case .openBrace, .openBracket: found = described(range, from: close + 1, &warnings)
    default: found = nil
    }
    guard let found else { return false }
    output += bytes[(position + 1)..<close]
    entities += found.entities
    position = found.end
    return true
  }

  /// Reads `entity)` or `entity:value)`.
  private mutating func named(
    _ range: Range<Int>,
    from start: Int
  ) -> (entities: [EntityAnnotation], end: Int)? {
    var nameEnd = start
    while nameEnd < bytes.count, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    guard nameEnd > start, nameEnd < bytes.count else { return nil }
    var value: String?
    var end = nameEnd
    if bytes[nameEnd] == .colon {
      // Behind a scheme stands an address: `[here](https://...)` is a link, not a mark.
      guard hasClosing, !bytes[(nameEnd + 1)...].starts(with: Array("//".utf8)) else { return nil }
      guard let close = bytes[nameEnd...].firstIndex(of: .closeParenthesis) else {
        hasClosing = false
        return nil
      }
      guard close > nameEnd + 1 else { return nil }
      value = text((nameEnd + 1)..<close)
      end = close
    }
    guard bytes[end] == .closeParenthesis else { return nil }
    let entity = EntityAnnotation(
      range: range,
      entity: text(start..<nameEnd),
      value: value,
      role: nil,
      group: nil
    )
    return ([entity], end + 1)
  }

  /// Reads `{"entity": ...}` or a list of such maps.
  private func described(
    _ range: Range<Int>,
    from start: Int,
    _ warnings: inout [ContentProblem]
  ) -> (entities: [EntityAnnotation], end: Int)? {
    let isList = bytes[start] == .openBracket
    if isList, start + 1 >= bytes.count || bytes[start + 1] != .openBrace { return nil }
    do {
      var scanner = YAMLLineScanner(
        file: file,
        line: line,
        bytes: bytes,
        range: start..<bytes.count,
        maximumDepth: 3
      )
      let node = try scanner.flowNode(depth: 1)
      var result: [EntityAnnotation] = []
      for item in isList ? try node.list("annotation") : [node] {
        result.append(try annotation(item, range: range))
      }
      return (result, scanner.position)
    } catch {
      warnings.append(
        ContentProblem(
          .warning,
          file: file,
          line: line,
          "what follows `]` is not an annotation (\(error.message)); it is taken as text",
          rule: "annotation"
        )
      )
      return nil
    }
  }

  private func annotation(
    _ node: YAMLNode,
    range: Range<Int>
  ) throws(ContentProblem) -> EntityAnnotation {
    let map = try node.map("annotation")
    return EntityAnnotation(
      range: range,
      entity: try map.required("entity", of: "the annotation").text("entity"),
      value: try map["value"]?.text("value"),
      role: try map["role"]?.text("role"),
      group: try map["group"]?.text("group")
    )
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == .underscore || byte == .hyphen || byte == .dot
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
