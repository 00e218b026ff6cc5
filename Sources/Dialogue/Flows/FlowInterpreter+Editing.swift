import Content

/// Going on when the content was edited in the middle of a flow.
extension FlowInterpreter {
  /// What becomes of the flow on top in content that may be other than when it came to its step.
  package enum Adaptation: Sendable, Hashable {
    /// It goes on.
    case unchanged
    /// Its step does something else now, and was begun anew.
    case begunAnew([Effect])
    /// The flow or its step is gone, and with it all flows under way.
    case gone(hasChanged: Bool)
  }

  /// Has what the conversation waits for fit the content, before anything else is done in it.
  package func adapt(_ conversation: inout Conversation) -> Adaptation {
    guard let frame = conversation.frames.last, frame.step != .end else { return .unchanged }
    // What the shop's systems were asked is settled when they answer.
    if case .waiting = frame.phase { return .unchanged }
    guard let flow = library.flow(frame.flow),
      let place = flow.place(of: frame.step.name, once: frame.step.number)
    else { return .gone(hasChanged: endGone(&conversation)) }
    guard frame.phase == .asking else { return .unchanged }
    let isQuestion = if case .collect = flow.steps[place].kind { true } else { false }
    guard !isUnchanged(frame) || !isQuestion else { return .unchanged }
    conversation.apply(.flowMoved(step: place, name: flow.steps[place].name))
    return .begunAnew(advance(&conversation))
  }

  /// Ends all flows because one of them cannot go on; returns whether they have changed something.
  func endGone(_ conversation: inout Conversation) -> Bool {
    let hasChanged = conversation.frames.contains(where: \.hasChanged)
    endAll(.failed, &conversation)
    return hasChanged
  }

  /// Takes an answer in that no step waits for.
  func completeUnexpected(
    _ completion: ActionCompletion,
    in conversation: inout Conversation
  ) -> [Effect] {
    let isAwaited = conversation.frames.contains { $0.phase == .waiting(key: completion.key) }
    let slots = conversation.slots
    conversation.apply(.actionCompleted(key: completion.key, completion.outcome))
    // Otherwise nobody waits for it any more, or it was a record.
    guard isAwaited else { return [] }
    let hasChanged = endGone(&conversation)
    let apology = Effect.say(ScriptResponse.flowChanged.rawValue, slots: slots)
    // Nobody but a person can say what has become of a change.
    return hasChanged ? [apology, .handOff(.unknownOutcome)] : [apology]
  }
}
