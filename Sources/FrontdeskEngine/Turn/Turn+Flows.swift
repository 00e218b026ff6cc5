import Content
import Dialogue
import TextAnalysis
import Understanding

/// What a line does in and to the scripts.
extension Turn {
  // MARK: Starting

  /// The flow that a target starts, if it is not switched off.
  ///
  /// Where no intent says what an article was asked for, a value that one of its intents' flows asks
  /// for does: "how much is delivery to Romania".
  func flow(for target: Target, intent: String?) -> Flow? {
    guard conversation.owner == .bot else { return nil }
    var found = scripts.flows.flow(for: target, intent: intent)
    if found == nil, intent == nil, case .article(let id) = target,
      let utterance = reply.interpretation?.utterance.analysis,
      let likest = base.intent(ofArticle: id, likest: utterance)
    {
      found = scripts.flows.flow(triggeredByIntent: likest)
    }
    if found == nil, intent == nil, case .article(let id) = target {
      found = base.intents(ofArticle: id).lazy.compactMap { name in
        self.scripts.flows.flow(triggeredByIntent: name)
      }.first { flow in
        !self.slots(
          in: self.conversation.lastQuestion ?? "",
          of: self.interpreter.collected(by: flow.name)
        ).isEmpty
      }
    }
    if found == nil, intent == nil, case .article(let id) = target,
      let code = scripts.flows.slots.first(where: { definition in
        if case .code = definition.kind { definition.isKept } else { false }
      }), conversation.slots[code.name] != nil,
      readers.hasReference(conversation.lastQuestion ?? "")
    {
      // "When do I get my refund for it": the order that was spoken of.
      found = base.intents(ofArticle: id).lazy.compactMap { name in
        self.scripts.flows.flow(triggeredByIntent: name)
      }.first { flow in
        self.interpreter.collected(by: flow.name).contains { $0.name == code.name }
      }
    }
    guard let flow = found, scripts.isOn(flow: flow.name),
      flow.condition.map({ $0.holds(in: situation, slots: conversation.slots) }) ?? true
    else { return nil }
    return flow
  }

  /// Starts the flow of a target, with what the line says for its slots; false when it cannot be.
  mutating func start(_ flow: Flow, for target: Target) -> Bool {
    if conversation.frames.contains(where: { $0.flow == flow.name }) {
      // It is under way: what was said is no other question.
      guard let collect = interpreter.openQuestion(conversation) else { return false }
      say(.resume, values: ["flow_title": title(of: flow.name)])
      askAgain(collect)
      return true
    }
    guard conversation.frames.count < FlowInterpreter.deepest, !isWaiting else { return false }
    because("flow \(flow.name) starts")
    let slots = self.slots(
      in: conversation.lastQuestion ?? "",
      of: interpreter.collected(by: flow.name)
    )
    // Who has not said what it is about may only want to know how it goes.
    if slots.isEmpty, flow.saysArticle, case .article = target {
      let text = answerText(target)
      if !text.isEmpty { parts.append(text) }
    }
    outcome = .answered([target])
    begin(flow.name, slots: slots)
    takeProofBeside(conversation.lastQuestion ?? "")
    return true
  }

