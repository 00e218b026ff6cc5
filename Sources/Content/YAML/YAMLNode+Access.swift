extension YAMLNode {
  /// What the node is, in the words of an error message.
  package var kind: String {
    switch value {
    case .null: "nothing"
    case .scalar: "a text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  package var isNull: Bool { value == .null }

  /// The line of the file on which the text itself starts.
  package var textLine: Int {
    guard case .scalar(let scalar) = value else { return line }
    return scalar.lineNumbers.first ?? line
  }

  /// Makes the error that names what was expected here and what was found.
  package func mismatch(_ name: String, expected: String) -> ContentProblem {
    var message = "`\(name)`: expected \(expected), found \(kind)"
    if case .map(let entries) = value, let first = entries.first, first.key.contains(" ") {
      message += " (put a text that has `: ` in it in quotes)"
    }
    return ContentProblem(file: file, line: line, message, rule: "wrong-type")
  }

  /// The node as a text that is not empty, without white space around it.
  ///
  /// - Throws: `ContentProblem` that names the key or list `name` when it is anything else.
  package func text(_ name: String) throws(ContentProblem) -> String {
    guard case .scalar(let scalar) = value else {
      throw mismatch(name, expected: "a text")
    }
    let trimmed = scalar.text.trimmed
    guard !trimmed.isEmpty else {
      throw ContentProblem(
        file: file,
        line: line,
        "`\(name)`: expected a text, found an empty one",
        rule: "wrong-type"
      )
    }
    return trimmed
  }

  package func locatedText(_ name: String) throws(ContentProblem) -> LocatedText {
    LocatedText(try text(name), line: textLine)
  }

  /// The items of a list; none when nothing is written.
  package func list(_ name: String, of items: String = "a list") throws(ContentProblem)
    -> [YAMLNode]
  {
    switch value {
    case .null: return []
    case .list(let nodes): return nodes
    case .scalar, .map: throw mismatch(name, expected: items)
    }
  }

  /// The texts of a list; none when nothing is written.
  package func texts(_ name: String) throws(ContentProblem) -> [LocatedText] {
    var result: [LocatedText] = []
    for item in try list(name, of: "a list of texts") {
      guard case .scalar = item.value else {
        throw item.mismatch(name, expected: "a list of texts, and here one of them")
      }
      result.append(try item.locatedText(name))
    }
    return result
  }

  package func map(_ name: String) throws(ContentProblem) -> YAMLMap {
    guard case .map(let entries) = value else {
      throw mismatch(name, expected: "a map (lines of `key: value`)")
    }
    return YAMLMap(file: file, line: line, entries: entries)
  }

  /// The number written without sign, exponent or grouping, such as 30 or 3.90.
  package func number(_ name: String) throws(ContentProblem) -> DecimalNumber {
    let written = try text(name)
    guard let number = DecimalNumber(written) else {
      throw ContentProblem(
        file: file,
        line: line,
        "`\(name)`: expected a number such as 30 or 3.90, found `\(written)`",
        rule: "wrong-type"
      )
    }
    return number
  }

  /// The lines of a block scalar, each with its line in the file; for other texts the one line.
  package func lines(_ name: String) throws(ContentProblem) -> [LocatedText] {
    guard case .scalar(let scalar) = value else {
      throw mismatch(name, expected: "a text of several lines (after `|`)")
    }
    guard !scalar.lineNumbers.isEmpty else { return [LocatedText(scalar.text, line: line)] }
    let bytes = Array(scalar.text.utf8)
    var result: [LocatedText] = []
    result.reserveCapacity(scalar.lineNumbers.count)
    var start = 0
    for number in scalar.lineNumbers {
      let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
      result.append(LocatedText(String(decoding: bytes[start..<end], as: UTF8.self), line: number))
      start = min(end + 1, bytes.count)
    }
    return result
  }
}

/// A map of a content file, with look-up by key.
package struct YAMLMap: Sendable, Hashable {
  package let file: String
  package let line: Int
  /// The entries in the order of the file.
  package let entries: [YAMLEntry]

  /// The value of a key, nil when the key is absent or has nothing after it.
  package subscript(key: String) -> YAMLNode? {
    guard let node = entries.first(where: { $0.key == key })?.node, !node.isNull else {
      return nil
    }
    return node
  }

  /// The value of a key that must be there.
  ///
  /// - Throws: `ContentProblem` with the rule `missing-key`; `owner` says whose key it is.
  package func required(_ key: String, of owner: String) throws(ContentProblem) -> YAMLNode {
    if let node = self[key] { return node }
    let written = entries.first { $0.key == key }
    throw ContentProblem(
      file: file,
      line: written?.keyLine ?? line,
      written == nil
        ? "\(owner) has no `\(key)`; expected `\(key): ...`"
        : "nothing is written after `\(key):` of \(owner)",
      rule: "missing-key"
    )
  }
}

extension String {
  /// The text without spaces, tabs and line breaks at both ends.
  var trimmed: String {
    func isBlank(_ byte: UInt8) -> Bool {
      byte.isBlank || byte == .lineFeed || byte == .carriageReturn
    }
    let bytes = utf8
    guard let first = bytes.first, let last = bytes.last, isBlank(first) || isBlank(last) else {
      return self
    }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let end = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[start...end])
  }
}
