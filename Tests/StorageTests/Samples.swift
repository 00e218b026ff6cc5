import Content
import Dialogue
import FrontdeskEngine
import Handoff
import TestSupport
import TextAnalysis
import Understanding

/// Events of every kind, tickets and batches, made up from a seed.
struct Samples {
  var random: SeededGenerator
  /// The longest text that is made.
  var longest = 200

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  /// Texts that have broken stores before: empty, NUL, controls, directions, quotes, long ones.
  static let oddTexts = [
    "", " ", "\0", "a\0b", "\u{1B}[31m", "\u{7F}\u{85}\u{9F}", "\u{202E}abc\u{202C}", "\u{FEFF}",
    "\u{2028}\u{2029}", "\"quoted\" \\ back\\slash", "line\nline\r\nline\t", "{\"a\":1}", "null",
    "كم يستغرق التوصيل؟", "где мой заказ", "İstanbul'a ne zaman", "e\u{301}", "é", "\u{10FFFF}",
    "👩‍👩‍👧‍👦", "'; DROP TABLE events; --", "%s%n", "\u{FFFD}",
  ]

  mutating func text() -> String {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Self.oddTexts.randomElement(using: &random) ?? ""
    case 1:
      let scalars = (0..<Int.random(in: 0..<longest, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &random))
      }
      return String(String.UnicodeScalarView(scalars))
    default:
      let words = ["where", "order", "мой", "заказ", "A-10432", "شحن", "iade", "bani", "the"]
      return (0..<Int.random(in: 1..<12, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined(separator: " ")
    }
  }

  mutating func bool() -> Bool { Bool.random(using: &random) }

  mutating func number(_ range: Range<Int> = 0..<1_000) -> Int {
    Int.random(in: range, using: &random)
  }

  mutating func fraction() -> Double { Double.random(in: 0..<1, using: &random) }

  mutating func instant() -> Instant {
    bool()
      ? Instant(secondsSinceEpoch: Double(number(0..<2_000_000_000)))
      : Instant(secondsSinceEpoch: fraction() * 2_000_000_000)
  }

  mutating func texts() -> [String] { (0..<number(0..<4)).map { _ in text() } }

  mutating func fields() -> [String: String] {
    Dictionary((0..<number(0..<4)).map { _ in (text(), text()) }) { first, _ in first }
  }

  mutating func slots(depth: Int = 0) -> [String: SlotValue] {
    Dictionary((0..<number(0..<4)).map { _ in (text(), slot(depth: depth)) }) { first, _ in first }
  }

  mutating func slot(depth: Int = 0) -> SlotValue {
    switch number(0..<(depth < 3 ? 7 : 6)) {
    case 0: .text(text())
    case 1: .number([Int.min, -1, 0, 7, Int.max].randomElement(using: &random) ?? 0)
    case 2: .bool(bool())
    case 3:
      .amount(
        DecimalNumber("\(number()).\(number(1..<999_999))") ?? DecimalNumber(1),
        currency: "EUR"
      )
    case 4: .date(ContentDate("20\(number(10..<99))-0\(number(1..<10))-1\(number(0..<10))") ?? day)
    case 5: .attachment(attachment())
    default: .records((0..<number(0..<3)).map { _ in slots(depth: depth + 1) })
    }
  }

  private var day: ContentDate { ContentDate(dayNumber: 20_000) }

  mutating func attachment() -> Attachment {
    Attachment(url: text(), mime: text(), name: text(), bytes: bool() ? number() : nil)
  }

  mutating func language() -> Language {
    Language.allCases.randomElement(using: &random) ?? .english
  }

  mutating func stepName() -> StepName {
    bool() ? .unknown : StepName(id: bool() ? "look_up" : "", what: "say \(text())")
  }

  mutating func target() -> Target { bool() ? .article(text()) : .intent(text()) }

  mutating func feedback() -> Feedback {
    Feedback(
      Feedback.Kind.allCases.randomElement(using: &random) ?? .csat,
      value: number(0..<11),
      comment: bool() ? text() : nil
    )
  }

  mutating func request() -> HandoffRequest {
    HandoffRequest(
      id: text(),
      reason: HandoffReason(text()),
      evidence: text(),
      team: text(),
      priority: HandoffRequest.Priority.allCases.randomElement(using: &random) ?? .normal,
      language: language(),
      guesses: (0..<number(0..<3)).map { _ in
        HandoffRequest.Guess(target: target(), confidence: fraction())
      },
      slots: slots(),
      summary: texts(),
      lastTurns: texts(),
      shownArticles: texts(),
      suggestedArticles: texts()
    )
  }

  /// How many kinds `event(_:)` makes; those beyond are found by `everyKind`.
  static let kinds = 41

  mutating func event() -> ConversationEvent { event(number(0..<Self.kinds)) }

  mutating func event(_ kind: Int) -> ConversationEvent {
    switch kind {
    case 0:
      .received(
        CustomerMessage(
          text(),
          attachments: (0..<number(0..<4)).map { _ in attachment() },
          clientID: bool() ? text() : nil
        )
      )
    case 1: .customerSaid(text())
    case 2: .attachmentReceived(attachment())
    case 3: .languageRecognised(language())
    case 4: .customerIdentified(Customer(id: text(), fields: fields()))
    case 5: .expired
    case 6: .introduced
    case 7:
      .decided(
        TurnRecord(
          decision: text(),
          subject: bool() ? text() : nil,
          confidence: bool() ? fraction() : nil,
          reasons: texts(),
          contentVersion: text()
        )
      )
    case 8: .answered(target(), text: text())
    case 9: .choicesOffered((0..<number(0..<4)).map { _ in target() }, text: text())
    case 10: .declined(text: text())
    case 11: .botSaid(text())
    case 12: .noticeGiven(text())
    case 13: .slotSet(text(), bool() ? slot() : nil)
    case 14: .flowStarted(text(), isCalled: bool(), step: stepName())
    case 15: .flowMoved(step: number(), name: stepName())
    case 16: .questionAsked
    case 17: .questionAnswered
    case 18: .questionFailed
    case 19: .digressed
    case 20:
      .flowEnded(
        text(),
        [.completed, .cancelled, .linked, .handedOff, .failed, .expired]
          .randomElement(using: &random) ?? .completed,
        forgotten: texts()
      )
    case 21: .actionRequested(key: text(), action: text(), changes: bool())
    case 22: .recordRequested(key: text(), action: text(), arguments: slots())
    default: deskEvent(kind)
    }
  }

