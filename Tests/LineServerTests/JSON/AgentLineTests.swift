import Dialogue
import JSON
import TestSupport
import Testing

@testable import LineServer

@Suite("Agents who speak JSON")
struct AgentLineTests {
  private static let desk = [
    "intents/flows/desk.yml": """
    teams:
      support:
        hours: {monday-sunday: ["00:00-24:00"]}
      care:
        hours: {monday-sunday: ["00:00-24:00"]}
    """,
    "intents/en/replies.yml": """
    version: "3.1"
    responses:
      reply_moment:
        - text: One moment please.
    """,
  ]

  @Test("From the queue to the end: results, cards, and events in their order")
  func course() throws {
    let server = try DeskServer()
    let (ana, ben) = (try server.join("agent", "ana"), try server.join("agent", "ben"))
    let web = try server.join("backend", "web")
    try web.send(#"{"session":"s1","id":"m1","text":"human"}"#)
    for agent in [ana, ben] {
      let event = try agent.line()
      #expect(event.event == "queue.enqueued")
      #expect(event.int("ticket.number") == 1)
      #expect(event.string("ticket.state") == "pending")
      #expect(event.string("ticket.reason") == "asked for a person")
      #expect(event.string("ticket.question") == "human")
      #expect(event.int("ticket.position") == 1)
      #expect(event.string("ticket.opened")?.hasSuffix("Z") == true)
    }
    let queue = try ana.ask(#"{"type":"queue","id":"q"}"#)
    #expect(queue.re == "q")
    #expect(queue.int("tickets.0.number") == 1)
    let taken = try ana.all(#"{"type":"take","ticket":1,"id":"t"}"#)
    // The answer first, then what has happened.
    try #require(taken.map(\.type) == ["result", "event"])
    #expect(taken[0].string("ticket.state") == "assigned")
    #expect(taken[1].event == "queue.assigned")
    #expect(taken[1].string("agent") == "ana")
    #expect(try ben.rest().map(\.event) == ["queue.assigned"])
    #expect(try web.rest().map(\.type) == ["message", "status"])
    #expect(try web.all(#"{"session":"s1","id":"m2","text":"my parcel"}"#).map(\.type) == ["ack"])
    let heard = try ana.line()
    #expect(heard.type == "message")
    #expect(heard.int("ticket") == 1)
    #expect(heard.said == "my parcel")
    let said = try ana.all(
      #"{"type":"say","ticket":1,"id":"s","text":"here","attachments":[{"url":"https://e.example/label.pdf","name":"label.pdf"}]}"#
    )
    #expect(said.map(\.type) == ["result"])
    let message = try web.line()
    #expect(message.string("agent") == "ana")
    #expect(message.said == "here")
    #expect(message.re == "m2")
    #expect(message.string("attachments.0.name") == "label.pdf")
    let resolved = try ana.all(#"{"type":"resolve","ticket":1,"reason":"found","id":"r"}"#)
    try #require(resolved.map(\.type) == ["result", "event"])
    #expect(resolved[1].event == "conversation.resolved")
    #expect(resolved[1].string("by") == "ana")
    #expect(resolved[1].string("why") == "found")
    #expect(try web.rest().map(\.type) == ["status"])
    #expect(try ben.rest().map(\.event) == ["conversation.resolved"])
  }

  @Test("Every verb of the table does what it says to a ticket")
  func verbs() throws {
    let server = try DeskServer(files: Self.desk)
    let (ana, ben) = (try server.join("agent", "ana"), try server.join("agent", "ben"))
    let web = try server.join("backend", "web")
    _ = try web.ask("{\"session\":\"s1\",\"text\":\"\(question(0))\"}")
    try server.bringTogether(web, ana)
    _ = try ben.rest()

    func did(_ line: String, by agent: JSONClient? = nil) throws -> JSONClient.Line {
      let agent = agent ?? ana
      let lines = try agent.all(line)
      let result = try #require(lines.first { $0.type == "result" || $0.type == "error" })
      try #require(result.type == "result", "\(line): \(result)")
      _ = try (agent === ana ? ben : ana).rest()
      return result
    }
    func told() throws -> [String] { try web.rest().compactMap(\.said) }

    #expect(try did(#"{"type":"note","ticket":1,"text":"angry"}"#).int("ticket.number") == 1)
    #expect(try did(#"{"type":"tag","ticket":1,"tag":"late"}"#).string("ticket.tags.0") == "late")
    #expect(try did(#"{"type":"tag","ticket":1,"tag":"vip"}"#).count("ticket.tags") == 2)
    #expect(try did(#"{"type":"untag","ticket":1,"tag":"late"}"#).string("ticket.tags.0") == "vip")
    #expect(try told().isEmpty)
    _ = try did(#"{"type":"reply","ticket":1,"name":"moment"}"#)
    _ = try did(#"{"type":"article","ticket":1,"article":"article-1"}"#)
    #expect(try told() == ["One moment please.", engineReply(to: question(1))])
    _ = try did(#"{"type":"wrong","ticket":1}"#)

    let view = try did(#"{"type":"ticket","ticket":1,"id":"v"}"#)
    #expect(view.re == "v")
    #expect(view.int("view.card.number") == 1)
    #expect(view["view.transcript"]?.text.contains("customer: \(question(0))") == true)
    #expect(view.string("view.notes.0.text") == "angry")
    #expect(view.string("view.notes.0.agent") == "ana")
    #expect(view.string("view.replies.0") == "moment")
    for member in ["slots", "orders", "suggestions", "earlier"] {
      #expect(view["view.\(member)"] != nil, "\(member)")
    }
    #expect(try did(#"{"type":"tickets"}"#).int("tickets.0.number") == 1)

    #expect(
      try did(#"{"type":"transfer","ticket":1,"to":"ben"}"#).string("ticket.agent") == "ben"
    )
    #expect(try ana.ask(#"{"type":"say","ticket":1,"text":"x"}"#).code == "refused")
    #expect(try did(#"{"type":"say","ticket":1,"text":"hi"}"#, by: ben).type == "result")
    let team = try did(#"{"type":"transfer","ticket":1,"to":"team:care"}"#, by: ben)
    #expect(team.string("ticket.team") == "care")
    #expect(team.string("ticket.state") == "pending")
    #expect(try did(#"{"type":"next"}"#).int("ticket.number") == 1)
    #expect(try did(#"{"type":"return","ticket":1}"#).string("ticket.state") == "pending")
    #expect(try did(#"{"type":"take","ticket":1}"#).string("ticket.agent") == "ana")
    #expect(
      try did(#"{"type":"snooze","ticket":1,"minutes":30}"#).string("ticket.state") == "snoozed"
    )
    try server.advance(by: .seconds(1_801))
    #expect(try ana.lines { $0.string("status") == "woke" }.last?.event == "handoff.status")
    _ = try ben.rest()
    #expect(try did(#"{"type":"reject","ticket":1,"reason":"spam"}"#).string("ticket.state") != "")
    _ = try web.rest()
    // A new question is a new ticket; one that was resolved can be opened again.
    try server.bringTogether(web, ana, ticket: 2)
    #expect(try did(#"{"type":"resolve","ticket":2}"#).string("ticket.state") == "resolved")
    #expect(try did(#"{"type":"reopen","ticket":2}"#).string("ticket.state") == "pending")
  }

  @Test(
    "Lines that are wrong, and those the desk refuses",
    arguments: [
      (#"{"type":"take"}"#, "bad_value", "ticket"),
      (#"{"type":"take","ticket":0}"#, "bad_value", "ticket"),
      (#"{"type":"take","ticket":"1"}"#, "bad_value", "ticket"),
      (#"{"type":"take","ticket":77}"#, "refused", nil), (#"{"type":"next"}"#, "refused", nil),
      (#"{"type":"ticket","ticket":77}"#, "not_found", nil),
      (#"{"type":"say","ticket":1}"#, "bad_value", "text"),
      (#"{"type":"say","ticket":1,"text":""}"#, "bad_value", "text"),
      (#"{"type":"say","ticket":77,"text":"x"}"#, "refused", nil),
      (#"{"type":"say","ticket":1,"attachments":[{"url":"http://e/x"}]}"#, "refused", nil),
      (#"{"type":"reply","ticket":1}"#, "bad_value", "name"),
      (#"{"type":"reply","ticket":1,"name":"none"}"#, "refused", nil),
      (#"{"type":"article","ticket":1,"article":"none"}"#, "refused", nil),
      (#"{"type":"note","ticket":1}"#, "bad_value", "text"),
      (#"{"type":"transfer","ticket":1}"#, "bad_value", "to"),
      (#"{"type":"transfer","ticket":1,"to":"nobody"}"#, "refused", nil),
      (#"{"type":"transfer","ticket":1,"to":"team:none"}"#, "refused", nil),
      (#"{"type":"snooze","ticket":1}"#, "bad_value", "minutes"),
      (#"{"type":"snooze","ticket":1,"minutes":0}"#, "bad_value", "minutes"),
      (#"{"type":"reject","ticket":1}"#, "bad_value", "reason"),
      (#"{"type":"reopen","ticket":1}"#, "refused", nil),
      (#"{"type":"reached","ticket":1}"#, "refused", nil),
      (#"{"type":"missed","ticket":1}"#, "refused", nil),
      (#"{"type":"wrong","ticket":1,"answer":99}"#, "refused", nil),
      (#"{"type":"presence","presence":"asleep"}"#, "bad_value", "presence"),
      (#"{"type":"presence"}"#, "bad_value", "presence"),
      (#"{"type":"typing","ticket":1,"on":"no"}"#, "bad_value", "on"),
      (#"{"text":"x"}"#, "forbidden", nil), (#"{"type":"search","text":"x"}"#, "forbidden", nil),
    ] as [(String, String, String?)]
  )
  func wrong(line: String, code: String, member: String?) throws {
    let server = try DeskServer()
    let (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, ana)
    let named = "{\"id\":\"x\"," + line.dropFirst()
    for _ in 0..<2 {
      let error = try ana.ask(named)
      #expect(error.code == code, "\(error)")
      #expect(error.string("error.member") == member)
      #expect(error.re == "x")
    }
    #expect(try web.rest().isEmpty)
    #expect(try ana.ask(#"{"type":"tickets"}"#).string("tickets.0.state") == "assigned")
  }

  @Test("Who is away gets no tickets, and who is told so sees it")
  func presence() throws {
    let server = try DeskServer()
    let client = try server.join()
    let hello = #"{"type":"hello","role":"agent","token":"ana-token","presence":"away"}"#
    #expect(try client.ask(hello).string("presence") == "away")
    #expect(try client.ask(#"{"type":"presence","presence":"online","id":"p"}"#).re == "p")
    let again = try client.ask(#"{"type":"hello","role":"agent","token":"ana-token"}"#)
    #expect(again.string("presence") == "online")
    #expect(again.count("tickets") == 0)
    #expect(again.int("waiting") == 0)
  }

  @Test("A second connection of an agent takes the place of the first")
  func takeover() throws {
    let server = try DeskServer()
    let (web, first) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, first)
    let second = try server.join()
    let welcome = try second.ask(#"{"type":"hello","role":"agent","token":"ana-token"}"#)
    #expect(welcome.int("tickets.0.number") == 1)
    let moved = try first.line()
    #expect(moved.type == "moved")
    #expect(moved.session == nil)
    #expect(try first.ask(#"{"type":"say","ticket":1,"text":"x"}"#).code == "forbidden")
    first.client.closeAbruptly()
    try server.advance(by: .seconds(60))
    #expect(try web.rest().isEmpty)
    _ = try second.all(#"{"type":"say","ticket":1,"text":"still here"}"#)
    #expect(try web.line().said == "still here")
  }

  @Test("Whose connection is lost has half a minute to come back", arguments: [29, 31])
  func grace(seconds: Int) throws {
    let server = try DeskServer()
    let (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, agent)
    agent.client.closeAbruptly()
    _ = try server.join().rest()
    try server.advance(by: .seconds(seconds))
    let told = try web.rest()
    #expect(told.map(\.type) == (seconds < 30 ? [] : ["status"]))
    let back = try server.join()
    let welcome = try back.ask(#"{"type":"hello","role":"agent","token":"ana-token"}"#)
    #expect(welcome.count("tickets") == (seconds < 30 ? 1 : 0))
    #expect(welcome.int("waiting") == (seconds < 30 ? 0 : 1))
    try server.advance(by: .seconds(60))
    #expect(try web.rest().isEmpty)
  }

  @Test("Who goes home gives the tickets up at once")
  func end() throws {
    let server = try DeskServer()
    let (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    let ben = try server.join("agent", "ben")
    try server.bringTogether(web, ana)
    _ = try ben.rest()
    try ana.send(#"{"type":"end","id":"e"}"#)
    #expect(try ana.line().re == "e")
    #expect(try web.line().type == "status")
    #expect(try ben.lines { $0.event == "queue.requeued" }.last?.string("by") == "ana")
  }

  @Test("Nothing a terminal would obey reaches an agent's program", arguments: 0..<4)
  func dangerous(seed: UInt64) throws {
    let server = try DeskServer()
    let (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    var random = SeededGenerator(seed: seed)
    func text() -> String {
      let scalars: [UInt32] = [
        0x1B, 0x5B, 0, 7, 8, 0x7F, 0x80, 0x85, 0x9B, 0x9D, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029,
        0x202A, 0x202E, 0x2066, 0x2069, 0x61, 0x44F, 0x22, 0x5C,
      ]
      return (0..<30).map { _ in
        let digits = String(scalars.randomElement(using: &random) ?? 0x61, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
    func check(_ lines: [JSONClient.Line]) {
      for line in lines {
        #expect(
          !line.text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
              true
            default: false
            }
          },
          "\(line.text.debugDescription)"
        )
      }
    }
    try web.send(
      "{\"type\":\"hello\",\"session\":\"s1\",\"customer\":{\"id\":\"C-1\",\"name\":\"\(text())\"}}"
    )
    for _ in 0..<5 { try web.send("{\"session\":\"s1\",\"text\":\"\(text())\"}") }
    _ = try web.rest()
    try web.send(#"{"session":"s1","text":"human"}"#)
    _ = try web.rest()
    check(try agent.all(#"{"type":"queue"}"#))
    let taken = try agent.all(#"{"type":"take","ticket":1}"#)
    #expect(taken.first?.type == "result")
    check(taken)
    for _ in 0..<10 {
      _ = try web.all(
        "{\"session\":\"s1\",\"text\":\"\(text())\",\"attachments\":[{\"url\":\"a:b\",\"name\":\"\(text())\"}]}"
      )
      let heard = try agent.rest()
      #expect(heard.contains { $0.type == "message" })
      check(heard)
    }
    check(try agent.all(#"{"type":"ticket","ticket":1}"#))
    // And of what an agent sends, a customer's program.
    _ = try agent.all("{\"type\":\"say\",\"ticket\":1,\"text\":\"\(text())\"}")
    let said = try web.rest()
    #expect(said.contains { $0.string("agent") == "ana" })
    check(said)
  }
}
