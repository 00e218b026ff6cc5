import Content
package import Dialogue
package import Handoff
import JSON
import TextAnalysis
import Understanding

/// Tickets in words, for agents.
package enum TicketWords {
  /// The state in a few words, such as `with ana`.
  package static func state(_ ticket: Ticket, at time: Instant) -> String {
    switch ticket.state {
    case .pending: ticket.reopenCount > 0 ? "waiting again" : "waiting"
    case .assigned(let agent): "with \(VisibleText.clean(agent.value))"
    case .snoozed(let agent, let until):
      "put aside by \(VisibleText.clean(agent.value)) for \(length(until.since(time)))"
    case .resolved(let reason): "resolved: \(VisibleText.clean(reason))"
    case .rejected(let reason): "turned away: \(VisibleText.clean(reason))"
    case .expired(let reason): "expired: \(VisibleText.clean(reason))"
    }
  }

  package static func due(_ ticket: Ticket, at time: Instant) -> String {
    guard ticket.firstResponseAt == nil else { return "answered" }
    let left = ticket.firstResponseDue.since(time)
    return left < 0 ? "\(length(-left)) late" : "in \(length(left))"
  }

  /// A length of time in its largest whole unit, such as `12 min`.
  package static func length(_ seconds: Double) -> String {
    let seconds = Int(max(0, min(seconds, 1e12)))
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7_200 { return "\(seconds / 60) min" }
    return seconds < 172_800 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) days"
  }

  /// Cut before it is cleaned: a cut may take away what balanced a control.
  package static func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return VisibleText.clean(scalars.count > 60 ? String(scalars.prefix(57)) + "..." : text)
  }
}

extension TicketView {
  /// A part of what an agent reads.
  package struct Section: Sendable {
    package let title: String
    package let lines: [String]
  }

  /// The ticket, part by part; parts without anything are left out.
  package func sections(at time: Instant) -> [Section] {
    var sections = [
      Section(
        title: "ticket \(ticket.id), \(TicketWords.state(ticket, at: time))",
        lines: heading(time)
      )
    ]
    func section(_ title: String, _ lines: [String]) {
      if !lines.isEmpty { sections.append(Section(title: title, lines: lines)) }
    }
    if let handoff { section("handed over", Self.lines(of: handoff)) }
    if let customer {
      section(
        "customer \(VisibleText.clean(customer.id))",
        customer.fields.sorted { $0.key < $1.key }
          .map { "\($0.key): \(VisibleText.clean($0.value))" }
      )
    }
    section(
      "known",
      slots.sorted { $0.key < $1.key }
        .map { "\($0.key): \(VisibleText.clean($0.value.json.text))" }
    )
    section("orders", orders.map { VisibleText.clean($0) })
    section(
      "earlier conversations",
      earlier.map {
        "\($0.id), \(TicketWords.length(time.since($0.lastAt))) ago, \($0.turns) messages, "
          + "\($0.handoffs) handoffs: \(TicketWords.shortened($0.lastQuestion))"
      }
    )
    section("said", transcript)
    section(
      "notes",
      ticket.notes.map {
        "\(VisibleText.clean($0.author.value)), \(TicketWords.length(time.since($0.at))) ago: "
          + VisibleText.clean($0.text)
      }
    )
    section(
      "articles that may help",
      suggestions.map { "\($0.article), \(Int($0.confidence * 100)) %: \($0.title)" }
    )
    section(
      "ready-made replies",
      readyReplies.isEmpty ? [] : [readyReplies.joined(separator: ", ")]
    )
    return sections
  }

  private func heading(_ time: Instant) -> [String] {
    var lines = [
      "\(ticket.priority.name), team \(ticket.team), \(ticket.language.code), "
        + "\(ticket.reason.label), opened \(TicketWords.length(time.since(ticket.openedAt))) ago, "
        + "answer \(TicketWords.due(ticket, at: time))"
    ]
    if let call = ticket.callBack {
      lines.append("call \(VisibleText.clean(call.phone)), \(call.tries) tries so far")
    }
    if !ticket.tags.isEmpty {
      lines.append("tags: \(ticket.tags.map { VisibleText.clean($0) }.joined(separator: ", "))")
    }
    return lines
  }

  private static func lines(of handoff: HandoffRequest) -> [String] {
    var lines = handoff.summary.map { VisibleText.clean($0) }
    if !handoff.evidence.isEmpty {
      lines.append("because: \(VisibleText.clean(handoff.evidence))")
    }
    if !handoff.guesses.isEmpty {
      let guesses = handoff.guesses.filter { $0.confidence >= 0.01 }
        .map { "\($0.target.name) \(Int($0.confidence * 100)) %" }
      lines.append("may mean: \(guesses.joined(separator: ", "))")
    }
    if !handoff.shownArticles.isEmpty {
      lines.append("was shown: \(handoff.shownArticles.joined(separator: ", "))")
    }
    return lines
  }
}
