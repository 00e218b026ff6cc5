import JSON
import Testing

@testable import LineServer

@Suite("What is too much")
struct JSONLimitTests {
  private static let hello = #"{"text":"hello","id":"m"}"#

  @Test("Who sends too fast is told when to go on, and nobody else waits")
  func rate() throws {
    let server = try DeskServer { $0.localRate = 2 }
    let (fast, other) = (try server.join(), try server.join())
    let web = try server.join("backend", "web")
    for number in 1...4 { #expect(try fast.ask(#"{"text":"hello"}"#).seq == number) }
    for _ in 0..<3 {
      let error = try fast.ask(Self.hello)
      #expect(error.code == "too_fast")
      #expect(error["error.retry_after"]?.text == "0.5")
      #expect(error.re == "m")
      #expect(try fast.client.ask("hello")?.hasPrefix("! too fast") == true)
    }
    #expect(try other.ask(Self.hello).seq == 1)
    for number in 1...20 { #expect(try web.ask(#"{"session":"s","text":"hello"}"#).seq == number) }
    try server.advance(by: .milliseconds(500))
    // Nothing of what was refused was done.
    #expect(try fast.ask(Self.hello).seq == 5)
    #expect(try fast.ask(Self.hello).code == "too_fast")
  }

  @Test("Sessions of an address without a token, given back when they end")
  func sessions() throws {
    let server = try DeskServer { $0.localSessionsPerAddress = 3 }
    let (first, second) = (try server.join(), try server.join())
    #expect(try first.ask(#"{"type":"hello"}"#).type == "welcome")
    for name in ["a", "b"] {
      #expect(try first.ask("{\"session\":\"\(name)\",\"text\":\"hello\"}").seq == 1)
    }
    for line in [Self.hello, #"{"type":"hello"}"#, #"{"session":"c","text":"hello"}"#] {
      #expect(try second.ask(line).code == "too_many")
    }
    #expect(try second.client.ask("hello")?.contains("too many sessions") == true)
    // Those there are go on.
    #expect(try first.ask(#"{"session":"a","text":"hello"}"#).seq == 2)
    let web = try server.join("backend", "web")
    for name in 0..<5 {
      #expect(try web.ask("{\"session\":\"\(name)\",\"text\":\"hello\"}").seq == 1)
    }
    _ = try first.all(#"{"type":"end","session":"a"}"#)
    #expect(try second.ask(Self.hello).seq == 1)
    #expect(try first.ask(#"{"session":"c","text":"hello"}"#).code == "too_many")
    first.client.closeAbruptly()
    _ = try second.rest()
    for name in ["x", "y"] {
      #expect(try second.ask("{\"session\":\"\(name)\",\"text\":\"hello\"}").seq == 1)
    }
    #expect(try second.ask(#"{"session":"z","text":"hello"}"#).code == "too_many")
  }

  @Test("Sessions of a backend's connection")
  func backendSessions() throws {
    let server = try DeskServer { $0.sessionsPerBackend = 2 }
    let web = try server.join("backend", "web")
    for name in ["a", "b"] {
      #expect(try web.ask("{\"session\":\"\(name)\",\"text\":\"hello\"}").seq == 1)
    }
    #expect(try web.ask(#"{"session":"c","text":"hello"}"#).code == "too_many")
    _ = try web.all(#"{"type":"end","session":"a"}"#)
    #expect(try web.ask(#"{"session":"c","text":"hello"}"#).seq == 1)
  }

  @Test(
    "A line that was begun must end, and who connects must say something",
    arguments: [
      ("", 300, "nothing was said within"), ("hal", 30, "the line did not end within"),
      ("{\"te", 30, "the line did not end within"),
      ("hello\nhal", 30, "the line did not end within"),
      (String(repeating: "x", count: 20_000), 30, "the line did not end within"),
    ]
  )
  func unended(sent: String, seconds: Int, why: String) throws {
    let server = try DeskServer()
    let (client, other) = (try server.join(), try server.join())
    try client.client.send(sent)
    if sent.contains("\n") { #expect(try client.client.block() == engineReply(to: "hello")) }
    _ = try other.rest()
    try server.advance(by: .seconds(seconds - 1))
    _ = try other.rest()
    #expect(client.client.isSilent)
    // Another byte does not make it a younger line.
    if !sent.isEmpty { try client.client.send("x") }
    _ = try other.rest()
    try server.advance(by: .seconds(2))
    if sent.hasPrefix("{") {
      let error = try client.line()
      #expect(error.code == "timeout")
      #expect(error.string("error.message")?.hasPrefix(why) == true)
    } else {
      #expect(try client.client.block()?.hasPrefix("! " + why) == true)
    }
    #expect(try client.client.block() == nil)
    #expect(try other.rest().isEmpty)
  }

  @Test(
    "Customers who say nothing any more are closed, unless a person may yet write; others are not"
  )
  func idle() throws {
    let server = try DeskServer()
    let (idle, typed, waiting) = (try server.join(), try server.connect(), try server.join())
    let others = [
      try server.join("backend", "web"), try server.join("agent", "ana"),
      try server.join("channel", "mailer"), try server.join("admin", "root"),
    ]
    _ = try idle.ask(Self.hello)
    #expect(try typed.ask("hello") == engineReply(to: "hello"))
    _ = try waiting.ask(#"{"text":"human"}"#)
    try server.advance(by: .seconds(3_599))
    #expect(idle.client.isSilent && typed.isSilent)
    try server.advance(by: .seconds(2))
    #expect(try idle.line().code == "timeout")
    #expect(try idle.client.block() == nil)
    #expect(try typed.block()?.hasPrefix("! nothing was said for") == true)
    #expect(try typed.block() == nil)
    for client in [waiting] + others { _ = try client.rest() }
  }

  @Test("When no memory is left those who hold most are dropped, and nobody else")
  func memory() throws {
    let server = try DeskServer { $0.maximumHeldBytes = 20_000 }
    let (small, large, other) = (try server.connect(), try server.connect(), try server.join())
    try small.send(String(repeating: "x", count: 8_000))
    try large.send(String(repeating: "x", count: 15_000))
    // Until the server has read it all.
    while try other.all(#"{"type":"hello"}"#).count == 1, !server.log.contains(where: \.isDrop) {
      try server.advance(by: .seconds(1))
    }
    let drops = server.log.filter(\.isDrop)
    #expect(drops.map(\.connection) == ["c2"])
    #expect(try large.rest().isEmpty)
    try small.send("\n")
    #expect(try small.block()?.isEmpty == false)
  }

  @Test("A line over the limit is refused in its own form, also as the first")
  func tooLong() throws {
    let server = try DeskServer { $0.maximumLineBytes = 256 }
    let long = String(repeating: "x", count: 300)
    for rounds in 0..<2 {
      let client = try server.join()
      for _ in 0...rounds {
        let error = try client.ask("{\"id\":\"m\",\"text\":\"\(long)\"}")
        #expect(error.code == "too_long")
        #expect(try client.client.ask(long)?.hasPrefix("! the line has 300 bytes") == true)
      }
      #expect(try client.ask(Self.hello).seq == 1)
    }
  }
}

extension LogRecord {
  fileprivate var isDrop: Bool { message.hasPrefix("dropped: ") }
}
