import Dialogue
import FrontdeskEngine
import Handoff
import Storage
import Testing

@Suite("Tickets are kept as their changes")
struct StoreTicketTests {
  @Test("changes of every kind come back, and the ticket is their fold", arguments: Twin.allCases)
  func everyChange(_ twin: Twin) throws {
    var samples = Samples(seed: 4)
    try twin.withStore { store in
      var kinds: Set<String> = []
      var open: [StoredTicket] = []
      for number in 1...60 {
        let changes = samples.ticket(
          TicketID(number),
          of: ConversationID("c\(number % 7)"),
          moves: 120
        )
        try store.commit(changes.map { .ticket($0) })
        #expect(try store.changes(of: TicketID(number)) == changes)
        let last = try #require(changes.last)
        let stored = StoredTicket(ticket: last.state, changeCount: changes.count)
        #expect(try store.ticket(TicketID(number)) == stored)
        if last.state.isOpen { open.append(stored) }
        for change in changes { kinds.insert(caseName(change.event)) }
      }
      // The opening, and transferring counts once for agents and teams.
      #expect(kinds.count == Samples.ticketKinds)
      #expect(try store.openTickets() == open)
      #expect(try store.lastTicketNumber() == 60)
      var listed: [StoredTicket] = []
      try store.forEachTicket(openedIn: at(1e8)..<at(1e9)) { listed.append($0) == () }
      #expect(listed.map(\.ticket.openedAt) == listed.map(\.ticket.openedAt).sorted())
      #expect(listed.allSatisfy { (1e8..<1e9).contains($0.ticket.openedAt.secondsSinceEpoch) })
      #expect(!listed.isEmpty)
      if let store = store as? SQLiteStore { #expect(store.problems() == []) }
    }
  }

  @Test("the number of the last ticket is not given again", arguments: Twin.allCases)
  func numbers(_ twin: Twin) throws {
    var samples = Samples(seed: 5)
    try twin.withStore { store in
      let opening = samples.opening(ConversationID("c"))
      var ticket = Ticket(opening: opening, id: TicketID(9), at: at(1))
      var changes = [
        TicketChange(
          ticket: ticket.id,
          number: 0,
          event: .opened(opening),
          time: at(1),
          state: ticket
        )
      ]
      try ticket.apply(.expired(reason: "withdrawn"), at: at(2))
      changes.append(
        TicketChange(
          ticket: ticket.id,
          number: 1,
          event: .expired(reason: "withdrawn"),
          time: at(2),
          state: ticket
        )
      )
      try store.commit(changes.map { .ticket($0) })
      #expect(try store.purge(.tickets, before: at(2)) == 0)
      #expect(try store.purge(.tickets, before: at(3)) == 3)
      #expect(try store.ticket(ticket.id) == nil)
      #expect(try store.lastTicketNumber() == 9)
    }
  }
}

/// The name of an event's case: what stands before its values.
private func caseName(_ event: TicketEvent) -> String {
  String(String.UnicodeScalarView("\(event)".unicodeScalars.prefix { $0 != "(" }))
}
