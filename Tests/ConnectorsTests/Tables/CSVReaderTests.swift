import Content
import TestSupport
import Testing

@testable import Connectors

@Suite("Comma-separated values")
struct CSVReaderTests {
  private func fields(_ text: String) throws -> [[String]] {
    try CSVReader.records(of: SourceText(Array(text.utf8), file: "t.csv")).map(\.fields)
  }

  @Test(
    "Fields are read as RFC 4180 writes them",
    arguments: [
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("\"a,b\",\"c \"\"d\"\"\"\n", [["a,b", "c \"d\""]]),
      ("\"two\nlines\",x\ny,z\n", [["two\nlines", "x"], ["y", "z"]]),
      ("\"two\r\n\r\nlines\"\n", [["two\n\nlines"]]),
      (",,\n", [["", "", ""]]),
      ("a,\n", [["a", ""]]),
      ("\"\"\n", [[""]]),
      ("\u{FEFF}a\n\n\nb\n", [["a"], ["b"]]),
      ("ș, ț \n", [["ș", " ț "]]),
    ]
  )
  func reads(text: String, expected: [[String]]) throws {
    #expect(try fields(text) == expected)
  }

  @Test(
    "What cannot be read is named with its line",
    arguments: [
      ("a,b\nc,d\"e\n", 2), ("a\n\"b\" c\n", 2), ("a\nb\n\"c\nd\n", 3), ("\"", 1), ("\"a\"\"", 1),
    ]
  )
  func refuses(text: String, line: Int) throws {
    let problem = #expect(throws: ContentProblem.self) { try fields(text) }
    #expect(problem?.line == line)
    #expect(problem?.file == "t.csv")
  }

  @Test("Fields written by the rules come back as they were")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 4180)
    let pieces = ["a", ",", "\"", "\n", " ", "ю", "12", "\"\"", ""]
    for _ in 0..<500 {
      let width = Int.random(in: 1...4, using: &generator)
      let rows = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        (0..<width).map { _ in
          (0..<Int.random(in: 0...4, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        }
      }
      let text = rows.map { row in
        row.map {
          "\""
            + $0.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
        }.joined(separator: ",")
      }.joined(separator: "\n")
      #expect(try fields(text) == rows)
    }
  }

  @Test("Whatever the bytes are, reading ends and lines are in the file")
  func anyBytes() {
    var generator = SeededGenerator(seed: 7)
    let pieces = ["a", ",", "\"", "\n", "\r\n", "\"\"", "b:date", "today-1"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...12, using: &generator))
        .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      do {
        for record in try CSVReader.records(of: SourceText(Array(text.utf8), file: "t")) {
          #expect(!record.fields.isEmpty)
        }
        _ = try Table(name: "t", bytes: Array(text.utf8), file: "t")
      } catch {
        let problem = error
        #expect((0...13).contains(problem.line))
      }
    }
  }
}
