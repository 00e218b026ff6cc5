/// A value of a content file and the place where it was written.
package struct YAMLNode: Sendable, Hashable {
  package enum Value: Sendable, Hashable {
    /// A key or list item with nothing after it.
    case null
    case scalar(YAMLScalar)
    case list([YAMLNode])
    /// The entries in the order of the file; no key occurs twice.
    case map([YAMLEntry])
  }

  package let file: String
  /// The line on which the value starts, counted from 1; for a block scalar that of its `|` or `>`.
  package let line: Int
  package let value: Value

  package init(file: String, line: Int, value: Value) {
    self.file = file
    self.line = line
    self.value = value
  }
}

/// A text of a content file; what looks like a number or a truth value stays a text.
package struct YAMLScalar: Sendable, Hashable {
  package enum Style: Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  package let text: String
  package let style: Style
  /// For a block scalar, the line of the file of each line of `text`; otherwise empty.
  package let lineNumbers: [Int]

  package init(_ text: String, style: Style, lineNumbers: [Int] = []) {
    self.text = text
    self.style = style
    self.lineNumbers = lineNumbers
  }

  package var isQuoted: Bool { style == .singleQuoted || style == .doubleQuoted }
}

/// One `key: value` of a map.
package struct YAMLEntry: Sendable, Hashable {
  package let key: String
  /// The line of the key, counted from 1.
  package let keyLine: Int
  package let node: YAMLNode

  package init(key: String, keyLine: Int, node: YAMLNode) {
    self.key = key
    self.keyLine = keyLine
    self.node = node
  }
}
