import Content
import Dialogue
import FrontdeskEngine
import Handoff
import Storage
import Testing
import TextAnalysis
import Understanding

@Suite("Both stores keep and tell the same")
struct StoreContractTests {
  @Test("events of every kind come back as they were", arguments: Twin.allCases)
  func everyEvent(_ twin: Twin) throws {
    var samples = Samples(seed: 1)
    let id = ConversationID("c")
    var events: [StoredEvent] = []
    for round in 0..<20 {
      for kind in 0..<Samples.kinds {
        let number = round * Samples.kinds + kind
        events.append(
          StoredEvent(number: number, time: samples.instant(), event: samples.event(kind))
        )
      }
    }
    try twin.withStore { store in
      try store.commit(events.map { .event(id, $0) })
      #expect(try store.events(of: id) == events)
      var summary = ConversationSummary(id: id, channel: "", startedAt: events[0].time)
      for event in events { summary.apply(event.event, at: event.time) }
      #expect(try store.summary(of: id) == summary)
    }
  }

  @Test("a megabyte of text, and every odd one, comes back", arguments: Twin.allCases)
  func oddTexts(_ twin: Twin) throws {
    let id = ConversationID("c")
    let texts = Samples.oddTexts + [String(repeating: "كم \0 ж\n", count: 100_000)]
    try twin.withStore { store in
      for (number, text) in texts.enumerated() {
        let message = OutgoingMessage(
          conversation: id,
          seq: number + 1,
          time: at(Double(number) + 0.25),
          kind: .message,
          re: text.isEmpty ? nil : text,
          agent: number.isMultiple(of: 2) ? nil : AgentID(text),
          text: text,
          buttons: [Reply.Button(title: text, payload: text)],
          article: text
        )
        try store.commit([
          .event(id, StoredEvent(number: number, time: at(1), event: .customerSaid(text))),
          .outgoing(message),
          .taken(id, clientID: text, time: at(1)),
          .taken(id, clientID: text, time: at(2)),
          .mark(Mark(.review, key: text, time: at(Double(number)), value: text)),
        ])
        #expect(try store.outgoing(of: id, after: number) == [message])
        #expect(try store.hasTaken(text, in: id))
      }
      let said = try store.events(of: id).map { event in
        if case .customerSaid(let text) = event.event { text } else { "?" }
      }
      #expect(said.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
      #expect(try store.marks(.review, since: at(0)).map(\.value) == texts)
      #expect(try !store.hasTaken("never sent", in: id))
      #expect(try !store.hasTaken(texts[1], in: ConversationID("another")))
    }
  }

  @Test("conversations with odd names are told apart", arguments: Twin.allCases)
  func oddNames(_ twin: Twin) throws {
    let names = Samples.oddTexts.filter { $0 != "e\u{301}" }
    try twin.withStore { store in
      for name in names {
        try store.commit([
          .event(
            ConversationID(name),
            StoredEvent(number: 0, time: at(1), event: .botSaid(name))
          )
        ])
      }
      for name in names {
        #expect(try store.events(of: ConversationID(name)).map(\.event) == [.botSaid(name)])
      }
    }
  }

  @Test("random conversations come back, and their rows are folds", arguments: Twin.allCases)
  func randomConversations(_ twin: Twin) throws {
    var samples = Samples(seed: 2)
    try twin.withStore { store in
      for round in 0..<60 {
        let id = ConversationID("c\(round)")
        let made = samples.conversation(id, events: samples.number(1..<40))
        for batch in made.batches { try store.commit(batch) }
        #expect(try store.events(of: id) == made.events)
        #expect(try store.summary(of: id) == made.summary)
        var folded = ConversationSummary(
          id: id,
          channel: made.summary.channel,
          startedAt: made.summary.startedAt
        )
        for event in try store.events(of: id) { folded.apply(event.event, at: event.time) }
        #expect(folded == made.summary)
      }
      if let store = store as? SQLiteStore { #expect(store.problems() == []) }
    }
  }

  @Test("what is not known is nothing", arguments: Twin.allCases)
  func unknown(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("nobody")
      #expect(try store.events(of: id).isEmpty)
      #expect(try store.summary(of: id) == nil)
      #expect(try store.outgoing(of: id, after: 0).isEmpty)
      #expect(try store.unfinishedConversations().isEmpty)
      #expect(try store.openTickets().isEmpty)
      #expect(try store.ticket(TicketID(1)) == nil)
      #expect(try store.changes(of: TicketID(1)).isEmpty)
      #expect(try store.lastTicketNumber() == 0)
      #expect(try store.customer("C") == nil)
      #expect(try store.forget(customer: "C").allSatisfy { $0.rows == 0 })
      try store.commit([])
    }
  }

