import Content
import Dialogue
import Foundation
import FrontdeskEngine
import Handoff
import Storage
import TextAnalysis
import Understanding

/// A store file of a few conversations in a tiny shop's folder.
struct ServiceStore {
  let shop: TinyShop

  var path: String { shop.folder.appending(path: "store.db").path }

  /// 2026-11-07T00:00:00Z, a week after which the conversations were held.
  static let now = "2026-11-07T00:00:00Z"
  private static let start = 1_793_577_600.0

  init(_ files: [String: String] = [:]) throws {
    let words = "fillers: [please, hi, my, the, is, a, to, i, do, you]\n"
    shop = try TinyShop(["intents/en/words.yml": words].merging(files) { $1 })
    let store = try SQLiteStore(writing: shop.folder.appending(path: "store.db").path)
    defer { store.close() }
    let ana = Customer(id: "cust-1", fields: ["name": "Ana Pop", "email": "ana@mail.example"])
    try Self.add("web-1", [(0, .customerIdentified(ana))] + Self.answered(10), to: store)
    try Self.add(
      "web-2",
      Self.answered(100) + [(110, .feedbackGiven(Feedback(.csat, value: 5)))],
      to: store
    )
    for (number, text) in ["do you wrap gifts", "gift wrapping, mail bo@mail.org", "wrap gifts"]
      .enumerated()
    {
      try Self.add("web-\(3 + number)", Self.declined(text, Double(number) * 1_000), to: store)
    }
    try Self.add("web-6", [(0, .customerIdentified(ana))] + Self.handedOff(5_000), to: store)
    try Self.addTicket(of: "web-6", at: 5_001, to: store)
    try store.commit([.mark(Mark(.order, key: "A-1", time: Self.moment(50)))])
  }

  static func moment(_ seconds: Double) -> Instant {
    Instant(secondsSinceEpoch: start + seconds)
  }

  private static func said(_ text: String, _ time: Double) -> [(Double, ConversationEvent)] {
    [(time, .customerSaid(text)), (time, .languageRecognised(.english))]
  }

  private static func record(_ decision: String, _ subject: String?) -> ConversationEvent {
    .decided(
      TurnRecord(
        decision: decision,
        subject: subject,
        confidence: 0.95,
        reasons: [],
        contentVersion: "v1"
      )
    )
  }

  static func answered(_ time: Double) -> [(Double, ConversationEvent)] {
    said("where is my parcel A-10432", time) + [
      (time + 2, record("answer", "track-order")),
      (time + 2, .answered(.article("track-order"), text: "Follow the link in the e-mail.")),
    ]
  }

  static func declined(_ text: String, _ time: Double) -> [(Double, ConversationEvent)] {
    said(text, time) + [(time + 1, record("decline", nil)), (time + 1, .declined(text: "Sorry."))]
  }

  private static func handedOff(_ time: Double) -> [(Double, ConversationEvent)] {
    let request = HandoffRequest(reason: .askedForPerson, team: "support")
    return said("a person please", time) + [
      (time + 1, .handoffRequested(request)), (time + 1, record("handoff", nil)),
      (time + 1, .botSaid("A colleague comes.")), (time + 31, .agentJoined(AgentID("boris"))),
      (time + 41, .agentSaid("Hello Ana, write to ana@mail.example")), (time + 90, .agentLeft),
    ]
  }

  static func add(
    _ name: String,
    _ events: [(Double, ConversationEvent)],
    to store: SQLiteStore
  ) throws {
    let id = ConversationID(name)
    var summary = ConversationSummary(
      id: id,
      channel: "web",
      startedAt: moment(events.first?.0 ?? 0)
    )
    var records: [StoreRecord] = []
    for (number, (seconds, event)) in events.enumerated() {
      summary.apply(event, at: moment(seconds))
      records.append(
        .event(id, StoredEvent(number: number, time: moment(seconds), event: event))
      )
    }
    try store.commit(records + [.conversation(summary)])
  }

  private static func addTicket(
    of name: String,
    at opened: Double,
    to store: SQLiteStore
  ) throws {
    let boris = AgentID("boris")
    let opening = TicketOpening(
      conversation: ConversationID(name),
      language: .english,
      channel: "web",
      team: "support",
      reason: .askedForPerson,
      firstResponseDue: moment(opened + 60)
    )
    var ticket = Ticket(opening: opening, id: TicketID(1), at: moment(opened))
    var changes: [(TicketEvent, Double)] = [(.opened(opening), opened)]
    changes.append((.assigned(boris, why: "free"), opened + 30))
    changes.append((.agentWrote(boris), opened + 40))
    changes.append((.resolved(by: boris, reason: "solved"), opened + 89))
    var records: [StoreRecord] = []
    for (number, (event, time)) in changes.enumerated() {
      if number > 0 { try ticket.apply(event, at: moment(time)) }
      records.append(
        .ticket(
          TicketChange(
            ticket: ticket.id,
            number: number,
            event: event,
            time: moment(time),
            state: ticket
          )
        )
      )
    }
    try store.commit(records)
  }

  /// Runs a command on the store and the shop.
  func run(_ arguments: String..., input: String = "") throws -> Program.Result {
    try Program.run(
      arguments + ["--store", path],
      input: Array(input.utf8),
      folder: shop.folder,
      environment: ["USER": "mia"]
    )
  }

  /// Runs a report, which needs the shop and the moment as well.
  func report(_ arguments: String..., input: String = "") throws -> Program.Result {
    try Program.run(
      arguments + ["--store", path, "--content", shop.path, "--now", Self.now],
      input: Array(input.utf8),
      folder: shop.folder,
      environment: ["USER": "mia"]
    )
  }

  /// The bytes of the store's files together.
  func bytes() -> Data {
    var bytes = Data()
    for suffix in ["", "-wal", "-shm"] {
      bytes += (try? Data(contentsOf: URL(filePath: path + suffix))) ?? Data()
    }
    return bytes
  }
}
