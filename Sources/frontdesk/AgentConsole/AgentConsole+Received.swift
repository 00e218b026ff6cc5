import JSON

/// What the server sends.
extension AgentConsole {
  mutating func take(_ value: JSONValue, at now: Double) {
    let type = value["type"].string
    if case .greeting(let id) = link {
      switch type {
      case "welcome": welcome(value, at: now)
      case "error" where value["re"].string ?? id == id: refusedAtDoor(value["error"], at: now)
      default: break
      }
      return
    }
    switch type {
    case "result": answered(value, at: now)
    case "error": refused(value, at: now)
    case "message": said(value, at: now)
    case "typing":
      if let ticket = value["ticket"].int {
        tickets.watches[ticket]?.typedAt = value["on"].bool == false ? nil : now
      }
    case "read":
      if let ticket = value["ticket"].int { tickets.watches[ticket]?.hasRead = true }
    case "event": happened(value, at: now)
    case "notice":
      if let text = value["text"].string, !text.isEmpty { show(.notable(text)) }
    case "moved":
      add(.end(.failure, "\(name) is connected from elsewhere now; this console has ended"))
    default: break
    }
  }

  // MARK: Messages

  private mutating func said(_ value: JSONValue, at now: Double) {
    guard let number = value["ticket"].int else { return }
    var text = value["text"].string ?? ""
    for file in value["attachments"].list {
      text += (text.isEmpty ? "" : "\n") + SentFile(file).words
    }
    tickets.watches[number]?.typedAt = nil
    if let lines = tickets.watches[number]?.customerLines {
      tickets.watches[number]?.customerLines = lines + 1
    }
    let name = tickets.card(number)?.firstName ?? "customer"
    let time = settings.timeOfDay(now)
    remember(.speech(.customer, name, at: time, text), of: number)
    if settings.isScripted {
      show(.speech(.customer, name, ticket: number, text))
    } else if number == current {
      show(.speech(.customer, name, at: time, text))
    } else {
      tickets.watches[number]?.unread += 1
      show(.speech(.otherCustomer, "#\(number) \(name)", at: time, text))
    }
    add(.ring)
  }

  /// Keeps what customers said last, for when the agent goes to their ticket.
  private mutating func remember(_ line: ConsoleLine, of number: Int) {
    var lines = recent[number] ?? []
    lines.append(line)
    recent[number] = lines.suffix(Self.mostRecent)
  }

  private static let mostRecent = 20

  // MARK: Errors

  private mutating func refusedAtDoor(_ error: JSONValue, at now: Double) {
    let message = error["message"].string ?? ""
    let detail = message.isEmpty ? "" : ": \(message)"
    switch error["code"].string {
    case "unauthorized"?:
      let isToken = if case .token = settings.identity { true } else { false }
      add(
        .end(
          .failure,
          isToken
            ? "the server does not know this token\(detail)"
            : "the server wants a token\(detail); --token-file FILE or FRONTDESK_TOKEN gives it"
        )
      )
    case "forbidden"?:
      add(
        .end(
          .failure,
          "the server does not let you in\(detail); "
            + "--token-file FILE or FRONTDESK_TOKEN gives a token"
        )
      )
    case "try_again"?, "too_fast"?, "too_many"?, "draining"?, "timeout"?, "internal"?:
      let text = "the server cannot take you now\(detail)"
      guard wasWelcomed else {
        add(.end(.failure, text))
        return
      }
      show(.problem(text))
      add(.reconnect)
    case "refused"? where wasWelcomed:
      // The server may not have noticed yet that the former connection of this name is gone.
      show(.problem("the server does not let you in yet\(detail)"))
      add(.reconnect)
    default: add(.end(.failure, "the server does not let you in\(detail)"))
    }
  }

  private mutating func refused(_ value: JSONValue, at now: Double) {
    let error = value["error"]
    let code = error["code"].string ?? ""
    if let id = value["re"].string, ["try_again", "too_fast"].contains(code) {
      let wait = min(max(error["retry_after"].double ?? 2, 0.1), 30)
      if outbox.delay(id, by: wait, at: now) { return }
    }
    let request =
      value["re"].string.flatMap { outbox.answered($0) }
      ?? error["line"].int.flatMap { outbox.answered(line: $0) }
    let message = error["message"].string ?? ""
    let why = message.isEmpty ? code.spaced : message
    guard let request else {
      // A line that nobody waits for, such as that somebody types.
      if value["re"].string == nil { refuse(why) }
      return
    }
    switch request.purpose {
    case .say(_, let text): refuse("not sent: \(why)\n\(text)")
    case .end:
      refuse(why)
      add(.end(.failure, nil))
    case .queue(isShown: false), .view(_, .brief), .view(_, .catchUp): break
    case .verb(let verb, _, _):
      refuse(why)
      if verb == .away || verb == .back { presence = verb == .away ? "online" : "away" }
    default: refuse(why)
    }
    if request.purpose.selects { couldNotSelect(at: now) }
  }

  /// What was typed for a ticket that was not taken must not go to another one.
  private mutating func couldNotSelect(at now: Double) {
    if settings.isScripted { current = nil }
    let lines = held
    held = []
    for line in lines {
      if case .text = TypedLine(line) {
        show(.notable("not sent: \(line)"))
      } else {
        carryOut(line, at: now)
      }
    }
  }

  /// Carries out what was typed while a ticket was being taken.
  mutating func carryOutHeld(at now: Double) {
    let lines = held
    held = []
    for line in lines { carryOut(line, at: now) }
  }
}
