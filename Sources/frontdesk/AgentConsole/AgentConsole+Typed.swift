/// What the agent types.
extension AgentConsole {
  mutating func carryOut(_ line: String, at now: Double) {
    let typed = TypedLine(line)
    if outbox.isSelecting, !typed.isAlwaysClear {
      held.append(line)
      if link != .up { showHeld() }
      return
    }
    switch typed {
    case .nothing: break
    case .text(let text): say(text, at: now)
    case .number(let number): go(to: number)
    case .verb(let verb, let argument):
      if !settings.isScripted { show(.quiet("> \(line)")) }
      perform(verb, argument, at: now)
    case .name(let name): sendReply(name, at: now)
    case .wrong(let why): refuse(why)
    }
  }

  /// Says once for each time without a connection what becomes of lines; the prompt shows it on.
  private mutating func showHeld() {
    guard !settings.isScripted, !isToldOfKeeping else { return }
    isToldOfKeeping = true
    show(.quiet("not connected: what you type is kept and sent later"))
  }

  private mutating func say(_ text: String, at now: Double) {
    guard let ticket = currentTicket(else: "not sent: \(text)") else { return }
    notify(typing.edited(nil, at: now))
    tickets.watches[ticket]?.hasRead = false
    guard request(.say(ticket: ticket, text: text), at: now) else { return }
    if !settings.isScripted {
      show(.speech(.agent, "you", at: settings.timeOfDay(now), text))
      if link != .up { showHeld() }
    }
  }

  private mutating func perform(_ verb: AgentVerb, _ argument: String, at now: Double) {
    var ticket: Int?
    if verb.needsTicket {
      guard let number = currentTicket(else: nil) else { return }
      ticket = number
    }
    switch verb {
    case .help: showHelp()
    case .quit: quit(at: now)
    case .queue: request(.queue(isShown: true), at: now)
    case .tickets: request(.tickets, at: now)
    case .take where argument.isEmpty, .next:
      request(.verb(.next, ticket: nil, text: ""), at: now)
    case .take, .reopen:
      guard let number = number(argument, for: verb) else { return }
      request(.verb(verb, ticket: number, text: ""), at: now)
    case .switchTo:
      guard let number = number(argument, for: verb) else { return }
      go(to: number)
    case .ticket:
      guard
        let number = argument.isEmpty
          ? currentTicket(else: nil) : number(argument, for: verb)
      else { return }
      request(.view(number, .full), at: now)
    case .suggest: look(ticket, for: .suggestions, at: now)
    case .replies: look(ticket, for: .replies, at: now)
    case .article: sendArticle(argument, ticket, at: now)
    case .snooze:
      guard let minutes = Int(argument), (1...100_000).contains(minutes) else {
        refuse("expected: /snooze MINUTES, such as /snooze 30")
        return
      }
      request(.verb(verb, ticket: ticket, text: argument), at: now)
    case .wrong:
      guard argument.isEmpty || Int(argument) != nil else {
        refuse("\"\(argument)\" is not the number of an answer")
        return
      }
      request(.verb(verb, ticket: ticket, text: argument), at: now)
    case .away, .back:
      presence = verb == .away ? "away" : "online"
      request(.verb(verb, ticket: nil, text: ""), at: now)
    case .reply, .note, .tag, .untag, .transfer, .putBack, .done, .reject, .reached, .missed:
      request(.verb(verb, ticket: ticket, text: argument), at: now)
    }
    if link != .up, !outbox.isEmpty, verb != .quit { showHeld() }
  }

  /// Puts a line among those to be answered, and sends it when it can be; false when it is too long.
  @discardableResult
  mutating func request(_ purpose: Outbox.Purpose, at now: Double) -> Bool {
    let id = outbox.nextID(settings.idPrefix)
    let line = OutgoingLine.request(purpose, id, presence: presence)
    guard line.utf8.count <= OutgoingLine.maximumBytes else {
      refuse("not sent: \(line.utf8.count) bytes are more than the server takes at once")
      return false
    }
    outbox.add(line, id: id, for: purpose)
    flush(at: now)
    return true
  }

  // MARK: Which ticket

  /// The ticket that is worked on; says why there is none.
  private mutating func currentTicket(else lost: String?) -> Int? {
    if let current { return current }
    if let lost { show(.notable(lost)) }
    let own = tickets.mine.keys.sorted()
    switch own.count {
    case 0: refuse("you have no ticket; /next takes the next, /take N takes one")
    case 1: refuse("no ticket is open here; /\(own[0]) goes to yours")
    default:
      refuse("which ticket? \(alternatives(own.map { "/\($0)" }))")
    }
    return nil
  }