  /// Takes the proof that stands beside an order's number: "where is A-10506, 9000".
  private mutating func takeProofBeside(_ message: String) {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot), definition.kind == .emailOrPostcode,
      let code = codes(in: message).first
    else { return }
    let rest = Self.blanked(code, of: message)
    guard case .value(let value, let range) = read(definition, rest, wasAsked: true),
      range.count >= 4,
      rest.utf8.dropFirst(range.lowerBound).prefix(range.count).contains(where: {
        (0x30...0x39).contains($0)
      })
    else { return }
    parts.removeLast(min(parts.count, 1))
    fill(collect, value, rest)
  }

  mutating func begin(_ flow: String, slots: [(String, SlotValue)]) {
    reply.flow = flow
    carryOut(interpreter.start(flow, slots: slots, in: &conversation))
  }

  func title(of flow: String) -> String { wording("flow_\(flow)")?.text ?? flow }

  /// What a text says by itself for slots that have no value yet; each range counts once.
  func slots(in text: String, of definitions: [SlotDefinition]) -> [(String, SlotValue)] {
    var found: [(String, SlotValue)] = []
    var taken: [Range<Int>] = []
    for definition in definitions {
      let reading = readers.slots.read(
        definition,
        in: text,
        wasAsked: false,
        today: situation.today,
        options: options(of: definition)
      )
      guard case .value(let value, let range) = reading,
        !taken.contains(where: { $0.overlaps(range) })
      else { continue }
      taken.append(range)
      found.append((definition.name, value))
    }
    return found
  }

  /// Whether the flow on top waits for the shop's systems.
  var isWaiting: Bool {
    guard case .waiting? = conversation.frames.last?.phase else { return false }
    return true
  }

  // MARK: Answering the open question

  /// Takes a line that is an answer, and little else, to the question that is open.
  ///
  /// Such a line need not be understood: "A-10432" is of no language.
  mutating func takeShortAnswer(_ line: String) -> Bool {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else { return false }
    // "Go back" is no answer, though "money back" may be one of the choices.
    if definition.kind == .bool, agreesToStopping(line) {
      // "Ok, cancel it" agrees to cancelling an order.
      fill(collect, .bool(true), line)
      return true
    }
    if !isLabel(line, of: definition) {
      switch readers.steering.reading(of: line) {
      case .cancel?, .startAgain?, .goBack?, .wait?: return steer(line)
      default: break
      }
    }
    if case .text = definition.kind { return false }
    if takeCorrection(line) { return true }
    guard case .value(var value, let range) = read(definition, line, wasAsked: true),
      Self.words(in: line, outside: range) <= 3, readers.deskPhrases(in: line).isEmpty
    else { return false }
    if case .code = definition.kind,
      case .value(let other, _) = read(
        definition,
        Self.blanked(range, of: line),
        wasAsked: false
      )
    {
      // "A-10432, sorry, A-10433": the last one said is meant.
      value = other
      fill(collect, value, line)
      return true
    }
    fill(collect, value, line, range: range)
    return true
  }

  /// Takes a line as the answer to the open question, as another value for an earlier one, as an
  /// excuse, or as a question of its own; false when no question is open.
  mutating func takeOpenAnswer(_ line: String, _ interpretation: Interpretation?) -> Bool {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else {
      guard isWaiting else { return false }
      return takeWhileLooking(interpretation)
    }
    if let interpretation, meansOtherScript(line, interpretation),
      digress(interpretation, collect)
    {
      return true
    }
    if takeCorrection(line) { return true }
    let isFreeText = if case .text = definition.kind { true } else { false }
    let reading = read(definition, line, wasAsked: true)
    let isAsking = line.unicodeScalars.contains { $0 == "?" || $0 == "؟" }
    if isFreeText {
      if isAsking, let interpretation, digress(interpretation, collect) { return true }
      if takeExcuse(line, collect) { return true }
      if case .value(let value, _) = reading {
        fill(collect, value, line)
        return true
      }
    } else if case .value(let value, let range) = reading {
      // A question beside the value is answered first.
      if let interpretation, Self.words(in: line, outside: range) >= 4 {
        answerBeside(range, of: line, interpretation)
      }
      fill(collect, value, line)
      return true
    }
    if takeExcuse(line, collect) { return true }
    if let value = namedRow(line, definition) {
      fill(collect, value, line)
      return true
    }
    if case .invalid(_, let range) = reading, Self.words(in: line, outside: range) <= 2 {
      refuse(reading, definition, collect)
      return true
    }
    if takeOtherSlots(line, collect) { return true }
    let said = readers.steering.readings(of: line)
    if said.contains(.acknowledgement) || said.contains(.greeting) || said.contains(.thumbsUp) {
      // Nothing was said that could be wrong.
      because("nothing is said to the question")
      askAgain(collect)
      return true
    }
    if let interpretation, digress(interpretation, collect) { return true }
    refuse(reading, definition, collect)
    return true
  }

  /// Whether a line says yes first and then what would stop the script: "ok, cancel it".
  private func agreesToStopping(_ line: String) -> Bool {
    guard readers.steering.reading(of: line) == .cancel else { return false }
    if case .yes? = readers.steering.yesOrNo(line) { return true }
    let words = line.split(maxSplits: 1, whereSeparator: { $0.isWhitespace || $0 == "," })
    guard words.count == 2 else { return false }
    return readers.steering.readings(of: String(words[0])).contains(.yes)
  }

  /// The row that a line names by words of its label, or by yes where there is one only.
  private func namedRow(_ line: String, _ definition: SlotDefinition) -> SlotValue? {
    guard case .record = definition.kind else { return nil }
    let options = options(of: definition)
    if options.count == 1, let only = options.first, readers.steering.reading(of: line) == .yes {
      return .text(only.name)
    }
    return readers.named(options, in: line).map { .text($0.name) }
  }

  /// Whether a line is one of the choices word for word: "changed my mind" may be a reason to return.
  private func isLabel(_ line: String, of definition: SlotDefinition) -> Bool {
    let said = line.trimmed.lowercased()
    return options(of: definition).contains { option in
      ([option.label] + option.words).contains { $0.lowercased() == said }
    }
  }

  private func read(
    _ definition: SlotDefinition,
    _ line: String,
    wasAsked: Bool
  ) -> SlotReading {
    let reading = readers.slots.read(
      definition,
      in: line,
      wasAsked: wasAsked,
      today: situation.today,
      options: options(of: definition)
    )
    switch definition.kind {
    case .bool:
      guard case .value(.bool(true), _) = reading, isConfirmation(of: definition) else {
        return reading
      }
      return readers.isPlainYes(line) || agreesToStopping(line) ? reading : .none
    case .emailOrPostcode, .postcode:
      // A number of the shop has the look of a postcode, and is none.
      guard case .value(_, let range) = reading, codes(in: line).contains(where: range.overlaps)
      else { return reading }
      return .none
    default: return reading
    }
  }

  /// Whether the open question asks whether something shall be changed: a yes must be a plain one.
  private func isConfirmation(of definition: SlotDefinition) -> Bool {
    guard let collect = interpreter.openQuestion(conversation) else { return false }
    return collect.slot == definition.name && collect.asksAlways && !collect.isOptional
  }

  /// Where a line has numbers of the shop.
  private func codes(in line: String) -> [Range<Int>] {
    scripts.flows.slots.compactMap { definition in
      guard case .code = definition.kind,
        case .value(_, let range) = readers.slots.read(
          definition,
          in: line,
          wasAsked: false,
          today: situation.today,
          options: []
        )
      else { return nil }
      return range
    }
  }

  /// A line with a part of its UTF-8 blanked out.
  private static func blanked(_ range: Range<Int>, of line: String) -> String {
    let rest = line.utf8.enumerated().map { range.contains($0.offset) ? 0x20 : $0.element }
    return String(decoding: rest, as: UTF8.self)
  }

  /// Fills the open question's slot, and others the line has values for.
  private mutating func fill(
    _ collect: FlowStep.Collect,
    _ value: SlotValue,
    _ line: String,
    range: Range<Int>? = nil
  ) {
    because("the answer to \(collect.slot)")
    let others = interpreter.wanted(conversation).filter { $0.name != collect.slot }
    for (name, value) in slots(in: line, of: others) {
      conversation.apply(.slotSet(name, value))
    }
    outcome = .said
    carryOut(interpreter.answer(value, in: &conversation))
    if let range { takeRest(of: line, behind: range) }
  }

  /// Takes what stands beside an answer as the answer to the question that follows: "A-10421, 20095".
  private mutating func takeRest(of line: String, behind range: Range<Int>) {
    guard (1...3).contains(Self.words(in: line, outside: range)),
      let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else { return }
    switch definition.kind {
    case .emailOrPostcode, .email, .phone, .postcode, .size: break
    default: return
    }
    let text = Self.blanked(range, of: line)
    guard case .value(let value, _) = read(definition, text, wasAsked: true) else { return }
    parts.removeLast(min(parts.count, 1))
    fill(collect, value, text)
  }

  /// Takes values for other slots the flow will ask for; the open question is asked again.
  private mutating func takeOtherSlots(_ line: String, _ collect: FlowStep.Collect) -> Bool {
    let found = slots(in: line, of: interpreter.wanted(conversation))
    guard !found.isEmpty else { return false }
    // "How long does the refund take?" chooses nothing.
    let isChoice = found.allSatisfy { name, _ in
      if case .choice? = scripts.flows.slot(name)?.kind { true } else { false }
    }
    if isChoice, line.unicodeScalars.contains(where: { $0 == "?" || $0 == "؟" }) { return false }
    for (name, value) in found { conversation.apply(.slotSet(name, value)) }
    because("other slots than the one asked for: \(found.map(\.0).joined(separator: ", "))")
    if conversation.slots[collect.slot] != nil {
      conversation.apply(.questionAnswered)
      carryOut(interpreter.advance(&conversation))
    } else {
      askAgain(collect)
    }
    return true
  }

  /// "No, it's A-10433": another value for a slot that is filled.
  private mutating func takeCorrection(_ line: String) -> Bool {
    let definitions = interpreter.correctable(conversation)
    guard !definitions.isEmpty else { return false }
    if let (slot, value) = otherCode(in: line, definitions),
      let effects = interpreter.correct(slot, to: value, in: &conversation)
    {
      because("\(slot) is another one now")
      outcome = .said
      carryOut(effects)
      return true
    }
    guard
      let correction = readers.slots.correction(
        of: definitions,
        in: line,
        today: situation.today
      ),
      let effects = interpreter.correct(
        correction.slot,
        to: correction.value,
        in: &conversation
      )
    else { return false }
    because("\(correction.slot) is corrected")
    outcome = .said
    carryOut(effects)
    return true
  }

  /// "Skip" and nothing else, which must not be taken for anything but an excuse.
  mutating func takePlainExcuse(_ line: String) -> Bool {
    let steering = readers.steering.reading(of: line)
    guard steering == .cannot || steering == .ratherNot,
      let collect = interpreter.openQuestion(conversation)
    else { return false }
    return takeExcuse(line, collect)
  }

  /// Whether a line clearly starts another script, about another number of the shop.
  private func meansOtherScript(_ line: String, _ interpretation: Interpretation) -> Bool {
    guard otherCode(in: line, interpreter.correctable(conversation)) != nil,
      case .answer(let candidate) = Decision(
        interpretation.candidates,
        levels: shop.levels(reply.language)
      ),
      let flow = flow(for: candidate.target, intent: candidate.intent)
    else { return false }
    return !conversation.frames.contains { $0.flow == flow.name }
  }

  /// Another number of the shop than the one that was given: it can be meant for nothing else.
  private func otherCode(
    in line: String,
    _ definitions: [SlotDefinition]
  ) -> (slot: String, value: SlotValue)? {
    for definition in definitions {
      guard case .code = definition.kind,
        case .value(let value, _) = read(definition, line, wasAsked: false),
        let held = conversation.slots[definition.name], held != value
      else { continue }
      return (definition.name, value)
    }
    return nil
  }

  /// "I can't", "I don't have it", "skip".
  private mutating func takeExcuse(_ line: String, _ collect: FlowStep.Collect) -> Bool {
    let steering = readers.steering.reading(of: line)
    let isExcuse =
      steering == .cannot || steering == .ratherNot
      || (Self.words(in: line, outside: 0..<0) <= Self.excuseWords && readers.hasExcuse(line))
    if scripts.flows.slot(collect.slot)?.kind == .bool, readers.steering.yesOrNo(line) != nil {
      return false
    }
    let isNo = steering == .no && scripts.flows.slot(collect.slot)?.kind != .bool
    guard isExcuse || (isNo && collect.isOptional) else { return false }
    if collect.isOptional {
      because("\(collect.slot) is left out")
      outcome = .said
      carryOut(interpreter.answer(nil, in: &conversation))
      return true
    }
    because("the customer does not have \(collect.slot)")
    let effects = interpreter.fail(in: &conversation)
    if effects.contains(where: { if case .handOff = $0 { true } else { false } }) {
      carryOut(effects.map { if case .handOff = $0 { .handOff(.cannotGoOn) } else { $0 } })
    } else {
      say(.cannotWithout)
    }
    return true
  }

  /// Says what is wrong with an answer and asks again.
  private mutating func refuse(
    _ reading: SlotReading,
    _ definition: SlotDefinition,
    _ collect: FlowStep.Collect
  ) {
    if definition.kind == .attachment, collect.isOptional {
      // Whatever was said, it was no picture, and none is needed.
      because("\(collect.slot) is left out")
      outcome = .said
      return carryOut(interpreter.answer(nil, in: &conversation))
    }
    var hint = definition.hintForNothing
    if case .invalid(let problem, _) = reading { hint = problem.hint }
    because("no answer to \(collect.slot)")
    reply.kind = .ask
    let effects = interpreter.fail(in: &conversation)
    let isOver = effects.contains { if case .handOff = $0 { true } else { false } }
    if let hint, !isOver { say(hint, values: hintValues(definition)) }
    carryOut(effects)
  }

  private func hintValues(_ definition: SlotDefinition) -> [String: String] {
    switch definition.kind {
    case .code(let code): ["example": code.example]
    case .quantity(let minimum, let maximum): ["minimum": "\(minimum)", "maximum": "\(maximum)"]
    case .email, .emailOrPostcode, .emailOrPhone: ["example": "ana@example.com"]
    case .phone: ["example": "+40 721 234 567"]
    case .postcode: ["example": "400123"]
    default: [:]
    }
  }

  private mutating func askAgain(_ collect: FlowStep.Collect) {
    carryOut([.ask(collect, .first)])
  }

  // MARK: Questions in the middle

  /// Answers a question that has nothing to do with the one that is open, and comes back to it.
  private mutating func digress(
    _ interpretation: Interpretation,
    _ collect: FlowStep.Collect
  ) -> Bool {
    let decision = Decision(interpretation.candidates, levels: shop.levels(reply.language))
    guard case .answer(let candidate) = decision, base.role(of: candidate.target) == .answered
    else { return false }
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
  private static let mostDigressions = 2

  /// Answers a question that stands beside the answer to the open one.
  private mutating func answerBeside(
    _ range: Range<Int>,
    of line: String,
    _ interpretation: Interpretation
  ) {
    let decision = Decision(interpretation.candidates, levels: shop.levels(reply.language))
    guard case .answer(let candidate) = decision, base.role(of: candidate.target) == .answered,
      !candidate.target.isSmallTalk, flow(for: candidate.target, intent: candidate.intent) == nil
    else { return }
    let text = answerText(candidate.target)
    guard !text.isEmpty else { return }
    reply.target = candidate.target
    because("a question beside the answer")
    parts.append(text)
  }

  /// The shop's systems have not answered yet.
  private mutating func takeWhileLooking(_ interpretation: Interpretation?) -> Bool {
    if let interpretation {
      let decision = Decision(interpretation.candidates, levels: shop.levels(reply.language))
      if case .answer(let candidate) = decision, base.role(of: candidate.target) == .answered {
        let text = answerText(candidate.target)
        if !text.isEmpty, flow(for: candidate.target, intent: candidate.intent) == nil {
          reply.target = candidate.target
          parts.append(text)
          outcome = .answered([candidate.target])
        }
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
        call = Call(reason: .askedForPerson, evidence: question.utterance.text.trimmed)
        return true
      }
      readNotices(for: best.target, intent: best.intent)
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
  private func isOnlyValue(_ text: String) -> Bool {
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
  private static let followUpTurns = 3
  private static let followUpWords = 6

  /// How many words a line has outside of a range of its UTF-8.
  static func words(in line: String, outside range: Range<Int>) -> Int {
    var count = 0
    var isInWord = false
    for (position, byte) in line.utf8.enumerated() {
      let isLetter =
        !range.contains(position)
        && (byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF))
      if isLetter, !isInWord { count += 1 }
      isInWord = isLetter
    }
    return count
  }
}

extension SlotProblem {
  /// The response that tells the customer what is wrong.
  fileprivate var hint: String {
    switch self {
    case .noSuchOption: "hint_choice"
    case .tooShort: "hint_text"
    case .notWhole: "hint_too_small"
    default: "hint_\(rawValue)"
    }
  }
}

extension SlotDefinition {
  /// The response that says what is expected when an answer had nothing of the kind.
  fileprivate var hintForNothing: String? {
    switch kind {
    case .code: "hint_pattern"
    case .email, .emailOrPostcode: "hint_email"
    case .emailOrPhone: "hint_phone"
    case .phone: "hint_phone"
    case .postcode: "hint_postcode"
    case .size: "hint_size"
    case .choice, .record: "hint_choice"
    case .bool: "hint_yes_no"
    case .attachment: "hint_attachment"
    case .text: "hint_text"
    case .amount, .quantity, .date: nil
    }
  }
}

extension CodePattern {
  /// A number of this form, to show.
  fileprivate var example: String {
    var digit = 0
    return String(
      pattern.map { character in
        switch character {
        case "#":
          digit = digit % 9 + 1
          return Character("\(digit)")
        case "@": return "A"
        default: return character
        }
      }
    )
  }
}
