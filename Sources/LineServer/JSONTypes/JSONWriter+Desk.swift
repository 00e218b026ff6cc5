import Content
import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import TextAnalysis

/// Tickets as agents' programs read them.
extension JSONWriter {
  mutating func cards(_ name: StaticString, _ cards: [TicketCard]) {
    key(name)
    array(cards) { $0.card($1) }
  }

  mutating func card(_ card: TicketCard) {
    object { writer in
      writer.member("number", card.number)
      writer.member("state", card.state)
      writer.member("language", card.language.code)
      if !card.channel.isEmpty { writer.member("channel", card.channel) }
      if !card.team.isEmpty { writer.member("team", card.team) }
      writer.member("priority", card.priority)
      writer.member("reason", card.reason)
      writer.member("opened", UTCTime.text(card.opened))
      if let due = card.due { writer.member("due", UTCTime.text(due)) }
      writer.member("position", card.position)
      if let agent = card.agent { writer.member("agent", agent.value) }
      if !card.tags.isEmpty {
        writer.key("tags")
        writer.array(card.tags) { $0.string($1) }
      }
      if let phone = card.phone { writer.member("phone", phone) }
      writer.member("question", card.question)
      if let customer = card.customer { writer.member("customer", customer) }
    }
  }

  /// Writes the members of everything that is known about a ticket.
  mutating func view(_ view: TicketView, _ card: TicketCard, at time: Instant) {
    key("view")
    object { writer in
      writer.key("card")
      writer.card(card)
      writer.key("transcript")
      writer.array(view.transcript) { $0.string($1) }
      writer.key("slots")
      writer.object { writer in
        for (name, value) in view.slots.sorted(by: { $0.key < $1.key }) {
          writer.key(named: name)
          writer.value(value.json.text)
        }
      }
      writer.key("orders")
      writer.array(view.orders) { $0.string($1) }
      writer.key("suggestions")
      writer.array(view.suggestions) { writer, suggestion in
        writer.object { writer in
          writer.member("article", suggestion.article)
          writer.member("title", suggestion.title)
          writer.member("confidence", suggestion.confidence)
        }
      }
      writer.key("replies")
      writer.array(view.readyReplies) { $0.string($1) }
      writer.key("notes")
      writer.array(view.ticket.notes) { writer, note in
        writer.object { writer in
          writer.member("agent", note.author.value)
          writer.member("text", note.text)
        }
      }
      writer.key("earlier")
      writer.array(view.earlier) { writer, earlier in
        writer.object { writer in
          writer.member("turns", earlier.turns)
          writer.member("handoffs", earlier.handoffs)
          writer.member("question", earlier.lastQuestion)
        }
      }
    }
  }
}