  private mutating func deskEvent(_ kind: Int) -> ConversationEvent {
    switch kind {
    case 23:
      .actionCompleted(
        key: text(),
        [.done(slots()), .failed(text()), .unknown(text())].randomElement(using: &random)
          ?? .done([:])
      )
    case 24: .handoffRequested(request())
    case 25: .handoffWithdrawn
    case 26: .contactAsked
    case 27: .contactSettled
    case 28: .agentJoined(AgentID(text()))
    case 29: .agentSaid(text())
    case 30: .agentLeft
    case 31: .returnedToQueue
    case 32: .feedbackAsked(feedback().kind)
    case 33: .feedbackGiven(feedback())
    case 34: .commentAsked
    case 35: .followUpRequested
    case 36: .shopEvent(text())
    case 37: .shopEventHeld(ShopEvent(text(), fields: slots()), until: instant())
    case 38: .waitAcknowledged
    case 39:
      .contextStated(SessionContext(page: bool() ? text() : nil, order: bool() ? text() : nil))
    default: .shopEventReleased
    }
  }

  // MARK: Conversations and tickets

  /// A conversation of random events as batches, its events and its row.
  mutating func conversation(
    _ id: ConversationID,
    events count: Int
  ) -> (batches: [[StoreRecord]], events: [StoredEvent], summary: ConversationSummary) {
    var summary = ConversationSummary(id: id, channel: text(), startedAt: instant())
    var batches: [[StoreRecord]] = []
    var batch: [StoreRecord] = []
    var events: [StoredEvent] = []
    for number in 0..<count {
      let stored = StoredEvent(number: number, time: instant(), event: event())
      summary.apply(stored.event, at: stored.time)
      events.append(stored)
      batch.append(.event(id, stored))
      if bool() || number == count - 1 {
        batch.append(.conversation(summary))
        batches.append(batch)
        batch = []
      }
    }
    return (batches, events, summary)
  }

  mutating func opening(_ id: ConversationID) -> TicketOpening {
    let start = instant()
    let window = start...Instant(secondsSinceEpoch: start.secondsSinceEpoch + 3_600)
    return TicketOpening(
      conversation: id,
      kind: bool() ? .chat : .callBack(CallBack(phone: text(), window: bool() ? window : nil)),
      language: language(),
      channel: text(),
      team: text(),
      skills: texts(),
      priority: HandoffRequest.Priority.allCases.randomElement(using: &random) ?? .normal,
      reason: HandoffReason(text()),
      firstResponseDue: instant(),
      resolutionDue: bool() ? instant() : nil
    )
  }

  /// How many kinds `ticketEvent(_:of:at:)` makes beside the opening.
  static let ticketKinds = 20

  mutating func ticketEvent(_ kind: Int, of ticket: Ticket, at time: Instant) -> TicketEvent {
    let agent = ticket.agent ?? AgentID("ana")
    switch kind {
    case 0: return .raised(reason: HandoffReason(text()), priority: .high, team: text())
    case 1: return .assigned(AgentID(text()), why: text())
    case 2: return .returned(by: agent)
    case 3: return .requeued(from: agent, why: text())
    case 4: return .transferred(by: agent, to: .agent(AgentID(text())))
    case 5: return .transferred(by: agent, to: .team(text()))
    case 6:
      let until = Instant(secondsSinceEpoch: time.secondsSinceEpoch + 60)
      return .snoozed(by: agent, until: until)
    case 7: return .woke
    case 8: return .resolved(by: bool() ? agent : nil, reason: text())
    case 9: return .rejected(by: agent, reason: text())
    case 10: return .expired(reason: text())
    case 11: return .reopened(by: bool() ? agent : nil)
    case 12: return .customerWrote
    case 13: return .agentWrote(agent)
    case 14: return .noted(by: agent, text: text())
    case 15: return .tagged(by: agent, tag: text())
    case 16: return .untagged(by: agent, tag: ticket.tags.first ?? text())
    case 17: return .callTried(by: agent, reached: bool())
    case 18: return .longWaitOffered
    default: return .positionTold(number())
    }
  }

  /// A ticket through so many legal moves, whatever they are.
  mutating func ticket(
    _ id: TicketID,
    of conversation: ConversationID,
    moves: Int
  ) -> [TicketChange] {
    let start = instant()
    let opening = opening(conversation)
    var ticket = Ticket(opening: opening, id: id, at: start)
    var changes = [
      TicketChange(ticket: id, number: 0, event: .opened(opening), time: start, state: ticket)
    ]
    for _ in 0..<moves {
      let time = instant()
      let kind = number(0..<Self.ticketKinds)
      // What ends a ticket for good is rare, or there would be little to see.
      if (9...10).contains(kind), number(0..<20) > 0 { continue }
      let event = ticketEvent(kind, of: ticket, at: time)
      guard (try? ticket.apply(event, at: time)) != nil else { continue }
      changes.append(
        TicketChange(ticket: id, number: changes.count, event: event, time: time, state: ticket)
      )
    }
    return changes
  }
}
