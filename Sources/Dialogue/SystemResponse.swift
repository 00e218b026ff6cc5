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

/// The responses that scripts bring along; a shop without them goes without what they say.
package enum ScriptResponse: String, CaseIterable, Sendable {
  case introduction = "utter_introduction"
  case topics = "utter_topics"
  case welcomeBack = "utter_welcome_back"
  case resume = "utter_resume"
  case cancelled = "utter_cancelled"
  case nothingToCancel = "utter_nothing_to_cancel"
  case startedAgain = "utter_started_again"
  case wentBack = "utter_went_back"
  case nothingToGoBack = "utter_nothing_to_go_back"
  case takeYourTime = "utter_take_your_time"
  case stillLooking = "utter_still_looking"
  case cannotWithout = "utter_cannot_without"
  case systemFailed = "utter_system_failed"
  case outcomeUnknown = "utter_outcome_unknown"
  case tooManyTries = "utter_too_many_tries"
  case contactAsk = "utter_contact_ask"
  case contactThanks = "utter_contact_thanks"
  case contactRefused = "utter_contact_refused"
  case handoffClosed = "utter_handoff_closed"
  case handoffWithdrawn = "utter_handoff_withdrawn"
  case tryAgain = "utter_try_again"
  case queuePosition = "utter_queue_position"
  case queueWait = "utter_queue_wait"
  case queueWaitUnder = "utter_queue_wait_under"
  case queueLongWait = "utter_queue_long_wait"
  case queueWaitOn = "utter_queue_wait_on"
  case handoffExpired = "utter_handoff_expired"
  case handoffReturned = "utter_handoff_returned"
  case handoffTransferred = "utter_handoff_transferred"
  case handoffTeam = "utter_handoff_team"
  case handoffRejected = "utter_handoff_rejected"
  case handoffSnoozed = "utter_handoff_snoozed"
  case automaticWhileWaiting = "utter_automatic_while_waiting"
  case csatAsk = "utter_csat_ask"
  case csatThanks = "utter_csat_thanks"
  case csatCommentAsk = "utter_csat_comment_ask"
  case npsAsk = "utter_nps_ask"
  case npsThanks = "utter_nps_thanks"
  case followUp = "utter_feedback_followup"
  case thumbsThanks = "utter_thumbs_thanks"
  case thumbsDown = "utter_thumbs_down"
  case andAlso = "utter_and_also"
  case anythingElse = "utter_anything_else"
  case languageChanged = "utter_language_changed"
  case flowChanged = "utter_flow_changed"

  /// The values the program fills in, in any response.
  package static let placeholders: Set<String> = [
    "customer_name", "name", "tier", "last_order", "flow_title", "example", "minimum", "maximum",
    "hours", "position", "agent", "languages", "number", "contact",
  ]
}