  private mutating func number(_ argument: String, for verb: AgentVerb) -> Int? {
    let digits = argument.hasPrefix("#") ? String(argument.dropFirst()) : argument
    if let number = Int(digits), number > 0 { return number }
    refuse("\"\(argument)\" is not a ticket number; expected: \(verb.usage)")
    return nil
  }

  /// Makes one of the agent's tickets the current one.
  mutating func go(to number: Int) {
    guard let ticket = tickets.mine[number] else {
      refuse(
        tickets.waiting[number] == nil
          ? "ticket \(number) is not yours" : "ticket \(number) waits; /take \(number) takes it"
      )
      if settings.isScripted { current = nil }
      return
    }
    current = number
    let unread = tickets.watches[number]?.unread ?? 0
    tickets.watches[number]?.unread = 0
    var text = "ticket \(number): \(ticket.glance)"
    if unread > 0 { text += "; \(unread) new" }
    show(settings.isScripted ? .plain(text) : .heading(text))
    guard !settings.isScripted, unread > 0, let said = recent[number] else { return }
    for line in said.suffix(unread) { show(line) }
  }

  // MARK: Replies and articles

  private mutating func sendReply(_ name: String, at now: Double) {
    let known = (current.flatMap { details[$0] })?.replies.map(\.name)
    if let known, !known.isEmpty, !known.contains(name),
      case .wrong(let why) = TypedLine.unknown(name, known)
    {
      refuse(why)
      return
    }
    // Where the names are not known the server says whether there is one.
    if known == nil, case .wrong(let why) = TypedLine.unknown(name, []), why.contains("did you") {
      refuse(why)
      return
    }
    if !settings.isScripted { show(.quiet("> /\(name)")) }
    perform(.reply, name, at: now)
  }

  private mutating func look(_ ticket: Int?, for purpose: Outbox.ViewPurpose, at now: Double) {
    guard let ticket else { return }
    request(.view(ticket, purpose), at: now)
  }

  mutating func sendArticle(_ argument: String, _ ticket: Int?, at now: Double) {
    guard let ticket else { return }
    guard let number = Int(argument) else {
      request(.verb(.article, ticket: ticket, text: argument), at: now)
      return
    }
    guard let suggestions = details[ticket]?.suggestions else {
      request(.view(ticket, .article(number)), at: now)
      return
    }
    guard suggestions.indices.contains(number - 1) else {
      refuse(
        suggestions.isEmpty
          ? "no article is suggested; /article ID sends one"
          : "there is no suggestion \(number); /suggest shows them"
      )
      return
    }
    request(.verb(.article, ticket: ticket, text: suggestions[number - 1].article), at: now)
  }

  // MARK: Leaving

  private mutating func showHelp() {
    show(.item("TEXT", "goes to the customer of your ticket; //TEXT sends /TEXT", columns: 26))
    for verb in AgentVerb.allCases { show(.item(verb.usage, verb.summary, columns: 26)) }
  }

  /// Goes home; asks first when customers would be left.
  mutating func quit(at now: Double) {
    let own = tickets.mine.values.count { $0.state != "snoozed" }
    if !settings.isScripted, !isLeaving, own > 0 || !outbox.isEmpty {
      isLeaving = true
      var reasons: [String] = []
      if own > 0 {
        let what = own == 1 ? "a ticket" : "\(own) tickets"
        reasons.append("\(what) of yours will wait for others")
      }
      if !outbox.isEmpty { reasons.append("not everything is sent") }
      show(.notable(reasons.joined(separator: "; ") + "; /quit once more ends"))
      return
    }
    guard link == .up else {
      add(.end(settings.isScripted && !isIdle ? .failure : .success, nil))
      return
    }
    request(.end, at: now)
    leaveBy = now + Self.patienceAtEnd
  }

  /// How long the answer to going home is waited for, in seconds.
  private static let patienceAtEnd = 3.0
}

extension TypedLine {
  /// Whether the line means the same whichever ticket is the current one.
  fileprivate var isAlwaysClear: Bool {
    switch self {
    case .nothing, .wrong: true
    case .verb(let verb, _): [.help, .quit, .queue, .away, .back].contains(verb)
    default: false
    }
  }
}
