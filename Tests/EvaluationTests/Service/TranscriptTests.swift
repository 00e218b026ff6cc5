import Content
import Dialogue
import FrontdeskEngine
import JSON
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("Transcripts that leave the store")
struct TranscriptTests {
  private static let events: [(Double, ConversationEvent)] = [
    (0, .customerIdentified(Customer(id: "ana@shop.example", fields: ["name": "Ana"]))),
    (1, .customerSaid("where is A-10432?\u{0}\u{202E}")), (1, .languageRecognised(.english)),
    (2, turn("answer", "track-order", reasons: ["confidence 95 %"])),
    (2, .answered(.article("track-order"), text: "On its way.")),
    (3.5, .choicesOffered([.article("x"), .intent("y")], text: "Which?")),
    (
      4,
      .attachmentReceived(Attachment(url: "https://a.example/b.jpg", mime: "image/jpeg", name: "b"))
    ),
    (5, .handoffRequested(HandoffRequest(reason: .askedForPerson, team: "support"))),
    (6, .agentJoined(AgentID("boris"))), (7, .agentSaid("Hello")), (8, .agentLeft),
    (9, .slotSet("order_number", .text("A-10432"))), (9, .flowMoved(step: 2)),
    (10, .feedbackGiven(Feedback(.csat, value: 5, comment: "=good"))), (11, .expired),
  ]

  private static func activities(
    mask: @escaping @Sendable (String) -> String = { $0 }
  ) throws -> [[String: JSONValue]] {
    let store = InMemoryStore()
    try store.add("c/1", events)
    let summary = try #require(try store.summary(of: ConversationID("c/1")))
    var activities = Activities(summary, mask: mask)
    var json = JSONWriter()
    var lines: [[String: JSONValue]] = []
    for stored in try store.events(of: summary.id) where activities.write(stored, to: &json) {
      let text = String(decoding: json.bytes, as: UTF8.self)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
      guard case .object(let members)? = JSONParser.value(of: json.bytes[...]) else {
        Issue.record("no object: \(text)")
        continue
      }
      lines.append(members)
      json.startAgain()
    }
    return lines
  }

  @Test("Activities are objects with what the schema asks for, in order")
  func schema() throws {
    let lines = try Self.activities()
    for line in lines {
      #expect(line["conversation"] == .object(["id": .string("c/1")]))
      #expect(line["timestamp"]?.string?.hasPrefix("2026-11-02T00:00:") == true)
      #expect(line["id"]?.string?.hasPrefix("c/1|") == true)
    }
    let types = lines.compactMap { $0["type"]?.string }
    #expect(
      types == [
        "event", "message", "trace", "message", "message", "message", "event", "event", "message",
        "event", "event", "event", "endOfConversation",
      ]
    )
    let question = lines[1]
    #expect(question["text"] == .string("where is A-10432?\u{0}\u{202E}"))
    let answer = lines[3]
    #expect(answer["replyToId"] == question["id"])
    #expect(answer["locale"] == .string("en"))
    #expect(answer["from"] == .object(["id": .string("frontdesk"), "role": .string("bot")]))
    #expect(answer["value"] == .object(["target": .string("article:track-order")]))
    #expect(lines[4]["timestamp"] == .string("2026-11-02T00:00:03.500Z"))
    let agent = lines[8]
    #expect(agent["from"] == .object(["id": .string("boris"), "role": .string("agent")]))
    guard case .object(let value)? = lines[2]["value"] else {
      Issue.record("the trace has no value")
      return
    }
    #expect(value["reasons"] == .array([.string("confidence 95 %")]))
    #expect(value["confidence"] == .null)
  }

  @Test("Every text goes through the mask, whoever said it")
  func masked() throws {
    let lines = try Self.activities { _ in "*" }
    for line in lines {
      let text = JSONValue.object(line).text
      for never in ["A-10432", "Hello", "On its way", "ana@shop", "Ana", "good", "b.jpg"] {
        #expect(!text.contains(never), "\(text)")
      }
    }
  }

  /// The rows of comma-separated values (RFC 4180), read as a spreadsheet would.
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if position < bytes.count, bytes[position] == byte {
          cell.append(byte)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), cell.isEmpty {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") || byte == 0x0D {
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
        if byte == 0x0D {
          rows.append(row)
          row = []
          position += 1
        }
      } else {
        cell.append(byte)
      }
    }
    return rows
  }

  @Test("A conversation is a row, with a column for each slot, and no cell is a formula")
  func row() throws {
    let store = InMemoryStore()
    try store.add("=c,1", Self.events)
    let summary = try #require(try store.summary(of: ConversationID("=c,1")))
    var row = ConversationRow(summary)
    for stored in try store.events(of: summary.id) { row.take(stored.event) }
    var csv = CSVText()
    csv.row(ConversationRow.columns + ["order_number", "size"])
    csv.row(row.cells(slots: ["order_number", "size"]) { $0 })
    let rows = Self.rows(csv.bytes)
    #expect(rows.count == 2)
    let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
    #expect(cells["conversation"] == "'=c,1")
    #expect(cells["comment"] == "'=good")
    #expect(cells["order_number"] == "A-10432")
    #expect(cells["size"] == "")
    #expect(cells["turns"] == "1")
    #expect(cells["agents"] == "boris")
    #expect(cells["topics"] == "track-order")
    #expect(cells["csat"] == "5")
    #expect(cells["first_question"] == "where is A-10432?\u{0}\u{202E}")
    #expect(cells["ended"] == "2026-11-02T00:00:11Z")
  }

  @Test(
    "Cells are read back as they were",
    arguments: [
      "", "a", "a,b", "\"", "a\"b\"", "two\nlines", "a\r\nb", " edges ", "ответ, да", "مرحبا", "-3",
      "1e5",
    ]
  )
  func cells(text: String) {
    var csv = CSVText()
    csv.row([text, "x"])
    #expect(Self.rows(csv.bytes) == [[text, "x"]])
  }

  @Test(
    "What a spreadsheet would calculate is guarded",
    arguments: ["=1+1", "+A1", "-A1", "@x", "\t=1"]
  )
  func formulas(text: String) {
    var csv = CSVText()
    csv.row([text])
    #expect(Self.rows(csv.bytes) == [["'" + text]])
  }

  @Test(
    "Moments are written and read",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (1_793_577_600.25, "2026-11-02T00:00:00.250Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
    ] as [(Double, String)]
  )
  func moments(seconds: Double, text: String) {
    #expect(UTCTime.text(Instant(secondsSinceEpoch: seconds)) == text)
    #expect(UTCTime.instant("2026-11-02") == moment(0))
    #expect(UTCTime.instant("2026-11-02T01:00:00+01:00") == moment(0))
    #expect(UTCTime.instant("yesterday") == nil)
  }

  @Test("Lines are found by their stems, or letter by letter")
  func search() {
    let analyzers = [
      Language.english: Analyzer(language: .english), .russian: Analyzer(language: .russian),
    ]
    let returns = TranscriptSearch("returning shirts", analyzers: analyzers)
    #expect(returns.matches("I returned the blue shirt", in: .english))
    #expect(!returns.matches("I returned the trousers", in: .english))
    #expect(!returns.matches("I returned the blue shirt", in: nil))
    #expect(TranscriptSearch("a-104", analyzers: analyzers).matches("Order A-10432", in: nil))
    let russian = TranscriptSearch("посылки", analyzers: analyzers)
    #expect(russian.matches("Где моя посылка?", in: .russian))
  }
}
