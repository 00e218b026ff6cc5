/// What was decided in a turn, on what grounds, and with which content.
package struct TurnRecord: Sendable, Hashable {
  /// What the bot did, in one word: answer, ask, flow, decline, handoff, ...
  package let decision: String
  /// The article, intent or flow it did it with.
  package let subject: String?
  /// 0 to 1; nil where nothing was weighed.
  package let confidence: Double?
  /// The grounds, one sentence each.
  package let reasons: [String]
  /// Names the content of the language.
  package let contentVersion: String

  package init(
    decision: String,
    subject: String?,
    confidence: Double?,
    reasons: [String],
    contentVersion: String
  ) {
    self.decision = decision
    self.subject = subject
    self.confidence = confidence
    self.reasons = reasons
    self.contentVersion = contentVersion
  }
}
