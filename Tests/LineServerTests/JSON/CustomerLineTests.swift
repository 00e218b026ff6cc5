import Dialogue
import JSON
import Testing

@testable import LineServer

@Suite("What customers and their programs send beside messages")
struct CustomerLineTests {
  @Test(
    "Marks of every kind, and those it does not have",
    arguments: [("thumbs", 0...1), ("csat", 1...5), ("nps", 0...10)]
  )
  func feedback(kind: String, values: ClosedRange<Int>) throws {
    let server = try DeskServer()
    let client = try server.join()
    for value in (values.lowerBound - 1)...(values.upperBound + 1) {
      let answer = try client.all(
        "{\"type\":\"feedback\",\"kind\":\"\(kind)\",\"value\":\(value),\"id\":\"v\(value)\"}"
      ).filter { $0.re == "v\(value)" }
      if values.contains(value) {
        #expect(answer.last?.type == "result", "\(value)")
      } else {
        #expect(answer.last?.code == "bad_value", "\(value)")
        #expect(answer.last?.string("error.member") == "value")
      }
    }
    for wrong in [
      #""kind":"stars","value":1"#, #""value":1"#, "\"kind\":\"\(kind)\"",
      "\"kind\":\"\(kind)\",\"value\":1,\"comment\":5",
    ] {
      #expect(try client.ask("{\"type\":\"feedback\",\(wrong)}").code == "bad_value")
    }
  }

