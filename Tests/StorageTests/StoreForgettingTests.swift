import Content
import Dialogue
import FrontdeskEngine
import Handoff
import Testing
import TextAnalysis
import Understanding

@testable import Storage

@Suite("What is forgotten is gone")
struct StoreForgettingTests {
  /// Words that only one customer's rows have.
  private static let traces = [
    "Şebnem-Яблочкина", "فاطمة الزهراء", "fatma@example.com", "+40 722 000 111", "C-77001",
    "the secret wish", "web-conversation-77", "note about 77", "client-id-77", "agent-for-77",
    "comment of 77",
  ]

  /// A customer with something in every table, and another like them.
  private static func fill(_ store: any Store, customer: String, conversation: String) throws {
    let id = ConversationID(conversation)
    let isTraced = customer == "C-77001"
    func word(_ index: Int) -> String { isTraced ? traces[index] : "other \(index)" }
    let events: [ConversationEvent] = [
      .customerIdentified(
        Customer(id: customer, fields: ["name": word(0), "email": word(2), "phone": word(3)])
      ),
      .received(CustomerMessage(word(5), clientID: word(8))), .customerSaid(word(1)),
      .slotSet("name", .text(word(0))),
      .answered(.article("delivery/duration"), text: word(5)),
      .feedbackGiven(Feedback(.csat, value: 1, comment: word(10))),
      .handoffRequested(HandoffRequest(reason: .anger, summary: [word(1)])),
    ]
    var summary = ConversationSummary(id: id, channel: "web", startedAt: at(1))
    var batch: [StoreRecord] = []
    for (number, event) in events.enumerated() {
      let time = at(Double(number))
      summary.apply(event, at: time)
      batch.append(.event(id, StoredEvent(number: number, time: time, event: event)))
    }
    summary.lastSeq = 1
    batch.append(.conversation(summary))
    batch.append(
      .outgoing(
        OutgoingMessage(
          conversation: id,
          seq: 1,
          time: at(3),
          kind: .message,
          re: word(8),
          agent: AgentID(word(9)),
          text: word(5),
          buttons: [Reply.Button(title: word(1), payload: word(5))]
        )
      )
    )
    batch.append(.taken(id, clientID: word(8), time: at(2)))
    batch.append(
      .outbound(
        OutboundMessage(
          id: isTraced ? 1 : 2,
          conversation: id,
          channel: .email,
          address: word(2),
          text: word(5),
          language: .turkish,
          seq: 1,
          time: at(3)
        )
      )
    )
    let opening = TicketOpening(
      conversation: id,
      kind: .callBack(CallBack(phone: word(3))),
      language: .arabic,
      reason: .anger,
      firstResponseDue: at(60)
    )
    let number = TicketID(isTraced ? 7 : 8)
    var ticket = Ticket(opening: opening, id: number, at: at(4))
    batch.append(
      .ticket(
        TicketChange(ticket: number, number: 0, event: .opened(opening), time: at(4), state: ticket)
      )
    )
    let note = TicketEvent.noted(by: AgentID(word(9)), text: word(7))
    try ticket.apply(note, at: at(5))
    batch.append(
      .ticket(TicketChange(ticket: number, number: 1, event: note, time: at(5), state: ticket))
    )
    batch.append(.mark(Mark(.proactive, key: "late_parcel/\(customer)", time: at(5))))
    batch.append(.mark(Mark(.wrongProof, key: "A-1", time: at(5), value: conversation)))
    batch.append(.mark(Mark(.review, key: "\(conversation)/4", time: at(5), value: "right ana")))
    batch.append(.mark(Mark(.copy, key: "/backups/\(number).db", time: at(5), value: "backup")))
    try store.commit(batch)
  }

  private static let rows = [
    "conversations": 1, "events": 7, "outgoing": 1, "taken": 1, "outbox": 1,
    "tickets": 1, "ticket_changes": 2,
    "feedback": 1, "customers": 1, "marks": 3,
  ]

