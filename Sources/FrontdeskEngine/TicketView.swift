package import Content
package import Dialogue
package import Handoff
import TextAnalysis
import Understanding

/// Everything an agent wants to see of a ticket.
package struct TicketView: Sendable {
  package struct Suggestion: Sendable {
    package let article: String
    package let title: String
    /// 0 to 1.
    package let confidence: Double
  }

  /// Another conversation of the same customer.
  package struct Earlier: Sendable {
    package let id: ConversationID
    package let lastAt: Instant
    package let turns: Int
    package let handoffs: Int
    /// The last thing the customer said.
    package let lastQuestion: String
  }

  package let ticket: Ticket
  /// What the handoff said; nil where the conversation went on without one.
  package let handoff: HandoffRequest?
  package let customer: Customer?
  /// One line each.
  package let transcript: [String]
  /// What the customer said last.
  package let lastQuestion: String
  package let slots: [String: SlotValue]
  /// Newest first.
  package let earlier: [Earlier]
  /// The numbers of the customer's orders that were spoken of, newest first.
  package let orders: [String]
  /// For the last message, best first.
  package let suggestions: [Suggestion]
  /// The names of the ready-made replies.
  package let readyReplies: [String]
}

extension Engine {
  /// What is known about a ticket, open or over; nil when there is none of the number.
  package func view(of id: TicketID, at time: Instant) throws(StoreError) -> TicketView? {
    let kept = try store?.ticket(id)
    guard let ticket = queue.ticket(id) ?? kept?.ticket else { return nil }
    let conversation = session(ticket.conversation)?.conversation
    if let failure = journal.failure { throw failure }
    let last = conversation?.lastQuestion ?? ""
    var earlier: [TicketView.Earlier] = []
    var orders = conversation.map(Self.orders) ?? []
    if let customer = conversation?.customer {
      if let order = customer["last_order"], !orders.contains(order) { orders.append(order) }
      for summary in try store?.conversations(ofCustomer: customer.id) ?? []
      where summary.id != ticket.conversation && earlier.count < Self.mostEarlier {
        guard let other = session(summary.id)?.conversation else { continue }
        for order in Self.orders(other) where !orders.contains(order) { orders.append(order) }
        earlier.append(
          TicketView.Earlier(
            id: summary.id,
            lastAt: summary.lastAt,
            turns: summary.turnCount,
            handoffs: summary.handoffs,
            lastQuestion: VisibleText.clean(other.lastQuestion ?? "")
          )
        )
      }
    }
    let language = conversation?.language ?? ticket.language
    return TicketView(
      ticket: ticket,
      handoff: conversation?.handoff ?? conversation?.lastHandoff,
      customer: conversation?.customer,
      transcript: conversation.map { Transcript($0).lines } ?? [],
      lastQuestion: VisibleText.clean(last),
      slots: conversation?.slots ?? [:],
      earlier: earlier,
      orders: orders,
      suggestions: suggestions(for: last, in: conversation),
      readyReplies: readyReplies(in: language)
    )
  }

  private static let mostEarlier = 5
  private static let mostSuggestions = 3
  private static let leastSuggested = 0.05

  private func suggestions(
    for line: String,
    in conversation: Conversation?
  ) -> [TicketView.Suggestion] {
    guard let conversation, !line.isEmpty,
      let interpretation = understand(line, in: conversation).interpretation
    else { return [] }
    let base = knowledgeBase(spokenLanguage(conversation))
    return interpretation.candidates.compactMap { candidate -> TicketView.Suggestion? in
      guard case .article(let id) = candidate.target, candidate.confidence >= Self.leastSuggested
      else { return nil }
      return TicketView.Suggestion(
        article: id,
        title: base.label(of: candidate.target),
        confidence: candidate.confidence
      )
    }.prefix(Self.mostSuggestions).map { $0 }
  }

  /// The order numbers of a conversation, the last one first.
  private static func orders(_ conversation: Conversation) -> [String] {
    var numbers: [String] = []
    for case .slotSet("order_number", .text(let number)?) in conversation.events.reversed()
    where !numbers.contains(number) {
      numbers.append(number)
    }
    return numbers
  }
}
