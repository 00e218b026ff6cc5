import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Handoff
import JSON
import TextAnalysis

/// Tickets and agents as text and as JSON.
enum TicketText {
  static let headings = [
    "ticket", "state", "priority", "team", "lang", "waits", "answer due", "reason", "last message",
  ]

  static func row(_ open: Engine.OpenTicket, at time: Instant) -> [String] {
    let ticket = open.ticket
    return [
      "\(ticket.id)", TicketWords.state(ticket, at: time), ticket.priority.name, ticket.team,
      ticket.language.code, TicketWords.length(time.since(ticket.waitingSince)),
      TicketWords.due(ticket, at: time),
      ticket.reason.label, TicketWords.shortened(open.lastQuestion),
    ]
  }

  // MARK: One ticket

  static func lines(of view: TicketView, at time: Instant, style: Style) -> [String] {
    view.sections(at: time).flatMap { section in
      [style.bold(section.title)] + section.lines.map { "  \($0)" }
    }
  }

  // MARK: JSON

  static func write(_ open: Engine.OpenTicket, to json: inout JSONWriter, at time: Instant) {
    json.object { json in
      write(open.ticket, to: &json)
      json.member("position", open.position)
      json.member("last_message", open.lastQuestion)
    }
  }

  private static func write(_ ticket: Ticket, to json: inout JSONWriter) {
    json.member("ticket", ticket.id.number)
    json.member("conversation", ticket.conversation.value)
    json.member("state", ticket.stateName)
    json.member("agent", ticket.agent?.value)
    json.member("kind", ticket.isCallBack ? "callback" : "chat")
    json.member("priority", ticket.priority.name)
    json.member("team", ticket.team)
    json.member("language", ticket.language.code)
    json.member("channel", ticket.channel)
    json.member("reason", ticket.reason.name)
    json.member("opened", UTCTime.text(ticket.openedAt))
    json.member("first_response_due", UTCTime.text(ticket.firstResponseDue))
    json.member("first_response", ticket.firstResponseAt.map { UTCTime.text($0) })
    json.member("ended", ticket.endedAt.map { UTCTime.text($0) })
    json.key("tags")
    json.array(ticket.tags) { $0.string($1) }
  }

  static func write(_ view: TicketView, to json: inout JSONWriter, at time: Instant) {
    json.object { json in
      write(view.ticket, to: &json)
      json.member("evidence", view.handoff?.evidence)
      json.key("summary")
      json.array(view.handoff?.summary ?? []) { $0.string($1) }
      json.member("customer", view.customer?.id)
      json.key("slots")
      json.object { json in
        for (name, value) in view.slots.sorted(by: { $0.key < $1.key }) {
          json.key(named: name)
          json.string(value.json.text)
        }
      }
      json.key("orders")
      json.array(view.orders) { $0.string($1) }
      json.key("transcript")
      json.array(view.transcript) { $0.string($1) }
      json.key("notes")
      json.array(view.ticket.notes) { json, note in
        json.object { json in
          json.member("by", note.author.value)
          json.member("time", UTCTime.text(note.at))
          json.member("text", note.text)
        }
      }
      json.key("earlier")
      json.array(view.earlier) { json, earlier in
        json.object { json in
          json.member("conversation", earlier.id.value)
          json.member("last", UTCTime.text(earlier.lastAt))
          json.member("messages", earlier.turns)
          json.member("handoffs", earlier.handoffs)
        }
      }
      json.key("suggestions")
      json.array(view.suggestions) { json, suggestion in
        json.object { json in
          json.member("article", suggestion.article)
          json.member("title", suggestion.title)
          json.member("confidence", suggestion.confidence)
        }
      }
      json.key("ready_replies")
      json.array(view.readyReplies) { $0.string($1) }
    }
  }

  // MARK: Agents

  static let agentHeadings = ["agent", "teams", "languages", "skills", "capacity", "tickets"]

  static func row(_ agent: DeskAgent) -> [String] {
    let profile = agent.profile
    return [
      VisibleText.clean(profile.id.value),
      profile.teams?.joined(separator: ", ") ?? "all",
      profile.languages?.map(\.code).joined(separator: ", ") ?? "all",
      profile.skills?.joined(separator: ", ") ?? "all",
      "\(profile.capacity)",
      (agent.tickets + agent.snoozed).map(\.description).joined(separator: ", "),
    ]
  }

  static func write(_ agent: DeskAgent, to json: inout JSONWriter) {
    json.object { json in
      json.member("agent", agent.profile.id.value)
      json.member("name", agent.profile.name)
      json.member("capacity", agent.profile.capacity)
      json.key("tickets")
      json.array(agent.tickets + agent.snoozed) { $0.number($1.number) }
    }
  }
}
