import FrontdeskEngine
import JSON

/// What happens at the desk, told to every agent.
extension AgentConsole {
  mutating func happened(_ value: JSONValue, at now: Double) {
    guard let card = DeskTicket(value["ticket"]), let event = value["event"].string else { return }
    let wasMine = tickets.mine[card.number] != nil
    let wasWaiting = tickets.waiting[card.number] != nil
    for member in ["agent", "by", "to"] { tickets.hear(value[member].string) }
    follow(card)
    let isMine = tickets.mine[card.number] != nil
    // What the agent does is told by the answer to it. What is taken away for lying too long is "by"
    // the agent as well, but nothing was asked for then.
    let isGone = wasMine && !isMine
    let isOwnDoing =
      value["by"].string == name && (!isGone || outbox.isWaiting(about: card.number))
    if isMine, !wasMine {
      let isAskedFor = outbox.isSelecting || outbox.isWaiting(about: card.number)
      if !isOwnDoing, !isAskedFor { given(card, event, value) }
      return
    }
    if isOwnDoing || (isMine && Self.isKnownToOwner(event, value)) || event == "queue.position" {
      return
    }
    let text = words(event, card, value, at: now)
    if wasMine {
      show(.notable(isMine || card.isClosed ? text : text + "; it is not yours any more"))
      return
    }
    if event == "queue.enqueued" || (card.waits && !wasWaiting) { add(.ring) }
    // A ticket that is late needs somebody.
    let isUrgent = event == "handoff.status" && value["status"].string == "late"
    show(isUrgent ? .notable(text) : .quiet(text))
  }

  /// Whether an event about a ticket can only be what its own agent just did.
  private static func isKnownToOwner(_ event: String, _ value: JSONValue) -> Bool {
    switch event {
    case "queue.assigned": true
    case "handoff.status": ["snoozed", "called"].contains(value["status"].string)
    default: false
    }
  }

  private mutating func given(_ card: DeskTicket, _ event: String, _ value: JSONValue) {
    var text = "ticket \(card.number) is given to you"
    if event == "queue.transferred", let by = value["by"].string { text += " by \(by)" }
    if let why = value["why"].string, !why.isEmpty { text += " (\(why))" }
    text += ": \(card.glance)"
    if !card.question.isEmpty { text += ": \(card.question)" }
    show(.notable(text))
    if !settings.isScripted { show(.quiet("/\(card.number) goes to it")) }
    add(.ring)
  }

  /// An event in one line.
  private func words(
    _ event: String,
    _ card: DeskTicket,
    _ value: JSONValue,
    at now: Double
  ) -> String {
    let subject = "ticket \(card.number)"
    let by = value["by"].string.map { " by \($0)" } ?? ""
    let why = value["why"].string.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
    switch event {
    case "queue.enqueued":
      return "\(subject) waits: \(card.glance)"
        + (card.question.isEmpty ? "" : ": \(card.question)")
    case "queue.assigned":
      return "\(subject) is with \(value["agent"].string ?? card.agent ?? "somebody")\(why)"
    case "queue.transferred":
      return "\(subject) goes to \(value["to"].words)\(by)"
    case "queue.requeued": return "\(subject) waits again\(why)"
    case "queue.expired": return "\(subject) has expired\(why)"
    case "handoff.status":
      switch value["status"].string {
      case "snoozed"?: return "\(subject) is put aside\(by)"
      case "woke"?: return "\(subject) is back from being put aside"
      case "late"?: return "\(subject) is late: \(card.glance)"
      case "called"?: return "\(subject): the customer was rung up\(by)"
      case "raised"?: return "\(subject) is \(card.priority) now"
      case let status: return "\(subject): \(status ?? "")"
      }
    case "conversation.resolved":
      return (card.state == "rejected" ? "\(subject) is turned away" : "\(subject) is closed")
        + by + why
    case "conversation.reopened": return "\(subject) is open again\(by.isEmpty ? "" : ",")\(by)"
    case "csat.received":
      let comment = value["comment"].string.flatMap { $0.isEmpty ? nil : ": \($0)" } ?? ""
      return "\(subject): \(value["kind"].string ?? "feedback") \(value["value"].words)\(comment)"
    default: return "\(subject): \(event.split(separator: ".").joined(separator: " "))\(why)"
    }
  }
}
