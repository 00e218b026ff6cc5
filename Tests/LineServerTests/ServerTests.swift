import TestSupport
import Testing

@testable import LineServer

@Suite("The server over TCP")
struct ServerTests {
  @Test("Port 0 becomes a real port, another one for each address")
  func boundAddresses() throws {
    let server = try RunningServer(on: [
      .ipv4(host: "127.0.0.1", port: 0), .ipv4(host: "127.0.0.1", port: 0),
    ])
    #expect(server.addresses.count == 2)
    #expect(Set(server.addresses).count == 2)
    for address in server.addresses {
      #expect(address != .ipv4(host: "127.0.0.1", port: 0))
      #expect(try Client(to: address).ask("hello") == engineReply(to: "hello"))
    }
  }

  @Test(
    "IPv6 and IPv4 are listened on side by side, on the same port",
    .enabled(if: ServerTests.hasIPv6)
  )
  func ipv6() throws {
    let server = try RunningServer(on: [.ipv6(host: "::1", port: 0)])
    guard case .ipv6("::1", let port) = server.address else {
      Issue.record("bound to \(server.address)")
      return
    }
    #expect(port != 0)
    #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
    #expect(server.log.contains { $0.hasPrefix("c1: opened from [::1]:") })
    // The port may be someone else's there by chance, but nothing else may be in the way.
    if let other = try? RunningServer(on: [.ipv4(host: "127.0.0.1", port: port)]) {
      #expect(try other.connect().ask("hello") == engineReply(to: "hello"))
      #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
    }
  }

  private static var hasIPv6: Bool {
    guard let socket = try? Socket.bound(to: .ipv6(host: "::1", port: 0)) else { return false }
    socket.close()
    return true
  }

  @Test("A new connection gets no greeting; the first block answers the first line")
  func noGreeting() throws {
    let server = try RunningServer()
    let client = try server.connect()
    #expect(try client.ask("/quit") == "goodbye")
    #expect(try client.block() == nil)
  }

  @Test("Lines sent together are answered in order, whatever their line ends")
  func pipelining() throws {
    let server = try RunningServer()
    let client = try server.connect()
    try client.send("hello\nwhere is my parcel\r\n\n  \n//hello\n")
    for text in ["hello", "where is my parcel", "hello"] {
      #expect(try client.block() == engineReply(to: text))
    }
    var random = SeededGenerator(seed: 1)
    let questions = (0..<1000).map { _ in question(Int.random(in: 0..<100, using: &random)) }
    try client.send(questions.map { $0 + "\n" }.joined())
    for question in questions { #expect(try client.block() == engineReply(to: question)) }
  }

  @Test("A line that arrives in pieces is answered once it is whole")
  func pieces() throws {
    let server = try RunningServer()
    let client = try server.connect()
    let other = try server.connect()
    for byte in Array("где моя посылка".utf8) {
      try client.send([byte])
      // A full round trip through the server, so that the byte has been read by itself.
      #expect(try other.ask("/help") != nil)
    }
    try client.send("\n")
    #expect(try client.block() == Speech.russian.answers[0].answer)
  }

  @Test("Fifty connections at once are fifty conversations")
  func manyConnections() throws {
    let server = try RunningServer()
    let clients = try (0..<50).map { _ in try server.connect() }
    for round in 0..<5 {
      for (number, client) in clients.enumerated() {
        try client.send(question(number + round) + "\n")
      }
      for (number, client) in clients.enumerated().reversed() {
        #expect(try client.block() == engineReply(to: question(number + round)))
      }
    }
    let opened = server.log.filter { $0.contains("opened from 127.0.0.1:") }
    #expect(opened.map { $0.prefix { $0 != ":" } } == (1...50).map { "c\($0)" })
  }

  @Test("The end of the input is answered, then the connection ends")
  func halfClose() throws {
    let server = try RunningServer()
    let client = try server.connect()
    try client.send((0..<500).map { question($0) + "\n" }.joined() + "hello")
    client.endSending()
    for number in 0..<500 { #expect(try client.block() == engineReply(to: question(number))) }
    #expect(try client.block() == engineReply(to: "hello"))
    #expect(try client.block() == nil)
  }

  @Test("What follows /quit is not read")
  func quit() throws {
    let server = try RunningServer()
    let client = try server.connect()
    try client.send("/quit\nhello\n")
    #expect(try client.block() == "goodbye")
    #expect(try client.rest().isEmpty)
  }

  @Test("A line of 1 MB is refused once, and the next line answered")
  func tooLong() throws {
    let server = try RunningServer()
    let client = try server.connect()
    try client.send([UInt8](repeating: 97, count: 1 << 20) + [10])
    #expect(try client.block()?.hasPrefix("! the line has 1048576 bytes, at most 16384") == true)
    let longest = String(repeating: "b", count: 16384)
    try client.send(longest + "\r\n/help\n")
    #expect(try client.block()?.hasPrefix("!") == false)
    #expect(try client.block()?.contains("/quit") == true)
  }

  @Test("Unknown verbs are met with what was meant")
  func unknownVerb() throws {
    let server = try RunningServer()
    let client = try server.connect()
    #expect(try client.ask("/hepl") == "! there is no verb /hepl; did you mean /help?")
    #expect(try client.ask("/etc/passwd")?.hasPrefix("! there is no verb /etc/passwd; ") == true)
    #expect(try client.ask("/")?.hasPrefix("! a verb must follow") == true)
    #expect(try client.ask("/quit now") == "! expected: /quit")
  }

  @Test("NUL and bytes that are not UTF-8 break nothing", arguments: 0..<20)
  func randomBytes(seed: Int) throws {
    let server = try RunningServer()
    let client = try server.connect()
    var random = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &random) }
    // No verb is spelt by chance in so few bytes, and a last line end closes what is open.
    try client.send(bytes + [10, 0, 0xFF, 0x2F, 10])
    try client.send("/help\n")
    var last: String?
    repeat { last = try client.block() } while last?.contains("/agent NAME") == false
    #expect(last?.hasPrefix("/agent NAME") == true)
  }

  @Test("Connections that vanish leave the server to the others")
  func abruptClose() throws {
    let server = try RunningServer()
    let witness = try server.connect()
    for round in 0..<20 {
      let client = try server.connect()
      // Many lines, so that there are replies nobody will read.
      try client.send(String(repeating: "hello\n", count: 200) + "half a line")
      if round.isMultiple(of: 2) { client.closeAbruptly() }
    }
    #expect(try witness.ask("hello") == engineReply(to: "hello"))
    let next = try server.connect()
    #expect(try next.ask("hello") == engineReply(to: "hello"))
  }

  @Test("Stopping sends what waits, closes, and lets run return")
  func stopping() throws {
    let server = try RunningServer()
    let client = try server.connect()
    #expect(try client.ask("hello") == engineReply(to: "hello"))
    server.stop()
    #expect(try client.block() == nil)
    #expect(server.hasEnded())
    #expect(throws: Client.Failure.self) { try server.connect() }
  }
}
