@testable import frontdesk

/// The console's core with a server that a test plays.
struct ConsoleFixture {
  var console: AgentConsole
  var now = 1_000.0
  /// What was sent and shown by the last call.
  private(set) var sent: [String] = []
  private(set) var shown: [String] = []
  private(set) var other: [AgentConsole.Effect] = []

  init(isScripted: Bool = false) {
    console = AgentConsole(
      AgentConsole.Settings(
        identity: .name("ana"),
        isScripted: isScripted,
        idPrefix: "x",
        timeOfDay: { "\(Int($0) / 60):\(Int($0) % 60)" }
      )
    )
  }

  /// At the desk with tickets, those of the agent's own among them.
  static func welcomed(
    _ mine: Int...,
    waiting: [Int] = [],
    isScripted: Bool = false
  ) -> ConsoleFixture {
    var fixture = ConsoleFixture(isScripted: isScripted)
    fixture.connect()
    fixture.welcome(mine, waiting: waiting)
    return fixture
  }

  mutating func connect() { note(console.connected(at: now)) }

  mutating func disconnect() {
    note(console.disconnected("it is lost", retryIn: 1, at: now))
  }

  /// The server's welcome, and its answer to the question who waits.
  mutating func welcome(_ mine: [Int], waiting: [Int] = []) {
    let cards = mine.map { Self.card($0) }.joined(separator: ",")
    let queue = waiting.map { Self.card($0, "pending") }.joined(separator: ",")
    receive(#"{"type":"welcome","name":"ana","tickets":[\#(cards)],"waiting":\#(waiting.count)}"#)
    let (wasSent, wasShown) = (sent, shown)
    if let id = id(of: "queue") {
      receive(#"{"type":"result","re":"\#(id)","tickets":[\#(queue)]}"#)
    }
    (sent, shown) = (wasSent, wasShown)
  }

  mutating func type(_ line: String) { note(console.type(line, at: now)) }

  mutating func receive(_ line: String) { note(console.receive(line, at: now)) }

  mutating func edit(_ text: String) { note(console.edited(text, at: now)) }

  mutating func wake() { note(console.wake(at: now)) }

  /// Answers the line of a type that was sent last.
  mutating func answer(_ type: String, _ members: String = "") {
    guard let id = id(of: type) else { return }
    receive(#"{"type":"result","re":"\#(id)"\#(members.isEmpty ? "" : ",")\#(members)}"#)
  }

  mutating func refuse(_ type: String, _ code: String, _ message: String, _ more: String = "") {
    guard let id = id(of: type) else { return }
    receive(
      #"{"type":"error","re":"\#(id)","error":{"code":"\#(code)","message":"\#(message)"\#(more)}}"#
    )
  }

  /// A card as the server writes it; the agent's own unless it waits.
  static func card(_ number: Int, _ state: String = "assigned", _ more: String = "") -> String {
    let agent = state == "assigned" ? #","agent":"ana""# : ""
    let name = names[number].map { #","customer":"\#($0)""# } ?? ""
    return #"{"number":\#(number),"state":"\#(state)","language":"en","channel":"web","#
      + #""reason":"asked for a person"\#(agent)\#(name)\#(more)}"#
  }

  private static let names = [7: "Ana Popescu", 9: "Иван Петров", 12: "ليلى حسن"]

  private var lastIDs: [String: String] = [:]

  private func id(of type: String) -> String? { lastIDs[type] }

  private mutating func note(_ effects: [AgentConsole.Effect]) {
    (sent, shown, other) = ([], [], [])
    let text = ConsoleText(style: Style(isColored: false))
    for effect in effects {
      switch effect {
      case .send(let line):
        sent.append(line)
        let parts = line.split(separator: "\"")
        if parts.count > 7 { lastIDs[String(parts[3])] = String(parts[7]) }
      case .show(let line): shown.append(text.row(line))
      default: other.append(effect)
      }
    }
  }
}