  @Test("one customer goes from every table, the other stays", arguments: Twin.allCases)
  func forget(_ twin: Twin) throws {
    try twin.withStore { store in
      try Self.fill(store, customer: "C-77001", conversation: "web-conversation-77")
      try Self.fill(store, customer: "C-7700", conversation: "web-conversation-7")
      let rows = try store.forget(customer: "C-77001")
      #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.table, $0.rows) }) == Self.rows)
      #expect(rows.map(\.table) == StoreTables.all)
      #expect(try store.events(of: ConversationID("web-conversation-77")).isEmpty)
      #expect(try store.customer("C-77001") == nil)
      #expect(try store.ticket(TicketID(7)) == nil)
      #expect(try store.events(of: ConversationID("web-conversation-7")).count == 7)
      #expect(try store.customer("C-7700") != nil)
      #expect(try store.openTickets().map(\.ticket.id.number) == [8])
      #expect(try store.marks(.copy, since: at(0)).count == 2)
      #expect(try store.marks(.review, since: at(0)).map(\.key) == ["web-conversation-7/4"])
      #expect(try store.lastTicketNumber() == 8)
      #expect(try store.undelivered(over: nil, limit: 9).map(\.id) == [2])
      #expect(try store.lastOutboundNumber() == 2)
      #expect(try store.forget(customer: "C-77001").allSatisfy { $0.rows == 0 })
      if let store = store as? SQLiteStore { #expect(store.problems() == []) }
    }
  }

  @Test(
    "who used the conversation before somebody else is forgotten too",
    arguments: Twin.allCases
  )
  func sharedDevice(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("kiosk")
      for (number, customer) in ["A", "B"].enumerated() {
        let event = ConversationEvent.customerIdentified(Customer(id: customer))
        try store.commit([.event(id, StoredEvent(number: number, time: at(1), event: event))])
      }
      #expect(try store.conversations(ofCustomer: "A").isEmpty)
      let rows = try store.forget(customer: "A")
      #expect(rows.first { $0.table == "events" }?.rows == 2)
      #expect(try store.summary(of: id) == nil)
    }
  }

