import Content
import Dialogue
import Handoff
import TextAnalysis
import Understanding

/// Bringing a person: when, whom, and what the customer is told.
extension Turn {
  /// Calls a person if the desk's rules want one for a line; false when none applies.
  mutating func escalate(_ line: String, _ interpretation: Interpretation) -> Bool {
    let signs = DeskSigns(
      line,
      matches: readers.deskPhrases(in: line, interpretation.utterance)
    )
    let isTelling = isTellingFreely
    for rule in scripts.desk.escalation {
      // Whoever is asked what happened may be angry, and is on the way to a person already.
      if isTelling, rule.isMood { continue }
      guard let evidence = evidence(for: rule, signs, interpretation) else { continue }
      if conversation.owner == .pending,
        HandoffRequest.Priority(rule.urgency) <= (conversation.handoff?.priority ?? .low)
      {
        continue
      }
      // A script that leads to the same people asks first what they need to know.
      if conversation.owner == .bot, isScriptFor(rule, interpretation) { continue }
      because("desk rule \(rule.reason): \(evidence)")
      call = Call(reason: HandoffReason(rule.reason), evidence: evidence)
      return true
    }
    return false
  }

  /// Whether what is meant starts a script that ends with the rule's own reason.
  private func isScriptFor(_ rule: EscalationRule, _ interpretation: Interpretation) -> Bool {
    guard let best = interpretation.candidates.first,
      best.confidence >= shop.levels(reply.language).answer,
      let flow = flow(for: best.target, intent: best.intent)
    else { return false }
    return flow.steps.contains { $0.kind == .handoff(reason: rule.reason) }
  }

  /// Whether the open question takes whatever is said.
  private var isTellingFreely: Bool {
    guard let collect = interpreter.openQuestion(conversation),
      case .text? = scripts.flows.slot(collect.slot)?.kind
    else { return false }
    return true
  }

  private func evidence(
    for rule: EscalationRule,
    _ signs: DeskSigns,
    _ interpretation: Interpretation
  ) -> String? {
    if !rule.exceptIntents.isEmpty, let best = interpretation.candidates.first,
      best.confidence >= shop.levels(reply.language).answer,
      rule.exceptIntents.contains(best.intent ?? "")
        || rule.exceptIntents.contains("article:\(best.target.name)")
    {
      return nil
    }
    if let condition = rule.condition,
      !condition.holds(in: situation, slots: conversation.slots)
    {
      return nil
    }
    if let intent = evidenceOfIntent(for: rule, signs, interpretation) { return intent }
    if let list = rule.words, let phrase = signs.phrase(of: list) {
      return "\"\(phrase)\""
    }
    if let level = rule.level, signs.anger >= level {
      return "anger \(signs.anger): \(signs.angerEvidence.joined(separator: ", "))"
    }
    if rule.condition != nil, rule.intents.isEmpty, rule.words == nil, rule.level == nil {
      return "the customer is marked"
    }
    return nil
  }

  /// The intent of a rule that a line is likely to have; nil when none is likely enough.
  ///
  /// Asking for a person works at any moment, and asking twice is worse than one offer too many:
  /// likelier than not is enough, for all intents of the desk together, among which an upset line may
  /// be shared. Other reasons must be as sure as an answer, or have a word of the
  /// desk's lists beside them.
  private func evidenceOfIntent(
    for rule: EscalationRule,
    _ signs: DeskSigns,
    _ interpretation: Interpretation
  ) -> String? {
    guard let best = interpretation.candidates.first, case .intent(let name) = best.target,
      rule.intents.contains(name)
    else { return nil }
    let levels = shop.levels(reply.language)
    let half = (levels.answer + levels.clarify) / 2
    let needed =
      rule.reason == HandoffReason.askedForPerson.name
      ? max(half, Self.leastWish) : signs.hasAny ? half : levels.answer
    var confidence = best.confidence
    if rule.reason == HandoffReason.askedForPerson.name {
      let desk = Set(scripts.desk.escalation.flatMap(\.intents))
      confidence = interpretation.candidates.reduce(0) { sum, candidate in
        guard case .intent(let name) = candidate.target, desk.contains(name) else { return sum }
        return sum + candidate.confidence
      }
    }
    guard confidence >= needed else { return nil }
    return "intent \(name), \(Self.percent(min(confidence, 1)))"
  }

  /// How likely a wish for a person must be.
  private static let leastWish = 0.6

