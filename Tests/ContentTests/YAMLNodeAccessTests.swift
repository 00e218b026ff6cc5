import Content
import Testing

@Suite("YAML node access")
struct YAMLNodeAccessTests {
  @Test("Values are read as the type they have")
  func values() throws {
    let root = try map("t: ' x '\nl: [a, b]\nn: 3.90\nm: {k: v}\nnothing:\n")
    #expect(try root.required("t", of: "it").text("t") == "x")
    #expect(try root["l"]?.texts("l").map(\.text) == ["a", "b"])
    #expect(try root["n"]?.number("n").value == 3.9)
    #expect(try root["m"]?.map("m")["k"]?.text("k") == "v")
    #expect(root["nothing"] == nil)
    #expect(root["absent"] == nil)
  }

  @Test("A value of another type is an error that names both types and the line")
  func mismatches() throws {
    let root = try map("a: 1\nm:\n  k: v\nl:\n  - x\n  - how long: days\n")
    let text = problem { _ = try root["m"]?.text("m") }
    #expect(text?.message == "`m`: expected a text, found a map")
    #expect(text?.line == 3)
    #expect(
      problem { _ = try root["a"]?.texts("a") }?.message.contains("a list of texts, found a text")
        == true
    )
    #expect(problem { _ = try root["a"]?.map("a") }?.rule == "wrong-type")
    let item = problem { _ = try root["l"]?.texts("l") }
    #expect(item?.line == 6)
    #expect(item?.message.contains("in quotes") == true)
  }

  @Test("A required key that is absent or empty is an error")
  func required() throws {
    let root = try map("a: 1\n\nb:\n")
    let absent = problem { _ = try root.required("c", of: "the thing") }
    #expect(absent?.rule == "missing-key")
    #expect(absent?.line == 1)
    #expect(problem { _ = try root.required("b", of: "the thing") }?.line == 3)
    #expect(problem { _ = try map("a: ''")["a"]?.text("a") }?.rule == "wrong-type")
  }
}
