import Content
import Dialogue
import TextAnalysis
import Understanding

/// Lines that steer the conversation, and answers to what the bot asked beside a script.
extension Turn {
  /// Takes "cancel", "start again", "go back", "one moment", a greeting, an "ok"; false for others.
  mutating func steer(_ line: String) -> Bool {
    guard let steering = memory.reading(of: line) else { return false }
    let isUnderWay = !conversation.frames.isEmpty
    switch steering {
    case .cancel where isUnderWay:
      guard !isWaiting else { return say(.stillLooking) }
      because("the customer cancels")
      say(.cancelled)
      carryOut(interpreter.cancel(in: &conversation))
      reply.flow = conversation.frames.last?.flow
    case .cancel
    where conversation.lastFlow?.ending == .cancelled
      && conversation.turnCount - (conversation.lastFlow?.turn ?? 0) <= 1:
      because("the script was stopped already")
      return say(.nothingToCancel)
    case .startAgain where !isUnderWay, .goBack where !isUnderWay:
      because("no script is under way")
      return say(.nothingToGoBack)
    case .startAgain where isUnderWay:
      because("the customer starts again")
      var next = conversation
      guard !isWaiting, let effects = interpreter.startAgain(in: &next) else {
        return say(.nothingToGoBack)
      }
      conversation = next
      say(.startedAgain)
      carryOut(effects)
    case .goBack where isUnderWay:
      because("the customer goes back")
      var next = conversation
      guard !isWaiting, let effects = interpreter.goBack(in: &next) else {
        say(.nothingToGoBack)
        if let collect = interpreter.openQuestion(conversation) {
          carryOut([.ask(collect, .first)])
        }
        return true
      }
      conversation = next
      say(.wentBack)
      carryOut(effects)
    case .greeting where !isUnderWay:
      because("a greeting")
      let greeting = Target.intent("smalltalk/greet")
      guard !answerText(greeting).isEmpty else { return false }
      reply.target = greeting
      answer(greeting, intent: "smalltalk/greet")
    case .wait:
      because("the customer wants a moment")
      say(.takeYourTime)
    case .acknowledgement where !isUnderWay, .no where !isUnderWay && conversation.wasHelped:
      // Not a miss: there was nothing to understand.
      because("nothing was asked")
      guard say(.anythingElse) else { return false }
    default:
      return false
    }
    return true
  }

  /// Takes a line that is a sign rather than words: a thumb, a heart, a smile.
  mutating func takeSign(_ line: String) -> Bool {
    guard !line.unicodeScalars.contains(where: { ScalarTraits(of: $0).overlaps(.telling) }) else {
      return false
    }
    // Stars are marks before they are signs.
    if case .rating(let kind)? = conversation.pending, takeRating(line, kind) { return true }
    let steering = memory.reading(of: line)
    let isAsked = interpreter.openQuestion(conversation) != nil
    switch steering {
    case .thumbsUp? where !isAsked, .yes? where !isAsked:
      takeThumbs(isUp: true)
    case .thumbsDown? where !isAsked, .no? where !isAsked:
      takeThumbs(isUp: false)
    case .yes?, .no?, .thumbsUp?, .thumbsDown?:
      guard let collect = interpreter.openQuestion(conversation),
        scripts.flows.slot(collect.slot)?.kind != .bool
      else { return false }
      because("a sign without words")
      carryOut([.ask(collect, .first)])
    case nil where !line.unicodeScalars.contains(where: \.properties.isEmoji):
      return false
    default:
      because("a sign without words")
      guard let collect = interpreter.openQuestion(conversation) else {
        return say(.anythingElse)
      }
      carryOut([.ask(collect, .first)])
    }
    return true
  }

  // MARK: What was asked beside a script

  /// Takes the answer to a question for a contact, a rating or a comment.
  mutating func takePending(_ line: String, _ interpretation: Interpretation) -> Bool {
    switch conversation.pending {
    case nil: return false
    case .contact?: return takeContact(line)
    case .rating(let kind)?: return takeRating(line, kind)
    case .comment?: return takeComment(line, interpretation)
    }
  }

  /// Reads an e-mail address or a phone number, or that none is given; whatever it is, the question
  /// is not asked again.
  mutating func takeContact(_ line: String) -> Bool {
    guard conversation.pending == .contact else { return false }
    for (name, kind) in [("email", SlotDefinition.Kind.email), ("phone", .phone)] {
      let definition = scripts.flows.slot(name) ?? SlotDefinition(name: name, kind: kind)
      let reading = readers.slots.read(
        definition,
        in: line,
        wasAsked: true,
        today: situation.today,
        options: []
      )
      guard case .value(let value, _) = reading else { continue }
      conversation.apply(.slotSet(definition.name, value))
      conversation.apply(.contactSettled)
      because("a contact was given")
      reply.kind = .handoff
      return say(
        .contactThanks,
        values: ["contact": engine.plainText(of: value, in: reply.language)]
      )
    }
    switch memory.reading(of: line) {
    case .no?, .cannot?, .ratherNot?:
      conversation.apply(.contactSettled)
      because("no contact is given")
      reply.kind = .handoff
      return say(.contactRefused)
    default:
      conversation.apply(.contactSettled)
      return false
    }
  }

