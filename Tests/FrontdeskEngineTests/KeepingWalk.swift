import Content
import Dialogue
import Handoff
import TestSupport
import TextAnalysis

@testable import FrontdeskEngine

/// Two programs that live through the same random events, one of them with mishaps on the way.
///
/// What each has kept must be the same at the end of every step: no mishap may be seen.
struct KeepingWalk {
  enum Mishap {
    /// The program ends and is started again.
    case restart
    /// What happened cannot be kept; whoever was not answered tries again.
    case failure
  }

  private let steady: KeepingShop
  private let hit: KeepingShop
  private let mishap: Mishap
  private let language: Language
  private var random: SeededGenerator
  private var seconds = 0.0
  private var messages = 0
  private let customers = ["a", "b", "c"]

  /// What was done, in order.
  private(set) var transcript: [String] = []
  /// The first difference.
  private(set) var difference: String?
  private(set) var mishaps = 0
  private(set) var seen: Set<String> = []

  init(_ mishap: Mishap, _ language: Language, seed: UInt64) throws {
    self.mishap = mishap
    self.language = language
    random = SeededGenerator(seed: seed)
    let window = seed.isMultiple(of: 2) ? BurstWindow.standard : .none
    steady = try KeepingShop(burstWindow: window)
    hit = try KeepingShop(burstWindow: window)
  }

  mutating func run(steps: Int) throws {
    for _ in 0..<steps where difference == nil {
      // Places in the queue are looked at every five seconds.
      seconds += random.next() % 30 == 0 ? 3_700 : Double(6 + random.next() % 60)
      try step()
      try answerRequests()
      if mishap == .restart { try restartSometimes() }
      seconds += 6
      try perform("tick") { engine, time in engine.tick(at: time) }
      try answerRequests()
      // What could not be kept is taken up again a second later.
      seconds += 2
      try perform("tick again", mayFail: false) { engine, time in engine.tick(at: time) }
      try answerRequests()
      try compare()
      if mishap == .restart { try restartSometimes() }
    }
  }

  // MARK: What happens

  private mutating func step() throws {
    let customer = pick(customers)
    let id = ConversationID(customer)
    if random.next() % 4 == 0, try desk() { return }
    switch random.next() % 12 {
    case 0 where random.next() % 2 == 0:
      try beside(id)
    case 0:
      let name = pick(["page_idle", "parcel_delayed", "order_placed", "delivery_failed"])
      let event = ShopEvent(name, fields: ["order_number": .text("A-10432")])
      try perform("event \(name)") { engine, time in engine.take(event, in: id, at: time) }
    case 1 where messages > 0:
      // A client that did not see the reply says it once more.
      let number = random.next() % UInt64(messages)
      let message = CustomerMessage("this text does not count", clientID: "m\(number)")
      let conversation = ConversationID(customers[Int(number) % customers.count])
      let before = try steady.events(conversation.value).count
      try perform("again m\(number)") { engine, time in
        engine.receive(message, in: conversation, at: time)
      }
      if try steady.events(conversation.value).count != before {
        difference = "a message that was taken is taken once more"
      }
    default:
      let line = line()
      let customer = customers[messages % customers.count]
      let message = CustomerMessage(line, clientID: "m\(messages)")
      messages += 1
      try perform("\(customer): \(line)") { engine, time in
        engine.receive(message, in: ConversationID(customer), at: time)
      }
    }
  }

  /// What customers and their programs do beside writing.
  private mutating func beside(_ id: ConversationID) throws {
    switch random.next() % 5 {
    case 0:
      let context = SessionContext(
        page: pick(["/cart", "/orders"]),
        order: pick(["A-10432", nil])
      )
      let fields = pick([["email": "x@example.com"], ["phone": "+40 721 000 111"], [:]])
      let customer = Customer(id: pick(["C-1", "C-2"]), fields: fields)
      let statement = CustomerStatement(customer: customer, context: context)
      try perform("\(id) is \(customer.id)") { engine, time in
        engine.state(statement, in: id, at: time)
        return []
      }
    case 1:
      let language = pick(Language.allCases)
      try perform("\(id) in \(language)") { $0.speak(language, in: id, at: $1) }
    case 2: try perform("\(id) asks for a person") { $0.askForPerson(in: id, at: $1) }
    case 3:
      let feedback = Feedback(.csat, value: pick([1, 5]), comment: pick([nil, "so it was"]))
      let name = "f\(random.next() % 4)"
      try perform("\(id) gives \(feedback.value)") { engine, time in
        (try? engine.give(feedback, in: id, clientID: name, at: time)) ?? []
      }
    default:
      let name = "e\(random.next() % 4)"
      try perform("\(id) ends") { $0.end(id, clientID: name, at: $1) }
    }
    seen.insert("beside")
  }

