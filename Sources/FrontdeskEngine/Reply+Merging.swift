package import Dialogue

extension Reply {
  /// The reply with what was said after it in the same turn, once the shop's systems had answered.
  package func followed(by later: Reply) -> Reply {
    var whole = later
    whole.introduction = [introduction, later.introduction].filter { !$0.isEmpty }
      .joined(separator: "\n")
    whole.text = [text, later.text].filter { !$0.isEmpty }.joined(separator: "\n")
    whole.target = target ?? later.target
    whole.alsoAnswered = alsoAnswered + later.alsoAnswered
    whole.intent = intent ?? later.intent
    whole.confidence = confidence ?? later.confidence
    whole.buttons = buttons + later.buttons
    whole.handoff = later.handoff ?? handoff
    whole.notices = notices + later.notices
    whole.completed = completed + later.completed
    whole.reasons = reasons + later.reasons
    whole.interpretation = interpretation ?? later.interpretation
    whole.recognition = recognition ?? later.recognition
    whole.requests = requests + later.requests
    if later.kind == .answer { whole.kind = kind }
    if later.choices.isEmpty { whole.choices = choices }
    return whole
  }
}

extension Engine {
  /// Has requests carried out on the spot, until nothing is left to ask.
  ///
  /// Returns the reply that the deliveries and all that follow make for the customer, and what is
  /// for agents. `perform` answers requests; those it has no answer for stay open.
  package func settle(
    _ deliveries: [Delivery],
    in id: ConversationID,
    at time: Instant,
    perform: ([ActionRequest]) -> [ActionCompletion]
  ) -> (reply: Reply?, others: [Delivery]) {
    var reply: Reply?
    var others: [Delivery] = []
    func note(_ deliveries: [Delivery]) {
      for delivery in deliveries {
        guard delivery.recipient == .customer(id), let said = delivery.reply else {
          others.append(delivery)
          continue
        }
        reply = reply?.followed(by: said) ?? said
      }
    }
    note(deliveries)
    // Flows cannot go round without a question, so this comes to an end; a bound all the same.
    for _ in 0..<64 {
      let requests = takeRequests()
      guard !requests.isEmpty else { break }
      for completion in perform(requests) { note(complete(completion, at: time)) }
    }
    return (reply, others)
  }
}
