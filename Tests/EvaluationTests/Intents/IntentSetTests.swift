import Testing

@testable import Evaluation

@Suite("Reading a labelled set of utterances")
struct IntentSetTests {
  private func set(_ bytes: [UInt8]) throws -> IntentSet {
    try IntentSet(SourceFile(name: "train.tsv", bytes: bytes))
  }

  private func set(_ text: String) throws -> IntentSet { try set(Array(text.utf8)) }

  @Test("Rows have text, label and line; lines without anything are passed over")
  func rows() throws {
    let set = try set("\u{FEFF}where is it\ttrack\r\n\r\n  \nпогода\toos\nlast one\tpay")
    #expect(set.rows.map(\.text) == ["where is it", "погода", "last one"])
    #expect(set.rows.map(\.label) == ["track", "oos", "pay"])
    #expect(set.rows.map(\.line) == [1, 4, 5])
    #expect(set.rows.map(\.isInScope) == [true, false, true])
    #expect(set.file == "train.tsv")
    #expect(set.warnings.isEmpty)
  }

  @Test(
    "A wrong line is an error with its number and what was expected",
    arguments: [
      ("no tab", "one tab between them"), ("a\tb\tc", "one tab between them"),
      ("\tlabel", "an utterance before the tab"), ("  \tlabel", "an utterance before the tab"),
      ("text\t", "an intent behind the tab"),
    ]
  )
  func mistakes(_ line: String, _ message: String) {
    let error = #expect(throws: SetError.self) { _ = try set("ok\tfine\n\(line)\nok\tfine\n") }
    #expect(error?.line == 2)
    #expect(error?.description.hasPrefix("train.tsv:2: error: expected ") == true)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test("Bytes that are not UTF-8 are an error on either side of the tab")
  func notUTF8() {
    for line in [[0x61, 0xC3, 0x09, 0x62], [0x61, 0x09, 0xFF]] as [[UInt8]] {
      let error = #expect(throws: SetError.self) { _ = try set(Array("a\tb\n".utf8) + line) }
      #expect(error?.line == 2)
      #expect(error?.message.contains("UTF-8") == true)
    }
  }

  @Test("A file without utterances is an error", arguments: ["", "\n\n", " \n", "\u{FEFF}"])
  func empty(_ text: String) {
    let error = #expect(throws: SetError.self) { _ = try set(text) }
    #expect(error?.description == "train.tsv: error: there is no utterance in the file")
  }

  @Test("An utterance with two labels is a warning at its line, with the same label none")
  func duplicates() throws {
    let set = try set("my card\tpay\nmy card\tpay\nhelp\tpay\nmy card\tblock\nMy card\toos\n")
    #expect(set.rows.count == 5)
    #expect(set.warnings.count == 1)
    let warning = try #require(set.warnings.first)
    #expect(warning.hasPrefix("train.tsv:4: "))
    #expect(warning.contains("block") && warning.contains("pay") && warning.contains("line 1"))
  }
}
