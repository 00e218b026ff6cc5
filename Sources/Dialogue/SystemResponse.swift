/// The responses every language must have, by the names content gives them.
package enum SystemResponse: String, CaseIterable, Sendable {
  case decline = "utter_decline"
  case clarify = "utter_clarify"
  case noneOfThese = "utter_none_of_these"
  case nothingFits = "utter_nothing_fits"
  case handoffQueued = "utter_handoff_queued"
  case handoffWaiting = "utter_handoff_waiting"
  case handoffJoined = "utter_handoff_joined"
  case handoffEnded = "utter_handoff_ended"
  case unsupportedLanguage = "utter_unsupported_language"
  case tooLong = "utter_too_long"
  case personHint = "utter_person_hint"

  /// The values the program fills in.
  package var placeholders: Set<String> {
    switch self {
    case .handoffQueued: ["position"]
    case .handoffJoined: ["agent"]
    case .unsupportedLanguage: ["languages"]
    default: []
    }
  }
}
