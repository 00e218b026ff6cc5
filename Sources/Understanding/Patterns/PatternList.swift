/// The texts that may fill a slot and what each of them stands for.
package struct PatternList: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package let text: String
    /// The one spelling of everything that means the same.
    package let value: String

    package init(_ text: String, value: String? = nil) {
      self.text = text
      self.value = value ?? text
    }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry]) {
    self.entries = entries
  }
}