  /// What is done with a line while a person is awaited.
  mutating func takeWhileWaiting(_ line: String, _ interpretation: Interpretation) {
    if takeContact(line) { return }
    let steering = memory.reading(of: line)
    if steering == .cancel
      || (Self.words(in: line, outside: 0..<0) <= Self.excuseWords && readers.hasWithdrawal(line))
    {
      because("the customer does not want a person any more")
      conversation.apply(.handoffWithdrawn)
      reply.kind = .answer
      say(.handoffWithdrawn)
      return
    }
    if let candidate = sureAnswer(interpretation) {
      let text = answerText(candidate.target)
      if !text.isEmpty {
        because("answered while a person is awaited")
        reply.target = candidate.target
        reply.intent = candidate.intent
        reply.confidence = candidate.confidence
        readNotices(for: candidate.target, intent: candidate.intent)
        if !candidate.isSmallTalk { say(.automaticWhileWaiting) }
        parts.append(text)
        outcome = .answered([candidate.target])
        return
      }
    }
    let asksForPerson =
      interpretation.candidates.first.map { best in
        base.role(of: best.target) == .handoff
          && best.confidence >= shop.levels(reply.language).clarify
      } ?? true
    if asksForPerson || steering == nil { reply.kind = .handoff }
    let known = scripts.flows.slots.filter(\.isKept)
    for (name, value) in slots(in: line, of: known) { conversation.apply(.slotSet(name, value)) }
    because("passed on to whoever comes")
    acknowledge(isQuestion: line.hasQuestionMark)
  }

  /// Says that somebody will come; once in a wait and to every question, for more would be noise.
  private mutating func acknowledge(isQuestion: Bool = false) {
    guard isQuestion || !conversation.isWaitAcknowledged else {
      return because("the customer knows it")
    }
    parts.append(engine.say(.handoffWaiting, in: reply.language, conversation))
    conversation.apply(.waitAcknowledged)
  }

  /// Opens the ticket that was called for, and tells the customer what happens next.
  ///
  /// Returns the news for agents.
  mutating func handOver() -> [Delivery] {
    guard let call else { return [] }
    if call.reason == .message, conversation.owner == .bot {
      // Whoever leaves a message need not wait: it is answered like a letter.
      let request = handoffRequest(call)
      engine.openTicket(for: request, in: conversation, at: time)
      reply.kind = .handoff
      reply.handoff = request
      conversation.apply(.followUpRequested)
      return engine.news(of: conversation, at: time)
    }
    reply.kind = .handoff
    let wasPending = conversation.owner == .pending
    let request = handoffRequest(call)
    interpreter.endAll(.handedOff, &conversation)
    reply.flow = nil
    // Who waits already and is in greater need now is told so, and so are the agents.
    let isRaised = wasPending && request.priority > (conversation.handoff?.priority ?? .low)
    let isNews = !wasPending || isRaised
    let estimate = engine.openTicket(for: request, in: conversation, at: time)
    let rule = scripts.desk.rule(for: call.reason.name)
    let isOpen = situation.openTeams.contains(request.team)
    let isUrgent = rule?.urgency == .urgent
    if isNews {
      conversation.apply(.handoffRequested(request))
      reply.handoff = request
      // A rule that has something of its own to say knows better than the intent.
      if rule?.tell == nil || rule?.tell == SystemResponse.handoffQueued.rawValue {
        let opening = opening(of: call)
        if !opening.isEmpty { parts.append(opening) }
      }
    }
    let told = isOpen ? rule?.tell : (rule?.tellClosed ?? ScriptResponse.handoffClosed.rawValue)
    var values = ["position": "\(estimate.position)"]
    values["hours"] = engine.hoursText(of: request.team, at: time)
    if !isNews {
      acknowledge()
    } else {
      let isTold = told.map { say($0, values: values) } ?? false
      // Who is in danger hears no number in a queue.
      if isUrgent {
        if !isTold { parts.append(engine.say(.handoffWaiting, in: reply.language, conversation)) }
      } else if isOpen, !isTold || told != SystemResponse.handoffQueued.rawValue {
        say(SystemResponse.handoffQueued.rawValue, values: values)
      } else if !isOpen, told != ScriptResponse.handoffClosed.rawValue {
        say(.handoffClosed, values: values)
      }
    }
    if isNews, isOpen, !isUrgent { sayWait(estimate) }
    if !wasPending, !isUrgent, !conversation.wasContactAsked, !isContactKnown,
      base.responses.contains(ScriptResponse.contactAsk.rawValue)
    {
      say(.contactAsk)
      conversation.apply(.contactAsked)
    }
    return isNews ? engine.news(of: conversation, at: time) : []
  }