  /// Does something with a ticket; false when there is none.
  private mutating func desk() throws -> Bool {
    let tickets = steady.engine.openTickets().map(\.ticket)
    guard !tickets.isEmpty else { return false }
    let ticket = pick(tickets)
    let agent = ticket.agent ?? AgentID(pick(["ana", "bob"]))
    let time = KeepingShop.at(seconds)
    var calls: [DeskCall] = [
      .note(ticket.id, by: agent, text: "seen"), .reject(ticket.id, by: agent, reason: "spam"),
    ]
    if ticket.agent == nil {
      calls += Array(repeating: .assign(ticket.id, to: agent), count: 4)
    } else {
      calls += [
        .say(ticket.id, by: agent, text: "I am looking into it"),
        .say(ticket.id, by: agent, text: "one moment please"),
        .putBack(ticket.id, by: agent), .snooze(ticket.id, by: agent, until: time.after(300)),
        .resolve(ticket.id, by: agent, reason: "done"),
        .resolve(ticket.id, by: agent, reason: "done"),
        .readyReply(ticket.id, by: agent, name: "late-parcel"),
      ]
    }
    let call = pick(calls)
    seen.insert("desk")
    try perform("\(call)") { engine, time in (try? engine.perform(call, at: time)) ?? [] }
    return true
  }

  private mutating func answerRequests() throws {
    for _ in 0..<16 {
      guard !steady.requests.isEmpty || !hit.requests.isEmpty else { return }
      let keys = steady.requests.map(\.key)
      guard keys == hit.requests.map(\.key) else {
        difference = "asked: \(keys) and \(hit.requests.map(\.key))"
        return
      }
      for request in steady.takeRequests() {
        let outcome = outcome(of: request)
        let completion = ActionCompletion(
          key: request.key,
          conversation: request.conversation,
          outcome: outcome
        )
        seen.insert("request")
        try perform("answer \(request.key)", isCompletion: true) { engine, time in
          engine.complete(completion, at: time)
        }
      }
      _ = hit.takeRequests(first: keys.count)
    }
    difference = difference ?? "requests go on and on"
  }

  private mutating func outcome(of request: ActionRequest) -> ActionOutcome {
    switch random.next() % 10 {
    case 0: return .failed("no line")
    case 1: return .unknown("no answer")
    default: break
    }
    var fields: [String: SlotValue] = [:]
    for binding in steady.engine.shop.scripts.flows.action(request.action)?.results ?? [] {
      guard let kind = steady.engine.shop.scripts.flows.slot(binding.slot)?.kind else { continue }
      switch kind {
      case .bool: fields[binding.field] = .bool(random.next() % 3 != 0)
      case .choice(let names): fields[binding.field] = .text(pick(names))
      case .quantity: fields[binding.field] = .number(2)
      case .email: fields[binding.field] = .text("x@example.com")
      case .text, .code: fields[binding.field] = .text("X1")
      default: break
      }
    }
    return .done(fields)
  }

