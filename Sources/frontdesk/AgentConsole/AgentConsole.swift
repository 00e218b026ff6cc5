import JSON

/// The agents' console without its socket and its terminal: lines in; lines to send and to show out.
///
/// What happens comes as calls with the time in seconds since the Unix epoch; each returns what is to
/// be done about it, in order. Same calls, same effects.
struct AgentConsole {
  /// Who the agent says to be.
  enum Identity: Equatable, Sendable {
    case token(String)
    case name(String)
  }

  struct Settings: Sendable {
    var identity: Identity
    var presence = "online"
    /// Whether lines come from a program: nothing is shown that it did not ask for or must know.
    var isScripted = false
    /// What makes ids of this run like those of no other.
    var idPrefix: String
    /// The time of day of a moment, such as `10:42`.
    var timeOfDay: @Sendable (Double) -> String
  }

  enum Effect: Equatable {
    /// A line of JSON, without its end.
    case send(String)
    case show(ConsoleLine)
    case ring
    /// Closes the connection and opens it anew after a while.
    case reconnect
    case end(ExitStatus, String?)
  }

  /// Where the connection stands.
  enum Link: Equatable {
    case down
    /// The hello with this id waits for its welcome.
    case greeting(String)
    case up
  }

  let settings: Settings
  private(set) var link = Link.down
  /// The agent's name as the server knows it.
  private(set) var name = ""
  var presence: String
  private(set) var wasWelcomed = false

  /// The ticket whose customer reads what is typed.
  var current: Int?
  var tickets = DeskTickets()
  /// What is known of tickets beyond their cards: suggestions and ready-made replies.
  var details: [Int: TicketDetails] = [:]
  var typing = TypingNotice()
  var outbox = Outbox()
  /// Lines that were typed while a ticket was being taken: for whom they are shows only then.
  var held: [String] = []
  /// What customers said last, by their tickets.
  var recent: [Int: [ConsoleLine]] = [:]
  /// When the program ends though going home was not answered.
  var leaveBy: Double?
  /// How many lines were refused.
  private(set) var refusals = 0
  /// The agent knows that lines are kept while there is no connection.
  var isToldOfKeeping = false
  /// The agent was asked whether to leave with tickets in hand.
  var isLeaving = false
  private var effects: [Effect] = []
  private var helloCount = 0

  init(_ settings: Settings) {
    self.settings = settings
    presence = settings.presence
  }

  /// Whether every line was answered.
  var isIdle: Bool { link == .up && outbox.isEmpty && held.isEmpty }

  /// When something is to be done though nothing happens; nil is never.
  var deadline: Double? {
    let shown = current.flatMap { tickets.typingEnds($0) }
    return [typing.deadline, outbox.deadline, leaveBy, shown].compactMap { $0 }.min()
  }

  // MARK: What happens

  /// The connection is open.
  mutating func connected(at now: Double) -> [Effect] {
    collecting { console in
      console.helloCount += 1
      // A hello that was answered before is answered as it was then: each has an id of its own.
      let id = "\(console.settings.idPrefix)-h\(console.helloCount)"
      console.link = .greeting(id)
      console.effects.append(.send(console.hello(id)))
    }
  }

  /// The connection is lost, or could not be opened.
  mutating func disconnected(_ why: String, retryIn seconds: Int, at now: Double) -> [Effect] {
    collecting { console in
      console.link = .down
      console.outbox.connectionWasLost()
      console.typing = TypingNotice()
      guard console.wasWelcomed else { return }
      console.show(.problem("\(why); trying again in \(seconds) s"))
    }
  }

  /// A line came from the server.
  mutating func receive(_ line: some StringProtocol, at now: Double) -> [Effect] {
    collecting { console in
      if let value = JSONParser.value(of: Array(line.utf8)[...]), case .object = value {
        console.take(value, at: now)
      } else if line.hasPrefix("! ") {
        // Said to everyone alike, before it is known how they speak.
        console.show(.problem(String(line.dropFirst(2))))
      }
    }
  }

  /// The agent typed a line.
  mutating func type(_ line: String, at now: Double) -> [Effect] {
    collecting { console in
      console.carryOut(line, at: now)
      if TypedLine(line) != .verb(.quit, "") { console.isLeaving = false }
    }
  }

