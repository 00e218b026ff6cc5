import Foundation
import TestSupport

/// What customers were told of people who will come, and what was done at the desk, to be held
/// against the tickets.
struct DeskRecord {
  private enum Place: Equatable {
    case nowhere
    case waiting
    case with(String)
  }

  private var places: [String: Place] = [:]
  private var assignedAt: [(ticket: Int, agent: String, time: Date)] = []
  private var pending: [Int] = []
  private var sessions: [Int: String] = [:]
  private(set) var handoffs = 0
  private(set) var tickets = 0
  private(set) var assigned = 0
  private(set) var resolved = 0

  private static let agents = ["ana", "ben", "eva"]
  private static let capacity = 3
  private static let waiting = [
    "utter_handoff_queued", "utter_desk_angry", "utter_desk_failed", "utter_desk_complaint",
    "utter_handoff_returned",
  ]
  private static let over = [
    "utter_handoff_withdrawn", "utter_handoff_ended", "utter_handoff_rejected",
    "utter_handoff_expired",
  ]

  /// A text that a customer received, in the order they were sent.
  mutating func take(_ text: String, in session: String, _ wordings: Wordings) {
    if wordings.says("utter_handoff_joined", text) {
      // Who it is was noted when it was done.
      if case .with = places[session] { return }
      places[session] = .waiting
    } else if Self.over.contains(where: { wordings.says($0, text) }) {
      places[session] = .nowhere
    } else if Self.waiting.contains(where: { wordings.says($0, text) }) {
      if places[session, default: .nowhere] == .nowhere { handoffs += 1 }
      if case .with = places[session] { return }
      places[session] = .waiting
    }
  }

  /// Holds the open tickets against what customers were told.
  ///
  /// - Parameters:
  ///   - list: the tickets as the program lists them.
  ///   - uncertain: the sessions with messages whose fate is not known yet.
  ///   - isComplete: whether everything that was sent to customers has been received.
  /// - Throws: `Difference`.
  mutating func check(
    _ list: [[String: Any]],
    except uncertain: Set<String>,
    isComplete: Bool
  ) throws {
    var open: [String: [String: Any]] = [:]
    var followUps: Set<String> = []
    var order: [(rank: Int, due: String, ticket: Int)] = []
    pending = []
    for ticket in list {
      guard let number = ticket["ticket"] as? Int, let session = ticket["conversation"] as? String,
        let state = ticket["state"] as? String, let priority = ticket["priority"] as? String,
        let due = ticket["first_response_due"] as? String
      else { throw Difference("a ticket without its members: \(ticket)") }
      tickets = max(tickets, number)
      sessions[number] = session
      if state == "pending" {
        let rank = ["urgent", "high", "normal", "low"].firstIndex(of: priority) ?? 9
        // A whole second is written without its thousandths.
        let moment = due.contains(".") ? due : String(due.dropLast()) + ".000Z"
        order.append((rank, moment, number))
        try require(
          ticket["position"] as? Int ?? 0 > 0,
          "ticket \(number) waits and has no place in the queue"
        )
      }
      guard ticket["kind"] as? String == "chat" else { continue }
      // Whoever was not content is written to later; meanwhile they stay with the assistant.
      if ticket["reason"] as? String == "feedback" { followUps.insert(session) }
      try require(open[session] == nil, "\(session) has two open tickets, one is \(number)")
      open[session] = ticket
      if state == "pending" { pending.append(number) }
    }
    for (before, after) in zip(order, order.dropFirst()) {
      try require(
        (before.rank, before.due, before.ticket) < (after.rank, after.due, after.ticket),
        "ticket \(after.ticket) stands behind ticket \(before.ticket) in the queue"
      )
    }
    for (session, place) in places.sorted(by: { $0.key < $1.key })
    where !uncertain.contains(session) {
      let ticket = open[session]
      switch place {
      case .nowhere:
        try require(
          ticket == nil || !isComplete || followUps.contains(session),
          "\(session) was told that it is over, and has ticket \(ticket?["ticket"] ?? 0)"
        )
      case .waiting:
        try require(
          ticket?["state"] as? String == "pending",
          "\(session) was told to wait, and the ticket is \(ticket?["state"] ?? "not there")"
        )
      case .with(let agent):
        try require(
          ticket?["state"] as? String == "assigned" && ticket?["agent"] as? String == agent,
          "\(session) was given to \(agent), and the ticket is "
            + (ticket.map { "\($0)" } ?? "not there")
        )
      }
    }
    guard isComplete else { return }
    for (session, ticket) in open
    where places[session, default: .nowhere] == .nowhere && !followUps.contains(session) {
      throw Difference("\(session) has ticket \(ticket["ticket"] ?? 0), and was told nothing of it")
    }
  }

  /// What is done at the desk now: arguments of `desk conv`.
  mutating func commands(
    except uncertain: Set<String>,
    using generator: inout SeededGenerator
  ) -> [[String]] {
    var commands: [[String]] = []
    for _ in 0..<2 where !assignedAt.isEmpty {
      let oldest = assignedAt[0]
      guard assignedAt.count > 5 || Date().timeIntervalSince(oldest.time) > 60 else { break }
      assignedAt.removeFirst()
      commands.append(["\(oldest.ticket)", "resolve", "--agent", oldest.agent])
      resolved += 1
      if let session = sessions[oldest.ticket] { places[session] = .nowhere }
    }
    for _ in 0..<2 {
      let free = Self.agents.filter { agent in
        assignedAt.count { $0.agent == agent } < Self.capacity
      }
      let candidates = pending.filter { number in
        sessions[number].map { !uncertain.contains($0) && places[$0] == .waiting } ?? false
      }
      guard let agent = free.first, let ticket = candidates.randomElement(using: &generator) else {
        break
      }
      pending.removeAll { $0 == ticket }
      assignedAt.append((ticket, agent, Date()))
      commands.append(["\(ticket)", "assign", "--agent", agent])
      assigned += 1
      if let session = sessions[ticket] { places[session] = .with(agent) }
    }
    return commands
  }
}
