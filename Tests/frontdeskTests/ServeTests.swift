import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("frontdesk serve")
struct ServeTests {
  @Test("On standard input and output every line has its block, as in a chat")
  func standardStreams() throws {
    let shop = try TinyShop()
    let result = try Program.run(
      "serve",
      "--stdio",
      "--content",
      shop.path,
      input: "where is my parcel\n/quti\nhello"
    )
    #expect(result.status == 0)
    #expect(
      result.blocks == [
        "Follow the link in the e-mail.", "! there is no verb /quti; did you mean /quit?",
        "Hello! How can I help?",
      ]
    )
  }

  @Test("A customer who is not understood gets a person, over a socket")
  func handoff() throws {
    let shop = try TinyShop()
    let server = try ListeningServer(shop)
    defer { server.stop() }
    let customer = try server.connect()
    let other = try server.connect()
    #expect(try customer.ask("where is my parcel") == "Follow the link in the e-mail.")
    #expect(try customer.ask("qqqq wwww") == "Sorry, I did not understand that.")
    #expect(try customer.ask("zzzz xxxx").contains("number 1 in the queue"))
    #expect(try other.ask("human").contains("number 2 in the queue"))

    let agent = try server.connect()
    #expect(try agent.ask("/agent Ana").contains("waiting: 2"))
    let queue = try agent.ask("/queue").split(separator: "\n")
    #expect(queue.count == 2)
    #expect(queue[0].hasPrefix("1 ") && queue[0].contains("zzzz xxxx"))
    let transcript = try agent.ask("/take 1")
    #expect(transcript.contains("customer: where is my parcel"))
    #expect(try customer.block() == "Ana has joined the chat.")

    try agent.send("good day, how can I help?\n")
    #expect(try customer.block() == "good day, how can I help?")
    try customer.send("my \u{1B}[31mparcel\n")
    let relayed = try agent.block()
    #expect(relayed.hasPrefix("customer: my "))
    #expect(!relayed.contains("\u{1B}"))
    #expect(try agent.ask("/done").contains("closed"))
    #expect(try customer.block() == "You are chatting with the assistant again.")
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(try other.ask("hello") == "Hello! How can I help?")
  }

  @Test("SIGTERM ends the server with status 0")
  func termination() throws {
    let shop = try TinyShop()
    let server = try ListeningServer(shop)
    let customer = try server.connect()
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(server.stop() == 0)
  }

  @Test("SIGHUP does not end the server, and the conversation goes on")
  func hangUp() throws {
    let shop = try TinyShop()
    let server = try ListeningServer(shop)
    let customer = try server.connect()
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    server.send(SIGHUP)
    try server.wait(for: "new content is in use")
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(server.stop() == 0)
  }

  @Test("An address that other machines can reach is refused until there are tokens")
  func remote() throws {
    let shop = try TinyShop()
    let call = ["serve", "--listen", "0.0.0.0:0", "--content", shop.path]
    let digest = String(repeating: "0", count: 64)
    for tokens in ["", "agent ana \(digest)", "admin root \(digest)"] {
      let result = try Program.run(call, input: [], environment: ["FRONTDESK_TOKENS": tokens])
      #expect(result.status == 2)
      #expect(result.errors.contains("0.0.0.0:0 can be reached from other machines"))
      #expect(result.errors.contains("frontdesk token new"))
    }
  }
}