  /// The line that is being typed changed.
  mutating func edited(_ text: String, at now: Double) -> [Effect] {
    collecting { console in
      let isSpeech = if case .text = TypedLine(text) { true } else { false }
      console.notify(console.typing.edited(isSpeech ? console.current : nil, at: now))
    }
  }

  /// It is time for what `deadline` announced.
  mutating func wake(at now: Double) -> [Effect] {
    collecting { console in
      console.notify(console.typing.wake(at: now))
      console.tickets.forgetTyping(at: now)
      console.outbox.wake(at: now)
      console.flush(at: now)
      if let leaveBy = console.leaveBy, now >= leaveBy {
        console.add(.end(.success, nil))
      } else if console.link == .up, console.outbox.isOverdue(at: now) {
        console.show(.problem("the server does not answer"))
        console.add(.reconnect)
      }
    }
  }

  private mutating func collecting(_ body: (inout AgentConsole) -> Void) -> [Effect] {
    body(&self)
    defer { effects = [] }
    return effects
  }

  // MARK: What is done about it

  mutating func show(_ line: ConsoleLine) { effects.append(.show(line)) }

  mutating func add(_ effect: Effect) { effects.append(effect) }

  /// Says that a line was not carried out.
  mutating func refuse(_ why: String) {
    refusals += 1
    show(.problem(why))
  }

  /// Sends what waits, as far as the connection lets it.
  mutating func flush(at now: Double) {
    guard link == .up else { return }
    for line in outbox.takeUnsent(at: now) { effects.append(.send(line)) }
  }

  /// Tells customers that the agent types, or has stopped; it is not sent again when it is lost.
  mutating func notify(_ changes: [TypingNotice.Change]) {
    guard link == .up else { return }
    for change in changes {
      let id = outbox.nextID(settings.idPrefix)
      effects.append(.send(OutgoingLine.typing(id, change.ticket, isOn: change.isOn)))
      outbox.countLine()
    }
  }

  private func hello(_ id: String) -> String {
    OutgoingLine.line("hello", id) { json in
      json.member("role", "agent")
      switch settings.identity {
      case .token(let token): json.member("token", token)
      case .name(let name): json.member("name", name)
      }
      json.member("presence", presence)
    }
  }

  /// The server knows the agent: what waited is sent.
  mutating func welcome(_ value: JSONValue, at now: Double) {
    let isFirst = !wasWelcomed
    link = .up
    wasWelcomed = true
    name = value["name"].string ?? name
    if let presence = value["presence"].string { self.presence = presence }
    tickets.agent = name
    tickets.replaceMine(with: value["tickets"].list.compactMap { DeskTicket($0) })
    if let current, tickets.mine[current] == nil {
      self.current = nil
      show(.notable("ticket \(current) is not yours any more"))
    }
    outbox.connectionIsUp()
    isToldOfKeeping = false
    if isFirst { greet(value["waiting"].int) } else { show(.quiet("connected again")) }
    request(.queue(isShown: false), at: now)
    if !settings.isScripted {
      for number in tickets.mine.keys.sorted() where !isFirst || number == current {
        request(.view(number, isFirst ? .brief : .catchUp), at: now)
      }
    }
    flush(at: now)
  }

  private mutating func greet(_ waiting: Int?) {
    let own = tickets.mine.count
    // With several it is not known whom the agent means to write to.
    if own == 1 { current = tickets.mine.keys.first }
    guard !settings.isScripted else { return }
    var text = "you are at the desk as \(name)"
    if presence != "online" { text += ", \(presence)" }
    text += waiting.map { $0 == 0 ? "; nobody waits" : "; \($0) wait" } ?? ""
    show(.heading(text))
    if own == 0 { show(.quiet("/next takes the next ticket, /help lists what else there is")) }
    if own > 1 {
      for ticket in tickets.mine.values.sorted(by: { $0.number < $1.number }) {
        show(.item("#\(ticket.number)", ticket.glance, columns: 5))
      }
      show(.quiet("/N goes to one of your tickets"))
    }
  }
}
