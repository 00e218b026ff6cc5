package import Dialogue
package import FrontdeskEngine
package import Handoff

extension SQLiteStore {
  package func openTickets() throws(StoreError) -> [StoredTicket] {
    let statement = try database.prepared(
      "SELECT number FROM tickets WHERE is_open = 1 ORDER BY number"
    )
    defer { statement.reset() }
    var tickets: [StoredTicket] = []
    while try statement.next() {
      guard let ticket = try ticket(TicketID(statement.int(0))) else { continue }
      tickets.append(ticket)
    }
    return tickets
  }

  package func ticket(_ id: TicketID) throws(StoreError) -> StoredTicket? {
    var folded: Ticket?
    var count = 0
    try forEachChange(of: id) { number, event, time throws(StoreError) in
      folded = try fold(event, number, into: folded, of: id, at: time)
      count += 1
    }
    return folded.map { StoredTicket(ticket: $0, changeCount: count) }
  }

  package func changes(of ticket: TicketID) throws(StoreError) -> [TicketChange] {
    var state: Ticket?
    var changes: [TicketChange] = []
    try forEachChange(of: ticket) { number, event, time throws(StoreError) in
      let after = try fold(event, number, into: state, of: ticket, at: time)
      state = after
      changes.append(
        TicketChange(ticket: ticket, number: number, event: event, time: time, state: after)
      )
    }
    return changes
  }

  /// The ticket after a change.
  private func fold(
    _ event: TicketEvent,
    _ number: Int,
    into ticket: Ticket?,
    of id: TicketID,
    at time: Instant
  ) throws(StoreError) -> Ticket {
    guard var ticket else {
      guard case .opened(let opening) = event else {
        throw damage("ticket \(id)", PayloadError("it does not begin with its opening"))
      }
      return Ticket(opening: opening, id: id, at: time)
    }
    do {
      try ticket.apply(event, at: time)
    } catch {
      throw damage("change \(number) of ticket \(id)", PayloadError(error.message))
    }
    return ticket
  }

  private func forEachChange(
    of ticket: TicketID,
    _ body: (Int, TicketEvent, Instant) throws(StoreError) -> Void
  ) throws(StoreError) {
    let statement = try database.prepared(
      "SELECT number, time, kind, payload FROM ticket_changes WHERE ticket = ? ORDER BY number"
    )
    defer { statement.reset() }
    statement.bind(ticket.number, at: 1)
    while try statement.next() {
      let number = statement.int(0)
      let found: TicketEvent?
      do {
        found = try TicketCoding.event(statement.text(2), statement.bytes(3))
      } catch {
        throw damage("change \(number) of ticket \(ticket)", error)
      }
      guard let event = found else {
        throw StoreError(
          .newer,
          "\(path): change \(number) of ticket \(ticket) is of a kind that only a newer program "
            + "knows (\(statement.text(2))). Use the newer program"
        )
      }
      try body(number, event, Instant(secondsSinceEpoch: statement.double(1)))
    }
  }

  package func lastTicket(
    of conversation: ConversationID
  ) throws(StoreError) -> StoredTicket? {
    let statement = try database.prepared(
      "SELECT max(number) FROM tickets WHERE conversation = ?"
    )
    defer { statement.reset() }
    statement.bind(conversation.value, at: 1)
    guard try statement.next(), let number = statement.optionalInt(0) else { return nil }
    return try ticket(TicketID(number))
  }

  package func lastTicketNumber() throws(StoreError) -> Int {
    let statement = try database.prepared("SELECT value FROM counters WHERE name = 'ticket'")
    defer { statement.reset() }
    return try statement.next() ? statement.int(0) : 0
  }
}
