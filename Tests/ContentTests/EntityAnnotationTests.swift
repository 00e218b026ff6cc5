import Content
import Testing

@Suite("Entity annotations")
struct EntityAnnotationTests {
  private func example(
    _ line: String,
    warnings: inout [ContentProblem]
  ) throws -> IntentExample {
    let file = "nlu:\n- intent: a\n  examples: |\n    - \(line)\n"
    return try #require(
      IntentFileParser.parse(Array(file.utf8), file: "a.yml", warnings: &warnings)
        .intents.first?.examples.first
    )
  }

  private func outline(_ line: String) throws -> String {
    var warnings: [ContentProblem] = []
    let example = try example(line, warnings: &warnings)
    let bytes = Array(example.text.utf8)
    let entities = example.entities.map { entity in
      let text = String(decoding: bytes[entity.range], as: UTF8.self)
      let parts = [entity.value, entity.role, entity.group].map { $0 ?? "-" }
      return "\(text)=\(entity.entity)/" + parts.joined(separator: "/")
    }
    return ([example.text] + entities).joined(separator: " | ")
  }

  @Test(
    "Marks become ranges, and the text is what the customer wrote",
    arguments: [
      ("where is [A-10432](order_number)?", "where is A-10432? | A-10432=order_number/-/-/-"),
      ("из [Москвы](city) в [Рим](city)", "из Москвы в Рим | Москвы=city/-/-/- | Рим=city/-/-/-"),
      ("to [NY](city:New York)", "to NY | NY=city/New York/-/-"),
      (
        #"to [NY]{"entity": "city", "value": "New York", "role": "to"} now"#,
        "to NY now | NY=city/New York/to/-"
      ),
      (#"[x]{"entity":"a","group":"1"}"#, "x | x=a/-/-/1"),
      (#"[x][{"entity":"a"},{"entity":"b"}]!"#, "x! | x=a/-/-/- | x=b/-/-/-"),
      ("متى يصل [A-1](order_number)", "متى يصل A-1 | A-1=order_number/-/-/-"),
    ]
  )
  func marks(line: String, expected: String) throws {
    #expect(try outline(line) == expected)
  }

  @Test(
    "Everything that is not quite a mark stays as it is",
    arguments: [
      "[A-1]", "a [b] (c)", "[](x)", "[a](b c)", "[a](https://x)" + "y(", "[a", "a](b)", "[a]{",
      "[a][b]", "[a](b", "[a]()",
    ]
  )
  func literal(line: String) throws {
    #expect(try outline(line) == line)
  }

  @Test("Of brackets in brackets the inner ones are the mark")
  func nested() throws {
    #expect(try outline("[[a](b)]") == "[a] | a=b/-/-/-")
  }

  @Test("A description that cannot be read is text and a warning at its line")
  func broken() throws {
    var warnings: [ContentProblem] = []
    let example = try example(#"[x]{"value": "y"}"#, warnings: &warnings)
    #expect(example.text == #"[x]{"value": "y"}"#)
    #expect(example.entities.isEmpty)
    #expect(warnings.map(\.rule) == ["annotation"])
    #expect(warnings.first?.line == 4)
  }

  @Test(
    "Lines made to be slow are read in one go",
    arguments: ["[", "[x](a:", "[x](a://", "[x]{", "[x][{", "[x]{\""]
  )
  func rubbish(part: String) throws {
    var warnings: [ContentProblem] = []
    let line = String(repeating: part, count: 20_000) + "]"
    #expect(try example(line, warnings: &warnings).text == line)
  }
}
