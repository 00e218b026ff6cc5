import Dialogue
package import FrontdeskEngine
import Handoff
import TextAnalysis

/// Looks whether a store is whole: the file itself, and what is derived in it.
extension SQLiteStore {
  /// Everything that is wrong with a file, a sentence each; empty when it is whole.
  ///
  /// Reads beside whoever writes, as the file is at one moment. Complexity: reads all of it.
  ///
  /// - Throws: what `init(reading:)` throws.
  package static func check(path: String) throws(StoreError) -> [String] {
    let store = try SQLiteStore(reading: path)
    defer { store.close() }
    return store.problems()
  }

  /// Everything that is wrong, a sentence each.
  package func problems() -> [String] {
    var found: [String] = []
    do {
      try database.snapshot { () throws(StoreError) in
        try checkFile(&found)
        // In a damaged file everything else would be wrong too.
        guard found.isEmpty else { return }
        try checkEvents(&found)
        try checkMessages(&found)
        try checkTickets(&found)
        try checkFeedback(&found)
        try checkOutbox(&found)
      }
    } catch {
      found.append(error.message)
    }
    return found
  }

  /// The structure of the file, and what its rows refer to.
  private func checkFile(_ found: inout [String]) throws(StoreError) {
    let integrity = try database.prepare("PRAGMA integrity_check(20)")
    defer { integrity.finish() }
    while try integrity.next() {
      let line = integrity.text(0)
      if line != "ok" { found.append("the file is damaged: \(line)") }
    }
    let references = try database.prepare("PRAGMA foreign_key_check")
    defer { references.finish() }
    while try references.next() {
      found.append(
        "row \(references.int(1)) of \(references.text(0)) refers to a row of "
          + "\(references.text(2)) that is not there"
      )
    }
  }

  /// Numbers without gaps, events that can be read, and the rows of conversations they make.
  private func checkEvents(_ found: inout [String]) throws(StoreError) {
    let rows = try database.prepare(
      "SELECT \(SummaryRow.columns), key FROM conversations ORDER BY key"
    )
    defer { rows.finish() }
    let events = try database.prepare(
      "SELECT number, time, kind, payload FROM events WHERE conversation = ? ORDER BY number"
    )
    defer { events.finish() }
    while try rows.next() {
      let name = "conversation \(rows.text(0))"
      do {
        let row = try summary(rows)
        var folded = ConversationSummary(id: row.id, channel: row.channel, startedAt: row.startedAt)
        folded.lastSeq = row.lastSeq
        events.bind(rows.int(19), at: 1)
        defer { events.reset() }
        var number = 0
        while try events.next() {
          if events.int(0) != number {
            found.append("\(name): event \(number) is missing, the next is \(events.int(0))")
            number = events.int(0)
          }
          let event = try event(events, of: row.id.value)
          folded.apply(event.event, at: event.time)
          number += 1
        }
        if folded != row { found.append("\(name): its row is not what its events make") }
      } catch {
        guard [.damaged, .newer].contains(error.kind) else { throw error }
        found.append(error.message)
      }
    }
  }

  /// Numbers of what was sent: without gaps, and up to the last one.
  private func checkMessages(_ found: inout [String]) throws(StoreError) {
    let gaps = try database.prepare(
      """
      SELECT id, count(*), min(seq), max(seq), last_seq
      FROM outgoing JOIN conversations ON key = conversation GROUP BY conversation
      HAVING max(seq) - min(seq) + 1 <> count(*) OR max(seq) > last_seq OR min(seq) < 1
      """
    )
    defer { gaps.finish() }
    while try gaps.next() {
      found.append(
        "conversation \(gaps.text(0)): \(gaps.int(1)) messages have the numbers "
          + "\(gaps.int(2)) to \(gaps.int(3)), and the last should have \(gaps.int(4))"
      )
    }
  }

  /// Changes without gaps, and the rows of tickets they make.
  private func checkTickets(_ found: inout [String]) throws(StoreError) {
    let rows = try database.prepare("SELECT \(TicketRow.columns) FROM tickets ORDER BY number")
    defer { rows.finish() }
    let gaps = try database.prepare(
      """
      SELECT ticket, count(*), max(number) FROM ticket_changes GROUP BY ticket
      HAVING max(number) + 1 <> count(*)
      """
    )
    defer { gaps.finish() }
    while try gaps.next() {
      found.append(
        "ticket \(gaps.int(0)): \(gaps.int(1)) changes have numbers up to \(gaps.int(2))"
      )
    }
    let last = try lastTicketNumber()
    while try rows.next() {
      let row = TicketRow(rows)
      do {
        let changes = try changes(of: TicketID(row.number))
        guard let change = changes.last else {
          found.append("ticket \(row.number): it has no changes")
          continue
        }
        let made = TicketRow(change.state, changeCount: changes.count, lastAt: change.time)
        if made != row {
          found.append("ticket \(row.number): its row is not what its changes make")
        }
        if row.number > last { found.append("ticket \(row.number): its number was not counted") }
      } catch {
        guard [.damaged, .newer].contains(error.kind) else { throw error }
        found.append(error.message)
      }
    }
  }

  /// Messages of the outbox: of their conversation, readable, and counted.
  private func checkOutbox(_ found: inout [String]) throws(StoreError) {
    let last = try lastOutboundNumber()
    let rows = try database.prepare(
      """
      SELECT outbox.id, conversations.id, seq, last_seq, outbox.channel, outbox.language
      FROM outbox JOIN conversations ON key = outbox.conversation ORDER BY outbox.id
      """
    )
    defer { rows.finish() }
    while try rows.next() {
      let name = "message \(rows.int(0)) of the outbox"
      if rows.int(0) > last || rows.int(0) < 1 {
        found.append("\(name): its number was not counted")
      }
      if rows.int(2) < 1 || rows.int(2) > rows.int(3) {
        found.append("\(name): conversation \(rows.text(1)) has no message \(rows.int(2))")
      }
      if OutboundMessage.Channel(rawValue: rows.text(4)) == nil {
        found.append("\(name): its channel \"\(rows.text(4))\" is not known")
      }
      if Language(rawValue: rows.text(5)) == nil {
        found.append("\(name): its language \"\(rows.text(5))\" is not known")
      }
    }
  }

  /// Rows of feedback without an event, and customers of conversations without a row.
  private func checkFeedback(_ found: inout [String]) throws(StoreError) {
    let feedback = try database.prepare(
      """
      SELECT id, feedback.number FROM feedback JOIN conversations ON key = feedback.conversation
      WHERE NOT EXISTS (
        SELECT 1 FROM events WHERE events.conversation = feedback.conversation
          AND events.number = feedback.number AND events.kind = \(EventKind.feedbackGiven.rawValue))
      """
    )
    defer { feedback.finish() }
    while try feedback.next() {
      found.append(
        "conversation \(feedback.text(0)): there is feedback without event \(feedback.int(1))"
      )
    }
    let customers = try database.prepare(
      """
      SELECT id, customer FROM conversations
      WHERE customer IS NOT NULL AND customer NOT IN (SELECT id FROM customers)
      """
    )
    defer { customers.finish() }
    while try customers.next() {
      found.append(
        "conversation \(customers.text(0)): its customer \(customers.text(1)) is not known"
      )
    }
  }
}
