package import Content

/// What a line says for one slot.
package enum SlotReading: Sendable, Hashable {
  /// A value in its canonical form, and where it stands in UTF-8 bytes.
  case value(SlotValue, range: Range<Int>)
  /// Meant as a value, but it cannot be one.
  case invalid(SlotProblem, range: Range<Int>)
  /// Nothing that could be meant as a value.
  case none
}

/// Why an answer cannot be; each has its own hint to the customer.
package enum SlotProblem: String, Sendable, Hashable, CaseIterable {
  /// The right letters, but too few or too many digits.
  case pattern
  case checkDigit = "check_digit"
  case email
  case phone
  case postcode
  case amount
  case tooSmall = "too_small"
  case tooLarge = "too_large"
  case notWhole = "not_whole"
  case notPast = "not_past"
  case notFuture = "not_future"
  case noSuchDay = "no_such_day"
  case size
  case noSuchOption = "no_such_option"
  /// The text has fewer words than are needed.
  case tooShort = "too_short"
}

/// One of the things a customer can choose.
package struct SlotOption: Sendable, Hashable {
  /// The canonical name, which becomes the slot's value.
  package let name: String
  /// What the customer sees in the conversation's language.
  package let label: String
  /// Other words for it.
  package let words: [String]
  /// The words of the label and of each of the other words, where a reader has cut them before.
  let spellings: [[String]]?

  package init(name: String, label: String, words: [String] = []) {
    self.init(name: name, label: label, words: words, spellings: nil)
  }

  init(name: String, label: String, words: [String], spellings: [[String]]?) {
    self.name = name
    self.label = label
    self.words = words
    self.spellings = spellings
  }
}
