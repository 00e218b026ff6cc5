import Content
import Dialogue
import Testing

@Suite("A flow under way goes on in edited content")
struct FlowEditingTests {
  private static let text = """
    slots: {a: text, b: text, c: text, done: bool}
    actions:
      look: {effect: reads, table: {find: orders, match: {number: a}}, arguments: {a: a}}
    flows:
      f:
        steps:
          - collect: a
          - id: second
            collect: b
          - action: look
          - collect: c
          - action: utter_done
    """

  private static func edited(_ change: String, _ replacement: String) -> String {
    text.replacing(change, with: replacement)
  }

  @Test("a step put in before does not move the conversation to another step")
  func inserted() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.start("f") == ["ask a"])
    #expect(play.answer("1") == ["ask b"])
    try play.edit(
      Self.edited("      - collect: a", "      - action: utter_hello\n      - collect: a")
    )
    #expect(play.adapt() == "unchanged")
    #expect(play.asked == "b")
    #expect(play.answer("2") == ["request look"])
    #expect(play.complete(.done([:])) == ["ask c"])
    // Back over the answers, by their names.
    #expect(play.goBack() == ["ask b"])
    #expect(play.answer("2") == ["request look"])
    #expect(play.complete(.done([:])) == ["ask c"])
    #expect(play.answer("3") == ["say done", "completed f a=1 b=2 c=3"])
  }

  @Test("a first question stays open when something comes before it")
  func insertedFirst() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.start("f") == ["ask a"])
    try play.edit(Self.edited("      - collect: a", "      - collect: c\n      - collect: a"))
    #expect(play.adapt() == "unchanged")
    #expect(play.asked == "a")
    #expect(play.answer("1") == ["ask b"])
  }

  @Test("a step that is given a name, loses it or gets another is found by what it does")
  func named() throws {
    var play = try PlayedFlows(Self.text)
    _ = play.start("f")
    _ = play.answer("1")
    try play.edit(Self.edited("id: second\n", "id: other\n"))
    #expect(play.adapt() == "unchanged")
    #expect(play.asked == "b")
  }

  @Test("a step of the same name that asks for something else asks anew")
  func otherQuestion() throws {
    var play = try PlayedFlows(Self.text)
    _ = play.start("f")
    _ = play.answer("1")
    try play.edit(Self.edited("collect: b", "collect: done"))
    // What was said to the old question must not answer the new one.
    #expect(play.asked == nil)
    #expect(play.adapt() == "ask done")
    #expect(play.asked == "done")
  }

  @Test("a step of the same name that asks nothing is carried out")
  func noQuestion() throws {
    var play = try PlayedFlows(Self.text)
    _ = play.start("f")
    _ = play.answer("1")
    try play.edit(Self.edited("collect: b", "action: utter_told"))
    #expect(play.adapt() == "say told, request look")
  }

  @Test("without its step, without its flow and without its slot a flow is over")
  func gone() throws {
    for change in [
      ("      - id: second\n        collect: b\n", ""), ("  f:\n", "  g:\n"),
      ("{a: text, b: text, c: text, done: bool}", "{a: text, c: text, done: bool}"),
    ] {
      var play = try PlayedFlows(Self.text)
      _ = play.start("f")
      _ = play.answer("1")
      var edited = Self.edited(change.0, change.1)
      if change.0.contains("b: text") {
        edited = edited.replacing("      - id: second\n        collect: b\n", with: "")
      }
      try play.edit(edited)
      #expect(play.asked == nil)
      #expect(play.adapt() == "gone")
      #expect(play.flows == [])
      #expect(play.adapt() == "unchanged")
    }
  }

  @Test("an answer of the shop's systems that no step waits for any more ends the flow with a word")
  func goneRequest() throws {
    var play = try PlayedFlows(Self.text)
    _ = play.start("f")
    _ = play.answer("1")
    #expect(play.answer("2") == ["request look"])
    try play.edit(Self.edited("      - action: look\n", ""))
    #expect(play.adapt() == "unchanged")
    #expect(play.complete(.done([:])) == ["say flow_changed"])
    #expect(play.flows == [])
  }

  @Test("after something was changed, a person is told that the flow cannot go on")
  func goneChange() throws {
    let changing = Self.text.replacing("effect: reads", with: "effect: changes")
      .replacing("table: {find: orders, match: {number: a}}", with: "table: {append: orders}")
    var play = try PlayedFlows(changing)
    _ = play.start("f")
    _ = play.answer("1")
    #expect(play.answer("2") == ["request look"])
    try play.edit(changing.replacing("      - action: look\n", with: ""))
    #expect(play.complete(.done([:])) == ["say flow_changed", "handoff unknown_outcome"])
    var other = try PlayedFlows(changing)
    _ = other.start("f")
    _ = other.answer("1")
    _ = other.answer("2")
    #expect(other.complete(.done([:])) == ["ask c"])
    try other.edit(changing.replacing("      - collect: c\n", with: ""))
    #expect(other.adapt() == "gone, something was changed")
  }

  @Test("what earlier programs kept without names goes by its place")
  func unnamed() throws {
    let play = try PlayedFlows(Self.text)
    var old = Conversation(id: ConversationID("old"))
    old.apply(.flowStarted("f", isCalled: false))
    old.apply(.questionAsked)
    let interpreter = FlowInterpreter(library: play.library, situation: Situation(), reasks: 2)
    #expect(interpreter.openQuestion(old)?.slot == "a")
    #expect(interpreter.adapt(&old) == .unchanged)
    old.apply(.flowMoved(step: 99))
    old.apply(.questionAsked)
    #expect(interpreter.openQuestion(old) == nil)
    #expect(interpreter.adapt(&old) == .gone(hasChanged: false))
  }

  @Test("names of steps are written so that they can be read back")
  func written() {
    for name in [
      StepName(id: "a_b", what: "say utter_x/y 2"), StepName(id: "", what: "collect proof"), .end,
    ] {
      #expect(StepName(name.description) == name)
    }
    #expect(StepName("").isUnknown)
    #expect(StepName("x").isUnknown)
  }
}