  @Test("Feedback on a ticket is told to agents, with what was said")
  func feedbackEvent() throws {
    let server = try DeskServer()
    let (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    try server.bringTogether(web, agent)
    _ = try web.all(
      #"{"type":"feedback","session":"s1","kind":"csat","value":2,"comment":"slow\u001b[2J"}"#
    )
    let event = try agent.lines { $0.event == "csat.received" }.last
    #expect(event?.int("ticket.number") == 1)
    #expect(event?.string("kind") == "csat")
    #expect(event?.int("value") == 2)
    #expect(event?.string("comment") == "slow\\u{1B}[2J")
  }

  @Test("That the customer types, and what they have read, is told to their agent and not kept")
  func typingAndRead() throws {
    let server = try DeskServer()
    let (web, agent) = (try server.join("backend", "web"), try server.join("agent", "ana"))
    // While nobody has the ticket nobody is told.
    #expect(try web.all(#"{"type":"typing","session":"s1"}"#).isEmpty)
    try server.bringTogether(web, agent)
    let before = try web.all(#"{"type":"resume","session":"s1","seq":0}"#).count
    for (line, member, value) in [
      (#"{"type":"typing","session":"s1"}"#, "on", "true"),
      (#"{"type":"typing","session":"s1","on":false}"#, "on", "false"),
      (#"{"type":"read","session":"s1","seq":12}"#, "seq", "12"),
    ] {
      #expect(try web.all(line).isEmpty)
      let told = try agent.line()
      #expect(told.type == (member == "on" ? "typing" : "read"))
      #expect(told.int("ticket") == 1)
      #expect(told[member]?.text == value)
    }
    #expect(try agent.rest().isEmpty)
    #expect(try web.all(#"{"type":"resume","session":"s1","seq":0}"#).count == before)
    for wrong in [
      #"{"type":"typing","session":"s1","on":1}"#, #"{"type":"read","session":"s1"}"#,
      #"{"type":"read","session":"s1","seq":-1}"#,
    ] { #expect(try web.ask(wrong).code == "bad_value") }
    // The agent types.
    try agent.send(#"{"type":"typing","ticket":1,"on":true}"#)
    let typing = try web.line()
    #expect(typing.type == "typing")
    #expect(typing.session == "s1")
    #expect(typing["on"]?.bool == true)
    #expect(try agent.ask(#"{"type":"typing","ticket":2}"#).code == "refused")
  }

  @Test("Who ends the session leaves the queue, and may begin again")
  func end() throws {
    let server = try DeskServer()
    let (agent, web) = (try server.join("agent", "ana"), try server.join("backend", "web"))
    _ = try web.ask(#"{"session":"s1","text":"human"}"#)
    _ = try agent.rest()
    let result = try web.all(#"{"type":"end","session":"s1","id":"e"}"#).last
    #expect(result?.type == "result")
    #expect(result?.re == "e")
    let event = try agent.line()
    #expect(event.event == "queue.expired")
    #expect(event.string("ticket.state") == "expired")
    #expect(try agent.ask(#"{"type":"queue"}"#).count("tickets") == 0)
    let next = try web.ask("{\"session\":\"s1\",\"text\":\"\(question(0))\"}")
    #expect(next.said == engineReply(to: question(0)))
    // And whose agent is there, is told too.
    try server.bringTogether(web, agent, session: "s2", ticket: 2)
    _ = try web.all(#"{"type":"end","session":"s2"}"#)
    #expect(try agent.lines { $0.event == "queue.expired" }.last?.int("ticket.number") == 2)
  }

  @Test("Events come from backends alone, and their fields are what slots are")
  func events() throws {
    let server = try DeskServer(files: [
      "intents/flows/proactive.yml": """
      rules:
        - event: order_shipped
          say: utter_shipped
        - event: search_no_result
          say: utter_nothing
      """,
      "intents/en/news.yml": """
      version: "3.1"
      responses:
        utter_shipped:
          - text: Your order is on its way.
        utter_nothing:
          - text: Shall a person search for you?
      """,
    ])
    let (web, customer) = (try server.join("backend", "web"), try server.join())
    let told = try web.all(
      #"{"type":"event","session":"s1","id":"e1","name":"order_shipped","fields":{"a":"x","b":1,"c":true,"d":{"date":"2026-11-24"},"e":{"amount":"12.50","currency":"EUR"}}}"#
    )
    #expect(told.compactMap(\.said) == ["Your order is on its way."])
    #expect(told.contains { $0.type == "result" && $0.re == "e1" })
    // One that nobody waits for is taken all the same.
    #expect(
      try web.all(#"{"type":"event","session":"s1","name":"rained"}"#).map(\.type) == ["result"]
    )
    #expect(
      try customer.ask(#"{"type":"event","name":"order_shipped"}"#).code == "forbidden"
    )
    for wrong in [
      #""fields":{}"#, #""name":5"#, #""name":"x","fields":[]"#, #""name":"x","fields":{"a":[1]}"#,
      #""name":"x","fields":{"a":1.5}"#, #""name":"x","fields":{"a":{"date":"soon"}}"#,
    ] {
      #expect(try web.ask("{\"type\":\"event\",\"session\":\"s1\",\(wrong)}").code == "bad_value")
    }
    // A search without a result is an event of the session.
    let found = try customer.all(#"{"type":"search","text":"hello"}"#)
    #expect(found.last?.type == "result")
    #expect(try customer.ask(#"{"text":"hello"}"#).seq == 1)
    let nothing = try customer.all(#"{"type":"search","text":"zzzz qqqq","id":"q"}"#)
    #expect(nothing.first { $0.re == "q" && $0.type == "result" }?.count("results") == 0)
    #expect(nothing.contains { $0.said == "Shall a person search for you?" && $0.seq == 2 })
  }

  @Test("Topics, searches and articles of the help centre")
  func helpCentre() throws {
    let server = try DeskServer()
    let client = try server.join()
    let topics = try client.ask(#"{"type":"topics","id":"t"}"#)
    #expect(topics.re == "t")
    #expect(topics.count("topics.0.articles") == Speech.english.answers.count)
    #expect(
      try client.ask(#"{"type":"topics","language":"ru"}"#).string("topics.0.articles.0.title")
        == Speech.russian.answers[0].question
    )
    let search = try client.ask("{\"type\":\"search\",\"text\":\"\(question(1))\",\"limit\":1}")
    #expect(search.count("results") == 1)
    #expect(search.string("results.0.article") == "article-1")
    #expect(search.string("results.0.snippet")?.isEmpty == false)
    let article = try client.ask(#"{"type":"article","article":"article-2","id":"x"}"#)
    #expect(article.string("article") == "article-2")
    #expect(article.string("title") == question(2))
    #expect(article.said == engineReply(to: question(2)))
    #expect(article.string("language") == "en")
    #expect(article.string("updated") == "2026-11-01")
    #expect(article.re == "x")
    for (line, code) in [
      (#"{"type":"article","article":"none"}"#, "not_found"), (#"{"type":"article"}"#, "bad_value"),
      (#"{"type":"article","article":"article-2","language":"ru"}"#, "not_found"),
      (#"{"type":"search"}"#, "bad_value"),
      (#"{"type":"search","text":"x","limit":0}"#, "bad_value"),
      (#"{"type":"search","text":"x","limit":51}"#, "bad_value"),
      ("{\"type\":\"search\",\"text\":\"\(String(repeating: "x", count: 8_193))\"}", "bad_value"),
      (#"{"type":"topics","language":"xx"}"#, "bad_value"),
    ] { #expect(try client.ask(line).code == code, "\(line.prefix(80))") }
  }

  @Test("Messages with gather that come together have one reply; without, each its own")
  func gather() throws {
    let server = try DeskServer(gathers: true)
    let client = try server.join()
    #expect(try client.ask(#"{"text":"hello"}"#).said == engineReply(to: "hello"))
    try client.send(#"{"text":"where is","id":"g1","gather":true}"#)
    #expect(try client.line().type == "ack")
    try client.send(#"{"text":"my parcel","id":"g2","gather":true}"#)
    #expect(try client.line().type == "ack")
    #expect(try client.rest().isEmpty)
    try server.advance(by: .seconds(2))
    let reply = try client.line()
    #expect(reply.said == engineReply(to: "where is my parcel"))
    #expect(reply.re == "g2")
    #expect(try client.rest().isEmpty)
  }

  @Test("How a reply came about is told to who asks")
  func explain() throws {
    let server = try DeskServer()
    let client = try server.join()
    let plain = try client.ask("{\"text\":\"\(question(0))\"}")
    #expect(plain["explanation"] == nil)
    #expect(plain["confidence"] != nil)
    let explained = try client.ask("{\"text\":\"\(question(0))\",\"explain\":true}")
    #expect(explained.string("explanation.question") == question(0))
    #expect(explained.string("explanation.kind") == "answer")
  }

  @Test("A message needs a text or files, and one with an id gets a line that names it")
  func texts() throws {
    let server = try DeskServer()
    let client = try server.join()
    for wrong in ["{}", #"{"text":5}"#, #"{"attachments":[]}"#, #"{"text":["x"]}"#] {
      let error = try client.ask(wrong)
      #expect(error.code == "bad_value")
      #expect(error.string("error.member") == "text")
    }
    for (number, text) in ["", " ", "?", "\\u0000", "\\u200b"].enumerated() {
      let answer = try client.all("{\"id\":\"m\(number)\",\"text\":\"\(text)\"}")
      #expect(answer.contains { $0.re == "m\(number)" }, "\(text)")
    }
    let files = #"{"id":"f","attachments":[{"url":"https://e.example/a.jpg"}]}"#
    #expect(try client.all(files).contains { $0.re == "f" && $0.type != "error" })
    let many = Array(repeating: #"{"url":"a:b"}"#, count: 6).joined(separator: ",")
    #expect(try client.ask("{\"text\":\"x\",\"attachments\":[\(many)]}").code == "too_many")
  }

  @Test("Types that are none, with what was meant")
  func types() throws {
    let server = try DeskServer()
    let client = try server.join()
    let error = try client.ask(#"{"type":"mesage","id":"m","text":"x"}"#)
    #expect(error.code == "bad_type")
    #expect(error.string("error.member") == "type")
    #expect(error.string("error.message")?.contains("\"message\"") == true)
    #expect(error.int("error.line") == 1)
    #expect(error.string("error.request") == "c1.1")
    for type in ["queue", "take", "ack", "status", "reload"] {
      #expect(try client.ask("{\"type\":\"\(type)\",\"ticket\":1}").code == "forbidden")
    }
  }
}
