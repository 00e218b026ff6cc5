import Dialogue
import LineServer
import TestSupport
import Testing

@Suite("Text that would steer a terminal")
struct DangerousTextTests {
  /// Each with what must come out of it.
  private static let samples = [
    ("\u{1B}[2Jcleared", "\\u{1B}[2Jcleared"),
    ("a\u{0}b", "a\\u{0}b"),
    ("bell\u{7}", "bell\\u{7}"),
    ("back\u{8}space", "back\\u{8}space"),
    ("tab\there", "tab\\u{9}here"),
    ("over\rwritten", "over\\u{D}written"),
    ("\u{9B}31mred", "\\u{9B}31mred"),
    ("next\u{85}line", "next\\u{85}line"),
    ("del\u{7F}", "del\\u{7F}"),
    ("txt.\u{202E}exe", "txt.\\u{202E}exe"),
    ("\u{2066}isolated", "\\u{2066}isolated"),
    ("\u{200F}mark", "\\u{200F}mark"),
    ("separated\u{2028}lines\u{2029}", "separated\\u{2028}lines\\u{2029}"),
  ]

  @Test("Between customer and agent it becomes visible", arguments: samples)
  func relayed(text: String, shown: String) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    try customer.send(text + "\n")
    #expect(try agent.block() == "customer: \(shown)")
    try agent.send(text + "\n")
    #expect(try customer.block() == shown)
  }

  @Test("A byte that is a control only in other encodings is replaced")
  func rawBytes() throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    let bytes = [0x9B] + Array("31mred".utf8) + [0xC0, 0x80, 10]
    try customer.send(bytes)
    #expect(try agent.block() == "customer: \u{FFFD}31mred\u{FFFD}\u{FFFD}")
    try agent.send(bytes)
    #expect(try customer.block() == "\u{FFFD}31mred\u{FFFD}\u{FFFD}")
  }

  @Test("A question cut short for the queue leaves no isolate open")
  func cutIsolate() throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    #expect(try customer.ask(Speech.english.nonsense[0]) == Speech.english.says(.decline))
    try customer.send("\u{2067}" + String(repeating: "elephants ", count: 20) + "\u{2069}\n")
    #expect(try customer.block() == Speech.english.says(.handoffQueued) + " 1")
    for block in [try agent.block(), try agent.ask("/queue")] {
      #expect(isHarmless(try #require(block)))
    }
  }

  @Test("On no way to the other side does any of it pass", arguments: 0..<8)
  func everyWay(seed: UInt64) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    var random = SeededGenerator(seed: seed)
    func dangerous() -> [UInt8] {
      var bytes = Array("zq ".utf8)
      for _ in 0..<Int.random(in: 1...120, using: &random) {
        if Int.random(in: 0..<8, using: &random) == 0 {
          // A byte by itself, often not UTF-8; not a line end, which would end the line.
          let byte = UInt8.random(in: 0...255, using: &random)
          if byte != 10 { bytes.append(byte) }
        } else if let scalar = Self.alphabet.randomElement(using: &random) {
          bytes += Array(String(scalar).utf8)
        }
      }
      return bytes + [10]
    }
    // Said to the assistant: it comes back in no reply, and later in the agent's transcript.
    var replies = 0
    repeat {
      try customer.send(dangerous())
      let reply = try #require(try customer.block())
      #expect(isHarmless(reply))
      replies += 1
      try #require(replies < 10)
      if reply.contains("handoff_queued") { break }
    } while true
    for block in [try agent.block(), try agent.ask("/queue"), try agent.ask("/take 1")] {
      #expect(isHarmless(try #require(block)))
    }
    // In which language is chance.
    #expect(try customer.block()?.hasSuffix("handoff_joined ana") == true)
    for _ in 0..<50 {
      try customer.send(dangerous())
      let heard = try #require(try agent.block())
      #expect(heard.utf8.starts(with: "customer: zq ".utf8))
      #expect(isHarmless(heard))
      try agent.send(dangerous())
      #expect(isHarmless(try #require(try customer.block())))
      // Quoted in errors.
      for start in ["/zq", "/take "] {
        try agent.send(Array(start.utf8) + dangerous())
        #expect(isHarmless(try #require(try agent.block())))
      }
    }
  }

  private static let alphabet: [Unicode.Scalar] = [
    "a", "b", " ", "!", "/", "я", "م", "\u{301}", "\u{0}", "\u{7}", "\u{8}", "\u{B}", "\u{C}",
    "\r", "\u{1B}", "[", "]", "\u{7F}", "\u{85}", "\u{90}", "\u{9B}", "\u{9D}", "\u{61C}",
    "\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202B}", "\u{202C}",
    "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
  ]

  /// Whether a terminal shows every line of it and obeys none.
  private func isHarmless(_ block: String) -> Bool {
    block.unicodeScalars.split(separator: "\n").allSatisfy { line in
      var open = 0
      for scalar in line {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E: return false
        case 0x2066...0x2068: open += 1
        case 0x2069: open -= 1
        default: break
        }
        if open < 0 { return false }
      }
      return open == 0
    }
  }
}
