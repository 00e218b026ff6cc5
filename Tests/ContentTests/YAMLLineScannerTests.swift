import Content
import Testing

@Suite("YAML quoted texts and flow collections")
struct YAMLLineScannerTests {
  @Test(
    "Quoted texts resolve their escapes and fold their lines",
    arguments: [
      (#"a: 'it''s: # [x]'"#, "{a: 'it's: # [x]'}"),
      (#"a: "x\ty\n\"z\" \\ \/ é""#, "{a: 'x\ty\n\"z\" \\ / é'}"),
      (#"a: "\x41\u0416\U0001F600\_""#, "{a: 'AЖ😀\u{A0}'}"),
      (#"a: "" # c"#, "{a: ''}"), ("a: ''", "{a: ''}"),
      (#""a: b": c"#, "{a: b: 'c'}"), ("'a' : c", "{a: 'c'}"),
      ("a: \"one \n  two\n\n  three\"", "{a: 'one two\nthree'}"),
      ("a: \"one\\\n  two\\n\n  three\"", "{a: 'onetwo\n three'}"),
      ("- 'x\n  y'\n- z", "['x y', 'z']"),
    ]
  )
  func quoted(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "Lists and maps in brackets fit on one line and may nest",
    arguments: [
      ("a: [x, y z ,\"p, q\", 'r']", "{a: ['x', 'y z', 'p, q', 'r']}"),
      ("a: []\nb: {}", "{a: [], b: {}}"), ("a: [x, ]", "{a: ['x']}"),
      ("a: {b: 1, c: [2, {d: 3}], e: }", "{a: {b: '1', c: ['2', {d: '3'}], e: null}}"),
      (#"a: {"b":"c","d":1}"#, "{a: {b: 'c', d: '1'}}"),
      ("- [a, b] # c\n- {x: http://y.z}", "[['a', 'b'], {x: 'http://y.z'}]"),
      ("a: {t: +44 20 x-y, e: a@b.c}", "{a: {t: '+44 20 x-y', e: 'a@b.c'}}"),
    ]
  )
  func flow(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(
    "Mistakes in quotes and brackets are named",
    arguments: [
      ("a: \"x\nb: y\n", 1, "yaml-quote"), ("a: 'x", 1, "yaml-quote"),
      (#"a: "\q""#, 1, "yaml-escape"),
      (#"a: "\u12""#, 1, "yaml-escape"), (#"a: "\uD800""#, 1, "yaml-escape"),
      ("a: 'x' y", 1, "yaml-syntax"),
      ("a: 'x'#c", 1, "yaml-syntax"), ("a: [x", 1, "yaml-flow"),
      ("b: 1\na: [x,\n  y]", 2, "yaml-flow"),
      ("a: [x] y", 1, "yaml-syntax"), ("a: [x: y]", 1, "yaml-syntax"),
      ("a: [x, , y]", 1, "yaml-syntax"),
      ("a: {x, y}", 1, "yaml-syntax"), ("a: {x:1}", 1, "yaml-syntax"), ("a: [*x]", 1, "yaml-alias"),
      ("a: [- x]", 1, "yaml-syntax"), ("a: {{x}} joined", 1, "yaml-syntax"),
      ("a: [\"x]", 1, "yaml-quote"),
      ("a: [?, x]", 1, "yaml-syntax"), ("a: {? : x}", 1, "yaml-syntax"),
    ]
  )
  func mistakes(text: String, line: Int, rule: String) {
    let found = problem { _ = try outline(text) }
    #expect(found?.rule == rule, "\(found.map(String.init(describing:)) ?? "")")
    #expect(found?.line == line)
  }

  @Test("The error for a fact at the start of a text says that quotes are missing")
  func factAtStart() {
    #expect(
      problem { _ = try outline("a: {{agent}} has joined") }?.message.contains("must be in quotes")
        == true
    )
  }

  @Test("The style of a text is kept")
  func style() throws {
    let root = try map("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\n")
    let styles = root.entries.compactMap { entry in
      if case .scalar(let scalar) = entry.node.value { scalar.style } else { nil }
    }
    #expect(styles == [.plain, .singleQuoted, .doubleQuoted, .literal])
  }
}