  @Test("a batch with a number that is there is not kept at all", arguments: Twin.allCases)
  func atomic(_ twin: Twin) throws {
    try twin.withStore { store in
      var first = ConversationSummary(id: ConversationID("a"), channel: "web", startedAt: at(1))
      try store.commit(said("one", 0, in: &first, at: 1))
      var second = ConversationSummary(id: ConversationID("b"), channel: "web", startedAt: at(2))
      let message = OutgoingMessage(
        conversation: second.id,
        seq: 1,
        time: at(2),
        kind: .ack
      )
      var batch = said("new", 0, in: &second, at: 2)
      batch += [.outgoing(message), .mark(Mark(.order, key: "A", time: at(2)))]
      batch += said("again", 0, in: &first, at: 2)
      #expect(kind { try store.commit(batch) } == .other)
      #expect(try store.events(of: second.id).isEmpty)
      #expect(try store.summary(of: second.id) == nil)
      #expect(try store.outgoing(of: second.id, after: 0).isEmpty)
      #expect(try store.marks(.order, since: at(0)).isEmpty)
      #expect(try store.summary(of: first.id)?.turnCount == 1)
      try store.commit(Array(batch.dropLast(2)))
      #expect(try store.events(of: second.id).count == 1)
      #expect(kind { try store.commit([.outgoing(message)]) } == .other)
    }
  }

  @Test("numbers may come in any order, but none twice", arguments: Twin.allCases)
  func anyOrder(_ twin: Twin) throws {
    var samples = Samples(seed: 6)
    let id = ConversationID("c")
    func record(_ number: Int) -> StoreRecord {
      .event(id, StoredEvent(number: number, time: at(1), event: .flowMoved(step: number)))
    }
    try twin.withStore { store in
      var kept: Set<Int> = []
      for _ in 0..<300 {
        let batch = (0..<samples.number(1..<5)).map { _ in samples.number(0..<400) }
        let isNew = Set(batch).count == batch.count && kept.isDisjoint(with: batch)
        let found = kind { try store.commit(batch.map { record($0) }) }
        #expect(found == (isNew ? nil : .other))
        if isNew { kept.formUnion(batch) }
      }
      let numbers = try store.events(of: id).map(\.number)
      #expect(numbers == kept.sorted())
    }
  }

