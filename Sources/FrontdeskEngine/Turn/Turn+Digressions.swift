import Content
import Dialogue
import TextAnalysis
import Understanding

/// Questions in the middle of a script, several at once, and those that go on about the same.
extension Turn {
  // MARK: Questions in the middle

  /// Answers a question that has nothing to do with the one that is open, and comes back to it.
  mutating func digress(
    _ interpretation: Interpretation,
    _ collect: FlowStep.Collect
  ) -> Bool {
    guard let candidate = sureAnswer(interpretation) else { return false }
    if candidate.target == .intent("affirm") || candidate.target == .intent("deny") { return false }
    because("a question in the middle of \(conversation.frames.last?.flow ?? "")")
    reply.target = candidate.target
    reply.intent = candidate.intent
    reply.confidence = candidate.confidence
    if let flow = flow(for: candidate.target, intent: candidate.intent) {
      if start(flow, for: candidate.target) { return true }
    }
    let text = answerText(candidate.target)
    guard !text.isEmpty else { return false }
    readNotices(for: candidate.target, intent: candidate.intent)
    parts.append(text)
    outcome = .answered([candidate.target])
    if candidate.target == .intent("smalltalk/goodbye") {
      because("the customer leaves the script")
      interpreter.endAll(.cancelled, &conversation)
      reply.flow = nil
      return true
    }
    conversation.apply(.digressed)
    // Who keeps asking other things has left the script behind.
    if let frame = conversation.frames.last, frame.digressions > Self.mostDigressions,
      !candidate.target.isSmallTalk
    {
      because("the flow \(frame.flow) is left")
      interpreter.drop(in: &conversation)
      reply.flow = nil
      return true
    }
    carryOut([.ask(collect, .resumed)])
    return true
  }

  /// As many questions in a row are answered before a script that waits is dropped.
  static let mostDigressions = 2

  /// What is decided about an interpretation by its confidences alone.
  func decision(_ interpretation: Interpretation) -> Decision {
    Decision(interpretation.candidates, levels: shop.levels(reply.language))
  }

  /// What an interpretation is sure enough to be answered with; nil where nothing is, or a person or
  /// nobody answers it.
  func sureAnswer(_ interpretation: Interpretation) -> Interpretation.Candidate? {
    guard case .answer(let candidate) = decision(interpretation),
      base.role(of: candidate.target) == .answered
    else { return nil }
    return candidate
  }

  /// Answers a question that stands beside the answer to the open one.
  mutating func answerBeside(_ interpretation: Interpretation) {
    guard let candidate = sureAnswer(interpretation), !candidate.target.isSmallTalk,
      flow(for: candidate.target, intent: candidate.intent) == nil
    else { return }
    let text = answerText(candidate.target)
    guard !text.isEmpty else { return }
    reply.target = candidate.target
    because("a question beside the answer")
    parts.append(text)
  }

  /// The shop's systems have not answered yet.
  mutating func takeWhileLooking(_ interpretation: Interpretation?) -> Bool {
    if let candidate = interpretation.flatMap(sureAnswer) {
      let text = answerText(candidate.target)
      if !text.isEmpty, flow(for: candidate.target, intent: candidate.intent) == nil {
        reply.target = candidate.target
        parts.append(text)
        outcome = .answered([candidate.target])
      }
    }
    say(.stillLooking)
    return true
  }

  // MARK: Several questions, and questions that go on

