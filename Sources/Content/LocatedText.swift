/// A text together with the line of the file it was written on.
package struct LocatedText: Sendable, Hashable {
  package let text: String
  /// The line, counted from 1.
  package let line: Int

  package init(_ text: String, line: Int) {
    self.text = text
    self.line = line
  }
}