  @Test("what was sent is told from any number on", arguments: Twin.allCases)
  func outgoing(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("c")
      let messages = (1...5).map { seq in
        OutgoingMessage(
          conversation: id,
          seq: seq,
          time: at(Double(seq)),
          kind: OutgoingMessage.Kind.allCases[seq % 3],
          text: "text \(seq)"
        )
      }
      try store.commit(messages.map { .outgoing($0) })
      for seq in 0...6 {
        #expect(try store.outgoing(of: id, after: seq) == messages.filter { $0.seq > seq })
      }
      #expect(try store.summary(of: id)?.lastSeq == 5)
    }
  }

  @Test("conversations with something to do are found after a start", arguments: Twin.allCases)
  func unfinished(_ twin: Twin) throws {
    try twin.withStore { store in
      func commit(_ name: String, _ events: [ConversationEvent], at seconds: Double) throws {
        let id = ConversationID(name)
        try store.commit(
          events.enumerated().map { number, event in
            .event(id, StoredEvent(number: number, time: at(seconds), event: event))
          }
        )
      }
      try commit("late", [.received(CustomerMessage("hi"))], at: 9)
      try commit("done", [.received(CustomerMessage("hi")), .customerSaid("hi")], at: 2)
      try commit("asked", [.actionRequested(key: "k", action: "a", changes: true)], at: 3)
      let held = ShopEvent("late_parcel")
      try commit("held", [.shopEventHeld(held, until: at(9))], at: 3)
      try commit("released", [.shopEventHeld(held, until: at(9)), .shopEventReleased], at: 4)
      #expect(try store.unfinishedConversations().map(\.value) == ["asked", "held", "late"])
    }
  }

  @Test("lists are in the order they promise", arguments: Twin.allCases)
  func lists(_ twin: Twin) throws {
    var samples = Samples(seed: 3)
    try twin.withStore { store in
      var expected: [(time: Double, name: String)] = []
      for _ in 0..<40 {
        let name = "\(samples.text())\(samples.number())"
        guard !expected.contains(where: { $0.name == name }) else { continue }
        let time = Double(samples.number(0..<10))
        expected.append((time, name))
        let id = ConversationID(name)
        let customer = Customer(id: "C\(samples.number(0..<3))")
        try store.commit([
          .event(id, StoredEvent(number: 0, time: at(time), event: .customerIdentified(customer)))
        ])
      }
      expected.sort { left, right in
        left.time == right.time
          ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.time > right.time
      }
      var found: [String] = []
      try store.forEachConversation(lastActive: at(2)..<at(8)) { summary in
        found.append(summary.id.value)
        return true
      }
      #expect(found == expected.filter { (2..<8).contains($0.time) }.map(\.name))
      var first: [String] = []
      try store.forEachConversation(lastActive: at(0)..<at(99)) { summary in
        first.append(summary.id.value)
        return first.count < 3
      }
      #expect(first == expected.prefix(3).map(\.name))
      let ofOne = try store.conversations(ofCustomer: "C1")
      #expect(!ofOne.isEmpty && ofOne.allSatisfy { $0.customer == "C1" })
      let names = ofOne.map(\.id.value)
      #expect(names == expected.map(\.name).filter { names.contains($0) })
    }
  }

  @Test("marks come by time, those of one moment as they came", arguments: Twin.allCases)
  func marks(_ twin: Twin) throws {
    try twin.withStore { store in
      let marks = [(5, "a"), (3, "b"), (5, "c"), (1, "d"), (9, "e")].map { time, key in
        Mark(.wrongProof, key: key, time: at(Double(time)), value: "v")
      }
      try store.commit(marks.map { .mark($0) } + [.mark(Mark(.order, key: "z", time: at(4)))])
      #expect(try store.marks(.wrongProof, since: at(3)).map(\.key) == ["b", "a", "c", "e"])
      #expect(try store.marks(.order, since: at(0)) == [Mark(.order, key: "z", time: at(4))])
    }
  }

  @Test("feedback is about what was answered last before it", arguments: Twin.allCases)
  func feedback(_ twin: Twin) throws {
    try twin.withStore { store in
      let id = ConversationID("c")
      let events: [ConversationEvent] = [
        .feedbackGiven(Feedback(.nps, value: 9)),
        .answered(.article("delivery/duration"), text: "3 days"),
        .feedbackGiven(Feedback(.thumbs, value: 0, comment: "нет")),
        .answered(.intent("thanks"), text: "ok"),
      ]
      try store.commit(
        events.enumerated().map { number, event in
          .event(id, StoredEvent(number: number, time: at(Double(number)), event: event))
        }
      )
      var given: [GivenFeedback] = []
      try store.forEachFeedback(givenIn: at(0)..<at(9)) { given.append($0) == () }
      #expect(given.map(\.subject) == [nil, .article("delivery/duration")])
      #expect(given.map(\.feedback.value) == [9, 0])
      #expect(given.allSatisfy { $0.conversation == id })
    }
  }
}
