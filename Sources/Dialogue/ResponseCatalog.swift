/// The wording of one language: responses by name, each with one or more variants.
package struct ResponseCatalog: Sendable {
  private var variants: [String: [String]]

  package init(_ variants: [String: [String]]) {
    self.variants = variants
  }

  /// The names of all responses, sorted.
  package var names: [String] { variants.keys.sorted() }

  package func contains(_ name: String) -> Bool { variants[name] != nil }

  /// Returns a response with its placeholders filled in, or nil when there is none of the name.
  ///
  /// Variants take turns with `turn`, so that a conversation is the same every time it is held.
  package func text(_ name: String, turn: Int, values: [String: String] = [:]) -> String? {
    guard let variants = variants[name], !variants.isEmpty else { return nil }
    var text = variants[turn % variants.count]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      text = text.replacing("{{\(name)}}", with: value)
    }
    return text
  }
}

extension String {
  /// Replaces every occurrence of a text by another.
  fileprivate func replacing(_ pattern: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: pattern) {
      result += rest[..<range.lowerBound]
      result += replacement
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
