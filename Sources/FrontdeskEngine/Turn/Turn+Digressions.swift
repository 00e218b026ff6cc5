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

  /// Takes a number of the shop and nothing else, such as "A-10432", and asks what it is about.
  mutating func takeBareValue(_ line: String, _ interpretation: Interpretation) -> Bool {
    let kept = scripts.flows.slots.filter { definition in
      if case .code = definition.kind { definition.isKept } else { false }
    }
    let isClear =
      (interpretation.candidates.first?.confidence ?? 0) >= shop.levels(reply.language).answer
    guard !isClear else { return false }
    for definition in kept {
      guard case .value(let value, let range) = read(definition, line, wasAsked: false),
        Self.words(in: line, outside: range) == 0
      else { continue }
      let flows = scripts.flows.flows.filter { flow in
        scripts.isOn(flow: flow.name) && !flow.triggers.isEmpty
          && interpreter.collected(by: flow.name).first?.name == definition.name
      }
      let topics = base.responses.variants(ScriptResponse.topics.rawValue).flatMap(\.buttons)
      let triggers = flows.compactMap { flow in
        flow.triggers.lazy.map(\.text).first { base.target(named: $0) != nil }
      }
      // What everyone is offered first comes first.
      let known = topics.compactMap { topic in triggers.first { "/\($0)" == topic.payload } }
      let targets = (known + triggers.filter { !known.contains($0) }).map { Target.intent($0) }
      guard !targets.isEmpty else { continue }
      conversation.apply(.slotSet(definition.name, value))
      because("\(definition.name) alone says nothing of what is wanted")
      offer(Array(targets.prefix(3)))
      return true
    }
    return false
  }

  /// An excuse in more words may be about something else.
  static let excuseWords = 6
  static let followUpTurns = 3
  static let followUpWords = 6
}
