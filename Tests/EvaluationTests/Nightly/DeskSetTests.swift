import TestSupport
import Testing
import TextAnalysis

@testable import Evaluation

@Suite("Reading handovers and double questions")
struct DeskSetTests {
  private static let headers: [DeskSet.Part: String] = [
    .desk: "id\ttext\texpected\tcontext\tslices\n",
    .pairs: "id\ttext\tfirst\tsecond\n",
    .singles: "id\ttext\ttopic\n",
  ]

  private static func set(_ parts: [DeskSet.Part: String]) throws -> DeskSet {
    var files: [DeskSet.Part: SourceFile] = [:]
    for (part, rows) in parts {
      let bytes = Array(((headers[part] ?? "") + rows).utf8)
      files[part] = SourceFile(name: part.fileName, bytes: bytes)
    }
    return try DeskSet(files, language: .english, names: DeskSamples.names)
  }

  @Test("A row holds what is said, where, and what should come of it; its id says which half")
  func rows() throws {
    let set = try Self.set([
      .desk: "o\twhere is my order\topener\topen\t-\n"
        + "d001\tsomebody real\tperson\topen\trude, misspelt\nd002\tmy boss\tbot\tflow\t\n",
      .pairs: "p001\twhere is it and the invoice\ttrack-order\tinvoice\n",
      .singles: "s010\tmy hat and scarf\tcomplaint/make\n",
    ])
    #expect(set.opener == "where is my order")
    #expect(set.rows.map(\.id) == ["d001", "d002", "p001", "s010"])
    #expect(set.rows.map(\.half) == [.tune, .report, .tune, .report])
    #expect(
      set.rows.map(\.label) == [
        .message(wantsPerson: true, inFlow: false), .message(wantsPerson: false, inFlow: true),
        .pair(first: "track-order", second: "invoice"), .single(topic: "complaint/make"),
      ]
    )
    #expect(set.rows.map(\.measure) == [.handedOver, .handedOverFalsely, .bothAnswered, .split])
    #expect(set.rows[0].slices == ["rude", "misspelt"])
    #expect(set.rows.map(\.isCritical) == [false, false, false, false])
  }

  @Test("Only messages of the report half that want a person are critical")
  func critical() throws {
    let rows = try Self.set([
      .desk: "d1\ta\tperson\topen\t-\nd2\tb\tperson\topen\t-\nd4\tc\tbot\topen\t-\n"
    ]).rows
    #expect(rows.map(\.isCritical) == [false, true, false])
  }

  @Test("The same text in a script and outside of one are two rows, to other nights as well")
  func contexts() throws {
    let rows = try Self.set([
      .desk: "o\twhere is it\topener\topen\t-\nd1\tno\tbot\topen\t-\nd3\tno\tbot\tflow\t-\n"
    ]).rows
    #expect(rows.count == 2)
    #expect(rows[0].hash != rows[1].hash)
  }

  private static let wrong: [(part: DeskSet.Part, row: String, message: String)] = [
    (.desk, "d2\ttext\tperson\topen", "desk.tsv:3: error: expected five fields between tabs, id"),
    (.pairs, "d2\ttext\tinvoice", "pairs.tsv:2: error: expected four fields between tabs, id text"),
    (.singles, "d2\ttext", "singles.tsv:2: error: expected three fields between tabs, id text"),
    (.desk, "d x\ttext\tbot\topen\t-", "desk.tsv:3: error: \"d x\" is no id"),
    (.desk, "dx\ttext\tbot\topen\t-", "desk.tsv:3: error: the id dx ends with no number"),
    (
      .desk, "d1\ttext\tbot\topen\t-",
      "desk.tsv:3: error: the id d1 is taken already, at desk.tsv:2"
    ),
    (.pairs, "d1\ttext\tinvoice\tinvoice", "pairs.tsv:2: error: the id d1 is taken already"),
    (.desk, "d2\t \tbot\topen\t-", "desk.tsv:3: error: the question d2 has no text"),
    (.desk, "d2\tfirst\tperson\topen\t-", "desk.tsv:3: error: the text of d2 is there already"),
    (
      .desk, "d2\ttext\thuman\topen\t-", "desk.tsv:3: error: what is expected is \"human\", none of"
    ),
    (
      .desk, "d2\ttext\tbot\tinside\t-",
      "desk.tsv:3: error: the context is \"inside\", none of open"
    ),
    (.desk, "d2\ttext\tbot\tflow\t-", "desk.tsv:3: error: the context is flow, but no line starts"),
    (
      .desk, "o\ttext\topener\tflow\t-", "desk.tsv:3: error: the opener's context is flow, expected"
    ),
    (
      .desk, "o\ta\topener\topen\t-\no2\tb\topener\topen\t-",
      "desk.tsv:4: error: there is an opener"
    ),
    (.desk, "d2\ttext\tbot\topen\ta,,b", "desk.tsv:3: error: \"\" is no slice"),
    (.pairs, "p2\ttext\tinvoise\tinvoice", "pairs.tsv:2: error: there is no article or intent"),
    (.singles, "s2\ttext\t", "singles.tsv:2: error: there is no article or intent \"\""),
  ]

  @Test("A wrong line is an error with its file and line", arguments: wrong)
  func wrongLine(part: DeskSet.Part, row: String, message: String) throws {
    var parts: [DeskSet.Part: String] = [.desk: "d1\tfirst\tbot\topen\t-\n"]
    parts[part, default: ""] += row + "\n"
    let error = try #require(throws: SetError.self) { try Self.set(parts) }
    #expect(error.description.hasPrefix(message), "\(error)")
  }

  @Test("Another file's header and a file without rows are errors")
  func wrongFiles() throws {
    let file = SourceFile(name: "desk.tsv", bytes: Array("id\ttext\ttopic\nx1\ta\tinvoice\n".utf8))
    let header = try #require(throws: SetError.self) {
      try DeskSet([.desk: file], language: .english, names: DeskSamples.names)
    }
    #expect(
      header.description.hasPrefix(
        "desk.tsv:1: error: expected the header id, text, expected, context, slices with tabs"
      )
    )
    let empty = try #require(throws: SetError.self) { try Self.set([.pairs: ""]) }
    #expect(empty.description == "pairs.tsv: error: there is no question below the header")
  }

  @Test("Random bytes are an error, never a crash")
  func randomBytes() {
    var random = SeededGenerator(seed: 11)
    let pieces = ["\t", "\n", "bot", "person", "opener", "open", "flow", "d1", "invoice", ","]
    for _ in 0..<2000 {
      var bytes = Array("id\ttext\texpected\tcontext\tslices\n".utf8)
      for _ in 0..<Int(random.next() % 30) {
        if random.next() % 8 == 0 {
          bytes.append(UInt8(truncatingIfNeeded: random.next()))
        } else {
          bytes += pieces[Int(random.next() % UInt64(pieces.count))].utf8
        }
      }
      let file = SourceFile(name: "f", bytes: bytes)
      _ = try? DeskSet([.desk: file], language: .english, names: DeskSamples.names)
    }
  }
}
