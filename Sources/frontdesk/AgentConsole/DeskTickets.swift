/// The tickets that the console knows of: those that wait, and the agent's own.
struct DeskTickets: Equatable {
  /// A ticket of the agent's own.
  struct Watch: Equatable {
    /// Messages that came while another ticket was the current one.
    var unread = 0
    /// When the customer was last told to be typing.
    var typedAt: Double?
    /// Whether the customer has seen what the agent said last.
    var hasRead = false
    /// How many lines of the customer are known; nil before the ticket was looked at.
    var customerLines: Int?
  }

  /// The agent's name.
  var agent = ""
  private(set) var waiting: [Int: DeskTicket] = [:]
  private(set) var mine: [Int: DeskTicket] = [:]
  var watches: [Int: Watch] = [:]
  /// The agents that were heard of, and the teams as `team:NAME`.
  private(set) var colleagues: Set<String> = []

  private static let mostColleagues = 1_000
  /// How long a customer counts as typing, in seconds.
  private static let typingSpan = 8.0

  /// Takes over a card; true when the ticket has become the agent's by it.
  @discardableResult
  mutating func update(_ ticket: DeskTicket) -> Bool {
    hear(ticket.agent)
    if !ticket.team.isEmpty { hear("team:\(ticket.team)") }
    waiting[ticket.number] = ticket.waits ? ticket : nil
    let wasMine = mine[ticket.number] != nil
    if ticket.belongs(to: agent) {
      mine[ticket.number] = ticket
      if !wasMine { watches[ticket.number] = Watch() }
      return !wasMine
    }
    mine[ticket.number] = nil
    watches[ticket.number] = nil
    return false
  }

  mutating func replaceWaiting(with tickets: [DeskTicket]) {
    waiting = [:]
    for ticket in tickets { update(ticket) }
  }

  mutating func replaceMine(with tickets: [DeskTicket]) {
    let numbers = Set(tickets.map(\.number))
    for number in mine.keys where !numbers.contains(number) {
      mine[number] = nil
      watches[number] = nil
    }
    for ticket in tickets { update(ticket) }
  }

  mutating func hear(_ name: String?) {
    guard let name, !name.isEmpty, name != agent, colleagues.count < Self.mostColleagues else {
      return
    }
    colleagues.insert(name)
  }

  func card(_ number: Int) -> DeskTicket? { mine[number] ?? waiting[number] }

  /// Whether a customer types.
  func isTyping(_ number: Int) -> Bool { watches[number]?.typedAt != nil }

  /// When a customer no longer counts as typing.
  func typingEnds(_ number: Int) -> Double? {
    watches[number]?.typedAt.map { $0 + Self.typingSpan }
  }

  mutating func forgetTyping(at now: Double) {
    for number in watches.keys {
      if let end = typingEnds(number), now >= end { watches[number]?.typedAt = nil }
    }
  }

  /// The queue in the order in which tickets should be taken.
  var queue: [DeskTicket] {
    waiting.values.sorted { ($0.position ?? .max, $0.number) < ($1.position ?? .max, $1.number) }
  }
}
