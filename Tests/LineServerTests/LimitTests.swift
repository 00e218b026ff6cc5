import Dialogue
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
    #expect(try first.ask("hello") == engineReply(to: "hello"))
    let second = try server.connect()
    #expect(try second.ask("hello") == engineReply(to: "hello"))
    let third = try server.connect()
    #expect(try third.block() == "! too many connections (2); try again later")
    #expect(try third.block() == nil)
    #expect(try first.ask("/quit") == "goodbye")
    #expect(try first.block() == nil)
    let fourth = try server.connect()
    #expect(try fourth.ask("hello") == engineReply(to: "hello"))
  }

  @Test("A slow reader gets everything, is not read meanwhile, and nobody waits for it")
  func slowReader() throws {
    let folder = try TemporaryFolder()
    var limits = Limits()
    limits.maximumWaitingBytes = 10_000
    limits.localRate = nil
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
      let text = question(turn)
      #expect(try other.ask(text) == engineReply(to: text))
    }
    let help = try #require(try slow.block())
    for _ in 1..<lines { try #require(try slow.block() == help) }
    #expect(try slow.ask("hello") == engineReply(to: "hello"))
  }

  @Test("A connection that never reads is dropped, and the log says so")
  func stalledReader() throws {
    var limits = Limits()
    limits.maximumWaitingBytes = 10_000
    limits.stallTimeout = .milliseconds(50)
    limits.sweepEvery = .milliseconds(20)
    limits.localRate = nil
    let server = try RunningServer(limits: limits)
    let stalled = try Client(to: server.address, receiveBuffer: 4096)
    // Sends until the server, which cannot get rid of its replies, hangs up.
    let lines = String(repeating: "/help\n", count: 10_000)
    #expect(throws: Client.Failure.self) {
      for _ in 0..<10_000 { try stalled.send(lines) }
    }
    #expect(server.log.contains { $0.hasPrefix("c1: dropped: read nothing for ") })
    let other = try server.connect()
    #expect(try other.ask("hello") == engineReply(to: "hello"))
  }

  @Test("An agent who never reads is dropped, and the customer waits again")
  func floodedAgent() throws {
    let folder = try TemporaryFolder()
    var limits = Limits()
    limits.dropAboveWaitingBytes = 100_000
    let server = try RunningServer(on: [.unix(path: folder.path + "/desk.sock")], limits: limits)
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    // A Unix socket takes some 200 kB, then they wait in the server.
    let line = String(repeating: "x", count: 10_000) + "\n"
    for _ in 0..<100 { try customer.send(line) }
    #expect(try customer.block() == Speech.english.says(.handoffWaiting))
    #expect(server.log.contains { $0.hasPrefix("c1: dropped: ") && $0.contains("not read") })
    #expect(try server.connect().ask("/agent ana")?.contains("waiting: 1, /queue") == true)
  }

  @Test("Addresses of other machines are listened on where agents and administrators have tokens")
  func remoteAddress() throws {
    let engine = try TestShop().engine()
    let everywhere = SocketAddress.ipv4(host: "0.0.0.0", port: 0)
    #expect(throws: ServerError.remoteAddress(everywhere)) {
      try Server(
        engine: engine,
        listening: [.standard, everywhere],
        tokens: AccessTokens([.init(role: .agent, name: "ana", token: "a")]),
        configuration: Configuration(log: { _ in })
      )
    }
    _ = try Server(
      engine: engine,
      listening: [everywhere],
      tokens: AccessTokens([
        .init(role: .agent, name: "ana", token: "a"),
        .init(role: .admin, name: "root", token: "b"),
      ]),
      configuration: Configuration(log: { _ in })
    )
    #expect(throws: ServerError.nothingToServe) {
      try Server(engine: engine, listening: [], configuration: Configuration(log: { _ in }))
    }
  }
}
