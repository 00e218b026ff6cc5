import Dialogue
import JSON
import Testing

@testable import LineServer

@Suite("Lines that are sent again")
struct RepeatedLineTests {
  /// Lines of a backend, and what must be true of the agents' view of the ticket however often they
  /// were sent.
  private static let lines = [
    #"{"type":"message","session":"s1","id":"x","text":"where is my parcel"}"#,
    #"{"type":"event","session":"s1","id":"x","name":"order_placed","fields":{"order_number":"A-1"}}"#,
    #"{"type":"feedback","session":"s1","id":"x","kind":"csat","value":4,"comment":"good"}"#,
    #"{"type":"end","session":"s1","id":"x"}"#,
  ]

  @Test(
    "A line with an id is answered as it was, and done once, also after a restart",
    arguments: lines
  )
  func customers(line: String) throws {
    let server = try DeskServer()
    var (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, agent)
    let first = try web.all(line).map(\.lasting)
    #expect(!first.isEmpty)
    #expect(first.allSatisfy { $0.text.contains("\"re\":\"x\"") })
    let heard = try agent.rest().filter { $0.type == "message" || $0.event != nil }
    let transcript = try view(agent)
    for round in 0..<3 {
      if round == 1 {
        try server.restart()
        (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
        _ = try agent.rest()
      }
      #expect(try web.all(line).map(\.lasting) == first, "round \(round)")
      #expect(try agent.rest().filter { $0.type == "message" || $0.event != nil }.isEmpty)
    }
    #expect(try view(agent) == transcript)
    #expect(heard.count <= 1)
    // Of another session it is another line.
    let other = line.replacing("\"s1\"", with: "\"s2\"")
    #expect(try web.all(other).allSatisfy { $0.session == "s2" })
  }

  /// The transcript of the first ticket.
  private func view(_ agent: JSONClient) throws -> String? {
    try agent.all(#"{"type":"ticket","ticket":1}"#).last?["view.transcript"]?.text
  }

  @Test("What an agent sends twice is done once, also after a restart")
  func agents() throws {
    let server = try DeskServer()
    var (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    _ = try web.ask(#"{"session":"s1","text":"human"}"#)
    let take = #"{"type":"take","id":"a1","ticket":1}"#
    let say = #"{"type":"say","id":"a2","ticket":1,"text":"good day"}"#
    for round in 0..<4 {
      if round == 2 {
        try server.restart()
        (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
        _ = try web.ask(#"{"type":"hello","session":"s1"}"#)
      }
      for line in [take, say] {
        let result = try ana.all(line).filter { $0.re != nil }
        #expect(result.map(\.type) == ["result"], "round \(round)")
        #expect(result.last?.int("ticket.number") == 1)
        #expect(result.last?.string("ticket.agent") == "ana")
      }
      let said = try web.rest()
      #expect(
        said.compactMap(\.said)
          == (round == 0 ? [Speech.english.says(.handoffJoined) + " ana", "good day"] : [])
      )
    }
    // It is this agent's id; another may have the same.
    let ben = try server.join("agent", "ben")
    #expect(try ben.all(say).last?.code == "refused")
  }

  @Test("A line that the desk refused may be sent again")
  func refused() throws {
    let server = try DeskServer()
    let (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    let take = #"{"type":"take","id":"a1","ticket":1}"#
    for _ in 0..<2 {
      let error = try ana.ask(take)
      #expect(error.code == "refused")
      #expect(error.re == "a1")
    }
    let feedback = #"{"type":"feedback","session":"s1","id":"f","kind":"csat","value":6}"#
    #expect(try web.ask(feedback).code == "bad_value")
    _ = try web.ask(#"{"session":"s1","text":"human"}"#)
    #expect(try ana.all(take).contains { $0.type == "result" && $0.re == "a1" })
    #expect(try ana.all(#"{"type":"tickets"}"#).last?.count("tickets") == 1)
  }

  @Test("Lines without an id are done each time")
  func withoutID() throws {
    let server = try DeskServer()
    let (web, ana) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, ana)
    for _ in 0..<3 { _ = try ana.all(#"{"type":"say","ticket":1,"text":"good day"}"#) }
    #expect(try web.rest().count { $0.said == "good day" } == 3)
  }
}
