import Testing

@testable import LineServer

@Suite("Messages for those who are not there")
struct ChannelTests {
  private static let contacts = [
    "mail": #""email":"ana@example.com""#, "phone": #""phone":"+40700000100""#,
  ]

  /// A customer with a contact, whom an agent serves, and whose backend then goes.
  private func leave(_ server: DeskServer, _ agent: JSONClient, _ contact: String, ticket: Int)
    throws
  {
    let web = try server.join("backend", "web")
    try web.send(
      "{\"type\":\"hello\",\"session\":\"\(contact)\",\"customer\":{\"id\":\"C-\(contact)\",\"language\":\"en\",\(Self.contacts[contact] ?? "")}}"
    )
    #expect(try web.line().type == "welcome")
    try server.bringTogether(web, agent, session: contact, ticket: ticket)
    web.client.closeAbruptly()
    _ = try server.join().rest()
  }

  private func say(_ text: String, _ agent: JSONClient, ticket: Int) throws {
    let lines = try agent.all("{\"type\":\"say\",\"ticket\":\(ticket),\"text\":\"\(text)\"}")
    #expect(lines.first?.type == "result", "\(lines)")
  }

  @Test("Each is sent until it is acknowledged: after a reconnect and after a restart")
  func again() throws {
    let server = try DeskServer()
    let agent = try server.join("agent", "ana")
    try leave(server, agent, "mail", ticket: 1)
    var mailer = try server.join("channel", "mailer", more: #","channel":"email""#)
    #expect(try mailer.rest().isEmpty)
    try say("found it", agent, ticket: 1)
    let first = try mailer.line()
    #expect(first.type == "deliver")
    #expect(first.session == "web/mail")
    #expect(first.string("channel") == "email")
    #expect(first.string("address") == "ana@example.com")
    #expect(first.said == "found it")
    #expect(first.string("language") == "en")
    let id = try #require(first.string("id"))
    for round in 0..<2 {
      mailer.client.closeAbruptly()
      if round == 1 { try server.restart() }
      mailer = try server.join("channel", "mailer", more: #","channel":"email""#)
      #expect(try mailer.line().value == first.value)
      #expect(try mailer.rest().isEmpty)
    }
    let ack = "{\"type\":\"ack\",\"id\":\"\(id)\"}"
    #expect(try mailer.all(ack).isEmpty)
    // Saying so twice is no harm.
    #expect(try mailer.all(ack).isEmpty)
    mailer.client.closeAbruptly()
    try server.restart()
    mailer = try server.join("channel", "mailer")
    #expect(try mailer.rest().isEmpty)
    for wrong in [#"{"type":"ack"}"#, #"{"type":"ack","id":"17"}"#, #"{"type":"ack","id":"dx"}"#] {
      #expect(try mailer.ask(wrong).code == "bad_value")
    }
    #expect(try mailer.ask(#"{"type":"ack","id":"d999"}"#).code == "not_found")
  }

  @Test("What waited comes in order; each channel gets its own, and who names none both")
  func channels() throws {
    let server = try DeskServer()
    let agent = try server.join("agent", "ana")
    try leave(server, agent, "mail", ticket: 1)
    try leave(server, agent, "phone", ticket: 2)
    for text in ["one", "two", "three"] {
      try say(text, agent, ticket: 1)
      try say(text, agent, ticket: 2)
    }
    let caller = try server.join("channel", "caller", more: #","channel":"phone""#)
    #expect(try caller.rest().map(\.said) == ["one", "two", "three"])
    let both = try server.join("channel", "mailer")
    // What is on its way to one is not sent to another as well.
    #expect(try both.rest().map { $0.string("channel") } == ["email", "email", "email"])
    caller.client.closeAbruptly()
    let rest = try both.lines { $0.said == "three" }
    #expect(rest.map { $0.string("channel") } == ["phone", "phone", "phone"])
    #expect(rest.map { $0.string("address") }.allSatisfy { $0 == "+40700000100" })
  }

  @Test("So many are on their way at once; the next comes with an acknowledgement")
  func window() throws {
    let server = try DeskServer { $0.deliveriesOnTheirWay = 2 }
    let agent = try server.join("agent", "ana")
    try leave(server, agent, "mail", ticket: 1)
    for text in ["one", "two", "three"] { try say(text, agent, ticket: 1) }
    let mailer = try server.join("channel", "mailer")
    let lines = try mailer.rest()
    #expect(lines.map(\.said) == ["one", "two"])
    let id = try #require(lines.last?.string("id"))
    #expect(try mailer.all("{\"type\":\"ack\",\"id\":\"\(id)\"}").map(\.said) == ["three"])
  }

  @Test("Who is connected gets nothing by e-mail")
  func connected() throws {
    let server = try DeskServer()
    let (agent, mailer) = (try server.join("agent", "ana"), try server.join("channel", "mailer"))
    let web = try server.join("backend", "web")
    _ = try web.ask(
      #"{"type":"hello","session":"s1","customer":{"id":"C-1","email":"ana@example.com"}}"#
    )
    try server.bringTogether(web, agent)
    try say("here", agent, ticket: 1)
    #expect(try web.line().said == "here")
    #expect(try mailer.rest().isEmpty)
  }
}