  /// Answers two or three questions in the order they were asked; false when there is one.
  mutating func answerSeveral(_ interpretation: Interpretation) -> Bool {
    let questions = engine.questions(in: interpretation, language: reply.language)
    guard questions.count > 1 else { return false }
    var answered: [Target] = []
    var flows: [(flow: Flow, target: Target, candidate: Interpretation.Candidate)] = []
    for question in questions {
      guard let best = question.candidates.first, isOn(best.target),
        !isOnlyValue(question.utterance.text)
      else { continue }
      if base.role(of: best.target) == .handoff {
        parts = []
        call = Call(reason: .askedForPerson, evidence: question.utterance.text.trimmed)
        return true
      }
      if let flow = flow(for: best.target, intent: best.intent) {
        flows.append((flow, best.target, best))
      }
      let text = answerText(best.target)
      guard !text.isEmpty else {
        if flow(for: best.target, intent: best.intent) != nil { answered.append(best.target) }
        continue
      }
      if !answered.isEmpty { say(.andAlso) }
      parts.append(text)
      answered.append(best.target)
    }
    guard answered.count > 1, let first = questions.first?.candidates.first else {
      parts = []
      return false
    }
    because("\(answered.count) questions in one message")
    let answers = parts
    parts = []
    for question in questions {
      guard let best = question.candidates.first, answered.contains(best.target) else { continue }
      readNotices(for: best.target, intent: best.intent)
    }
    parts += answers
    reply.target = first.target
    reply.intent = first.intent
    reply.confidence = questions.compactMap { $0.candidates.first?.confidence }.min()
    reply.alsoAnswered = Array(answered.dropFirst())
    outcome = .answered(answered)
    // Two answers are enough, unless what a script needs was said as well.
    if let next = flows.first, !conversation.frames.contains(where: { $0.flow == next.flow.name }) {
      let slots = slots(
        in: conversation.lastQuestion ?? "",
        of: interpreter.collected(by: next.flow.name)
      )
      if !slots.isEmpty || !answered.contains(next.target) { begin(next.flow.name, slots: slots) }
    }
    return true
  }

  /// Whether a part of a message gives a value, and little else: "my postcode is M60 9ZZ".
  func isOnlyValue(_ text: String) -> Bool {
    let kinds: [SlotDefinition.Kind] = [.emailOrPostcode, .emailOrPhone]
    return kinds.contains { kind in
      let definition = SlotDefinition(name: "value", kind: kind)
      guard case .value(_, let range) = read(definition, text, wasAsked: false) else {
        return false
      }
      return Self.words(in: text, outside: range) <= 3
    }
  }

  /// "And to Romania?": another value for what the last script was about.
  mutating func takeFollowUp(_ line: String, _ interpretation: Interpretation) -> Bool {
    guard conversation.frames.isEmpty, let last = conversation.lastFlow,
      last.ending == .completed, conversation.turnCount - last.turn <= Self.followUpTurns,
      let flow = scripts.flows.flow(last.flow), scripts.isOn(flow: flow.name),
      Self.words(in: line, outside: 0..<0) <= Self.followUpWords
    else { return false }
    let best = interpretation.candidates.first
    let isOther =
      (best?.confidence ?? 0) >= shop.levels(reply.language).answer
      && best.map { base.role(of: $0.target) } != .outside
      && best.flatMap { self.flow(for: $0.target, intent: $0.intent)?.name } != flow.name
    for definition in interpreter.collected(by: flow.name) {
      let isNamed =
        switch definition.kind {
        case .choice, .record: true
        default: false
        }
      let reading = read(definition, line, wasAsked: isNamed)
      guard case .value(let value, let range) = reading,
        value != conversation.lastFlowSlots[definition.name],
        // Beside the value there may be "and to", but no question of its own.
        !isOther || Self.words(in: line, outside: range) <= 2
      else { continue }
      var slots = interpreter.collected(by: flow.name).compactMap { definition in
        conversation.lastFlowSlots[definition.name].map { (definition.name, $0) }
      }
      slots.removeAll { $0.0 == definition.name }
      slots.append((definition.name, value))
      because("goes on about \(flow.name) with another \(definition.name)")
      reply.target = conversation.lastAnswer
      outcome = .said
      begin(flow.name, slots: slots)
      return true
    }
    return false
  }

