import Content
import Dialogue
import Retrieval
import TextAnalysis
import Understanding

/// A customer's message, from its language to what is done about it.
extension Turn {
  /// Takes a message in and decides what to do.
  mutating func take(_ message: CustomerMessage) {
    let line = message.text
    guard line.utf8.count <= Engine.maximumLineBytes else {
      parts.append(engine.say(.tooLong, in: reply.language, conversation))
      return miss("the line is too long")
    }
    if adaptToContent() { return }
    if !message.attachments.isEmpty, take(message.attachments, with: line) { return }
    guard line.unicodeScalars.contains(where: Self.isVisible) else {
      // Nothing was said, so nothing was misunderstood, and what was offered is still to choose.
      parts.append(engine.say(.decline, in: reply.language, conversation))
      reply.kind = .empty
      return
    }
    if let payload = Payload(line), take(payload) { return }
    if takeChoice(line) { return }
    if conversation.owner == .bot, takeShortAnswer(line) { return }
    guard !Self.isNoise(line) else { return miss() }
    if takeSign(line) { return }
    let (guess, interpretation) = engine.understand(line, in: conversation)
    guard let interpretation else {
      if takeOpenAnswer(line, nil) { return }
      say(
        SystemResponse.unsupportedLanguage.rawValue,
        values: ["languages": engine.languageNames]
      )
      reply.kind = .unsupportedLanguage
      reply.recognition = guess
      return miss("the language is not served", kind: .unsupportedLanguage)
    }
    // A line without words of any language leaves open which one is spoken.
    if guess.language != conversation.language,
      conversation.language != nil || guess.evidence > 0
    {
      conversation.apply(.languageRecognised(guess.language))
    }
    reply.language = guess.language
    reply.interpretation = interpretation
    reply.recognition = guess
    reply.contentVersion = base.version
    if conversation.owner == .bot, conversation.pending == nil, steer(line) { return }
    if takePlainExcuse(line) { return }
    // A comment may well be a complaint; a person reads it anyway.
    if conversation.pending == .comment, takePending(line, interpretation) { return }
    if escalate(line, interpretation) { return }
    if conversation.owner == .pending { return takeWhileWaiting(line, interpretation) }
    if takePending(line, interpretation) { return }
    if takeOpenAnswer(line, interpretation) { return }
    decide(line, interpretation)
  }

  /// Decides what to do about a line when no flow waits for an answer, or it is none.
  mutating func decide(_ line: String, _ interpretation: Interpretation) {
    if takeFollowUp(line, interpretation) { return }
    if takeBareValue(line, interpretation) { return }
    if answerSeveral(interpretation) { return }
    if sayOutside(interpretation) { return }
    let base = self.base
    let levels = shop.levels(reply.language)
    let action = DialoguePolicy.next(
      interpretation,
      in: conversation,
      levels: levels,
      patience: scripts.desk.misses,
      // Where the desk's rules speak of intents, they have been asked already.
      handoffLevel: scripts.desk.escalation.allSatisfy(\.intents.isEmpty) ? nil : levels.answer,
      role: base.role(of:)
    )
    carryOut(action, interpretation)
  }

  /// Says that something is none of the shop's matters, where the intent has a response for it.
  ///
  /// It was understood, so it is no miss; without a response it is one.
  private mutating func sayOutside(_ interpretation: Interpretation) -> Bool {
    guard let best = interpretation.candidates.first, case .intent(let name) = best.target,
      base.role(of: best.target) == .outside, best.confidence >= Self.leastOutside,
      best.evidence.known >= Self.leastKnown, interpretation.corrections.isEmpty,
      say(KnowledgeBase.responseName(ofIntent: name))
    else { return false }
    because("\(name), \(Self.percent(best.confidence))")
    reply.kind = .decline
    outcome = .said
    return true
  }

  /// From here on it is likelier than not that nothing of the shop is meant.
  private static let leastOutside = 0.5
  /// Of what less is known, or had to be read as other words, nobody can say that it was understood.
  private static let leastKnown = 0.5