  private var isContactKnown: Bool {
    if let last = conversation.lastFlow, last.turn == conversation.turnCount,
      interpreter.collected(by: last.flow).contains(where: { $0.kind == .emailOrPhone })
    {
      // The script has asked already.
      return true
    }
    return ["email", "phone", "contact"].contains { name in
      conversation.slots[name] != nil || conversation.customer?[name] != nil
    }
  }

  /// What the intent that brings a person has to say first, such as to block a stolen card.
  private func opening(of call: Call) -> String {
    guard let best = reply.interpretation?.candidates.first,
      base.role(of: best.target) == .handoff, reply.target == nil,
      scripts.desk.rule(for: call.reason.name).map({ rule in
        if case .intent(let name) = best.target { rule.intents.contains(name) } else { false }
      }) ?? (call.reason == .askedForPerson)
    else { return "" }
    return answerText(best.target)
  }

  /// Everything a person needs to take over.
  func handoffRequest(_ call: Call) -> HandoffRequest {
    let rule = scripts.desk.rule(for: call.reason.name)
    let candidates = reply.interpretation?.candidates ?? []
    let suggested = candidates.compactMap { candidate -> String? in
      guard case .article(let id) = candidate.target, !conversation.shownArticles.contains(id),
        candidate.confidence >= shop.levels(reply.language).clarify
      else { return nil }
      return id
    }
    let turns = Transcript(conversation).lines.suffix(Self.turnsHandedOver)
    return HandoffRequest(
      id: "\(conversation.id)/\(conversation.handoffCount + 1)",
      reason: call.reason,
      evidence: call.evidence,
      team: rule?.team ?? scripts.desk.defaultTeam,
      priority: rule.map { HandoffRequest.Priority($0.urgency) } ?? .normal,
      language: reply.language,
      guesses: candidates.prefix(3).map {
        HandoffRequest.Guess(target: $0.target, confidence: $0.confidence)
      },
      slots: knownSlots,
      summary: summary(call),
      lastTurns: Array(turns),
      shownArticles: conversation.shownArticles,
      suggestedArticles: Array(suggested.prefix(3))
    )
  }

  private static let turnsHandedOver = 10

  /// What is known, with what was said to the script that has led here and is over by now.
  private var knownSlots: [String: SlotValue] {
    guard let last = conversation.lastFlow, last.turn == conversation.turnCount else {
      return conversation.slots
    }
    return conversation.slots.merging(conversation.lastFlowSlots) { now, _ in now }
  }

  /// Who it is about what, and what was tried: two lines for an agent's list.
  private func summary(_ call: Call) -> [String] {
    let who = conversation.customer?["name"] ?? "customer"
    let flow = conversation.frames.first?.flow ?? conversation.lastFlow?.flow
    let topic = flow ?? reply.interpretation?.candidates.first?.target.name ?? "unknown topic"
    var known: [String] = []
    for (name, value) in knownSlots.sorted(by: { $0.key < $1.key })
    where scripts.flows.slot(name)?.isPrivate != true {
      if case .records = value { continue }
      known.append("\(name) \(engine.plainText(of: value, in: reply.language))")
    }
    let tried =
      conversation.shownArticles.isEmpty
      ? "nothing shown yet" : "shown: " + conversation.shownArticles.joined(separator: ", ")
    return [
      "\(who), \(reply.language.code), \(topic): \(call.reason.label)",
      ([tried] + known.prefix(4)).joined(separator: "; "),
    ]
  }

  // MARK: Notices

  /// Whether the target is not switched off.
  func isOn(_ target: Target) -> Bool {
    guard case .article(let id) = target else { return true }
    return scripts.isOn(article: id)
  }

  /// Reads out the notices that belong to what is about to be answered.
  mutating func readNotices(for target: Target, intent: String?) {
    let flow = scripts.flows.flow(for: target, intent: intent)?.name
    for notice in engine.notices(at: time) where !reply.notices.contains(notice.id) {
      guard notice.concerns(target, intent: intent, flow: flow),
        notice.condition.map({ $0.holds(in: situation, slots: conversation.slots) }) ?? true,
        let text = notice.text[reply.language] ?? notice.text[shop.settings.defaultLanguage]
      else { continue }
      parts.append(text)
      reply.notices.append(notice.id)
      conversation.apply(.noticeGiven(notice.id))
      because("notice \(notice.id)")
    }
  }
}

extension HandoffRequest.Priority {
  init(_ urgency: EscalationRule.Urgency) {
    self =
      switch urgency {
      case .low: .low
      case .normal: .normal
      case .high: .high
      case .urgent: .urgent
      }
  }
}
