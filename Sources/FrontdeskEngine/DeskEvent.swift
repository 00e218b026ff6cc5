import Dialogue
package import Handoff

/// Something that happened at the desk, for programs that show it to agents.
package struct DeskEvent: Sendable {
  package enum DetailValue: Sendable, Hashable {
    case text(String)
    case number(Int)
  }

  /// Such as `queue.assigned`.
  package let name: String
  /// The ticket after it.
  package let ticket: Ticket
  /// The place in the queue when it was kept; 0 when it does not wait.
  package let position: Int
  /// What else there is to say, such as `agent` and `why`, in order.
  package let details: [(String, DetailValue)]

  init(
    _ name: String,
    _ ticket: Ticket,
    position: Int = 0,
    _ details: [(String, DetailValue)] = []
  ) {
    self.name = name
    self.ticket = ticket
    self.position = position
    self.details = details
  }
}

extension DeskEvent {
  /// What a change of a ticket is to those at the desk; nil is nothing.
  init?(_ change: TicketChange, position: Int) {
    func status(_ status: String) -> DeskEvent {
      DeskEvent(
        "handoff.status",
        change.state,
        position: position,
        [("status", .text(status))]
      )
    }
    func event(_ name: String, _ details: [(String, DetailValue)] = []) -> DeskEvent {
      DeskEvent(name, change.state, position: position, details)
    }
    func by(_ agent: AgentID?) -> [(String, DetailValue)] {
      agent.map { [("by", .text($0.value))] } ?? []
    }
    switch change.event {
    case .opened: self = event("queue.enqueued")
    case .raised: self = status("raised")
    case .assigned(let agent, let why):
      self = event("queue.assigned", [("agent", .text(agent.value)), ("why", .text(why))])
    case .returned(let agent):
      self = event("queue.requeued", by(agent) + [("why", .text("given back"))])
    case .requeued(let agent, let why):
      self = event("queue.requeued", by(agent) + [("why", .text(why))])
    case .transferred(let agent, let target):
      let to =
        switch target {
        case .agent(let other): other.value
        case .team(let team): "team:\(team)"
        }
      self = event("queue.transferred", by(agent) + [("to", .text(to))])
    case .snoozed: self = status("snoozed")
    case .woke: self = status("woke")
    case .resolved(let agent, let reason):
      self = event("conversation.resolved", by(agent) + [("why", .text(reason))])
    case .rejected(let agent, let reason):
      self = event("conversation.resolved", by(agent) + [("why", .text(reason))])
    case .expired(let reason): self = event("queue.expired", [("why", .text(reason))])
    case .reopened(let agent): self = event("conversation.reopened", by(agent))
    case .callTried(let agent, let reached):
      guard !reached else {
        self = event("conversation.resolved", by(agent) + [("why", .text("reached"))])
        return
      }
      self = status("called")
    case .positionTold(let position):
      self = event("queue.position", [("position", .number(position))])
    case .customerWrote, .agentWrote, .noted, .tagged, .untagged, .longWaitOffered: return nil
    }
  }
}

/// What committed batches did at the desk.
extension Engine {
  /// Takes what happened at the desk since the last call, in order.
  package func takeDeskEvents() -> [DeskEvent] {
    defer { deskEvents = [] }
    return deskEvents
  }

  /// With more than these nobody takes them.
  private static let mostDeskEvents = 4_096

  func noteLate(_ ticket: TicketID) {
    journal.deskNotes.append((queue.changes.count, .late(ticket)))
  }

  func noteFeedback(_ feedback: Feedback, in id: ConversationID) {
    journal.deskNotes.append((queue.changes.count, .feedback(id, feedback)))
  }

  /// Turns what was kept into events; before tickets that are over are let go.
  func noteDeskEvents(
    _ changes: [TicketChange],
    _ notes: [(changesBefore: Int, note: Journal.DeskNote)]
  ) {
    guard !changes.isEmpty || !notes.isEmpty else { return }
    var rest = notes[...]
    for (index, change) in changes.enumerated() {
      while let next = rest.first, next.changesBefore <= index {
        note(rest.removeFirst().note)
      }
      if case .positionTold = change.event, index > 0, changes[index - 1].ticket == change.ticket,
        changes[index - 1].time == change.time
      {
        // What put the ticket into its place says it too.
        continue
      }
      if let event = DeskEvent(change, position: queue.position(of: change.ticket)) {
        deskEvents.append(event)
      }
    }
    for next in rest { note(next.note) }
    if deskEvents.count > Self.mostDeskEvents { deskEvents = [] }
  }

  private func note(_ note: Journal.DeskNote) {
    switch note {
    case .late(let id):
      guard let ticket = queue.ticket(id) else { return }
      deskEvents.append(
        DeskEvent(
          "handoff.status",
          ticket,
          position: queue.position(of: id),
          [("status", .text("late"))]
        )
      )
    case .feedback(let id, let feedback):
      // What nobody at the desk had to do with is none of their news.
      guard let ticket = lastTicket(of: id) else { return }
      var details: [(String, DeskEvent.DetailValue)] = [
        ("kind", .text(feedback.kind.rawValue)), ("value", .number(feedback.value)),
      ]
      if let comment = feedback.comment {
        details.append(("comment", .text(VisibleText.clean(comment, keepsNewlines: true))))
      }
      deskEvents.append(
        DeskEvent(
          "csat.received",
          ticket,
          position: queue.position(of: ticket.id),
          details
        )
      )
    }
  }

  /// The ticket of a conversation that was opened last, open or over.
  private func lastTicket(of id: ConversationID) -> Ticket? {
    if let open = queue.ticket(of: id) ?? queue.callBack(of: id) { return open }
    guard let store else { return queue.lastTicket(of: id) }
    do throws(StoreError) {
      return try store.lastTicket(of: id)?.ticket
    } catch {
      // It is kept, and told all the same to whoever asks for it.
      return nil
    }
  }
}
