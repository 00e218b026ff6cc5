import Testing

@testable import LineServer

@Suite("Saying who is speaking")
struct HelloTests {
  @Test(
    "Each role with its token is welcomed with what it is",
    arguments: [
      ("backend", "web"), ("backend", "app"), ("agent", "ana"), ("channel", "mailer"),
      ("admin", "root"),
    ]
  )
  func roles(role: String, name: String) throws {
    let server = try DeskServer()
    let client = try server.join()
    let hello =
      "{\"type\":\"hello\",\"id\":\"h1\",\"role\":\"\(role)\",\"token\":\"\(name)-token\"}"
    // Saying it twice changes nothing.
    for _ in 0..<2 {
      let welcome = try client.ask(hello)
      #expect(welcome.type == "welcome")
      #expect(welcome.string("role") == role)
      #expect(welcome.string("name") == name)
      #expect(welcome.re == "h1")
      #expect(welcome.string("version") == "1.2.3")
    }
    #expect(try client.rest().isEmpty)
    #expect(!server.log.contains { $0.message.contains("token") })
  }

  @Test("Without a role a connection is a customer's, and is told its session")
  func customer() throws {
    let server = try DeskServer()
    for hello in [#"{"type":"hello"}"#, #"{"type":"hello","role":"customer"}"#] {
      let welcome = try server.join().ask(hello)
      #expect(welcome.type == "welcome")
      #expect(welcome.string("role") == "customer")
      #expect(welcome.seq == 0)
      #expect(welcome.session?.count == 32)
    }
  }

  @Test("Without a token a role is refused at once", arguments: AccessRole.allCases)
  func missing(role: AccessRole) throws {
    let server = try DeskServer()
    let client = try server.join()
    for name in ["", #","name":"ana""#, #","token":null"#, #","token":"""#] {
      let error = try client.ask(
        "{\"type\":\"hello\",\"id\":\"h\",\"role\":\"\(role.rawValue)\"\(name)}"
      )
      #expect(error.code == "unauthorized")
      #expect(error.re == "h")
    }
    #expect(try client.ask(#"{"type":"hello"}"#).string("role") == "customer")
  }

  @Test(
    "A wrong token is answered later each time, and nobody else waits",
    arguments: [
      #"{"type":"hello","role":"agent","token":"nobody's"}"#,
      #"{"type":"hello","role":"agent","name":"ben","token":"ana-token"}"#,
      #"{"type":"hello","role":"admin","token":"ana-token"}"#,
      #"{"type":"hello","role":"backend","token":"root-token"}"#,
      #"{"type":"hello","role":"channel","token":"web-token"}"#,
      "/agent ben ana-token", "/agent ana x", "/admin ana-token",
    ]
  )
  func wrong(line: String) throws {
    let server = try DeskServer()
    let other = try server.join()
    let client = try server.join()
    let isJSON = line.hasPrefix("{")
    for (round, seconds) in [1, 2, 4].enumerated() {
      // What comes after it waits as well.
      try client.send(line + "\n/help")
      _ = try server.join().rest()
      try server.advance(by: .seconds(seconds) - .milliseconds(1))
      #expect(try other.rest().isEmpty)
      #expect(client.client.isSilent)
      try server.advance(by: .milliseconds(1))
      if isJSON {
        let error = try client.line()
        #expect(error.code == "unauthorized")
        #expect(error.int("error.line") == 2 * round + 1)
      } else {
        #expect(try client.client.block() == "! this token is not valid here")
      }
      #expect(try client.client.block()?.contains("/help") == true)
    }
    let warnings = server.log.filter { $0.level == .warning }
    #expect(warnings.count == 3)
    #expect(warnings.allSatisfy { $0.message.contains("127.0.0.1") && $0.connection != nil })
    #expect(!server.log.contains { $0.message.contains("-token") || $0.message.contains("nobody") })
  }

  @Test("Whoever hangs up while the answer waits is gone")
  func goneMeanwhile() throws {
    let server = try DeskServer()
    let client = try server.join()
    try client.send(#"{"type":"hello","role":"admin","token":"x"}"#)
    _ = try server.join().rest()
    client.client.closeAbruptly()
    try server.advance(by: .seconds(30))
    #expect(try server.join("admin", "root").ask(#"{"type":"status"}"#).type == "result")
  }

  @Test(
    "Roles and names that are none",
    arguments: [
      (#""role":"boss""#, "role"), (#""role":5"#, "role"), (#""role":"Agent""#, "role"),
      (#""role":"agent","token":5"#, "token"), (#""role":"agent","name":["ana"]"#, "name"),
    ]
  )
  func badValues(members: String, member: String) throws {
    let server = try DeskServer()
    let error = try server.join().ask("{\"type\":\"hello\",\(members)}")
    #expect(error.code == "bad_value")
    #expect(error.string("error.member") == member)
  }

  @Test("While no agent has a token, those of this machine give a name")
  func withoutTokens() throws {
    let server = try DeskServer(tokens: AccessTokens())
    let (ana, other) = (try server.join(), try server.join())
    #expect(try ana.ask(#"{"type":"hello","role":"agent"}"#).code == "unauthorized")
    for name in ["a b", "a/b", "", String(repeating: "x", count: 129)] {
      let hello = "{\"type\":\"hello\",\"role\":\"agent\",\"name\":\"\(name)\"}"
      #expect(try ana.ask(hello).code == (name.isEmpty ? "unauthorized" : "bad_value"))
    }
    let hello = #"{"type":"hello","role":"agent","name":"ana"}"#
    #expect(try ana.ask(hello).string("name") == "ana")
    // Nobody's place is taken without a token.
    #expect(try other.ask(hello).code == "refused")
    #expect(try other.client.ask("/agent ana")?.contains("already connected") == true)
    #expect(try ana.ask(#"{"type":"queue"}"#).type == "result")
    #expect(try other.ask(#"{"type":"queue"}"#).code == "forbidden")
  }

  @Test("As soon as an agent has a token every agent needs one, in both forms")
  func tokensNeeded() throws {
    let server = try DeskServer()
    let client = try server.join()
    #expect(
      try client.client.ask("/agent eva") == "! a token is needed: /agent NAME TOKEN"
    )
    #expect(
      try client.ask(#"{"type":"hello","role":"agent","name":"eva"}"#).code == "unauthorized"
    )
    #expect(
      try client.client.ask("/agent ana ana-token") == "you are at the desk as ana; nobody waits"
    )
    let root = try server.connect()
    #expect(try root.ask("/admin root-token") == "you are administrator root")
    #expect(try root.ask("/status")?.contains("version: 1.2.3") == true)
  }

  @Test("An agent who becomes something else has gone home")
  func changes() throws {
    let server = try DeskServer()
    let (agent, web) = (try server.join("agent", "ana"), try server.join("backend", "web"))
    try server.bringTogether(web, agent)
    let hello = #"{"type":"hello","role":"agent","token":"ben-token"}"#
    #expect(try agent.all(hello).first { $0.type == "welcome" }?.string("name") == "ben")
    #expect(try web.line().type == "status")
    let cards = try agent.all(#"{"type":"queue"}"#).last
    #expect(cards?.count("tickets") == 1)
    #expect(try agent.ask(#"{"type":"hello","role":"customer"}"#).code == "forbidden")
  }
}
