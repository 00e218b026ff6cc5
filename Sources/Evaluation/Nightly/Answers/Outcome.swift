/// What became of a question.
package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
  /// It was answered, rightly.
  case right
  /// It was answered, with something else or in another language.
  case wrong
  /// Choices were offered, a right one among them.
  case asked
  /// Choices were offered, none of them right.
  case askedWithout = "asked_without"
  case declined

  /// Whether this is what should have happened: an answer, or none where there is none.
  package func isRight(inScope: Bool) -> Bool {
    inScope ? self == .right : self == .declined || self == .askedWithout
  }

  /// How good it is: 2 what should have happened, 1 neither, 0 a wrong answer.
  func worth(inScope: Bool) -> Int {
    self == .wrong ? 0 : isRight(inScope: inScope) ? 2 : 1
  }
}
