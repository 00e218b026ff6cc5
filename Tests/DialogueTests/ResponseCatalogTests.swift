import Dialogue
import Testing

@Suite("Response catalog")
struct ResponseCatalogTests {
  private let catalog = ResponseCatalog([
    "utter_a": ["one", "two", "three"], "utter_b": ["You are number {{position}} of {{position}}."],
    "utter_none": [],
  ])

  @Test("variants take turns")
  func variants() {
    #expect((0..<4).map { catalog.text("utter_a", turn: $0) } == ["one", "two", "three", "one"])
  }

  @Test("values go where they are named, and nowhere else")
  func values() {
    #expect(
      catalog.text("utter_b", turn: 0, values: ["position": "3", "agent": "Ana"])
        == "You are number 3 of 3."
    )
    #expect(
      catalog.text("utter_b", turn: 0, values: ["position": "{{position}}"])
        == "You are number {{position}} of {{position}}."
    )
    #expect(catalog.text("utter_a", turn: 0, values: ["position": "3"]) == "one")
  }

  @Test("what is not there is nil")
  func missing() {
    #expect(catalog.text("utter_c", turn: 0) == nil)
    #expect(catalog.text("utter_none", turn: 0) == nil)
    #expect(catalog.contains("utter_a"))
    #expect(!catalog.contains("utter_c"))
    #expect(catalog.names == ["utter_a", "utter_b", "utter_none"])
  }
}
