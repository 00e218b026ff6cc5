package import Understanding

/// What the bot does next.
package enum NextAction: Sendable {
  case answer(Interpretation.Candidate)
  /// A choice the customer made from those offered.
  case answerChoice(Target)
  case offer([Interpretation.Candidate])
  case decline
  /// The customer wanted none of the choices.
  case nothingFits
  case handOff(HandoffReason)
}
