import Testing

@testable import LineServer

@Suite("What backends say of customers")
struct StatementTests {
  private static let customer =
    #""customer":{"id":"C-1","name":"Ana Popescu","email":"ana@example.com","tier":"vip"}"#
  private static let context =
    #""context":{"page":"/cart","product":"P-1","order":"A-1","device":"phone","locale":"ro-RO"}"#

  @Test("Agents see who a customer is, whether a hello or a message has said it")
  func stated() throws {
    let server = try DeskServer()
    let (agent, web) = (try server.join("agent", "ana"), try server.join("backend", "web"))
    try web.send(
      "{\"type\":\"hello\",\"session\":\"s1\",\"channel\":\"web\",\(Self.customer),\(Self.context)}"
    )
    #expect(try web.line().session == "s1")
    _ = try web.ask(#"{"session":"s1","text":"operator"}"#)
    let first = try agent.line()
    #expect(first.event == "queue.enqueued")
    #expect(first.string("ticket.customer") == "Ana Popescu")
    #expect(first.string("ticket.channel") == "web")
    #expect(first.string("ticket.language") == "ro")
    _ = try web.ask("{\"session\":\"s2\",\"text\":\"human\",\(Self.customer)}")
    let second = try agent.lines { $0.event == "queue.enqueued" }.last
    #expect(second?.string("ticket.customer") == "Ana Popescu")
    #expect(second?.string("ticket.language") == "en")
    // A session of another customer is not hers.
    _ = try web.ask(#"{"session":"s3","text":"human"}"#)
    let third = try agent.lines { $0.event == "queue.enqueued" }.last
    #expect(third?.string("ticket.customer") == nil)
  }

  @Test("A language counts from the start, whoever states it and wherever")
  func language() throws {
    let server = try DeskServer()
    let web = try server.join("backend", "web")
    let statements = [
      (#""language":"tr""#, "tr"), (#""language":"tr-TR""#, "tr"),
      (#""customer":{"id":"C-2","language":"ru"}"#, "ru"), (Self.context, "ro"),
      (#""context":{"locale":"xx-YY"}"#, "en"),
      (#""language":"ar","context":{"locale":"ro"}"#, "ar"),
    ]
    for (number, (statement, code)) in statements.enumerated() {
      try web.send("{\"type\":\"hello\",\"session\":\"s\(number)\",\(statement)}")
      #expect(try web.line().type == "welcome")
      let article = try web.ask(
        "{\"type\":\"article\",\"session\":\"s\(number)\",\"article\":\"article-0\"}"
      )
      #expect(article.string("language") == code, "\(statement)")
    }
    let customer = try server.join()
    #expect(try customer.ask(#"{"type":"hello","language":"tr"}"#).type == "welcome")
    #expect(
      try customer.ask(#"{"type":"topics"}"#).string("topics.0.articles.0.title")
        == Speech.turkish.answers[0].question
    )
  }

  @Test(
    "Statements that are none, by their members; nothing of the line is done",
    arguments: [
      (#""customer":"C-1""#, "customer"), (#""customer":{}"#, "customer.id"),
      (#""customer":{"name":"Ana"}"#, "customer.id"), (#""customer":{"id":5}"#, "customer.id"),
      (#""customer":{"id":"C-1","email":true}"#, "customer.email"),
      (#""context":[]"#, "context"), (#""context":{"page":7}"#, "context.page"),
      (#""language":"xx""#, "language"), (#""language":"-""#, "language"),
      (#""language":"--en""#, "language"), (#""language":7"#, "language"),
      (#""channel":{}"#, "channel"), (#""gather":"yes""#, "gather"), (#""explain":1"#, "explain"),
    ]
  )
  func wrong(statement: String, member: String) throws {
    let server = try DeskServer()
    let web = try server.join("backend", "web")
    let error = try web.ask("{\"session\":\"s1\",\"id\":\"m1\",\"text\":\"hello\",\(statement)}")
    #expect(error.code == "bad_value")
    #expect(error.string("error.member") == member)
    #expect(error.re == "m1")
    #expect(try web.ask(#"{"session":"s1","id":"m1","text":"hello"}"#).seq == 1)
  }

  @Test("Nobody else may say it, and nothing of the line is done")
  func forbidden() throws {
    let server = try DeskServer()
    let customer = try server.join()
    for statement in [Self.customer, Self.context, #""customer":null"#] {
      for line in [
        "{\"type\":\"hello\",\(statement)}", "{\"text\":\"human\",\"id\":\"m1\",\(statement)}",
      ] {
        let error = try customer.ask(line)
        #expect(error.code == "forbidden")
      }
    }
    let agent = try server.join("agent", "ana")
    #expect(try agent.ask(#"{"type":"queue"}"#).count("tickets") == 0)
    #expect(try customer.ask(#"{"text":"human","id":"m1"}"#).seq == 1)
  }
}
