import Content
import Testing

@Suite("YAML block scalars")
struct YAMLBlockScalarTests {
  @Test(
    "Line breaks are kept after | and folded after >",
    arguments: [
      ("a: |\n  x\n  y\nb: 1", "{a: 'x\ny\n', b: '1'}"),
      ("a: |\n  x\n    y\n  z\n", "{a: 'x\n  y\nz\n'}"),
      ("a: |\n  x\n\n  y\n", "{a: 'x\n\ny\n'}"),
      ("a: |\n\n  x\n", "{a: '\nx\n'}"),
      ("a: >\n  x\n  y\n", "{a: 'x y\n'}"),
      ("a: >\n  x\n\n  y\n", "{a: 'x\ny\n'}"),
      ("a: >\n  x\n   - y\n  z\n", "{a: 'x\n - y\nz\n'}"),
      ("- |\n x\n- y", "['x\n', 'y']"),
      ("- a: |\n    x\n  b: 1", "[{a: 'x\n', b: '1'}]"),
      ("a: | # note\n  # no note\nb: 1", "{a: '# no note\n', b: '1'}"),
      ("a: |\n  x: [y\n  'z\n", "{a: 'x: [y\n'z\n'}"),
      ("a: |\nb: 1", "{a: '', b: '1'}"),
      ("a: |\n  x\n# note\nb: 1", "{a: 'x\n', b: '1'}"),
    ]
  )
  func breaks(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "The header decides about the last line breaks and the indentation",
    arguments: [
      ("a: |-\n  x\n\n", "{a: 'x'}"), ("a: |+\n  x\n\n", "{a: 'x\n\n'}"),
      ("a: |\n  x\n\n", "{a: 'x\n'}"),
      ("a: |2\n    x\n", "{a: '  x\n'}"), ("a: |1-\n  x\n", "{a: ' x'}"),
      ("a: >+2\n  x\n", "{a: 'x\n'}"),
      ("a: |+\n\n\n", "{a: '\n\n'}"),
    ]
  )
  func header(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "A header has nothing behind it",
    arguments: ["a: |x\n", "a: |--\n", "a: | x\n", "a: |2 2\n"]
  )
  func badHeader(text: String) {
    #expect(problem { _ = try outline(text) }?.rule == "yaml-syntax")
  }

  @Test("A line that is indented too little is an error at its line")
  func indentation() {
    let found = problem { _ = try outline("a: |\n    x\n  y\n") }
    #expect(found?.rule == "yaml-indentation")
    #expect(found?.line == 3)
  }

  @Test("Each line of the text knows its line of the file")
  func lines() throws {
    let text = "examples: |\n\n  - a\n  - b\n\n  - c\nfolded: >+\n  a\n  b\n\n  c\n\n"
    let root = try map(text)
    let literal = try #require(root["examples"])
    #expect(literal.line == 1)
    #expect(
      try literal.lines("examples")
        == [("", 2), ("- a", 3), ("- b", 4), ("", 5), ("- c", 6)].map { LocatedText($0, line: $1) }
    )
    let folded = try #require(root["folded"])
    #expect(
      try folded.lines("folded")
        == [("a b", 8), ("c", 11), ("", 12)].map { LocatedText($0, line: $1) }
    )
    #expect(folded.textLine == 8)
  }
}
