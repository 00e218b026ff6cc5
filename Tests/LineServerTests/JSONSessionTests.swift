import Dialogue
import Testing

@Suite("Sessions of JSON over standard input")
struct JSONSessionTests {
  private let server: KeepingServer

  init() throws {
    server = try KeepingServer()
  }

  private func message(_ session: String, _ text: String, id: String? = nil) -> String {
    let named = id.map { "\"id\":\"\($0)\"," } ?? ""
    return "{\"session\":\"\(session)\",\(named)\"text\":\"\(text)\"}"
  }

  /// The members of a line that are compared, as they are written.
  private func isMessage(
    _ line: String,
    _ session: String,
    _ seq: Int,
    re: String? = nil,
    type: String = "message",
    contains text: String? = nil
  ) -> Bool {
    let named = re.map { ",\"re\":\"\($0)\"" } ?? ""
    let start = "{\"type\":\"\(type)\",\"session\":\"\(session)\",\"seq\":\(seq)\(named)"
    return line.hasPrefix(start) && text.map { line.contains($0) } ?? true
  }

  /// A reply without the confidence, which it has the first time only.
  private func lasting(_ line: String) -> String {
    let parts = line.split(separator: ",\"confidence\":", maxSplits: 1)
    return parts.count == 2 ? String(parts[0]) + "}" : line
  }

  @Test("a message has a reply with a number, the id it replies to, and the article")
  func message() throws {
    let line = try server.ask(message("s1", question(0), id: "m1"))
    #expect(isMessage(line, "s1", 1, re: "m1", contains: engineReply(to: question(0))), "\(line)")
    #expect(line.contains("\"article\":\"article-0\""))
    let next = try server.ask(message("s1", question(1)))
    #expect(isMessage(next, "s1", 2, contains: engineReply(to: question(1))), "\(next)")
    #expect(!next.contains("\"re\""))
  }

  @Test("a message that is sent again is replied to with the same line, and is there once")
  func repeated() throws {
    let first = try server.ask(message("s1", question(0), id: "m1"))
    for _ in 0..<3 {
      #expect(try server.ask(message("s1", question(1), id: "m1")) == lasting(first))
    }
    // In one go.
    try server.send(
      message("s1", question(2), id: "m2") + "\n" + message("s1", "x", id: "m2") + "\n"
    )
    let second = try server.line()
    #expect(isMessage(second, "s1", 2, re: "m2", contains: engineReply(to: question(2))))
    #expect(try server.line() == lasting(second))
    #expect(isMessage(try server.ask(message("s1", question(0))), "s1", 3))
  }

  @Test("sessions between each other have their own conversations and numbers")
  func interleaved() throws {
    let sessions = ["s1", "s2", "s3"]
    for round in 0..<4 {
      try server.send(
        sessions.enumerated().map { message($1, question(round + $0), id: "m\(round)") + "\n" }
          .joined()
      )
      for (number, session) in sessions.enumerated() {
        let line = try server.line()
        let answer = engineReply(to: question(round + number)).split(separator: "/").first
        #expect(
          isMessage(line, session, round + 1, re: "m\(round)", contains: answer.map(String.init))
        )
      }
    }
  }

  @Test("what was sent after a number is sent again, in order")
  func resume() throws {
    var lines: [String] = []
    for number in 0..<3 { lines.append(lasting(try server.ask(message("s1", question(number))))) }
    try server.send(#"{"type":"resume","session":"s1","seq":1}"# + "\n")
    #expect(try [server.line(), server.line()] == Array(lines.dropFirst()))
    try server.send(#"{"type":"resume","session":"s1","seq":0}"# + "\n")
    #expect(try [server.line(), server.line(), server.line()] == lines)
    // Nothing to send is nothing sent.
    try server.send(#"{"type":"resume","session":"s1","seq":3}"# + "\n")
    try server.send(#"{"type":"resume","session":"nobody","seq":0}"# + "\n")
    #expect(isMessage(try server.ask(message("s1", question(0))), "s1", 4))
  }

  @Test(
    "wrong lines are errors with a code, and the connection goes on",
    arguments: [
      ("{", "not_json"), (#"{"session":"s1"}"#, "bad_value"), (#"{"text":"x"}"#, "bad_value"),
      (#"{"session":"s1","id":5,"text":"x"}"#, "bad_value"),
      (#"{"type":"x","session":"s1","text":"x"}"#, "bad_type"),
      (#"{"type":"resume","session":"s1","seq":"x"}"#, "bad_value"),
    ]
  )
  func errors(line: String, code: String) throws {
    let error = try server.ask(line)
    #expect(error.hasPrefix("{\"type\":\"error\""), "\(error)")
    #expect(error.contains("\"code\":\"\(code)\""), "\(error)")
    #expect(isMessage(try server.ask(message("s1", question(0))), "s1", 1))
  }

  @Test("a line over the limit is an error in the words the program reads")
  func tooLong() throws {
    #expect(isMessage(try server.ask(message("s1", question(0))), "s1", 1))
    let error = try server.ask(message("s1", String(repeating: "x", count: 70_000)))
    #expect(error.hasPrefix("{\"type\":\"error\""), "\(error.prefix(80))")
    #expect(error.contains("\"code\":\"too_long\""))
    #expect(isMessage(try server.ask(message("s1", question(1))), "s1", 2))
  }

  @Test("what a person says comes as a line of its own, with who says it")
  func agent() throws {
    let agent = try server.connect()
    #expect(try agent.ask("/agent ana")?.hasPrefix("you are at the desk") == true)
    let queued = try server.ask(message("s1", "human", id: "m1"))
    #expect(isMessage(queued, "s1", 1, re: "m1", contains: Speech.english.says(.handoffQueued)))
    #expect(try agent.block()?.hasPrefix("ticket 1 waits") == true)
    try agent.send("/take 1\n")
    #expect(isMessage(try server.line(), "s1", 2, type: "status", contains: "ana"))
    #expect(try agent.block()?.hasPrefix("ticket 1, en") == true)
    // Nobody replies at once, and the client is told that the message came.
    let ack = try server.ask(message("s1", "my parcel is late", id: "m2"))
    #expect(isMessage(ack, "s1", 3, re: "m2", type: "ack"), "\(ack)")
    #expect(try agent.block() == "customer: my parcel is late")
    try agent.send("I am looking\n")
    let said = try server.line()
    #expect(isMessage(said, "s1", 4, re: "m2", contains: "\"agent\":\"ana\""), "\(said)")
    #expect(said.contains("I am looking"))
    // The agent goes: what time brings reaches the session too.
    agent.endSending()
    #expect(isMessage(try server.line(), "s1", 5, type: "status"))
  }

  @Test("lines of JSON and plain lines go through one pipe side by side")
  func plain() throws {
    #expect(isMessage(try server.ask(message("s1", question(0))), "s1", 1))
    #expect(try server.ask(question(1)) == engineReply(to: question(1)))
    #expect(try server.line() == "")
    #expect(isMessage(try server.ask(message("s1", question(1))), "s1", 2))
  }
}
