import Content
import Dialogue
import FrontdeskEngine
import Handoff
import TextAnalysis
import Understanding

@testable import Evaluation

/// Monday, 2026-11-02T00:00:00Z.
let monday = 1_793_577_600.0

/// A moment so many seconds into Monday.
func moment(_ seconds: Double) -> Instant { Instant(secondsSinceEpoch: monday + seconds) }

extension InMemoryStore {
  /// Adds a conversation; events are given with the seconds into Monday.
  func add(
    _ name: String,
    channel: String = "web",
    _ events: [(Double, ConversationEvent)]
  ) throws {
    let id = ConversationID(name)
    var summary = ConversationSummary(
      id: id,
      channel: channel,
      startedAt: moment(events.first?.0 ?? 0)
    )
    var records: [StoreRecord] = []
    for (number, (seconds, event)) in events.enumerated() {
      let time = moment(seconds)
      summary.apply(event, at: time)
      records.append(.event(id, StoredEvent(number: number, time: time, event: event)))
    }
    try commit(records + [.conversation(summary)])
  }

  /// Adds a ticket of a conversation; the first moment opens it.
  func add(
    ticket number: Int,
    of name: String,
    at opened: Double,
    _ events: [(Double, TicketEvent)]
  ) throws {
    let id = TicketID(number)
    let opening = TicketOpening(
      conversation: ConversationID(name),
      language: .english,
      channel: "web",
      team: "support",
      reason: .askedForPerson,
      firstResponseDue: moment(opened + 60)
    )
    var ticket = Ticket(opening: opening, id: id, at: moment(opened))
    var changes = [
      TicketChange(
        ticket: id,
        number: 0,
        event: .opened(opening),
        time: moment(opened),
        state: ticket
      )
    ]
    for (seconds, event) in events {
      try ticket.apply(event, at: moment(seconds))
      changes.append(
        TicketChange(
          ticket: id,
          number: changes.count,
          event: event,
          time: moment(seconds),
          state: ticket
        )
      )
    }
    try commit(changes.map { .ticket($0) })
  }
}

/// A record of a turn.
func turn(
  _ decision: String,
  _ subject: String? = nil,
  reasons: [String] = []
) -> ConversationEvent {
  .decided(
    TurnRecord(
      decision: decision,
      subject: subject,
      confidence: nil,
      reasons: reasons,
      contentVersion: "1"
    )
  )
}

/// A question and its answer, so many seconds later.
func answered(
  _ question: String,
  by article: String,
  at seconds: Double,
  after: Double = 2
) -> [(Double, ConversationEvent)] {
  [
    (seconds, .customerSaid(question)), (seconds, .languageRecognised(.english)),
    (seconds + after, turn("answer", article)),
    (seconds + after, .answered(.article(article), text: "So it is.")),
  ]
}
