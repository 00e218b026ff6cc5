import TestSupport
import Testing

@testable import frontdesk

@Suite("The agents' console over long days")
struct AgentConsoleWalkTests {
  /// A server that keeps what it is asked, and answers some of it.
  private struct Server {
    var owned: Set<Int> = []
    /// Lines that came over the connection and are not answered.
    var open: [(id: String, type: String, line: String)] = []
    /// What was answered once is answered so again.
    var answers: [String: String] = [:]
    var said: [(ticket: String, text: String)] = []

    mutating func take(_ lines: [String]) {
      for line in lines {
        let parts = line.split(separator: "\"")
        let (type, id) = (String(parts[3]), String(parts[7]))
        guard type != "hello", type != "typing" else { continue }
        open.append((id, type, line))
      }
    }

    /// The answer to the oldest line; with a new one the server may refuse.
    mutating func answer(_ generator: inout SeededGenerator) -> String? {
      guard !open.isEmpty else { return nil }
      let (id, type, line) = open.removeFirst()
      if let before = answers[id] { return before }
      let number = line.firstMatch(of: /"ticket":(\d+)/).flatMap { Int($0.1) }
      var members = ""
      var isRefused = Int.random(in: 0..<8, using: &generator) == 0
      switch type {
      case "next", "take":
        let taken = number ?? Int.random(in: 1...4, using: &generator)
        if !isRefused {
          owned.insert(taken)
          members = #","ticket":\#(ConsoleFixture.card(taken))"#
        }
      case "say":
        isRefused = isRefused || number.map { !owned.contains($0) } ?? true
        if !isRefused, let match = line.firstMatch(of: /"ticket":(\d+),"text":"([^"]*)"/) {
          said.append((String(match.1), String(match.2)))
        }
      case "resolve":
        if let number, !isRefused {
          owned.remove(number)
          members = #","ticket":\#(ConsoleFixture.card(number, "resolved"))"#
        }
      case "ticket": members = #","view":{}"#
      default: members = #","tickets":[]"#
      }
      let answer =
        isRefused
        ? #"{"type":"error","re":"\#(id)","error":{"code":"refused","message":"no"}}"#
        : #"{"type":"result","re":"\#(id)"\#(members)}"#
      answers[id] = answer
      return answer
    }
  }

  @Test("Everything that is typed reaches its customer once, or is told not to", arguments: 1...40)
  func nothingIsLost(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var console = ConsoleFixture()
    var server = Server()
    var typed: [(text: String, ticket: Int?)] = []
    var shown: [String] = []
    func connect() {
      console.connect()
      let cards = server.owned.sorted().map { ConsoleFixture.card($0) }.joined(separator: ",")
      console.receive(#"{"type":"welcome","name":"ana","tickets":[\#(cards)],"waiting":0}"#)
      server.take(console.sent)
      shown += console.shown
    }
    connect()
    for step in 0..<150 {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0..<4:
        let isClear = !console.console.outbox.isSelecting
        typed.append(("text \(step).", isClear ? console.console.current : nil))
        console.type("text \(step).")
      case 4: console.type("/next")
      case 5: console.type("/take \(Int.random(in: 1...4, using: &generator))")
      case 6: console.type("/done")
      case 7: console.type("/\(Int.random(in: 1...4, using: &generator))")
      case 8 where console.console.link == .up:
        // Some of what was sent never arrived, some answers did not.
        server.open.removeLast(Int.random(in: 0...server.open.count, using: &generator))
        while Bool.random(using: &generator), server.answer(&generator) != nil {}
        server.open = []
        console.disconnect()
        shown += console.shown
        continue
      default:
        if console.console.link == .down {
          connect()
          continue
        }
        guard let answer = server.answer(&generator) else { continue }
        console.receive(answer)
      }
      server.take(console.sent)
      shown += console.shown
    }
    if console.console.link == .down { connect() }
    while let answer = server.answer(&generator) {
      console.receive(answer)
      server.take(console.sent)
      shown += console.shown
    }
    #expect(console.console.isIdle)
    for (text, ticket) in typed {
      let arrived = server.said.filter { $0.text == text }
      let isTold = shown.contains { $0.hasPrefix("not sent") && $0.contains(text) }
      #expect(arrived.count == (isTold ? 0 : 1), "\(text)")
      if let ticket, let arrived = arrived.first { #expect(arrived.ticket == "\(ticket)") }
    }
  }
}
