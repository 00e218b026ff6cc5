import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The built program with tokens, and content that changes while it runs.
@Suite("frontdesk serve with tokens and new content", .serialized)
struct ServeAccessTests {
  private let shop: TinyShop
  private let tokens: String

  init() throws {
    shop = try TinyShop()
    tokens = shop.folder.appending(path: "tokens").path
  }

  private func newToken(_ role: String, _ name: String) throws -> String {
    let result = try Program.run("token", "new", role, name, "--tokens", tokens)
    return try #require(result.lines.first, "\(result.errors)")
  }

  private func server() throws -> ListeningServer {
    try ListeningServer(shop, "--tokens", tokens, "--burst", "0", "--verbose")
  }

  private func hello(_ role: String, _ token: String) -> String {
    "{\"type\":\"hello\",\"role\":\"\(role)\",\"token\":\"\(token)\"}"
  }

  private func changeAnswer(to text: String) throws {
    let name = "corpus/en/track-order.md"
    let article = try String(contentsOf: shop.folder.appending(path: name), encoding: .utf8)
    let start = try #require(article.range(of: "---\n", options: .backwards)).upperBound
    try shop.write(article[..<start] + text + "\n", to: name)
  }

  private let question = "where is my parcel"

  @Test("What token new prints opens the role, and nothing else does")
  func roles() throws {
    let (agent, admin) = (try newToken("agent", "ana"), try newToken("admin", "root"))
    let web = try newToken("backend", "web")
    let server = try server()
    for (role, token, name) in [
      ("agent", agent, "ana"), ("admin", admin, "root"), ("backend", web, "web"),
    ] {
      let welcome = try server.connect().askJSON(hello(role, token))
      #expect(welcome["type"] as? String == "welcome")
      #expect(welcome["name"] as? String == name)
    }
    let status = try server.connect()
    _ = try status.askJSON(hello("admin", admin))
    let told = try status.askJSON(#"{"type":"status"}"#)["status"] as? [String: Any]
    #expect((told?["memory_bytes"] as? Int ?? 0) > 1_000_000)
    #expect((told?["content"] as? [String: Any])?["shop"] as? String == "Tiny")
    // With an agent's and an administrator's token others may connect too.
    let open = try ListeningServer(shop, "--tokens", tokens, "--listen", "0.0.0.0:0")
    #expect(open.stop() == 0)
    #expect(server.stop() == 0)
    let log = server.log.map(\.text).joined()
    for token in [agent, admin, web] { #expect(!log.contains(token)) }
  }

  @Test("New content and tokens take over between two messages; conversations go on")
  func reload() throws {
    let root = try newToken("admin", "root")
    let server = try server()
    let (admin, customer) = (try server.connect(), try server.connect())
    _ = try admin.askJSON(hello("admin", root))
    #expect(try customer.ask(question) == "Follow the link in the e-mail.")
    #expect(try customer.ask("human").contains("number 1 in the queue"))

    try changeAnswer(to: "Look into the app.")
    let ana = try newToken("agent", "ana")
    let result = try admin.askJSON(#"{"type":"reload","id":"r1"}"#)
    #expect(result["type"] as? String == "result")
    #expect(result["re"] as? String == "r1")
    #expect(try customer.ask(question) == "Look into the app.")
    #expect(try server.connect().ask("/agent ben").hasPrefix("! a token is needed"))
    let agent = try server.connect()
    #expect(try agent.ask("/agent ana \(ana)").contains("waiting: 1"))

    // What cannot be used is refused, with what a check finds, and the old goes on.
    try shop.write("version: \"3.1\"\nnlu:\n  - intent: [\n", to: "intents/en/everyday.yml")
    let refused = try admin.askJSON(#"{"type":"reload","id":"r2"}"#)
    #expect(refused["re"] as? String == "r2")
    let error = try #require(refused["error"] as? [String: Any])
    #expect(error["code"] as? String == "bad_content")
    let findings = try #require(error["findings"] as? [String])
    #expect(findings.contains { $0.contains("intents/en/everyday.yml") })
    #expect(try admin.ask("/reload").hasPrefix("! "))
    #expect(try customer.ask(question) == "Look into the app.")
    #expect(try agent.ask("/take 1").hasPrefix("ticket 1, en"))
    #expect(try customer.block() == "ana has joined the chat.")
    #expect(server.stop() == 0)
  }

  @Test("SIGHUP does the same, and the log tells what came of it")
  func hangUp() throws {
    _ = try newToken("admin", "root")
    let server = try server()
    let customer = try server.connect()
    #expect(try customer.ask(question) == "Follow the link in the e-mail.")
    try changeAnswer(to: "Look into the app.")
    server.send(SIGHUP)
    try server.wait(for: "new content is in use")
    #expect(try customer.ask(question) == "Look into the app.")
    try changeAnswer(to: "{{no_such_fact}}")
    server.send(SIGHUP)
    #expect(try server.wait(for: "the new content is refused").level == "error")
    #expect(try customer.ask(question) == "Look into the app.")
    // A file of tokens that cannot be used leaves those there are.
    try changeAnswer(to: "Ask us.")
    try Data("nonsense\n".utf8).write(to: URL(filePath: tokens))
    server.send(SIGHUP)
    try server.wait(for: "the new content is refused")
    #expect(try server.wait(for: tokens).message.contains(":1: expected: ROLE NAME SHA256"))
    #expect(try customer.ask(question) == "Look into the app.")
    #expect(server.stop() == 0)
  }

  @Test("Draining ends the program with 0; so does SIGTERM, and what was asked is answered")
  func ending() throws {
    let root = try newToken("admin", "root")
    let server = try server()
    let (admin, customer) = (try server.connect(), try server.connect())
    _ = try admin.askJSON(hello("admin", root))
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(try admin.askJSON(#"{"type":"drain","id":"d"}"#)["re"] as? String == "d")
    #expect(try customer.isAtEnd())
    #expect(server.waitForEnd() == 0)
  }

  @Test("Lines of the log say where they belong, and a terminal's words are for people")
  func log() throws {
    let server = try server()
    let client = try server.connect()
    _ = try client.askJSON(#"{"type":"hello","role":"admin","token":"x"}"#)
    let line = try server.wait(for: "a wrong token for the role admin")
    #expect(line.level == "warning")
    #expect(line.connection == "c1")
    #expect(server.stop() == 0)
    let text = try Program.run("serve", "--stdio", "--log", "text", "--content", shop.path)
    #expect(text.status == 0)
    #expect(!text.errors.contains("{"))
    #expect(try Program.run("serve", "--stdio", "--log", "xml").status == 2)
  }

  @Test(
    "Limits are taken from options, and wrong ones refused",
    arguments: [
      "--max-connections", "--rate", "--max-sessions", "--max-line", "--idle", "--max-memory",
    ]
  )
  func options(option: String) throws {
    for value in ["x", "-1", "1.5", "99999999999"] {
      let result = try Program.run("serve", "--stdio", option, value, "--content", shop.path)
      #expect(result.status == 2, "\(option) \(value)")
      #expect(result.errors.contains(option))
    }
  }
}
