import Content
import Testing

@Suite("StrictYAML")
struct StrictYAMLTests {
  @Test(
    "Block maps and lists nest by indentation",
    arguments: [
      ("a: 1\nb: 2", "{a: '1', b: '2'}"),
      ("- a\n- b", "['a', 'b']"),
      ("a:\n  - x\n  - y\nb: z", "{a: ['x', 'y'], b: 'z'}"),
      ("a:\n- x\n- y\nb: z", "{a: ['x', 'y'], b: 'z'}"),
      ("- a: 1\n  b: 2\n- c: 3", "[{a: '1', b: '2'}, {c: '3'}]"),
      ("-   a: 1\n    b: 2", "[{a: '1', b: '2'}]"),
      ("- - a\n  - b\n- c", "[['a', 'b'], 'c']"),
      ("-\n  a: 1\n-\n- x", "[{a: '1'}, null, 'x']"),
      ("a:\nb:\n  c:", "{a: null, b: {c: null}}"),
      ("a:\n    b:\n     - c", "{a: {b: ['c']}}"),
      ("a:\n  text", "{a: 'text'}"),
    ]
  )
  func structure(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "Plain texts keep everything but comments and white space around them",
    arguments: [
      ("a: x # note", "{a: 'x'}"), ("a: x#y", "{a: 'x#y'}"), ("a: http://x.y", "{a: 'http://x.y'}"),
      ("a: no", "{a: 'no'}"), ("a: ~", "{a: '~'}"), ("a: 1.10", "{a: '1.10'}"),
      ("a: don't say \"x\"", "{a: 'don't say \"x\"'}"), ("a: -5", "{a: '-5'}"),
      ("a:   x  ", "{a: 'x'}"), ("a b: c", "{a b: 'c'}"), ("a :  b", "{a: 'b'}"),
      ("utter_a/b: c", "{utter_a/b: 'c'}"), ("a: متى يصل", "{a: 'متى يصل'}"),
      ("a: one\n  two\n\n  three", "{a: 'one two\nthree'}"),
      ("- one\n  two # x\n- c", "['one two', 'c']"),
    ]
  )
  func plainText(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "Comments, blank lines, CRLF, a byte order mark and one leading marker are passed over",
    arguments: [
      "---\na: 1\n", "# x\n\n--- # y\na: 1", "\u{FEFF}a: 1", "a: 1\r\n", "\n  # z\na: 1\n   \n#\n",
    ]
  )
  func tolerated(text: String) throws {
    #expect(try outline(text) == "{a: '1'}")
  }

  @Test("An empty file is null", arguments: ["", "\n", "# only\n", "---\n"])
  func empty(text: String) throws {
    #expect(try outline(text) == "null")
    #expect(problem { _ = try map(text) }?.rule == "wrong-type")
  }

  @Test(
    "What is outside the subset is refused with its line and rule",
    arguments: [
      ("a: 1\nb: &x 2", 2, "yaml-anchor"), ("a: *x", 1, "yaml-alias"),
      ("a: !!str x", 1, "yaml-tag"),
      ("a:\n  <<: b", 2, "yaml-merge-key"), ("a: {<<: b}", 1, "yaml-merge-key"),
      ("a: 1\n---\nb: 2", 2, "yaml-documents"), ("a: 1\n...\n", 2, "yaml-documents"),
      ("a:\n\tb: 1", 2, "yaml-tab"), ("-\tx", 1, "yaml-tab"), ("a: |\n  x\n \ty", 3, "yaml-tab"),
      ("a: 1\nb: 2\na: 3", 3, "yaml-duplicate-key"), ("a: {b: 1, b: 2}", 1, "yaml-duplicate-key"),
      ("? a\n: b", 1, "yaml-syntax"), ("%YAML 1.2\n", 1, "yaml-syntax"),
      ("a: @x", 1, "yaml-syntax"),
      ("a: b: c", 1, "yaml-syntax"), ("a: - b", 1, "yaml-syntax"), (": b", 1, "yaml-syntax"),
      ("a: 1\n- b", 2, "yaml-syntax"), ("a: 1\nb", 2, "yaml-syntax"),
      ("-\"a: x\n- b: y", 2, "yaml-syntax"),
      ("a:\n  b: 1\n c: 2", 3, "yaml-indentation"), ("a: 1\n  b: 2", 2, "yaml-indentation"),
      ("- a\n   - b", 2, "yaml-indentation"), ("- a\nb: 1", 2, "yaml-indentation"),
      ("  a: 1\nb: 2", 2, "yaml-indentation"), ("a: x # c\n  y", 2, "yaml-indentation"),
    ]
  )
  func refused(text: String, line: Int, rule: String) {
    let found = problem { _ = try outline(text) }
    #expect(found?.rule == rule, "\(found.map(String.init(describing:)) ?? "")")
    #expect(found?.line == line)
    #expect(found?.file == "a.yml")
  }

  @Test("A duplicate key names the line of the first")
  func duplicateKey() {
    #expect(problem { _ = try outline("x: 1\na: 1\na: 2") }?.message.contains("line 2") == true)
  }

  @Test("Nesting is allowed up to the limit in blocks and in brackets together")
  func depth() throws {
    var limits = StrictYAML.Limits()
    limits.maximumDepth = 3
    func parse(_ text: String) throws {
      _ = try StrictYAML.parse(Array(text.utf8), file: "a", limits: limits)
    }
    try parse("a:\n  b: [c]")
    try parse("- - - x")
    #expect(problem { try parse("a:\n  b: [[c]]") }?.rule == "yaml-depth")
    #expect(problem { try parse("- - - - x") }?.rule == "yaml-depth")
    let brackets = String(repeating: "[", count: 100_000)
    #expect(problem { _ = try outline(brackets) }?.rule == "yaml-depth")
    let dashes = String(repeating: "- ", count: 100_000)
    #expect(problem { _ = try outline(dashes) }?.rule == "yaml-depth")
  }

  @Test("Nodes and keys know their lines")
  func lines() throws {
    let root = try map("# c\na: x\nb:\n  - y\n\n  - {z: 1}\n")
    #expect(root.line == 2)
    #expect(root.entries.map(\.keyLine) == [2, 3])
    let items = try #require(root["b"]).list("b")
    #expect(items.map(\.line) == [4, 6])
  }

  @Test("A long map is read without comparing every key with every other")
  func manyKeys() throws {
    let text = (0..<50_000).map { "k\($0): v\n" }.joined()
    #expect(try map(text).entries.count == 50_000)
  }
}