  @Test("no trace is left in the file, its journal or its shared memory")
  func traces() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      for number in 0..<300 {
        var summary = ConversationSummary(
          id: ConversationID("c\(number)"),
          channel: "web",
          startedAt: at(Double(number))
        )
        try store.commit(said("filling \(number)", 0, in: &summary, at: Double(number)))
        if number == 150 {
          try Self.fill(store, customer: "C-77001", conversation: "web-conversation-77")
        }
      }
      func found() -> [String] {
        let files = ["", "-wal", "-shm", ".lock"].map { bytes(of: path + $0) }
        return Self.traces.filter { trace in
          files.contains { contains($0, Array(trace.utf8)) }
        }
      }
      // The search finds what is there.
      #expect(found() == Self.traces)
      _ = try store.forget(customer: "C-77001")
      #expect(found() == [])
      try SQLiteStore(reading: path).close()
      #expect(found() == [])
      var summary = ConversationSummary(id: ConversationID("later"), channel: "", startedAt: at(9))
      try store.commit(said("later", 0, in: &summary, at: 9))
      #expect(found() == [])
      #expect(store.problems() == [])
    }
  }

  @Test("without the journal emptied, deleted rows are overwritten with zeros")
  func secureDelete() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      try Self.fill(store, customer: "C-77001", conversation: "web-conversation-77")
      let note = TicketEvent.expired(reason: "gone")
      var ticket = try #require(try store.ticket(TicketID(7))).ticket
      try ticket.apply(note, at: at(6))
      try store.commit([
        .ticket(
          TicketChange(ticket: ticket.id, number: 2, event: note, time: at(6), state: ticket)
        )
      ])
      for kind in RetentionKind.allCases { _ = try store.purge(kind, before: at(1_000)) }
      store.close()
      let file = bytes(of: path)
      // What is not of a conversation is kept: the row of the customer.
      let kept = ["Şebnem-Яблочкина", "fatma@example.com", "+40 722 000 111", "C-77001"]
      #expect(Self.traces.filter { contains(file, Array($0.utf8)) } == kept)
    }
  }

  @Test(
    "each kind is purged by itself, and what outlives its conversation can be forgotten",
    arguments: Twin.allCases
  )
  func purge(_ twin: Twin) throws {
    try twin.withStore { store in
      try Self.fill(store, customer: "C-77001", conversation: "web-conversation-77")
      #expect(try store.purge(.outgoing, before: at(3)) == 1)
      #expect(try store.purge(.outgoing, before: at(4)) == 1)
      #expect(try store.outgoing(of: ConversationID("web-conversation-77"), after: 0).isEmpty)
      // Its ticket is open.
      #expect(try store.purge(.conversations, before: at(100)) == 0)
      #expect(try store.purge(.tickets, before: at(100)) == 0)
      var ticket = try #require(try store.ticket(TicketID(7))).ticket
      try ticket.apply(.expired(reason: "gone"), at: at(6))
      let change = TicketChange(
        ticket: ticket.id,
        number: 2,
        event: .expired(reason: "gone"),
        time: at(6),
        state: ticket
      )
      try store.commit([.ticket(change)])
      #expect(try store.purge(.conversations, before: at(6)) == 0)
      #expect(try store.purge(.conversations, before: at(7)) == 9)
      var given: [GivenFeedback] = []
      try store.forEachFeedback(givenIn: at(0)..<at(9)) { given.append($0) == () }
      #expect(given.map(\.conversation) == [nil])
      #expect(given.map(\.feedback.value) == [1])
      #expect(try store.ticket(TicketID(7))?.ticket == ticket)
      #expect(try store.purge(.marks, before: at(6)) == 3)
      #expect(try store.marks(.copy, since: at(0)).count == 1)
      let rows = try store.forget(customer: "C-77001").filter { $0.rows > 0 }
      #expect(rows.map(\.table) == ["tickets", "ticket_changes", "feedback", "customers"])
      #expect(rows.map(\.rows) == [1, 3, 1, 1])
      if let store = store as? SQLiteStore { #expect(store.problems() == []) }
    }
  }

  @Test("what was sent is purged from the oldest on, without holes", arguments: Twin.allCases)
  func purgeOutgoing(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("c")
      // The clock went back between the third and the fourth.
      for (index, time) in [1, 2, 9, 3, 4].enumerated() {
        let message = OutgoingMessage(
          conversation: id,
          seq: index + 1,
          time: at(Double(time)),
          kind: .message
        )
        try store.commit([.outgoing(message)])
      }
      #expect(try store.purge(.outgoing, before: at(5)) == 2)
      #expect(try store.outgoing(of: id, after: 0).map(\.seq) == [3, 4, 5])
      #expect(try store.summary(of: id)?.lastSeq == 5)
    }
  }

  @Test("a reader that keeps old pages is named, and asking again does the rest")
  func reader() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      try Self.fill(store, customer: "C-77001", conversation: "web-conversation-77")
      try store.database.execute("PRAGMA busy_timeout = 50")
      let reader = try SQLiteStore(reading: path)
      try reader.database.execute("BEGIN")
      _ = try reader.database.number("SELECT count(*) FROM events")
      let error = #expect(throws: StoreError.self) { _ = try store.forget(customer: "C-77001") }
      #expect(error?.kind == .busy)
      #expect(error?.message.contains("traces may be left") == true)
      #expect(try store.events(of: ConversationID("web-conversation-77")).isEmpty)
      try reader.database.execute("COMMIT")
      reader.close()
      #expect(try store.forget(customer: "C-77001").allSatisfy { $0.rows == 0 })
      let files = ["", "-wal", "-shm"].map { bytes(of: path + $0) }
      let left = Self.traces.filter { trace in files.contains { contains($0, Array(trace.utf8)) } }
      #expect(left == [])
    }
  }
}

/// Whether bytes occur somewhere within others.
private func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
  guard let first = wanted.first, bytes.count >= wanted.count else { return false }
  return bytes.withUnsafeBufferPointer { buffer in
    (0...buffer.count - wanted.count).contains { start in
      buffer[start] == first && buffer[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
