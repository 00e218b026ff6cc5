import Content
import Dialogue
import FrontdeskEngine
import Handoff
import Testing
import TextAnalysis

@testable import Storage

@Suite("Messages for those who are not there, files of agents, and lines with an id")
struct StoreOutboxTests {
  private static func message(
    _ id: Int,
    _ channel: OutboundMessage.Channel = .email,
    in conversation: String = "c"
  ) -> OutboundMessage {
    OutboundMessage(
      id: id,
      conversation: ConversationID(conversation),
      channel: channel,
      address: channel == .email ? "ana.popescu@example.com" : "+40 700 000 100",
      text: "line \(id)\nline two",
      language: .romanian,
      seq: id,
      time: at(Double(id))
    )
  }

  @Test(
    "are told oldest first until they are brought, over the channels that are asked for",
    arguments: Twin.allCases
  )
  func outbox(_ twin: Twin) throws {
    try twin.withStore { store in
      #expect(try store.undelivered(over: nil, limit: 5).isEmpty)
      #expect(try store.lastOutboundNumber() == 0)
      let messages = [Self.message(1), Self.message(2, .phone), Self.message(3, in: "d")]
      try store.commit(messages.map { .outbound($0) })
      #expect(try store.undelivered(over: nil, limit: 5) == messages)
      #expect(try store.undelivered(over: nil, limit: 2) == Array(messages.prefix(2)))
      #expect(try store.undelivered(over: "email", limit: 5) == [messages[0], messages[2]])
      #expect(try store.undelivered(over: "phone", limit: 5) == [messages[1]])
      #expect(try store.undelivered(over: nil, limit: -1).isEmpty)
      #expect(try store.isDelivered(1) == false)
      #expect(try store.isDelivered(9) == nil)
      try store.commit([.delivered(1, time: at(8)), .delivered(9, time: at(8))])
      #expect(try store.isDelivered(1) == true)
      #expect(try store.isDelivered(9) == nil)
      #expect(try store.undelivered(over: nil, limit: 5) == Array(messages.dropFirst()))
      #expect(try store.lastOutboundNumber() == 3)
      // A number is never given to another, and a batch with one is not kept at all.
      let again = kind {
        try store.commit([.outbound(Self.message(4)), .outbound(Self.message(2))])
      }
      #expect(again == .other)
      #expect(try store.undelivered(over: nil, limit: 9).map(\.id) == [2, 3])
    }
  }

  @Test("those that were brought are purged with what was sent", arguments: Twin.allCases)
  func purge(_ twin: Twin) throws {
    try twin.withStore { store in
      try store.commit([
        .outbound(Self.message(1)), .outbound(Self.message(2)),
        .agentTaken(AgentID("ana"), clientID: "a1", time: at(3)),
      ])
      try store.commit([.delivered(1, time: at(5))])
      #expect(try store.purge(.outgoing, before: at(3)) == 0)
      #expect(try store.purge(.outgoing, before: at(4)) == 1)
      #expect(try store.purge(.outgoing, before: at(6)) == 1)
      #expect(try store.undelivered(over: nil, limit: 5).map(\.id) == [2])
      #expect(try store.lastOutboundNumber() == 2)
    }
  }

  @Test("lines of agents are known by agent and id", arguments: Twin.allCases)
  func agentLines(_ twin: Twin) throws {
    try twin.withStore { store in
      let ana = AgentID("ana")
      try store.commit([.agentTaken(ana, clientID: "a1", time: at(1))])
      try store.commit([.agentTaken(ana, clientID: "a1", time: at(2))])
      #expect(try store.hasTaken("a1", by: ana))
      #expect(try !store.hasTaken("a2", by: ana))
      #expect(try !store.hasTaken("a1", by: AgentID("bob")))
      #expect(try store.purge(.outgoing, before: at(2)) == 1)
      #expect(try !store.hasTaken("a1", by: ana))
    }
  }

  @Test("files that were sent come back with their message", arguments: Twin.allCases)
  func attachments(_ twin: Twin) throws {
    try twin.withStore { store in
      var samples = Samples(seed: 9)
      for seq in 1...40 {
        let message = OutgoingMessage(
          conversation: ConversationID("c"),
          seq: seq,
          time: at(1),
          kind: .message,
          text: "see",
          attachments: (0..<samples.number(0..<4)).map { _ in samples.attachment() }
        )
        try store.commit([.outgoing(message)])
        #expect(try store.outgoing(of: ConversationID("c"), after: seq - 1) == [message])
      }
    }
  }

  @Test("the last ticket of a conversation is found, open or over", arguments: Twin.allCases)
  func lastTicket(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("c")
      #expect(try store.lastTicket(of: id) == nil)
      var samples = Samples(seed: 3)
      for number in [3, 5, 4] {
        let changes = samples.ticket(TicketID(number), of: id, moves: 4)
        try store.commit(changes.map { .ticket($0) })
      }
      try store.commit(
        samples.ticket(TicketID(9), of: ConversationID("d"), moves: 0).map { .ticket($0) }
      )
      #expect(try store.lastTicket(of: id)?.ticket.id == TicketID(5))
    }
  }

  @Test("a store of the first tables is brought forward with what is in it")
  func migrated() throws {
    try withFolder { folder in
      let path = folder + "/store.db"
      let old = try Database(path, .create)
      try old.configureForWriting(.full)
      try old.migrate(Array(Migration.all.prefix(1)))
      try old.execute(
        """
        INSERT INTO conversations VALUES
          (1, 'c', 'web', NULL, NULL, 1, 1, 'bot', NULL, 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0, 1)
        """
      )
      try old.execute(
        "INSERT INTO outgoing VALUES (1, 1, 1, 'message', NULL, NULL, 'hello', NULL, NULL)"
      )
      old.close()
      let store = try SQLiteStore(writing: path)
      defer { store.close() }
      let sent = try store.outgoing(of: ConversationID("c"), after: 0)
      #expect(sent.map(\.text) == ["hello"])
      #expect(sent.map(\.attachments) == [[]])
      try store.commit([.outbound(Self.message(1))])
      #expect(store.problems() == [])
    }
  }

  @Test("what earlier programs wrote of files and steps is read")
  func oldPayloads() throws {
    func event(_ kind: EventKind, _ payload: String) -> ConversationEvent? {
      EventCoding.event(kindNumber: kind.rawValue, payload: Array(payload.utf8))
    }
    let attachment = Attachment(url: "https://x.example/a.jpg", mime: "image/jpeg", name: "a.jpg")
    let received = """
      {"text":"hi","attachment":{"url":"https://x.example/a.jpg","mime":"image/jpeg","name":"a.jpg"}}
      """
    #expect(
      event(.received, received) == .received(CustomerMessage("hi", attachments: [attachment]))
    )
    #expect(event(.flowMoved, "{\"step\":2}") == .flowMoved(step: 2))
    #expect(event(.flowStarted, "{\"flow\":\"f\"}") == .flowStarted("f", isCalled: false))
    // One file is written as it always was.
    let message = CustomerMessage("hi", attachments: [attachment])
    #expect(
      String(decoding: EventCoding.payload(of: .received(message)), as: UTF8.self) == received
    )
  }
}
