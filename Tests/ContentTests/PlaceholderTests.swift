import Content
import Testing

@Suite("Placeholder")
struct PlaceholderTests {
  @Test("Placeholders are found with their form, place and line")
  func all() {
    let text = "é {{a_b}}\nx {{ c.number }}{{d}}"
    let found = Placeholder.all(in: text, firstLine: 7)
    #expect(found.map(\.name) == ["a_b", "c", "d"])
    #expect(found.map(\.form) == [nil, "number", nil])
    #expect(found.map(\.line) == [7, 8, 8])
    let bytes = Array(text.utf8)
    #expect(
      found.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
        "{{a_b}}", "{{ c.number }}", "{{d}}",
      ]
    )
  }

  @Test(
    "Braces that name nothing are found as well",
    arguments: [
      "{{}}", "{{a", "{{a}", "{{A}}", "{{a b}}", "{{a.b.c}}", "{{a.}}", "{{1}}", "{{a\n}}",
      "{{a {{b",
    ]
  )
  func malformed(text: String) {
    let found = Placeholder.all(in: text)
    #expect(found.first?.name == nil)
    #expect(!found.isEmpty)
  }

  @Test("A placeholder may name the response that is said for each row")
  func rows() {
    let found = Placeholder.all(in: "{{orders: utter_line}} {{a:b.c}} {{a:b:c}}")
    #expect(found.map(\.name) == ["orders", nil, nil])
    #expect(found.map(\.response) == ["utter_line", nil, nil])
  }

  @Test("Single braces are text", arguments: ["{a}", "a } b {", "{ {a}}", ""])
  func text(text: String) {
    #expect(Placeholder.all(in: text).isEmpty)
  }
}
