import TestSupport
import Testing
import TextAnalysis

@testable import Evaluation

@Suite("Reading labelled questions")
struct LabelledSetTests {
  private static let header = "id\ttext\tarticle\tintent\tslices\n"

  private static func set(_ rows: String, header: String = header) throws -> LabelledSet {
    try LabelledSet(
      [SourceFile(name: "q.tsv", bytes: Array((header + rows).utf8))],
      language: .english,
      names: NightSamples.names
    )
  }

  @Test("A line holds id, text, what is right, and slices")
  func line() throws {
    let set = try Self.set(
      "q1\twhere is it\ttrack-order|refund-time\tnone\tmisspelt, critical\n"
        + "q2\tHello\tnone\tsmalltalk/greet\t-\r\n"
        + "q3\tWhat will the weather be like in the town where my parents live on Sunday, "
        + "please tell\tnone\tnone\t\n"
    )
    let questions = set.questions
    #expect(questions.map(\.id) == ["q1", "q2", "q3"])
    #expect(questions[0].articles == ["track-order", "refund-time"])
    #expect(questions[0].isCritical)
    #expect(questions[0].slices == ["misspelt", "critical", "short"])
    #expect(questions[1].slices == ["one-word"])
    #expect(questions[1].expected == "smalltalk/greet")
    #expect(!questions[2].isInScope)
    #expect(questions[2].slices == ["long", "out-of-scope"])
    #expect(set.warnings.isEmpty)
  }

  private static let wrongLines: [(row: String, message: String)] = [
    ("q1\ttext\ttrack-order\tnone", "q.tsv:3: error: expected five fields between tabs"),
    ("q1\ta\tb\tc\td\te", "q.tsv:3: error: expected five fields between tabs"),
    ("\ttext\tnone\tnone\t-", "q.tsv:3: error: \"\" is no id"),
    ("q 1\ttext\tnone\tnone\t-", "q.tsv:3: error: \"q 1\" is no id"),
    ("q0\ttext\tnone\tnone\t-", "q.tsv:3: error: the id q0 is taken already, at q.tsv:2"),
    ("q1\t \tnone\tnone\t-", "q.tsv:3: error: the question q1 has no text"),
    ("q1\ttext\t\tnone\t-", "q.tsv:3: error: the article is empty"),
    ("q1\ttext\tnone|invoice\tnone\t-", "q.tsv:3: error: the article is none and something"),
    ("q1\ttext\tinvoise\tnone\t-", "q.tsv:3: error: there is no article invoise"),
    ("q1\ttext\tnone\tgreet\t-", "q.tsv:3: error: there is no intent greet"),
    ("q1\ttext\tinvoice|invoice\tnone\t-", "q.tsv:3: error: the article invoice is named twice"),
    ("q1\ttext\tinvoice\tnone\ta,,b", "q.tsv:3: error: \"\" is no slice"),
    ("q1\tFIRST  one\tinvoice\tnone\t-", "q.tsv:3: error: the question q1 is there already with"),
  ]

  @Test("A wrong line is an error with its file and line", arguments: wrongLines)
  func wrongLine(row: String, message: String) throws {
    let error = try #require(throws: SetError.self) {
      try Self.set("q0\tfirst one\tnone\tnone\t-\n\(row)\n")
    }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test("The same question with the same labels, and a strange slice, are warnings")
  func warnings() throws {
    let set = try Self.set(
      "q1\tmy invoice\tinvoice\tnone\tcritcal\nq2\tMy  invoice\tinvoice\tnone\t-\n"
    )
    #expect(set.questions.count == 1)
    #expect(set.warnings.count == 2)
    #expect(set.warnings[0].hasPrefix("q.tsv:2: warning: the slice critcal is none of misspelt"))
    #expect(set.warnings[1].hasPrefix("q.tsv:3: warning: the question q2 is there already"))
  }

  @Test("Without a header, without questions, and in bytes that are not UTF-8 nothing is read")
  func wrongFiles() throws {
    let noHeader = try #require(throws: SetError.self) {
      try Self.set("q1\ttext\tnone\tnone\t-\n", header: "")
    }
    #expect(noHeader.description.hasPrefix("q.tsv:1: error: expected the header"))
    let empty = try #require(throws: SetError.self) { try Self.set("", header: "\n") }
    #expect(empty.description == "q.tsv: error: the file is empty")
    let headerOnly = try #require(throws: SetError.self) { try Self.set("") }
    #expect(headerOnly.description == "q.tsv: error: there is no question below the header")
    let bytes = try #require(throws: SetError.self) {
      try LabelledSet(
        [SourceFile(name: "q.tsv", bytes: Array(Self.header.utf8) + [0x71, 0xFF, 0x0A])],
        language: .english,
        names: NightSamples.names
      )
    }
    #expect(bytes.description == "q.tsv:2: error: the line is not UTF-8")
  }

  @Test("Random bytes are an error, never a crash")
  func randomBytes() {
    var random = SeededGenerator(seed: 7)
    let pieces = ["\t", "\n", "none", "|", "invoice", "q", ",", "\u{0}", "\r"]
    for _ in 0..<2000 {
      var bytes = Array(Self.header.utf8)
      for _ in 0..<Int(random.next() % 30) {
        if random.next() % 5 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: random.next()))
        } else {
          bytes += pieces[Int(random.next() % UInt64(pieces.count))].utf8
        }
      }
      _ = try? LabelledSet(
        [SourceFile(name: "f", bytes: bytes)],
        language: .english,
        names: NightSamples.names
      )
    }
  }
}
