import TestSupport
import Testing

@testable import LineServer

@Suite("Sessions over sockets")
struct SessionTests {
  private func say(_ number: Int, in session: String? = nil, id: String? = nil) -> String {
    let session = session.map { "\"session\":\"\($0)\"," } ?? ""
    let id = id.map { "\"id\":\"\($0)\"," } ?? ""
    return "{\(session)\(id)\"text\":\"\(question(number))\"}"
  }

  private static let resume = #"{"type":"resume","session":"s1","seq":0}"#

  @Test("A customer's lines without a session are of the one the welcome tells")
  func own() throws {
    let server = try DeskServer()
    let (customer, other) = (try server.join(), try server.join())
    let name = try #require(try customer.ask(#"{"type":"hello"}"#).session)
    #expect(try other.ask(#"{"type":"hello"}"#).session != name)
    let first = try customer.ask(say(0, id: "m1"))
    #expect(first.session == name)
    #expect(first.seq == 1)
    #expect(first.re == "m1")
    #expect(first.said == engineReply(to: question(0)))
    // By its name it is the same.
    #expect(try customer.ask(say(1, in: name)).seq == 2)
    #expect(try customer.ask(#"{"type":"hello"}"#).seq == 2)
  }

  @Test(
    "Whoever shows the name goes on with the session, gets what was missed, and the other is told"
  )
  func goesOn() throws {
    let server = try DeskServer()
    let first = try server.join()
    let name = try #require(try first.ask(#"{"type":"hello"}"#).session)
    let said = try (0..<3).map { try first.ask(say($0)).lasting }
    let second = try server.join()
    try second.send("{\"type\":\"hello\",\"session\":\"\(name)\",\"resume\":1}")
    let welcome = try second.line()
    #expect(welcome.session == name)
    #expect(welcome.seq == 3)
    #expect(try second.rest().map(\.value) == Array(said.dropFirst()))
    let moved = try first.line()
    #expect(moved.type == "moved")
    #expect(moved.session == name)
    #expect(try second.ask(say(0, in: name)).seq == 4)
    // The first begins anew, unless it shows the name.
    let anew = try first.ask(say(0))
    #expect(anew.session != name)
    #expect(anew.seq == 1)
    #expect(try first.ask(say(1, in: name)).seq == 5)
    #expect(try second.line().type == "moved")
    #expect(try second.rest().isEmpty)
  }

  @Test(
    "A session goes on after its connection has gone, and after a restart",
    arguments: [false, true]
  )
  func afterwards(isRestarted: Bool) throws {
    let server = try DeskServer()
    var customer = try server.join()
    let said = try customer.ask(say(0))
    let name = try #require(said.session)
    customer.client.closeAbruptly()
    if isRestarted { try server.restart() }
    customer = try server.join()
    try customer.send("{\"type\":\"hello\",\"session\":\"\(name)\",\"resume\":0}")
    #expect(try customer.line().seq == 1)
    #expect(try customer.line().value == said.lasting)
    #expect(try customer.ask(say(1, in: name)).seq == 2)
  }

  @Test("A name of 128 bits that nobody was told is no session")
  func unknown() throws {
    let server = try DeskServer()
    let name = String(repeating: "0a", count: 16)
    for client in [try server.join(), try server.join("backend", "web")] {
      for line in [say(0, in: name), "{\"type\":\"hello\",\"session\":\"\(name)\"}"] {
        let error = try client.ask(line)
        #expect(error.code == "unknown_session")
        #expect(error.session == name)
      }
    }
  }