  mutating func carryOut(_ action: NextAction, _ interpretation: Interpretation?) {
    let base = self.base
    switch action {
    case .answer(let candidate):
      reply.target = candidate.target
      reply.intent = candidate.intent
      reply.confidence = candidate.confidence
      because("confidence \(Self.percent(candidate.confidence)) is enough to answer")
      answer(candidate.target, intent: candidate.intent)
    case .answerChoice(let target):
      if base.role(of: target) == .handoff {
        call = Call(reason: .askedForPerson, evidence: "chosen")
        return
      }
      because("the customer chose it")
      var intent: String?
      var meant = target
      if case .intent(let name) = target {
        intent = name
        meant = base.target(named: name) ?? target
      }
      reply.target = meant
      reply.intent = intent
      answer(meant, intent: intent)
    case .offer(let candidates):
      reply.confidence = candidates.first?.confidence
      because("not sure enough to answer, so the likeliest are offered")
      offer(candidates.map(\.target))
    case .decline:
      miss()
    case .nothingFits:
      parts.append(engine.say(.nothingFits, in: reply.language, conversation))
      miss("the customer wanted none of the choices")
    case .handOff(let reason):
      call = Call(reason: reason, evidence: conversation.lastQuestion ?? "")
    }
  }

  /// Offers choices, "none of these" last.
  mutating func offer(_ targets: [Target], heading: String? = nil) {
    reply.kind = .ask
    // Always the same wording, so that it is known again when it is typed.
    let none = engine.say(.noneOfThese, in: reply.language, nil)
    reply.choices = targets.map { engine.label(of: $0, in: base) } + [none]
    let heading = heading ?? engine.say(.clarify, in: reply.language, conversation)
    let lines = reply.choices.enumerated().map { "\($0.offset + 1) \($0.element)" }
    parts.append(([heading] + lines).joined(separator: "\n"))
    outcome = .offered(targets)
  }

  /// Answers with an article or an intent's response, or starts the flow it triggers.
  mutating func answer(_ target: Target, intent: String?) {
    guard isOn(target) else {
      because("\(target.name) is switched off")
      return miss()
    }
    readNotices(for: target, intent: intent)
    if let flow = flow(for: target, intent: intent), start(flow, for: target) { return }
    let text = answerText(target)
    guard !text.isEmpty else { return miss() }
    parts.append(text)
    outcome = .answered([target])
    if conversation.lastAnswer == target, !target.isSmallTalk,
      conversation.answerRepeats + 1 >= scripts.desk.sameQuestion
    {
      call = Call(reason: .sameQuestion, evidence: "\(target.name) for the third time")
    }
  }

  /// What an article or an intent has to say.
  func answerText(_ target: Target) -> String {
    // What is switched off is said nowhere.
    guard isOn(target) else { return "" }
    switch target {
    case .article(let id): return base.articles[id]?.shortAnswer ?? ""
    case .intent(let name): return wording(KnowledgeBase.responseName(ofIntent: name))?.text ?? ""
    }
  }

  /// Notes that a line could not be helped with; one too many in a row brings a person.
  mutating func miss(_ reason: String = "nothing is likely enough", kind: Reply.Kind = .decline) {
    because(reason)
    reply.kind = kind
    if parts.isEmpty { parts.append(engine.say(.decline, in: reply.language, conversation)) }
    let next = DialoguePolicy.failure(in: conversation, patience: scripts.desk.misses)
    if case .handOff(let reason) = next {
      parts = []
      call = Call(reason: reason, evidence: "\(conversation.misses + 1) in a row")
      return
    }
    outcome = .missed
  }

  // MARK: Choices

