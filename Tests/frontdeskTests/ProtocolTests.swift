import Foundation
import Testing

/// Everything PROTOCOL.md shows is done as it stands there.
@Suite("The examples of PROTOCOL.md", .serialized)
struct ProtocolTests {
  private let text: String
  private let shop: TinyShop
  private static let names = [
    "agent": "ana", "backend": "web", "channel": "mailer", "admin": "root",
  ]

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    text = try String(contentsOf: root.appending(path: "PROTOCOL.md"), encoding: .utf8)
    shop = try TinyShop(bundledIn: "en")
    // No example depends on the day.
    let desk = try String(
      contentsOf: shop.folder.appending(path: "intents/flows/desk.yml"),
      encoding: .utf8
    )
    try shop.write(
      desk.replacing(
        "{monday-saturday: [\"09:00-20:00\"]}",
        with: "{monday-sunday: [\"00:00-24:00\"]}"
      ).replacing("holidays: [\"12-25\", \"12-26\", \"01-01\"]", with: "holidays: []"),
      to: "intents/flows/desk.yml"
    )
  }

  @Test("The plain session at the end, and every line of JSON")
  func examples() throws {
    let path = shop.folder.appending(path: "tokens").path
    var tokens: [String: String] = [:]
    for (role, name) in Self.names {
      let made = try Program.run("token", "new", role, name, "--tokens", path)
      let token: String = try #require(made.lines.first, "\(made.errors)")
      tokens[role] = token
    }
    let server = try ListeningServer(shop, "--tokens", path, "--burst", "0")
    try runPlainSession(server, agentToken: tokens["agent"] ?? "")
    try leaveMessage(server, tokens)
    let examples = jsonExamples()
    #expect(examples.count >= 4)
    for example in examples { try run(example, server, tokens) }
    try runStatements(server, tokens)
    #expect(server.stop() == 0)
  }

  // MARK: The plain session

  private func runPlainSession(_ server: ListeningServer, agentToken: String) throws {
    let section = try #require(text.split(separator: "\n## A session\n", maxSplits: 1).last)
    let lines = section.split(separator: "\n").filter { $0.hasPrefix("    ") }
      .map { $0.dropFirst(4) }
    var clients: [Character: LineClient] = [:]
    var block: [String] = []
    for line in lines {
      let speaker = try #require(line.first)
      let words = line.dropFirst(3)
      let client = try clients[speaker] ?? server.connect()
      clients[speaker] = client
      if line.dropFirst().first == ">" {
        // Here agents have tokens.
        let token = words.hasPrefix("/agent ") ? " \(agentToken)" : ""
        try client.send(words + token + "\n")
      } else if !words.isEmpty {
        block.append(String(words))
      } else {
        let said = try client.block()
        #expect(lasting(said) == lasting(block.joined(separator: "\n")), "\(said)")
        block = []
      }
    }
    #expect(block.isEmpty)
    #expect(clients.count == 2)
  }

  /// A response with two wordings.
  private static let decline = (
    "Sorry, I didn't understand that. Please say it in other words, or ask for a person.",
    "I'm not sure what you mean. Could you put it differently? You can also ask for a person."
  )

  /// How long somebody has waited varies, and which wording of a response is said.
  private func lasting(_ block: String) -> String {
    block.replacing(Self.decline.1, with: Self.decline.0)
      .split(separator: " ", omittingEmptySubsequences: false).map { word in
        word.allSatisfy(\.isNumber) && !word.isEmpty && block.contains("\(word) s,") ? "N" : word
      }.joined(separator: " ")
  }

  // MARK: Lines of JSON

  /// Runs of lines that begin with `> ` or `< `.
  private func jsonExamples() -> [[(isSent: Bool, text: String)]] {
    var examples: [[(isSent: Bool, text: String)]] = []
    var isGoingOn = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isSent = line.hasPrefix("    > {")
      guard isSent || line.hasPrefix("    < {") else {
        isGoingOn = false
        continue
      }
      if !isGoingOn { examples.append([]) }
      isGoingOn = true
      examples[examples.count - 1].append((isSent, String(line.dropFirst(6))))
    }
    return examples
  }

  private func run(
    _ example: [(isSent: Bool, text: String)],
    _ server: ListeningServer,
    _ tokens: [String: String]
  ) throws {
    let client = try server.connect()
    for (isSent, text) in example {
      let shown = try #require(object(text), "\(text)")
      guard isSent else {
        let line = try client.json()
        for name in line.keys where shown[name] == nil {
          #expect(name == "confidence", "\(text) has no \(name): \(line)")
        }
        for (name, value) in shown where !varies(name, line[name]) {
          #expect(matches(line[name], value), "\(name) of \(text): \(line)")
        }
        continue
      }
      var sent = shown
      if sent["token"] != nil, let role = sent["role"] as? String { sent["token"] = tokens[role] }
      let data = try JSONSerialization.data(withJSONObject: sent)
      try client.send(String(decoding: data, as: UTF8.self) + "\n")
    }
  }

  /// Random names and the version are not compared.
  private func varies(_ name: String, _ value: Any?) -> Bool {
    switch name {
    // A shop may not have the customer's.
    case "version", "language": value is String
    case "session": (value as? String)?.count == 32
    default: false
    }
  }

  /// Whether a value is what is shown; three dots stand for anything.
  private func matches(_ value: Any?, _ shown: Any) -> Bool {
    guard let value else { return false }
    switch (value, shown) {
    case (is String, let text as String) where text == "...": return true
    case (is [Any], let list as [Any]) where list.first as? String == "...": return true
    case (let value as [String: Any], let shown as [String: Any]):
      return shown.allSatisfy { matches(value[$0.key], $0.value) }
    case (let value as [Any], let shown as [Any]):
      guard let first = shown.first, !value.isEmpty else { return value.isEmpty && shown.isEmpty }
      return shown.count == 1
        ? value.allSatisfy { matches($0, first) }
        : value.count == shown.count && zip(value, shown).allSatisfy { matches($0, $1) }
    default: return (value as? NSObject) == (shown as? NSObject)
    }
  }

  /// Reads an example, in which `[...]` stands for a list of anything.
  private func object(_ text: String) -> [String: Any]? {
    let data = Data(text.replacing("[...]", with: "[\"...\"]").utf8)
    return try? JSONSerialization.jsonObject(with: data) as? [String: Any]
  }

  /// A customer whom the backend states asks for a person and goes, and the agent then answers.
  private func leaveMessage(_ server: ListeningServer, _ tokens: [String: String]) throws {
    func hello(_ role: String) -> String {
      "{\"type\":\"hello\",\"role\":\"\(role)\",\"token\":\"\(tokens[role] ?? "")\"}"
    }
    var web: LineClient? = try server.connect()
    let agent = try server.connect()
    _ = try web?.askJSON(hello("backend"))
    _ = try agent.askJSON(hello("agent"))
    let stated = try #require(try statement())
    _ = try web?.askJSON(stated)
    try web?.send(#"{"session":"s1","text":"I want to talk to a person"}"# + "\n")
    var event = try agent.json()
    while event["event"] as? String != "queue.enqueued" { event = try agent.json() }
    let card = try #require(event["ticket"] as? [String: Any])
    let number = try #require(card["number"] as? Int)
    try checkCard(card)
    try agent.send("{\"type\":\"take\",\"ticket\":\(number),\"id\":\"t\"}\n")
    while try agent.json()["re"] as? String != "t" {}
    // The session goes with the connection, and what is said then waits for a channel.
    web = nil
    _ = try server.connect().ask("/help")
    try agent.send("{\"type\":\"say\",\"ticket\":\(number),\"text\":\"found it\",\"id\":\"s\"}\n")
    while try agent.json()["re"] as? String != "s" {}
    try agent.send("{\"type\":\"resolve\",\"ticket\":\(number),\"id\":\"r\"}\n")
    while try agent.json()["re"] as? String != "r" {}
    // Two wait when the example's agent comes.
    for _ in 0..<2 {
      #expect(
        try server.connect().askJSON(#"{"text":"I want to talk to a person"}"#)["type"] != nil
      )
    }
  }

  private func statement() throws -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("    {\"type\":\"hello\",\"session\"") }
      .map { String($0.dropFirst(4)) }
  }

  /// A card has no member that the example does not have.
  private func checkCard(_ card: [String: Any]) throws {
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("    {\"number\":") })
    let shown = try #require(object(String(line.dropFirst(4))))
    for (name, value) in card {
      #expect(shown[name].map { type(of: $0) == type(of: value) } != nil, "\(name)")
    }
  }

  /// What a backend may say, and files.
  private func runStatements(_ server: ListeningServer, _ tokens: [String: String]) throws {
    let web = try server.connect()
    let hello = "{\"type\":\"hello\",\"role\":\"backend\",\"token\":\"\(tokens["backend"] ?? "")\"}"
    #expect(try web.askJSON(hello)["type"] as? String == "welcome")
    let welcome = try web.askJSON(try #require(try statement()))
    #expect(welcome["type"] as? String == "welcome")
    #expect(welcome["session"] as? String == "s1")
    let files = try #require(
      text.split(separator: "\n").first { $0.hasPrefix("    \"attachments\":") }
    ).dropFirst(4)
    #expect(try web.askJSON("{\"session\":\"s9\",\"id\":\"a\",\(files)}")["re"] as? String == "a")
  }
}
