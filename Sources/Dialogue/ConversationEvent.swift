package import TextAnalysis
package import Understanding

/// Something that happened in a conversation; a conversation is what its events make of it.
package enum ConversationEvent: Sendable, Hashable {
  case customerSaid(String)
  case languageRecognised(Language)
  /// The bot answered with an article or an intent's response.
  case answered(Target, text: String)
  /// The bot offered choices, in this order.
  case choicesOffered([Target], text: String)
  /// The bot could not help with what was said.
  case declined(text: String)
  /// The bot said something that is neither an answer nor a failure to give one.
  case botSaid(String)
  case handoffRequested(HandoffReason)
  case agentJoined(AgentID)
  case agentSaid(String)
  case agentLeft
}

/// Why a conversation goes to a person.
package enum HandoffReason: String, Sendable, Hashable {
  case askedForPerson = "asked for a person"
  case notUnderstood = "not understood twice"
}
