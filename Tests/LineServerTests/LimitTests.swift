import LineServer
import Testing

@Suite("The server's limits")
struct LimitTests {
  @Test("One connection too many is told so; a free place is given to the next")
  func connections() throws {
    var limits = Limits()
    limits.maximumConnections = 2
    let server = try RunningServer(limits: limits)
    let first = try server.connect()
    #expect(try first.ask("one") == engineReply(to: "one"))
    let second = try server.connect()
    #expect(try second.ask("two") == engineReply(to: "two"))
    let third = try server.connect()
    #expect(try third.block() == "! too many connections (2); try again later")
    #expect(try third.block() == nil)
    #expect(try first.ask("/quit") == "goodbye")
    #expect(try first.block() == nil)
    let fourth = try server.connect()
    #expect(try fourth.ask("four") == engineReply(to: "four"))
  }

  @Test("A slow reader gets everything, is not read meanwhile, and nobody waits for it")
  func slowReader() throws {
    let folder = try TemporaryFolder()
    var limits = Limits()
    limits.maximumWaitingBytes = 10_000
    // Replies are twenty times as long as lines: they fill the socket, which on a Unix socket takes
    // some 200 kB, and would pass this limit if lines were still answered then.
    limits.dropAboveWaitingBytes = 100_000
    let server = try RunningServer(on: [.unix(path: folder.path + "/desk.sock")], limits: limits)
    let slow = try server.connect()
    let lines = 15_000
    try slow.send(String(repeating: "/help\n", count: lines))
    let other = try server.connect()
    // Each round trip is a turn of the loop, in which some of the slow one's lines could be answered:
    // there are turns enough for all of them.
    for turn in 0..<400 {
      let text = "quick \(turn)"
      #expect(try other.ask(text) == engineReply(to: text))
    }
    let help = try #require(try slow.block())
    for _ in 1..<lines { try #require(try slow.block() == help) }
    #expect(try slow.ask("done") == engineReply(to: "done"))
  }

  @Test("A connection that never reads is dropped, and the log says so")
  func stalledReader() throws {
    var limits = Limits()
    limits.maximumWaitingBytes = 10_000
    limits.stallTimeout = .milliseconds(50)
    let server = try RunningServer(limits: limits)
    let stalled = try Client(to: server.address, receiveBuffer: 4096)
    // Sends until the server, which cannot get rid of its replies, hangs up.
    let lines = String(repeating: String(repeating: "x", count: 1000) + "\n", count: 100)
    #expect(throws: Client.Failure.self) {
      for _ in 0..<10_000 { try stalled.send(lines) }
    }
    #expect(server.log.contains { $0.hasPrefix("c1: dropped: read nothing for ") })
    let other = try server.connect()
    #expect(try other.ask("hello") == engineReply(to: "hello"))
  }

  @Test("Only local addresses are listened on unless told otherwise")
  func remoteAddress() throws {
    let everywhere = SocketAddress.ipv4(host: "0.0.0.0", port: 0)
    #expect(throws: ServerError.remoteAddress(everywhere)) {
      try Server(engine: testEngine(), listening: [.standard, everywhere], log: { _ in })
    }
    _ = try Server(
      engine: testEngine(),
      listening: [everywhere],
      allowRemote: true,
      log: { _ in }
    )
    #expect(throws: ServerError.nothingToServe) {
      try Server(engine: testEngine(), listening: [], log: { _ in })
    }
  }
}
