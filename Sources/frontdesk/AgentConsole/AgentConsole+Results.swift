import FrontdeskEngine
import JSON

/// What comes of the lines that were sent.
extension AgentConsole {
  mutating func answered(_ value: JSONValue, at now: Double) {
    guard let id = value["re"].string, let request = outbox.answered(id) else { return }
    let card = DeskTicket(value["ticket"])
    let hadBefore = Set(tickets.mine.keys)
    if let card { follow(card) }
    switch request.purpose {
    case .queue(let isShown):
      tickets.replaceWaiting(with: value["tickets"].list.compactMap { DeskTicket($0) })
      if isShown { showQueue(at: now) }
    case .tickets:
      tickets.replaceMine(with: value["tickets"].list.compactMap { DeskTicket($0) })
      showMine(at: now)
    case .view(let number, let purpose):
      looked(TicketDetails(value["view"]), number, purpose, at: now)
    case .say(let ticket, _):
      if settings.isScripted { show(.plain("ticket \(ticket): sent")) }
    case .end: add(.end(.success, nil))
    case .verb(let verb, let ticket, let text):
      done(verb, ticket, text, card, value, hadBefore, at: now)
    }
    if request.purpose.selects { carryOutHeld(at: now) }
  }

  /// Takes over a card; a ticket that went away is no longer written to.
  mutating func follow(_ card: DeskTicket) {
    tickets.update(card)
    guard tickets.mine[card.number] == nil else { return }
    details[card.number] = nil
    recent[card.number] = nil
    if current == card.number { current = nil }
  }

  private mutating func done(
    _ verb: AgentVerb,
    _ ticket: Int?,
    _ text: String,
    _ card: DeskTicket?,
    _ value: JSONValue,
    _ hadBefore: Set<Int>,
    at now: Double
  ) {
    let number = card?.number ?? ticket
    let subject = number.map { "ticket \($0)" } ?? "it"
    switch verb {
    case .next, .take:
      guard let card, tickets.mine[card.number] != nil else {
        refuse(value["text"].string ?? "nobody waits")
        if settings.isScripted { current = nil }
        return
      }
      open(card, "is yours", at: now)
    case .reopen:
      guard let card, tickets.mine[card.number] != nil else {
        show(.plain("\(subject) is open again"))
        return
      }
      open(card, "is open again", at: now)
    case .tag, .untag:
      let tags = card?.tags ?? []
      show(.plain("\(subject): " + (tags.isEmpty ? "no tags" : tags.joined(separator: ", "))))
    case .transfer: leave(number, "\(subject) goes to \(text)")
    case .putBack: leave(number, "\(subject) waits again")
    case .snooze: leave(number, "\(subject) is put aside for \(text) min")
    case .done: leave(number, "\(subject) is closed")
    case .reject: leave(number, "\(subject) is turned away")
    case .note: show(.plain("\(subject): noted"))
    case .reached: show(.plain("\(subject): reached"))
    case .missed:
      show(.plain("\(subject): not reached" + (card?.isClosed == true ? "; it is closed" : "")))
    case .wrong: show(.plain("\(subject): the answer is marked as wrong"))
    case .article, .reply: sent(verb, text, number, value, at: now)
    case .away: show(.plain("you are away: no tickets come; /back ends that"))
    case .back: show(.plain("you are back"))
    default: break
    }
  }

  /// Makes a ticket the current one, and shows what was said in it.
  private mutating func open(_ card: DeskTicket, _ what: String, at now: Double) {
    current = card.number
    tickets.watches[card.number]?.unread = 0
    let text = "ticket \(card.number) \(what): \(card.glance)"
    show(settings.isScripted ? .plain(text) : .heading(text))
    if !settings.isScripted { request(.view(card.number, .brief), at: now) }
  }

  /// A ticket left the agent's hands by the agent's own doing.
  private mutating func leave(_ number: Int?, _ text: String) {
    show(.plain(text))
    if let number, current == number { current = nil }
    let own = tickets.mine.values.filter { $0.number != number && $0.state != "snoozed" }
      .map(\.number).sorted()
    guard !settings.isScripted, current == nil, !own.isEmpty else { return }
    show(.quiet("yours: \(own.map { "/\($0)" }.joined(separator: " "))"))
  }

  private mutating func sent(
    _ verb: AgentVerb,
    _ text: String,
    _ number: Int?,
    _ value: JSONValue,
    at now: Double
  ) {
    if settings.isScripted {
      show(.plain("ticket \(number ?? 0): sent \(text)"))
      return
    }
    let known = number.flatMap { details[$0] }
    let wording =
      value["text"].string
      ?? (verb == .reply
        ? known?.replies.first { $0.name == text }?.text
        : known?.suggestions.first { $0.article == text }?.title)
    let name = verb == .reply ? "(/\(text))" : "(article \(text))"
    let said = [wording ?? "", name].filter { !$0.isEmpty }.joined(separator: " ")
    show(.speech(.agent, "you", at: settings.timeOfDay(now), said))
  }

  // MARK: Looking at a ticket

  private mutating func looked(
    _ view: TicketDetails,
    _ number: Int,
    _ purpose: Outbox.ViewPurpose,
    at now: Double
  ) {
    if let card = view.ticket { follow(card) }
    if tickets.mine[number] != nil { details[number] = view }
    let knownLines = tickets.watches[number]?.customerLines
    tickets.watches[number]?.customerLines = view.customerLines
    switch purpose {
    case .full: showEverything(view, number, at: now)
    case .brief: showLast(view, number)
    case .catchUp:
      guard let knownLines, view.customerLines > knownLines else { return }
      let missed = view.transcript.filter(\.isCustomers).suffix(view.customerLines - knownLines)
      let name = tickets.card(number)?.firstName ?? "customer"
      let who = number == current ? name : "#\(number) \(name)"
      if number != current { tickets.watches[number]?.unread += missed.count }
      let speaker: ConsoleLine.Speaker = number == current ? .customer : .otherCustomer
      for entry in missed {
        show(.speech(speaker, who, at: entry.time.map(settings.timeOfDay) ?? "", entry.text))
      }
      add(.ring)
    case .suggestions: showSuggestions(view)
    case .replies: showReplies(view)
    case .article(let index): sendArticle("\(index)", number, at: now)
    }
  }
}
