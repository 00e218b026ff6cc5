import Content
import Dialogue
import TextAnalysis

/// What comes from the shop rather than the customer.
extension Turn {
  /// Takes the answer of the shop's systems in.
  mutating func take(_ completion: ActionCompletion) {
    let action = conversation.events.reversed().lazy.compactMap { event -> String? in
      guard case .actionRequested(completion.key, let action, _) = event else { return nil }
      return action
    }.first
    if let slot = action.flatMap({ scripts.flows.action($0)?.verifies }),
      case .done(let fields) = completion.outcome
    {
      noteVerification(slot, isRight: fields["verified"] == .bool(true))
    }
    if case .done = completion.outcome, let action { promiseCall(action) }
    switch completion.outcome {
    case .done: because("the shop's systems answered \(action ?? "a record")")
    case .failed(let why): because("\(action ?? "a record") failed: \(why)")
    case .unknown(let why): because("nobody knows whether \(action ?? "a record") was done: \(why)")
    }
    carryOut(interpreter.complete(completion, in: &conversation))
  }

  /// Opens the ticket of a call, where the action that was done promises one.
  private mutating func promiseCall(_ name: String) {
    guard let rule = scripts.desk.queue.callBack, rule.action == name,
      let action = scripts.flows.action(name)
    else { return }
    var values: [String: SlotValue] = [:]
    for binding in action.arguments { values[binding.field] = conversation.slots[binding.slot] }
    guard case .text(let phone)? = values["phone"] else { return }
    var window: ClosedRange<Instant>?
    if case .date(let day)? = values["day"] {
      let minutes: Range<Int>? =
        if case .text(let name)? = values["time"] { rule.windows[name] } else { nil }
      let hours = minutes ?? 0..<DeskTeam.minutesOfDay
      window =
        engine.calendar.moment(
          day,
          minute: hours.lowerBound
        )...engine.calendar.moment(
          day,
          minute: hours.upperBound
        )
    }
    engine.openCallBack(phone: phone, window: window, in: conversation, at: time)
    because("a call is promised")
  }

  /// Speaks first, if a rule says so.
  mutating func take(_ event: ShopEvent) {
    conversation.apply(.shopEvent(event.name))
    guard conversation.owner == .bot, !adaptToContent() else { return }
    var situation = self.situation
    situation.event = event.fields
    let customer = conversation.customer?.id ?? conversation.id.value
    for rule in scripts.proactive.rules where rule.event == event.name {
      guard rule.condition.map({ $0.holds(in: situation, slots: conversation.slots) }) ?? true,
        engine.caps.allows(rule, for: customer, at: time)
      else { continue }
      let minute = engine.calendar.minuteOfDay(time)
      if rule.isQuiet(at: minute), let quiet = rule.quiet {
        let minutes = (quiet.until - minute + 1_440) % 1_440
        engine.hold(event, in: &conversation, from: time, minutes: minutes)
        because("proactive rule \(rule.name) waits for \(minutes) minutes")
        return
      }
      engine.noteProactive(rule, for: customer, at: time)
      because("proactive rule \(rule.name)")
      let slots = event.fields.sorted { $0.key < $1.key }
        .filter { scripts.flows.slot($0.key) != nil }
      switch rule.effect {
      case .say(let response):
        // A script under way may be about another order.
        if conversation.frames.isEmpty {
          for (name, value) in slots where scripts.flows.slot(name)?.isKept == true {
            conversation.apply(.slotSet(name, value))
          }
        }
        say(response, about: event.fields)
      case .start(let flow):
        guard scripts.isOn(flow: flow), conversation.frames.isEmpty else { return }
        begin(flow, slots: slots.map { ($0.key, $0.value) })
      }
      return
    }
  }

  /// Takes files; true when nothing else was said with them.
  ///
  /// A script that asks for one gets the first.
  mutating func take(_ attachments: [Attachment], with line: String) -> Bool {
    guard let attachment = attachments.first else { return false }
    for attachment in attachments { conversation.apply(.attachmentReceived(attachment)) }
    let isAlone = !line.unicodeScalars.contains(where: Self.isVisible)
    if let collect = interpreter.openQuestion(conversation),
      scripts.flows.slot(collect.slot)?.kind == .attachment
    {
      because("the file that was asked for")
      carryOut(interpreter.answer(.attachment(attachment), in: &conversation))
      return true
    }
    guard isAlone else { return false }
    because("a file without words")
    if let collect = interpreter.openQuestion(conversation) {
      carryOut([.ask(collect, .first)])
    } else if !say("utter_attachment_received") {
      say(.anythingElse)
    }
    return true
  }
}
