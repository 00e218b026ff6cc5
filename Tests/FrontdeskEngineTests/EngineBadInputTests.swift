import Dialogue
import FrontdeskEngine
import Handoff
import TestSupport
import Testing
import TextAnalysis

@Suite("Engine: bad input")
struct EngineBadInputTests {
  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    engine = try folder.engine()
  }

  static let lines: [(name: String, line: String)] = [
    ("empty", ""), ("blanks", " \t  "), ("other blanks", "\u{A0}\u{2003}\u{3000}"),
    ("NUL", "\u{0}"), ("many NUL", String(repeating: "\u{0}", count: 500)),
    ("controls", "\u{1}\u{2}\u{7}\u{8}\u{7F}\u{85}\u{9B}"),
    ("ESC", "\u{1B}[2J\u{1B}]0;title\u{7}"), ("bidi", "\u{202E}\u{2066}\u{200F}"),
    ("joiners", "\u{200D}\u{200C}\u{FEFF}\u{2060}"),
    ("emoji", "👍"), ("emojis", "😀😀🎉👨‍👩‍👧🇷🇴"), ("one letter", "x"), ("one Cyrillic letter", "ж"),
    ("one Arabic letter", "ض"), ("signs", "?!...///"), ("gibberish", "qzxv wprtq zzkj"),
    ("Cyrillic gibberish", "щзхъ фывждл ъъъ"), ("Arabic gibberish", "ضصثق ظطكم ذضص"),
    ("replacement characters", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("unassigned", "\u{10FFFF}\u{E000}"),
    ("a million letters", String(repeating: "a", count: 1 << 20)),
    ("a million words", String(repeating: "where is my order ", count: 60_000)),
    ("a word 10,000 times", String(repeating: "order ", count: 10_000)),
    ("a word 1,500 times", String(repeating: "zzqw ", count: 1_500)),
    ("marks without end", "e" + String(repeating: "\u{301}", count: 4_000)),
    ("one long word", String(repeating: "qz", count: 4_000)),
    ("only digits", String(repeating: "9", count: 8_000)),
    ("only signs", String(repeating: "#", count: 8_000)),
  ]

  @Test("it is not answered, and the reply can be shown", arguments: lines.indices)
  func line(_ number: Int) throws {
    let (name, line) = Self.lines[number]
    let reply = try engine.reply(to: line)
    #expect(reply.kind != .answer, "\(name)")
    #expect(reply.target == nil)
    #expect(!reply.text.isEmpty)
    #expect(isSafe(reply.text), "\(name)")
    // The conversation is as good as before.
    #expect(try engine.reply(to: "where is my order").target != nil)
  }

  @Test(
    "nothing said is nothing misunderstood",
    arguments: ["", "  ", "\u{0}", "\u{200F}\u{202E}"]
  )
  func nothing(_ line: String) throws {
    for _ in 0..<3 { #expect(try engine.reply(to: line).kind == .empty) }
    #expect(engine.conversation(ConversationID("c"))?.misses == 0)
  }

  @Test("a line that is too long is a miss like others, and little of it is kept")
  func tooLong() throws {
    let long = String(repeating: "where is my order ", count: 60_000)
    let first = try engine.reply(to: long)
    #expect(first.kind == .decline)
    #expect(first.text == "That is too long for me.")
    #expect(try engine.reply(to: long).kind == .handoff)
    let kept = engine.conversation(ConversationID("c"))?.lastQuestion ?? ""
    #expect(kept.utf8.count <= Engine.maximumLineBytes)
    #expect(kept.hasPrefix("where is my order"))
  }

  @Test("a line as long as allowed is looked at")
  func longest() throws {
    let question = "where is my order"
    let padded = question + String(repeating: " ", count: Engine.maximumLineBytes - 17)
    #expect(padded.utf8.count == Engine.maximumLineBytes)
    #expect(try engine.reply(to: padded).kind == .answer)
    #expect(try engine.reply(to: padded + " ").kind == .decline)
  }

  @Test("a question among controls is still answered")
  func amongControls() throws {
    #expect(try engine.reply(to: "\u{1B}[31mwhere is my order\u{1B}[0m").kind != .empty)
    #expect(try engine.reply(to: "where is\u{0} my order\u{7}").target != nil)
    #expect(try engine.reply(to: "\u{2067}where is my order\u{2069}").target != nil)
  }

  @Test("neither side of a relay is sent what would steer its terminal")
  func relay() throws {
    let ana = AgentID("ana")
    let nasty = "a\u{1B}[2J\u{0}\u{9B}31m\u{202E}b\u{2066}c\r\nd\u{7F}\u{85}\u{2028}"
    var texts: [String] = []
    func note(_ deliveries: [Delivery]) { texts += deliveries.map(\.text) }
    note(try engine.agentArrived(AgentID("bad\u{1B}[31mname"), at: moment()))
    note(try engine.agentArrived(ana, at: moment()))
    note(engine.receive(nasty, in: ConversationID("c"), at: moment()))
    note(engine.receive("human", in: ConversationID("c"), at: moment()))
    note(engine.receive(nasty, in: ConversationID("c"), at: moment()))
    texts += engine.waitingTickets(at: moment()).map(\.summary)
    note(try engine.take(TicketID(1), by: ana, at: moment()))
    note(engine.receive(nasty, in: ConversationID("c"), at: moment()))
    note(try engine.say(nasty, by: ana, at: moment()))
    note(try engine.finish(by: ana, at: moment()))
    #expect(texts.count > 8)
    for text in texts { #expect(isSafe(text), "\(text.debugDescription)") }
    #expect(texts.contains { $0.hasPrefix("customer: a\\u{1B}[2J") })
  }

  @Test("a queue's line that is cut leaves no isolate open")
  func cutIsolate() throws {
    let line = "\u{2067}" + String(repeating: "order ", count: 30) + "\u{2069}"
    _ = try engine.reply(to: "human")
    _ = try engine.reply(to: line)
    let summary = try #require(engine.waitingTickets(at: moment()).first?.summary)
    #expect(isSafe(summary))
    _ = try engine.reply(to: "e" + String(repeating: "\u{301}", count: 3_000))
    let marks = try #require(engine.waitingTickets(at: moment()).first?.summary)
    #expect(marks.utf8.count < 300)
  }

  @Test("seeded noise of letters, controls and signs does no harm", arguments: 0..<8)
  func noise(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "where", "order", " ", " ", "\u{0}", "\u{1B}[", "\u{202E}", "заказ", "طلب", "ğ", "é",
      "\u{301}",
      "😀", "10432", "A-", "#", "@", ".com", "https://", "1", "\n", "\r", "\t", "\u{FFFD}", "-", "'",
    ]
    for number in 0..<60 {
      let line = (0..<Int.random(in: 0...30, using: &random))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      let id = ConversationID("\(seed)/\(number / 4)")
      for delivery in engine.receive(line, in: id, at: moment()) {
        #expect(isSafe(delivery.text))
        // Whoever waits for a person is told once that their lines are kept.
        #expect(!delivery.text.isEmpty || engine.conversation(id)?.owner == .pending)
      }
    }
  }
}