  /// Takes a line as a choice among those offered; false when it is none.
  private mutating func takeChoice(_ line: String) -> Bool {
    guard !conversation.choices.isEmpty else { return false }
    if conversation.choices.count == 1, memory.reading(of: line) == .yes {
      carryOut(.answerChoice(conversation.choices[0]), nil)
      reply.contentVersion = base.version
      return true
    }
    let reaction = DialoguePolicy.reply(
      line,
      to: conversation,
      labels: conversation.choices.map { engine.label(of: $0, in: base) },
      noneOfThese: engine.say(.noneOfThese, in: reply.language, nil)
    )
    switch reaction {
    case .choice(let number):
      carryOut(.answerChoice(conversation.choices[number]), nil)
    case .noneOfThese:
      carryOut(.nothingFits, nil)
    case .somethingElse:
      return false
    }
    reply.contentVersion = base.version
    return true
  }

  /// Takes what a button sends: an intent or a flow by its name, with slots.
  private mutating func take(_ payload: Payload) -> Bool {
    var slots: [(String, SlotValue)] = []
    for (name, text) in payload.slots.sorted(by: { $0.key < $1.key }) {
      guard let definition = scripts.flows.slot(name) else { continue }
      let reading = readers.slots.read(
        definition,
        in: text,
        wasAsked: true,
        today: situation.today,
        options: options(of: definition)
      )
      if case .value(let value, _) = reading { slots.append((name, value)) }
    }
    reply.contentVersion = base.version
    if payload.name == "thumbs_up" || payload.name == "thumbs_down" {
      takeThumbs(isUp: payload.name == "thumbs_up")
      return true
    }
    if payload.name == "queue/wait" {
      say(conversation.owner == .pending ? .queueWaitOn : .anythingElse)
      return true
    }
    let flow =
      scripts.flows.flow(payload.name) ?? scripts.flows.flow(triggeredByIntent: payload.name)
    if let flow, scripts.isOn(flow: flow.name),
      flow.condition.map({ $0.holds(in: situation, slots: conversation.slots) }) ?? true
    {
      because("a button names it")
      press(flow.name, slots)
      return true
    }
    guard let target = base.target(named: payload.name) else { return false }
    because("a button names it")
    carryOut(.answerChoice(target), nil)
    return true
  }

  /// Whether a flow brings what the customer wants to the desk without their waiting for it: a message,
  /// or a call.
  private func endsAtDesk(_ name: String) -> Bool {
    scripts.flows.flow(name)?.steps.contains { step in
      switch step.kind {
      case .handoff(let reason): reason == HandoffReason.message.name
      case .action(let action, _): action == scripts.desk.queue.callBack?.action
      default: false
      }
    } ?? false
  }

  /// Starts the flow of a button, unless something else must come to its end first.
  private mutating func press(_ flow: String, _ slots: [(String, SlotValue)]) {
    if conversation.owner == .pending, endsAtDesk(flow) {
      because("the customer would rather be answered later")
      conversation.apply(.handoffWithdrawn)
      begin(flow, slots: slots)
    } else if conversation.owner != .bot {
      parts.append(engine.say(.handoffWaiting, in: reply.language, conversation))
    } else if isWaiting {
      say(.stillLooking)
    } else if let collect = interpreter.openQuestion(conversation),
      conversation.frames.contains(where: { $0.flow == flow })
        || conversation.frames.count >= FlowInterpreter.deepest
    {
      carryOut([.ask(collect, .resumed)])
    } else {
      begin(flow, slots: slots)
    }
  }

  // MARK: What is no language

  static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    !ScalarTraits(of: scalar).overlaps(.invisible)
  }

  /// Whether so much of a line is control characters and broken bytes that the rest is chance.
  private static func isNoise(_ line: String) -> Bool {
    var count = 0
    var noise = 0
    for scalar in line.unicodeScalars {
      let traits = ScalarTraits(of: scalar)
      guard !traits.contains(.whitespace) else { continue }
      count += 1
      if scalar == "\u{FFFD}" || traits.overlaps(.noise) { noise += 1 }
    }
    return noise * 8 > count
  }

  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