  /// Takes a number of the shop with little beside it, "A-10432" or "order A-10432, 20095".
  ///
  /// It is given for what was spoken of last, where a script asks for such a number about that; with
  /// a proof beside it the shop's first topic is meant. Otherwise the customer is asked what it is
  /// about.
  mutating func takeBareValue(_ line: String, _ interpretation: Interpretation) -> Bool {
    for definition in scripts.flows.slots {
      guard case .code = definition.kind, definition.isKept || isOfSubject(definition) else {
        continue
      }
      let (value, rest) = bareValue(of: definition, in: line)
      let isGiven = value != nil
      guard let value = value ?? conversation.slots[definition.name] else { continue }
      let proof = self.proof(in: rest)
      // The number that was given before, and its proof now.
      guard isGiven || (proof != nil && conversation.choices.isEmpty) else { continue }
      let words = Self.words(in: rest, outside: proof ?? 0..<0)
      guard words <= (isGiven ? Self.wordsBeside : 0) else { continue }
      let best = interpretation.candidates.first
      let isClear = (best?.confidence ?? 0) >= shop.levels(reply.language).answer
      if isClear, words > 0 { continue }
      let flows = numberFlows(definition.name)
      let subject = flows.first { $0.name == flowOfSubject?.name }
      guard subject != nil || definition.isKept else { continue }
      if let flow = subject ?? (proof == nil ? nil : flows.first) {
        because("\(definition.name) is given, about \(flow.name)")
        outcome = .said
        conversation.apply(.slotSet(definition.name, value))
        begin(flow.name, slots: [(definition.name, value)])
        if proof != nil { takeProof(rest) }
        return true
      }
      let targets = flows.compactMap { flow in
        flow.triggers.lazy.map(\.text).first { base.target(named: $0) != nil }
      }.map { Target.intent($0) }
      guard words == 0, !targets.isEmpty else { continue }
      conversation.apply(.slotSet(definition.name, value))
      because("\(definition.name) alone says nothing of what is wanted")
      offer(Array(targets.prefix(3)))
      return true
    }
    return false
  }

  /// A number of the shop in a line, and the line without it.
  private func bareValue(
    of definition: SlotDefinition,
    in line: String
  ) -> (value: SlotValue?, rest: String) {
    guard case .value(let value, let range) = read(definition, line, wasAsked: false) else {
      return (nil, line)
    }
    return (value, Self.blanked(range, of: line))
  }

  /// Where an e-mail address or a postcode stands in what is left of a line.
  private func proof(in rest: String) -> Range<Int>? {
    let definition = SlotDefinition(name: "proof", kind: .emailOrPostcode)
    guard case .value(_, let range) = read(definition, rest, wasAsked: true), range.count >= 4,
      rest.utf8.dropFirst(range.lowerBound).prefix(range.count).contains(where: {
        (0x30...0x39).contains($0) || $0 == UInt8(ascii: "@")
      })
    else { return nil }
    return range
  }

  /// Answers the question for a proof with the one that was given already.
  private mutating func takeProof(_ rest: String) {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot), definition.kind == .emailOrPostcode,
      case .value(let value, _) = read(definition, rest, wasAsked: true)
    else { return }
    parts.removeLast(min(parts.count, 1))
    fill(collect, value, rest)
  }

  /// The flows that begin with the question for a number: those of the topics that everyone is
  /// offered, in their order, or all where none of them does.
  private func numberFlows(_ slot: String) -> [Flow] {
    let all = scripts.flows.flows.filter { flow in
      scripts.isOn(flow: flow.name) && !flow.triggers.isEmpty
        && interpreter.collected(by: flow.name).contains { $0.name == slot }
    }
    let topics = base.responses.variants(ScriptResponse.topics.rawValue).flatMap(\.buttons)
    let known = topics.compactMap { topic in
      all.first { flow in flow.triggers.contains { "/\($0.text)" == topic.payload } }
    }
    let first = all.filter { interpreter.collected(by: $0.name).first?.name == slot }
    return known.isEmpty ? first : known + all.filter { !known.contains($0) }
  }

  /// Whether what was answered a moment ago goes on with the question for a number.
  private func isOfSubject(_ definition: SlotDefinition) -> Bool {
    guard let flow = flowOfSubject else { return false }
    return interpreter.collected(by: flow.name).first?.name == definition.name
  }

  /// The flow that goes on about what was answered a moment ago.
  ///
  /// A script that was stopped is not taken up again by a number.
  private var flowOfSubject: Flow? {
    guard case .article(let id)? = conversation.lastAnswer else { return nil }
    let flow =
      scripts.flows.flow(about: id)
      ?? base.intents(ofArticle: id).lazy.compactMap { name in
        self.scripts.flows.flow(triggeredByIntent: name)
      }.first
    if let last = conversation.lastFlow, last.ending == .cancelled, last.flow == flow?.name {
      return nil
    }
    return flow
  }

  /// Words beside a number that say nothing of what is wanted: "my order number is".
  private static let wordsBeside = 4

  /// An excuse in more words may be about something else.
  static let excuseWords = 6
  static let followUpTurns = 3
  static let followUpWords = 6
}
