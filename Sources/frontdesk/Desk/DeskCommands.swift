import Dialogue
import Evaluation
import FrontdeskEngine
import Handoff
import JSON
import Storage
import Wire

extension Command {
  static let desk = Command(
    name: "desk",
    summary: "lists the tickets that wait or are worked on, in the order they should be taken",
    options: DeskCommands.readingOptions,
    details: """
      A ticket is a customer who needs a person. The order is priority, then the time by which
      somebody must have answered, then age; who waits very long rises. Reads beside a running
      server.
      """,
    examples: [
      Example("frontdesk desk", "shows the queue"),
      Example("frontdesk desk -q", "writes the numbers of the tickets alone"),
      Example("frontdesk desk conv 12", "shows everything about ticket 12"),
      Example("frontdesk desk conv 12 assign", "gives ticket 12 to whoever is logged in"),
      Example("frontdesk desk agents", "shows who works on what"),
    ],
    run: { try DeskCommands.list($0, $1) }
  )

  static let deskConversation = Command(
    name: "desk conv",
    summary: "shows a ticket, or does something with it",
    operands: "NUMBER [VERB [TEXT ...]]",
    options: DeskCommands.readingOptions + [
      DeskCommands.agent, DeskCommands.team, DeskCommands.reason, DeskCommands.until,
    ],
    details: """
      Without a verb: the ticket, why it was handed over, what was said, what the shop knows of the
      customer, articles that may help and ready-made replies. Verbs:
        assign             gives it to --agent
        transfer           from --agent to --team, or to the agent that follows
        return             puts it back into the queue
        snooze             puts it aside until --until, such as 2h or 2026-12-01T09:00:00Z
        say TEXT           writes to the customer
        article ID         sends the answer of an article
        reply NAME         sends a ready-made reply
        note TEXT          adds what only agents see
        tag TAG, untag TAG
        resolve            closes it, with --reason
        reject             turns it away, with --reason
        reopen             opens it again
        reached, missed    what came of a call
        wrong [NUMBER]     marks the bot's last answer, or that of an event, as wrong
      --agent says who does it (default: $USER). What changes something takes the store's lock: while
      a server runs it ends with status 2.
      """,
    examples: [
      Example("frontdesk desk conv 12", "shows ticket 12"),
      Example("frontdesk desk conv 12 assign --agent ana", "gives it to ana"),
      Example("frontdesk desk conv 12 reply late-parcel --agent ana", "sends a ready-made reply"),
      Example("frontdesk desk conv 12 resolve --reason refunded --agent ana", "closes it"),
    ],
    run: { try DeskCommands.conversation($0, $1) }
  )

  static let deskAgents = Command(
    name: "desk agents",
    summary: "lists the agents of the shop's files, and who works on which tickets",
    options: DeskCommands.readingOptions,
    examples: [Example("frontdesk desk agents", "shows who works on what")],
    run: { try DeskCommands.agents($0, $1) }
  )
}

/// What agents do at the desk from a command line.
enum DeskCommands {
  static let agent = Option(
    name: "agent",
    short: "a",
    value: "NAME",
    expected: "the name of an agent",
    summary: "who does it (default: the user's name)"
  )
  static let team = Option(
    name: "team",
    value: "NAME",
    expected: "a team of desk.yml",
    summary: "the team it goes to"
  )
  static let reason = Option(
    name: "reason",
    value: "TEXT",
    expected: "a few words",
    summary: "why it is closed or turned away"
  )
  static let until = Option(
    name: "until",
    value: "TIME",
    expected: "a length such as 30m, 2h or 1d, or a time such as 2026-12-01T09:00:00Z",
    summary: "when a ticket that is put aside comes back"
  )
  static let readingOptions =
    [OpenStore.store, Option.output, ServiceOptions.quiet] + OpenShop.options

  // MARK: Reading

  static func list(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    if let word = arguments.operands.first {
      throw UsageError(
        "there is no \"desk \(word)\"; expected desk, desk conv NUMBER or desk agents"
      )
    }
    let (shop, time) = try reading(arguments, console)
    let tickets = shop.engine.openTickets()
    let output = console.output
    if arguments.has(ServiceOptions.quiet) {
      for ticket in tickets { try output.writeLine("\(ticket.ticket.id.number)") }
      return .success
    }
    if try arguments.wantsJSON() {
      var json = JSONWriter()
      json.array(tickets) { TicketText.write($1, to: &$0, at: time) }
      try json.endLine(into: output)
      return .success
    }
    guard !tickets.isEmpty else {
      try output.writeLine("nobody waits")
      return .success
    }
    let rows = tickets.map { TicketText.row($0, at: time) }
    for line in columns([TicketText.headings] + rows) { try output.writeLine(line) }
    return .success
  }

  static func agents(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let (shop, _) = try reading(arguments, console)
    let agents = shop.engine.knownAgents
    if arguments.has(ServiceOptions.quiet) {
      for agent in agents { try console.output.writeLine(agent.profile.id.value) }
      return .success
    }
    if try arguments.wantsJSON() {
      var json = JSONWriter()
      json.array(agents) { TicketText.write($1, to: &$0) }
      try json.endLine(into: console.output)
      return .success
    }
    guard !agents.isEmpty else {
      try console.output.writeLine("no agents in desk.yml, and nobody has a ticket")
      return .success
    }
    let rows = agents.map(TicketText.row)
    for line in columns([TicketText.agentHeadings] + rows) { try console.output.writeLine(line) }
    return .success
  }

