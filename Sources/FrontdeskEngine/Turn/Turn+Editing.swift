import Dialogue

/// Going on when the content was edited in the middle of a script.
extension Turn {
  /// Has the script under way fit the content; true when that is all the turn can be about.
  mutating func adaptToContent() -> Bool {
    guard !conversation.frames.isEmpty else { return false }
    switch interpreter.adapt(&conversation) {
    case .unchanged:
      return false
    case .begunAnew(let effects):
      // What was said answers a question that is no longer asked.
      because("the open question was edited")
      carryOut(effects)
      return true
    case .gone(let hasChanged):
      because("the script under way is gone or was edited")
      say(.flowChanged)
      guard hasChanged else { return false }
      call = call ?? Call(reason: .unknownOutcome, evidence: "the script was edited under way")
      return true
    }
  }
}