  private mutating func line() -> String {
    // So that no walk is without something to look up.
    guard messages >= customers.count else { return "/delivery/cost{\"country\":\"Germany\"}" }
    let questions: [String] =
      switch language {
      case .russian:
        [
          "где мой заказ", "позовите оператора", "перезвоните мне", "спасибо", "отменить заказ",
          "это ужас",
        ]
      case .arabic:
        ["أين طلبي", "أريد التحدث مع موظف", "شكرا", "مرحبا", "كم سعر الشحن إلى ألمانيا"]
      default:
        [
          "where is my order", "I want to talk to a human", "cancel my order", "thanks",
          "how much is delivery to Germany", "this is awful", "please call me back", "never mind",
          "what is on my gift card", "I want to make a complaint",
        ]
      }
    let answers = [
      "A-10432", "400123", "ana.popescu@example.com", "+40 721 000 111", "1", "2", "yes", "no",
      "tomorrow", "/thumbs_up", "/thumbs_down", "/message/leave", "/queue/wait", "qwrtp zzz", "",
      "GC12345674", "it arrived quite broken", "/callback/request",
      "/delivery/cost{\"country\":\"Germany\"}", "/delivery/cost{\"country\":\"France\"}",
      "/delivery/cost{\"country\":\"Italy\"}",
    ]
    return random.next() % 2 == 0 ? pick(questions) : pick(answers)
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(random.next() % UInt64(list.count))]
  }

  // MARK: Mishaps

  /// Does the same to both.
  private mutating func perform(
    _ what: String,
    isCompletion: Bool = false,
    mayFail: Bool = true,
    _ body: (Engine, Instant) -> [Delivery]
  ) throws {
    let time = KeepingShop.at(seconds)
    transcript.append("\(Int(seconds)) \(what)")
    let told = try steady.perform(at: seconds) { body($0, time) }
    if mishap == .failure, mayFail, random.next() % 3 == 0 {
      mishaps += 1
      transcript.append("  which could not be kept")
      let before = try hit.snapshot()
      hit.store.failure = StoreError(.full, "the disk is full")
      var hasFailed = false
      do {
        _ = try hit.perform(at: seconds) { body($0, time) }
      } catch is StoreError {
        hasFailed = true
      }
      hit.store.failure = nil
      guard hasFailed else { return }
      try checkMemory(before)
      // Answers come once: the engine itself takes them again.
      guard !isCompletion else {
        seconds += 2
        try steady.tick(at: seconds)
        try hit.tick(at: seconds)
        return
      }
      _ = try hit.perform(at: seconds) { body($0, time) }
      return
    }
    let again = try hit.perform(at: seconds) { body($0, time) }
    let (one, other) = (told.map(Self.text), again.map(Self.text))
    if one != other {
      difference =
        difference ?? "told:\n\(one.joined(separator: "\n"))\nand\n\(other.joined(separator: "\n"))"
    }
  }

  private mutating func restartSometimes() throws {
    guard random.next() % 3 == 0, difference == nil else { return }
    mishaps += 1
    transcript.append("  restart")
    let told = try hit.restart(at: seconds)
    if !told.isEmpty { difference = "the start says \(told.map(Self.text))" }
    if !hit.requests.isEmpty { difference = "the start asks \(hit.requests.map(\.key))" }
  }

  private mutating func checkMemory(_ before: [String: [ConversationEvent]]) throws {
    let now = try hit.snapshot()
    if now != before { difference = difference ?? "something of what failed was kept" }
    for customer in customers
    where Array(hit.conversation(customer)?.events ?? []) != before[customer] ?? [] {
      difference = difference ?? "memory is not what was kept of \(customer)"
    }
    let kept = try hit.store.openTickets().map(\.ticket)
    let known = hit.engine.openTickets().map(\.ticket).sorted { $0.id < $1.id }
    if kept != known { difference = difference ?? "tickets in memory: \(known), kept: \(kept)" }
  }

  private mutating func compare() throws {
    for customer in customers where difference == nil {
      let (one, other) = (try steady.sent(customer), try hit.sent(customer))
      // The moment of a reply may be later by what the mishap took.
      if one.map(Self.text) != other.map(Self.text) {
        difference =
          "sent to \(customer):\n\(Self.tail(one.map(Self.text)))\nand\n"
          + Self.tail(other.map(Self.text))
      }
      if one.map(\.seq) != Array(1..<one.count + 1) { difference = "numbers: \(one.map(\.seq))" }
      let (events, others) = (try steady.events(customer), try hit.events(customer))
      if events != others {
        let place = zip(events, others).enumerated().first { $1.0 != $1.1 }?.offset ?? -1
        difference =
          "events of \(customer) from \(place): "
          + "\(events.dropFirst(place).prefix(3)) and \(others.dropFirst(place).prefix(3))"
      }
    }
    let brought = try [steady, hit].map { shop in
      try shop.store.undelivered(over: nil, limit: .max - 1_000).map { message in
        "\(message.id) \(message.conversation) \(message.channel) \(message.address) \(message.seq) "
          + message.text
      }
    }
    if brought[0] != brought[1] { difference = difference ?? "outbox: \(brought)" }
    if !brought[0].isEmpty { seen.insert("outbox") }
    let one = try steady.store.openTickets().map { Self.text($0.ticket) }
    let other = try hit.store.openTickets().map { Self.text($0.ticket) }
    if one != other { difference = difference ?? "tickets: \(one) and \(other)" }
    seen.formUnion(try steady.store.openTickets().map(\.ticket.stateName))
    if difference != nil { difference = (difference ?? "") + "\n" + Self.tail(transcript) }
  }

  private static func tail(_ lines: [String]) -> String {
    lines.suffix(14).joined(separator: "\n")
  }

  private static func text(_ ticket: Ticket) -> String {
    "\(ticket.id) \(ticket.conversation) \(ticket.state) \(ticket.priority) \(ticket.notes.count) "
      + "\(ticket.team) \(ticket.reason.name) \(ticket.waitingSince.secondsSinceEpoch)"
  }

  private static func text(_ message: OutgoingMessage) -> String {
    "\(message.seq) \(message.kind) re \(message.re ?? "-") \(message.agent?.value ?? "bot") "
      + "\(message.text) \(message.buttons.map(\.payload))"
  }

  private static func text(_ delivery: Delivery) -> String {
    "\(delivery.recipient) " + (delivery.message.map { text($0) } ?? delivery.text)
  }
}

extension KeepingShop {
  /// Everything that happened in conversations, as it is kept.
  func snapshot() throws -> [String: [ConversationEvent]] {
    var all: [String: [ConversationEvent]] = [:]
    for customer in ["a", "b", "c"] {
      let events = try events(customer)
      if !events.isEmpty { all[customer] = events }
    }
    return all
  }
}