  static func conversation(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    guard let word = arguments.operands.first else { throw UsageError("NUMBER is missing") }
    guard let number = Int(word), number > 0 else {
      throw UsageError("\"\(word)\" is not the number of a ticket; expected a whole number from 1")
    }
    let id = TicketID(number)
    guard arguments.operands.count > 1 else {
      let (shop, time) = try reading(arguments, console)
      guard let view = try shop.engine.view(of: id, at: time) else {
        return try refuse("there is no ticket \(number)", console)
      }
      if try arguments.wantsJSON() {
        var json = JSONWriter()
        TicketText.write(view, to: &json, at: time)
        try json.endLine(into: console.output)
      } else {
        for line in TicketText.lines(of: view, at: time, style: console.output.style) {
          try console.output.writeLine(line)
        }
      }
      return .success
    }
    return try change(id, arguments, console)
  }

  /// The shop over its store as it is now, for looking at.
  private static func reading(
    _ arguments: Arguments,
    _ console: Console
  ) throws -> (OpenShop, Instant) {
    let store = try OpenStore.forReading(arguments)
    let shop = try OpenShop(arguments, console, store: store)
    try shop.engine.loadDesk()
    return (shop, shop.now())
  }

  // MARK: Changing

  private static func change(
    _ id: TicketID,
    _ arguments: Arguments,
    _ console: Console
  ) throws -> ExitStatus {
    let call = try call(id, arguments)
    let store = try OpenStore.forChanging(arguments)
    defer { store.close() }
    let shop = try OpenShop(arguments, console, store: store)
    let time = shop.now()
    do {
      let desk = try Desk(shop.engine, over: store, at: time)
      for delivery in try desk.perform(call, at: time) where !delivery.text.isEmpty {
        switch delivery.recipient {
        case .agent: try console.output.writeLine(delivery.text)
        case .customer: try console.output.writeLine("to the customer: \(delivery.text)")
        }
      }
      if let view = try shop.engine.view(of: id, at: time) {
        try console.log("ticket \(id) is \(TicketWords.state(view.ticket, at: time))")
      }
      return .success
    } catch let error as DeskError {
      return try refuse(error.message, console)
    }
  }

  private static func refuse(_ message: String, _ console: Console) throws -> ExitStatus {
    try console.log("frontdesk: \(message)")
    return .failure
  }

  private static func call(_ id: TicketID, _ arguments: Arguments) throws -> DeskCall {
    let verb = arguments.operands[1]
    let rest = arguments.operands.dropFirst(2).joined(separator: " ")
    func who() throws -> AgentID {
      guard let name = arguments.value(of: agent) ?? environment("USER"), !name.isEmpty else {
        throw UsageError("--agent is missing; expected the name of an agent")
      }
      return AgentID(name)
    }
    func text(_ what: String) throws -> String {
      guard !rest.isEmpty else { throw UsageError("\(verb): \(what) is missing") }
      return rest
    }
    let reason = arguments.value(of: reason)
    switch verb {
    case "assign": return .assign(id, to: try who())
    case "transfer":
      if let team = arguments.value(of: team) {
        return .transfer(id, by: try who(), to: .team(team))
      }
      return .transfer(id, by: try who(), to: .agent(AgentID(try text("--team, or an agent,"))))
    case "return": return .putBack(id, by: try who())
    case "snooze": return .snooze(id, by: try who(), until: try moment(arguments))
    case "say": return .say(id, by: try who(), text: try text("TEXT"))
    case "article": return .article(id, by: try who(), id: try text("ID"))
    case "reply": return .readyReply(id, by: try who(), name: try text("NAME"))
    case "note": return .note(id, by: try who(), text: try text("TEXT"))
    case "tag": return .tag(id, by: try who(), tag: try text("TAG"))
    case "untag": return .untag(id, by: try who(), tag: try text("TAG"))
    case "resolve": return .resolve(id, by: try who(), reason: reason ?? "done")
    case "reject":
      guard let reason else { throw UsageError("--reason is missing; expected a few words") }
      return .reject(id, by: try who(), reason: reason)
    case "reopen": return .reopen(id, by: try who())
    case "reached": return .callTried(id, by: try who(), reached: true)
    case "missed": return .callTried(id, by: try who(), reached: false)
    case "wrong":
      guard rest.isEmpty || Int(rest) != nil else {
        throw UsageError("wrong: \"\(rest)\" is not the number of an event")
      }
      return .markWrong(id, answer: Int(rest), by: try who())
    default:
      let meant = suggestion(for: verb, among: verbs)
      throw UsageError(
        "a ticket has no verb \(verb)" + (meant.map { "; did you mean \($0)?" } ?? "")
      )
    }
  }

  private static let verbs = [
    "assign", "transfer", "return", "snooze", "say", "article", "reply", "note", "tag", "untag",
    "resolve", "reject", "reopen", "reached", "missed", "wrong",
  ]

  private static func moment(_ arguments: Arguments) throws -> Instant {
    let now = Instant(secondsSinceEpoch: secondsSinceEpoch())
    let text = try arguments.required(until)
    if let seconds = ServicePeriod.seconds(text) { return now.after(seconds) }
    guard let time = UTCTime.instant(text) else { throw arguments.wrong(text, for: until) }
    guard time > now else { throw UsageError("--until \(text) is over; expected a time to come") }
    return time
  }
}