  private mutating func takeRating(
    _ line: String,
    _ kind: Feedback.Kind
  ) -> Bool {
    guard let value = readers.ratings.value(of: line, kind: kind) else {
      // Something else was said: the question is not pressed.
      conversation.apply(.contactSettled)
      guard memory.reading(of: line) == .no else { return false }
      because("no rating is given")
      return say(.anythingElse)
    }
    note(Feedback(kind, value: value))
    guard conversation.pending == nil else { return true }
    thank(for: kind)
    return true
  }

  /// Thanks for a rating; some customers are asked for a second one.
  private mutating func thank(for kind: Feedback.Kind) {
    say(kind == .nps ? .npsThanks : .csatThanks)
    if kind == .csat, scripts.desk.asksRecommendation(seed: conversation.seed),
      !conversation.askedFeedback.contains(.nps)
    {
      conversation.apply(.feedbackAsked(.nps))
      say(.npsAsk)
    }
  }

  /// Takes feedback that was given beside what was said, as a form or a program does.
  mutating func take(_ feedback: Feedback) {
    guard conversation.owner == .bot else {
      // A person is there or on the way already.
      conversation.apply(.feedbackGiven(feedback))
      engine.noteFeedback(feedback, in: conversation.id)
      because("\(feedback.kind.rawValue) \(feedback.value)")
      return
    }
    guard feedback.comment != nil else {
      guard feedback.kind != .thumbs else { return takeThumbs(isUp: feedback.value > 0) }
      note(feedback)
      if !feedback.isBad { thank(for: feedback.kind) }
      return
    }
    conversation.apply(.feedbackGiven(feedback))
    engine.noteFeedback(feedback, in: conversation.id)
    because("\(feedback.kind.rawValue) \(feedback.value), with a comment")
    if feedback.isBad, !conversation.hasFollowUp {
      followUp(feedback)
    } else {
      say(feedback.kind == .thumbs ? .thumbsThanks : .csatThanks)
    }
  }

  /// Takes a thumb under an answer.
  mutating func takeThumbs(isUp: Bool) {
    note(Feedback(.thumbs, value: isUp ? 1 : 0))
    if isUp { say(.thumbsThanks) }
  }

  private mutating func takeComment(
    _ line: String,
    _ interpretation: Interpretation
  ) -> Bool {
    conversation.apply(.contactSettled)
    guard let last = conversation.lastFeedback else { return false }
    let steering = memory.reading(of: line)
    guard steering != .no, steering != .cannot, steering != .ratherNot else {
      because("no comment is given")
      return say(.anythingElse)
    }
    // A clear question is a question, not a comment.
    if case .answer(let candidate) = decision(interpretation), !candidate.isSmallTalk,
      last.kind == .thumbs || line.hasQuestionMark
    {
      return false
    }
    let feedback = Feedback(last.kind, value: last.value, comment: line.trimmed)
    conversation.apply(.feedbackGiven(feedback))
    engine.noteFeedback(feedback, in: conversation.id)
    because("a comment on \(last.kind.rawValue) \(last.value)")
    if feedback.isBad, !conversation.hasFollowUp {
      followUp(feedback)
    } else {
      say(.csatThanks)
    }
    return true
  }

  /// Records feedback; bad feedback is asked about, and a person gets in touch.
  private mutating func note(_ feedback: Feedback) {
    conversation.apply(.feedbackGiven(feedback))
    engine.noteFeedback(feedback, in: conversation.id)
    because("\(feedback.kind.rawValue) \(feedback.value)")
    guard feedback.isBad else { return }
    // In the middle of a script there is a question already.
    if let collect = interpreter.openQuestion(conversation) {
      return carryOut([.ask(collect, .resumed)])
    }
    guard !isWaiting else {
      say(.stillLooking)
      return
    }
    if feedback.kind != .thumbs, !conversation.hasFollowUp { followUp(feedback) }
    if say(feedback.kind == .thumbs ? .thumbsDown : .csatCommentAsk) {
      conversation.apply(.commentAsked)
    }
  }

  mutating func followUp(_ feedback: Feedback) {
    conversation.apply(.followUpRequested)
    say(.followUp)
    // The bot keeps the conversation: a person gets in touch later.
    engine.openTicket(
      for: handoffRequest(
        Call(
          reason: .feedback,
          evidence: "\(feedback.kind.rawValue) \(feedback.value)"
            + (feedback.comment.map { ": \($0)" } ?? "")
        )
      ),
      in: conversation,
      at: time
    )
  }

  /// Asks how it went, when the customer takes leave and was helped.
  mutating func askForFeedback() {
    guard conversation.owner == .bot, conversation.wasHelped, conversation.pending == nil,
      conversation.frames.isEmpty, scripts.desk.asksSatisfaction,
      !conversation.askedFeedback.contains(.csat), base.responses.contains("utter_csat_ask")
    else { return }
    say(.csatAsk)
    conversation.apply(.feedbackAsked(.csat))
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { properties.numericType == .decimal }
}

extension String {
  /// Whether the text has a question mark, Latin or Arabic.
  var hasQuestionMark: Bool { unicodeScalars.contains { $0 == "?" || $0 == "\u{061F}" } }

  /// The text without white space at both ends.
  var trimmed: String {
    let isSpace: (Character) -> Bool = \.isWhitespace
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[first...last])
  }
}
