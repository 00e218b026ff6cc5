/// What to do about an utterance: answer it, ask which of a few things was meant, or decline.
package enum Decision: Sendable {
  case answer(Interpretation.Candidate)
  /// One to three candidates, best first.
  case ask([Interpretation.Candidate])
  case decline

  /// The confidences that separate the three, from the shop's thresholds.
  package struct Levels: Sendable, Hashable {
    /// At or above it a candidate is answered.
    package var answer: Double
    /// At or above it a candidate is offered.
    package var clarify: Double
    /// Two candidates nearer than this are offered both.
    package var margin: Double

    package init(answer: Double, clarify: Double, margin: Double) {
      self.answer = answer
      self.clarify = clarify
      self.margin = margin
    }
  }

  /// Decides by the candidates' confidences alone.
  package init(_ candidates: [Interpretation.Candidate], levels: Levels) {
    guard let best = candidates.first, best.confidence >= levels.clarify else {
      self = .decline
      return
    }
    let rival = candidates.dropFirst().first?.confidence ?? 0
    let isClear = best.isExact || best.confidence - rival >= levels.margin
    if best.confidence >= levels.answer, isClear {
      self = .answer(best)
      return
    }
    // Small talk is answered or not; offering it as a choice would be odd.
    let choices = candidates.prefix(3).filter {
      $0.confidence >= levels.clarify && !$0.isSmallTalk
    }
    if choices.count >= 1 {
      self = .ask(Array(choices))
    } else {
      self = best.confidence >= levels.answer ? .answer(best) : .decline
    }
  }
}

extension Target {
  /// Whether the target is conversation rather than business.
  package var isSmallTalk: Bool {
    guard case .intent(let name) = self else { return false }
    return name.hasPrefix("smalltalk/") || name.hasPrefix("bot/") || name.hasPrefix("feedback/")
      || name == "affirm" || name == "deny"
  }
}

extension Interpretation.Candidate {
  /// Whether the target is conversation rather than business.
  package var isSmallTalk: Bool { target.isSmallTalk }
}
