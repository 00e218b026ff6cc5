import Dialogue
import Testing

@Suite("Replies leave only when they are kept")
struct KeepingTurnTests {
  private let server: KeepingServer

  init() throws {
    server = try KeepingServer()
  }

  private func json(_ text: String, id: String) -> String {
    "{\"session\":\"s1\",\"id\":\"\(id)\",\"text\":\"\(text)\"}"
  }

  @Test("while nothing can be kept everyone is asked to try again, and then it works")
  func customer() throws {
    let customer = try server.connect()
    #expect(try customer.ask("/help")?.isEmpty == false)
    #expect(try customer.ask("//\(question(0))") != nil)
    server.setFailing(true)
    for _ in 0..<3 {
      #expect(try customer.ask(question(1)) == "! please try again in a moment")
    }
    server.setFailing(false)
    #expect(try customer.ask(question(1)) == engineReply(to: question(1)))
  }

  @Test("a program that speaks JSON gets an error with the id, and may send the same line again")
  func session() throws {
    #expect(try server.ask(json(question(0), id: "m1")).contains("\"re\":\"m1\""))
    server.setFailing(true)
    for _ in 0..<2 {
      let error = try server.ask(json(question(1), id: "m2"))
      #expect(
        error.hasPrefix(#"{"type":"error","session":"s1","re":"m2","error":{"code":"try_again""#)
      )
    }
    // What was kept before is known.
    #expect(try server.ask(json("x", id: "m1")).contains("\"seq\":1,\"re\":\"m1\""))
    server.setFailing(false)
    let line = try server.ask(json(question(1), id: "m2"))
    #expect(line.contains("\"seq\":2,\"re\":\"m2\""), "\(line)")
  }

  @Test("all whose lines came in one turn are told, each in its own way")
  func several() throws {
    server.setFailing(true)
    try server.send(json(question(0), id: "m1") + "\n" + json(question(0), id: "m2") + "\nhello\n")
    var lines: [String] = []
    for _ in 0..<4 { lines.append(try server.line()) }
    #expect(lines.count { $0.contains("try_again") && $0.contains("\"re\":\"m1\"") } == 1)
    #expect(lines.count { $0.contains("try_again") && $0.contains("\"re\":\"m2\"") } == 1)
    #expect(lines.contains("! please try again in a moment"))
  }

  @Test("agents too are told, and what they did did not happen")
  func agent() throws {
    let agent = try server.connect()
    let customer = try server.connect()
    #expect(try agent.ask("/agent ana") == "you are at the desk as ana; nobody waits")
    #expect(try customer.ask("human") == Speech.english.says(.handoffQueued) + " 1")
    #expect(try agent.block()?.hasPrefix("ticket 1 waits") == true)
    server.setFailing(true)
    #expect(try agent.ask("/take 1") == "! please try again in a moment")
    server.setFailing(false)
    #expect(try agent.ask("/queue")?.hasPrefix("1 en") == true)
    try agent.send("/take 1\n")
    #expect(try customer.block() == Speech.english.says(.handoffJoined) + " ana")
    #expect(try agent.block()?.hasPrefix("ticket 1, en") == true)
    server.setFailing(true)
    #expect(try agent.ask("hello") == "! please try again in a moment")
    server.setFailing(false)
    try agent.send("hello\n")
    #expect(try customer.block() == "hello")
  }

  @Test("the log says once that it fails, and once that it works again")
  func log() throws {
    let customer = try server.connect()
    #expect(try customer.ask(question(0)) == engineReply(to: question(0)))
    for round in 1...2 {
      server.setFailing(true)
      for _ in 0..<3 {
        #expect(try customer.ask(question(1))?.hasPrefix("! ") == true)
        // Turns in which there is nothing to keep show nothing.
        #expect(try customer.ask("/help")?.hasPrefix("! ") == false)
      }
      server.setFailing(false)
      #expect(try customer.ask(question(1)) == engineReply(to: question(1)))
      #expect(
        server.log.count { $0.hasPrefix("error: nothing can be kept: the disk is full") } == round
      )
      #expect(server.log.count { $0 == "the store works again" } == round)
    }
  }
}
