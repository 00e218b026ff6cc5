import Content
import Dialogue
import Handoff
import TextAnalysis

@testable import FrontdeskEngine

extension LoadedShop {
  /// An engine of the bundled shop over a store.
  static func engine(over store: (any Store)?) throws -> Engine {
    let loaded = try engine()
    let engine = Engine(shop: loaded.shop, store: store)
    for language in loaded.shop.settings.languages {
      engine.replace(loaded.knowledgeBase(language))
    }
    return engine
  }
}

/// The bundled shop over a store in memory, as a program holds it: what is done is kept, and only
/// then told.
final class KeepingShop {
  /// A Monday, noon at the shop.
  static let noon = Instant(secondsSinceEpoch: 1_767_607_200)

  let store = InMemoryStore()
  let burstWindow: BurstWindow
  private(set) var engine: Engine
  /// Answers of the shop's systems go nowhere unless a test gives them.
  private(set) var requests: [ActionRequest] = []

  init(burstWindow: BurstWindow = .none) throws {
    self.burstWindow = burstWindow
    engine = try LoadedShop.engine(over: store)
    engine.burstWindow = burstWindow
    engine.introduces = false
  }

  /// So many seconds after noon.
  static func at(_ seconds: Double) -> Instant { noon.after(seconds) }

  /// Ends the program without a word and starts it again.
  @discardableResult
  func restart(at seconds: Double) throws -> [Delivery] {
    engine = try LoadedShop.engine(over: store)
    engine.burstWindow = burstWindow
    engine.introduces = false
    requests = []
    return try perform(at: seconds) { engine in try engine.resume(at: Self.at(seconds)) }
  }

  /// Takes what is to be asked, or the first of it.
  func takeRequests(first count: Int? = nil) -> [ActionRequest] {
    let taken = requests.prefix(count ?? requests.count)
    requests.removeFirst(taken.count)
    return Array(taken)
  }

  /// Does something and keeps it; what is to be asked of the shop's systems goes to `requests`.
  func perform(
    at seconds: Double,
    _ body: (Engine) throws -> [Delivery]
  ) throws -> [Delivery] {
    let deliveries = try body(engine)
    try engine.commit(at: Self.at(seconds))
    requests += engine.takeRequests()
    return deliveries
  }

  @discardableResult
  func say(
    _ line: String,
    id: String? = nil,
    in conversation: String = "c",
    at seconds: Double
  ) throws -> [Delivery] {
    let message = CustomerMessage(line, clientID: id)
    return try perform(at: seconds) {
      $0.receive(message, in: ConversationID(conversation), at: Self.at(seconds))
    }
  }

  @discardableResult
  func tick(at seconds: Double) throws -> [Delivery] {
    try perform(at: seconds) { $0.tick(at: Self.at(seconds)) }
  }

  @discardableResult
  func call(_ call: DeskCall, at seconds: Double) throws -> [Delivery] {
    try perform(at: seconds) { try $0.perform(call, at: Self.at(seconds)) }
  }

  @discardableResult
  func arrive(_ agent: String, at seconds: Double) throws -> [Delivery] {
    try perform(at: seconds) { try $0.agentArrived(AgentID(agent), at: Self.at(seconds)) }
  }

  @discardableResult
  func leave(_ agent: String, at seconds: Double) throws -> [Delivery] {
    try perform(at: seconds) { $0.agentLeft(AgentID(agent), at: Self.at(seconds)) }
  }

  @discardableResult
  func take(_ ticket: Int, by agent: String, at seconds: Double) throws -> [Delivery] {
    try perform(at: seconds) {
      try $0.take(TicketID(ticket), by: AgentID(agent), at: Self.at(seconds))
    }
  }

  /// Answers the first of the requests.
  @discardableResult
  func answer(_ outcome: ActionOutcome, at seconds: Double) throws -> [Delivery] {
    let request = requests.removeFirst()
    let completion = ActionCompletion(
      key: request.key,
      conversation: request.conversation,
      outcome: outcome
    )
    return try perform(at: seconds) { $0.complete(completion, at: Self.at(seconds)) }
  }

  func conversation(_ id: String = "c") -> Conversation? {
    engine.conversation(ConversationID(id))
  }

  func ticket(_ number: Int) throws -> Ticket? { try store.ticket(TicketID(number))?.ticket }

  /// What was sent in a conversation, in order.
  func sent(_ id: String = "c") throws -> [OutgoingMessage] {
    try store.outgoing(of: ConversationID(id), after: 0)
  }

  func events(_ id: String = "c") throws -> [ConversationEvent] {
    try store.events(of: ConversationID(id)).map(\.event)
  }
}

extension [Delivery] {
  /// What is said to a customer, in order.
  func told(_ customer: String = "c") -> [String] {
    filter { $0.recipient == .customer(ConversationID(customer)) && !$0.text.isEmpty }.map(\.text)
  }

  /// What is said to an agent, in order.
  func told(agent: String) -> [String] {
    filter { $0.recipient == .agent(AgentID(agent)) }.map(\.text)
  }
}

extension KnowledgeBase {
  /// The first wording of a response, with values.
  func text(_ name: String, _ values: [String: String] = [:]) -> String {
    ResponseCatalog.fill(responses.variants(name).first?.text ?? "no \(name)", with: values)
  }
}
