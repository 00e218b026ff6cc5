import FrontdeskEngine

/// Tickets, one a row or with everything about them.
extension AgentConsole {
  mutating func showQueue(at now: Double) {
    guard !tickets.waiting.isEmpty else {
      show(.plain("nobody waits"))
      return
    }
    showRows(tickets.queue, at: now)
  }

  mutating func showMine(at now: Double) {
    guard !tickets.mine.isEmpty else {
      show(.plain("you have no tickets"))
      return
    }
    showRows(tickets.mine.values.sorted { $0.number < $1.number }, at: now)
  }

  private mutating func showRows(_ rows: [DeskTicket], at now: Double) {
    let channels = Set(rows.map(\.channel))
    let dues = rows.map { due($0, at: now) }
    let cells = zip(rows, dues).map { ticket, due in
      var cells = ["#\(ticket.number)", ticket.language]
      cells.append(ticket.opened.map { TicketWords.length(now - $0) } ?? "")
      if !dues.allSatisfy(\.isEmpty) { cells.append(due) }
      if channels.count > 1 { cells.append(ticket.channel) }
      // The last cell of a row is not filled up with blanks.
      return cells.map { ConsoleText.clean($0) } + [""]
    }
    for (ticket, row) in zip(rows, columns(cells)) {
      var text = row
      if let unread = tickets.watches[ticket.number]?.unread, unread > 0 {
        text += "\(unread) new, "
      }
      text += ticket.reason
      if !ticket.customer.isEmpty { text += ", \(ticket.firstName)" }
      if !ticket.question.isEmpty { text += ": \(ticket.question)" }
      let isLate = ticket.waits && ticket.due.map { $0 < now } ?? false
      show(ConsoleLine(text: text, tone: isLate ? .notable : .plain, isCut: true))
    }
  }

  private func due(_ ticket: DeskTicket, at now: Double) -> String {
    if ticket.state == "snoozed" { return "put aside" }
    guard ticket.waits, let due = ticket.due else { return "" }
    return due < now ? "late" : "due \(TicketWords.length(due - now))"
  }

  // MARK: One ticket

  /// What was said last, and what may help.
  mutating func showLast(_ view: TicketDetails, _ number: Int) {
    let shown = view.transcript.suffix(Self.mostBrief)
    if view.transcript.count > shown.count {
      show(.quiet("\(view.transcript.count - shown.count) lines before; /ticket shows them"))
    }
    for entry in shown { show(speech(entry, number)) }
    if let phone = tickets.card(number)?.phone { show(.notable("to be rung up: \(phone)")) }
    if !view.suggestions.isEmpty {
      let titles = view.suggestions.prefix(3).enumerated().map { "\($0 + 1) \($1.article)" }
      show(.quiet("may help, /article N sends: \(titles.joined(separator: ", "))"))
    }
  }

  private static let mostBrief = 12

  mutating func showEverything(_ view: TicketDetails, _ number: Int, at now: Double) {
    if let card = view.ticket ?? tickets.card(number) { showHead(card, at: now) }
    section("conversation", view.transcript) { $0.speech($1, number) }
    section("known", view.slots) { .item($1.name, $1.text, columns: 20) }
    section("orders", view.orders) { ConsoleLine(indent: 2, text: $1) }
    if !view.suggestions.isEmpty { showSuggestions(view) }
    if !view.replies.isEmpty { showReplies(view) }
    section("notes", view.notes) { $0.speech($1, number) }
    section("earlier conversations", view.earlier) { ConsoleLine(indent: 2, text: $1) }
  }

  private mutating func showHead(_ card: DeskTicket, at now: Double) {
    let who = card.customer.isEmpty ? "" : ", \(card.customer)"
    show(.heading("ticket \(card.number)\(who), \(state(of: card))"))
    var facts = [
      card.language, card.channel, card.team.isEmpty ? "" : "team \(card.team)", card.priority,
      card.reason,
    ]
    if let opened = card.opened { facts.append("opened \(TicketWords.length(now - opened)) ago") }
    if card.waits, let due = card.due {
      let left = due - now
      facts.append(
        left < 0 ? "\(TicketWords.length(-left)) late" : "due in \(TicketWords.length(left))"
      )
    }
    if let position = card.position { facts.append("number \(position) in the queue") }
    show(ConsoleLine(indent: 2, text: facts.filter { !$0.isEmpty }.joined(separator: ", ")))
    if let phone = card.phone { show(.item("phone", phone, columns: 5)) }
    if !card.tags.isEmpty {
      show(.item("tags", card.tags.joined(separator: ", "), columns: 5))
    }
  }

  private func state(of card: DeskTicket) -> String {
    let agent = card.agent.map { $0 == name ? "you" : $0 }
    switch card.state {
    case "pending": return "waiting"
    case "assigned": return "with \(agent ?? "somebody")"
    case "snoozed": return "put aside by \(agent ?? "somebody")"
    case "rejected": return "turned away"
    case let state: return state
    }
  }

  mutating func showSuggestions(_ view: TicketDetails) {
    guard !view.suggestions.isEmpty else {
      show(.plain("no article is suggested"))
      return
    }
    show(.heading("articles that may help; /article N sends one"))
    for (index, suggestion) in view.suggestions.enumerated() {
      let sureness = suggestion.confidence.map { " \(Int(($0 * 100).rounded())) %" } ?? ""
      let title = suggestion.title.isEmpty ? "" : "\(suggestion.title) "
      show(.item("\(index + 1)", "\(title)(\(suggestion.article)\(sureness))", columns: 2))
    }
  }

  mutating func showReplies(_ view: TicketDetails) {
    guard !view.replies.isEmpty else {
      show(.plain("there are no ready-made replies"))
      return
    }
    show(.heading("ready-made replies; /NAME sends one"))
    if view.replies.allSatisfy(\.text.isEmpty) {
      let names = view.replies.map { "/\($0.name)" }.joined(separator: "  ")
      show(ConsoleLine(indent: 2, text: names))
      return
    }
    for reply in view.replies { show(.item("/\(reply.name)", reply.text, columns: 22)) }
  }

  private mutating func section<Item>(
    _ title: String,
    _ items: [Item],
    _ line: (AgentConsole, Item) -> ConsoleLine
  ) {
    guard !items.isEmpty else { return }
    show(.heading(title))
    for item in items { show(line(self, item)) }
  }

  /// A line of a transcript, or a note.
  func speech(_ entry: TicketDetails.Entry, _ number: Int) -> ConsoleLine {
    let time = entry.time.map(settings.timeOfDay) ?? ""
    // `bot (track-order)`: the article belongs behind the text.
    let parts = entry.who.split(separator: " (", maxSplits: 1)
    let who = parts.first.map { String($0) } ?? ""
    let source = parts.count > 1 ? " (\(parts[1])" : ""
    let text = entry.text + source
    switch who {
    case "customer":
      return .speech(.customer, tickets.card(number)?.firstName ?? who, at: time, text)
    case name where !name.isEmpty: return .speech(.agent, "you", at: time, text)
    case "bot", "system", "customer sent", "": return .speech(.other, who, at: time, text)
    default: return .speech(.agent, who, at: time, text)
    }
  }
}
