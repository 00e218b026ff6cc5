package import Content
package import TextAnalysis
package import Understanding

/// Something that happened in a conversation; a conversation is what its events make of it.
package enum ConversationEvent: Sendable, Hashable {
  /// A message came in that will be part of the next thing the customer says.
  case received(CustomerMessage)
  case customerSaid(String)
  case attachmentReceived(Attachment)
  case languageRecognised(Language)
  /// The shop's backend said who the customer is.
  case customerIdentified(Customer)
  /// The shop's backend said where the customer is; what it said before counts no more.
  case contextStated(SessionContext)
  /// So much time has passed that what was under way is over.
  case expired

  /// The bot said what it is and can do.
  case introduced
  /// What a turn came to.
  case decided(TurnRecord)
  /// The bot answered with an article or an intent's response.
  case answered(Target, text: String)
  /// The bot offered choices, in this order.
  case choicesOffered([Target], text: String)
  /// The bot could not help with what was said.
  case declined(text: String)
  /// The bot said something that is neither an answer nor a failure to give one.
  case botSaid(String)
  /// A notice was read out.
  case noticeGiven(String)

  /// A slot got a value, or with nil lost it.
  case slotSet(String, SlotValue?)
  /// A flow begins with the step of a name.
  case flowStarted(String, isCalled: Bool, step: StepName = .unknown)
  /// The flow under way goes to a step: its place and its name.
  case flowMoved(step: Int, name: StepName = .unknown)
  case questionAsked
  /// The customer answered the question, whether with a value or by having none.
  case questionAnswered
  /// What the customer said is no answer.
  case questionFailed
  /// The customer asked something in the middle of a flow.
  case digressed
  /// A flow ended and its slots were forgotten, but for those that are kept.
  case flowEnded(String, FlowEnding, forgotten: [String])
  case actionRequested(key: String, action: String, changes: Bool)
  /// A flow that was completed is to be written down in the shop's systems; nobody waits for it.
  case recordRequested(key: String, action: String, arguments: [String: SlotValue])
  case actionCompleted(key: String, ActionOutcome)

  case handoffRequested(HandoffRequest)
  /// The customer does not want a person any more.
  case handoffWithdrawn
  case contactAsked
  /// The customer gave a contact, refused to, or went on without.
  case contactSettled
  case agentJoined(AgentID)
  case agentSaid(String)
  case agentLeft
  /// The agent has gone or gave the conversation back; the customer waits for another.
  case returnedToQueue
  /// The bot said that what the customer writes while waiting is passed on.
  case waitAcknowledged

  case feedbackAsked(Feedback.Kind)
  case feedbackGiven(Feedback)
  /// A comment on the feedback given last was asked for.
  case commentAsked
  /// A person will get in touch about bad feedback.
  case followUpRequested
  /// The shop told of something, such as a late parcel.
  case shopEvent(String)
  /// An event of the shop waits until a moment.
  case shopEventHeld(ShopEvent, until: Instant)
  /// The event that waited longest waits no more.
  case shopEventReleased
}