  @Test("Other names are a connection's own: no customer reads what another or a backend has said")
  func privateNames() throws {
    let server = try DeskServer()
    let (web, ana, eva) = (try server.join("backend", "web"), try server.join(), try server.join())
    for name in ["s1", "web/s1"] { #expect(try web.ask(say(0, in: name)).seq == 1) }
    #expect(try ana.ask(say(1, in: "s1")).seq == 1)
    for name in ["s1", "web/s1", "app/s1", "stdio"] {
      let welcome = try eva.ask(
        "{\"type\":\"hello\",\"session\":\"\(name)\",\"resume\":0}"
      )
      #expect(welcome.session == name)
      #expect(welcome.seq == 0)
    }
    #expect(try eva.rest().isEmpty)
    #expect(try eva.ask(say(2, in: "s1")).said == engineReply(to: question(2)))
    for client in [web, ana] {
      #expect(try client.rest().isEmpty)
      #expect(try client.all(Self.resume).count == 1)
    }
  }

  @Test("What a customer began under another name ends with the connection")
  func privateNamesEnd() throws {
    let server = try DeskServer()
    let (agent, customer) = (try server.join("agent", "ana"), try server.join())
    _ = try customer.ask(#"{"session":"mine","text":"human"}"#)
    #expect(try agent.line().event == "queue.enqueued")
    customer.client.closeAbruptly()
    #expect(try agent.lines { $0.event == "queue.expired" }.last?.int("ticket.number") == 1)
    // Somebody with the name of a session may come back to it.
    let other = try server.join()
    #expect(try other.ask(#"{"text":"human"}"#).type == "message")
    #expect(try agent.line().event == "queue.enqueued")
    other.client.closeAbruptly()
    _ = try server.join().rest()
    #expect(try agent.rest().allSatisfy { $0.event != "queue.expired" })
    #expect(try agent.all(#"{"type":"queue"}"#).last?.int("tickets.0.number") == 2)
  }

  @Test("Someone who types and leaves is gone from the queue, and agents are told at once")
  func plainEnds() throws {
    let server = try DeskServer()
    let (agent, customer) = (try server.join("agent", "ana"), try server.connect())
    #expect(try customer.ask("human") != nil)
    #expect(try agent.line().event == "queue.enqueued")
    customer.closeAbruptly()
    #expect(try agent.lines { $0.event == "queue.expired" }.last?.int("ticket.number") == 1)
  }

  @Test("An agent who left and came back is not sent home by what others do later")
  func backAgain() throws {
    let server = try DeskServer()
    let (web, first) = (try server.join("backend", "web"), try server.connect())
    #expect(try first.ask("/agent ana ana-token")?.hasPrefix("you are at the desk") == true)
    #expect(try first.ask("/quit") == "goodbye")
    #expect(try first.block() == nil)
    let again = try server.join("agent", "ana")
    try server.bringTogether(web, again)
    // Whatever is due by now is done.
    for _ in 0..<3 { try server.advance(by: .seconds(50)) }
    #expect(try again.all(#"{"type":"tickets"}"#).last?.int("tickets.0.number") == 1)
    #expect(try again.all(#"{"type":"say","ticket":1,"text":"hi"}"#).last?.type == "result")
  }

  @Test("Two backends with a session of the same name do not meet")
  func twoBackends() throws {
    let server = try DeskServer()
    let (web, app) = (try server.join("backend", "web"), try server.join("backend", "app"))
    let said = try web.ask(say(0, in: "s1"))
    #expect(try app.all(Self.resume).isEmpty)
    #expect(try app.ask(say(1, in: "s1")).said == engineReply(to: question(1)))
    #expect(try web.all(Self.resume).map(\.value) == [said.lasting])
    // A second connection of the same backend takes the session over.
    let again = try server.join("backend", "web")
    #expect(try again.all(Self.resume).map(\.value) == [said.lasting])
    #expect(try web.line().type == "moved")
    #expect(try app.rest().isEmpty)
  }

  @Test("A backend may go on with a session whose random name it was told")
  func backendGoesOn() throws {
    let server = try DeskServer()
    let (customer, web) = (try server.join(), try server.join("backend", "web"))
    let name = try #require(try customer.ask(say(0)).session)
    #expect(try web.ask(say(1, in: name)).seq == 2)
    #expect(try customer.line().type == "moved")
  }

  @Test("A backend must name a session, and others than customers and backends have none")
  func withoutSession() throws {
    let server = try DeskServer()
    let error = try server.join("backend", "web").ask(say(0))
    #expect(error.code == "bad_value")
    #expect(error.string("error.member") == "session")
    for (role, name) in [("agent", "ana"), ("channel", "mailer"), ("admin", "root")] {
      #expect(try server.join(role, name).ask(say(0, in: "s1")).code == "forbidden")
    }
  }

  @Test("Either form at any time, and each line answered in its own")
  func bothForms() throws {
    let server = try DeskServer()
    let client = try server.join()
    for round in 0..<3 {
      #expect(try client.client.ask(question(round)) == engineReply(to: question(round)))
      let line = try client.ask(say(round + 1, id: "m\(round)"))
      #expect(line.said == engineReply(to: question(round + 1)))
      #expect(line.seq == 2 * round + 2)
      #expect(try client.client.ask("/hepl")?.hasPrefix("! ") == true)
      #expect(try client.ask("{").code == "not_json")
    }
    try client.send(question(0) + "\n" + say(1) + "\n/lang xx\n{\"x\":}\n" + say(2))
    #expect(try client.client.block() == engineReply(to: question(0)))
    #expect(try client.line().said == engineReply(to: question(1)))
    #expect(try client.client.block()?.hasPrefix("! ") == true)
    #expect(try client.line().code == "not_json")
    #expect(try client.line().said == engineReply(to: question(2)))
  }

  @Test("Sixty sessions between each other over one connection, each with its own course")
  func interleaved() throws {
    let server = try DeskServer()
    let web = try server.join("backend", "web")
    var random = SeededGenerator(seed: 11)
    let sessions = (0..<60).map { "s\($0)" }
    let course = (sessions + sessions + sessions + sessions).shuffled(using: &random)
    var counts: [String: Int] = [:]
    for (number, session) in course.enumerated() {
      try web.send(say(number, in: session, id: "m\(number)"))
    }
    for (number, session) in course.enumerated() {
      let line = try web.line()
      counts[session, default: 0] += 1
      try #require(line.session == session)
      try #require(line.re == "m\(number)")
      try #require(line.seq == counts[session])
      try #require(line.said == engineReply(to: question(number)))
    }
    for session in sessions {
      try web.send("{\"type\":\"resume\",\"session\":\"\(session)\",\"seq\":2}")
      #expect(try web.rest().map(\.seq) == [3, 4])
    }
  }
}
