import Content
import Dialogue
import Foundation
import Handoff
import Testing
import TextAnalysis

@testable import FrontdeskEngine

@Suite("Content that is read beside the engine")
struct ContentSwapTests {
  private static let flows = """
    slots:
      number: {type: code, pattern: "A-####", check_digit: none}
      name: text
    flows:
      track:
        nlu_trigger: [order/track]
        steps:
          - collect: number
          - id: who
            collect: name
          - action: utter_tracked
    """

  private static let responses = """
    responses:
      utter_ask_number: [{text: "Which number?"}]
      utter_ask_name: [{text: "Which name?"}]
      utter_tracked: [{text: "It is on its way."}]
      utter_flow_changed: [{text: "Something has changed here."}]
      utter_told: [{text: "By the way."}]
    """

  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [
      "intents/flows/flows.yml": Self.flows, "intents/en/more.yml": Self.responses,
    ])
    engine = try folder.engine()
  }

  private func edit(_ change: String, _ replacement: String) throws {
    try folder.write(
      Self.flows.replacing(change, with: replacement),
      to: "intents/flows/flows.yml"
    )
    try swap()
  }

  private func swap() throws {
    engine.use(try LoadedContent(from: ContentFolder(path: folder.path)))
  }

  private func say(_ line: String) throws -> String { try engine.reply(to: line).text }

  @Test("is checked as a whole, and says what `frontdesk check` does")
  func checked() throws {
    try folder.write(
      "---\nid: broken\ntitle: a\n---\nIt takes {{no_such_fact}}.\n",
      to: "corpus/en/broken.md"
    )
    let loaded = try LoadedContent(from: ContentFolder(path: folder.path))
    #expect(loaded.errors.contains { $0.file == "corpus/en/broken.md" })
    #expect(loaded.problems == ContentCheck.problems(in: loaded.shop.folder))
    #expect(loaded.knowledge.keys.sorted() == loaded.shop.settings.languages.sorted())
    try folder.write("x: [", to: "intents/shop.yml")
    #expect(throws: ContentProblem.self) {
      _ = try LoadedContent(from: ContentFolder(path: folder.path))
    }
  }

  @Test("is read on another thread while the engine answers")
  func otherThread() async throws {
    try folder.write(
      Self.responses.replacing("Which number?", with: "Number?"),
      to: "intents/en/more.yml"
    )
    let path = folder.path
    let loading = Task.detached { try LoadedContent(from: ContentFolder(path: path)) }
    let loaded = try await loading.value
    #expect(loaded.shop.settings.languages.count == 5)
  }

  @Test("other words are said from the next message on")
  func reworded() throws {
    #expect(try say("where is my order").contains("Which number?"))
    try folder.write(
      Self.responses.replacing("Which name?", with: "What is your name?"),
      to: "intents/en/more.yml"
    )
    try swap()
    #expect(try say("A-1234") == "What is your name?")
    #expect(try say("Ana") == "It is on its way.")
  }

  @Test("a step that is put in before the open question does not disturb it")
  func inserted() throws {
    _ = try say("where is my order")
    #expect(try say("A-1234") == "Which name?")
    try edit("      - collect: number", "      - action: utter_told\n      - collect: number")
    #expect(try say("Ana") == "It is on its way.")
    #expect(engine.conversation(ConversationID("c"))?.lastFlow?.ending == .completed)
  }

  @Test("a flow that is gone ends with a word, and what was said is taken for what it is")
  func flowRemoved() throws {
    _ = try say("where is my order")
    try folder.write("slots: {name: text}\n", to: "intents/flows/flows.yml")
    try swap()
    let reply = try engine.reply(to: "is shipping free")
    #expect(reply.text.hasPrefix("Something has changed here."))
    #expect(reply.text.contains("Delivery is free"))
    #expect(engine.conversation(ConversationID("c"))?.frames.isEmpty == true)
    #expect(try !say("is shipping free").contains("Something has changed"))
  }

  @Test("an answer to a question that is gone is no answer to another")
  func stepRemoved() throws {
    _ = try say("where is my order")
    #expect(try say("A-1234") == "Which name?")
    try edit("      - id: who\n        collect: name\n", "")
    #expect(try say("Ana").hasPrefix("Something has changed here."))
  }

  @Test("a slot that is gone takes its question along")
  func slotRemoved() throws {
    _ = try say("where is my order")
    _ = try say("A-1234")
    try folder.write(
      Self.flows.replacing("  name: text\n", with: "")
        .replacing("      - id: who\n        collect: name\n", with: ""),
      to: "intents/flows/flows.yml"
    )
    try swap()
    #expect(try say("Ana").hasPrefix("Something has changed here."))
    #expect(try say("where is my order").contains("Which number?"))
    #expect(try say("A-1234") == "It is on its way.")
  }

  @Test("a question that was edited into another is asked anew")
  func otherQuestion() throws {
    _ = try say("where is my order")
    #expect(try say("A-1234") == "Which name?")
    try edit("        collect: name", "        collect: number\n        ask_before_filling: true")
    #expect(try say("Ana") == "Which number?")
    #expect(try say("A-1234") == "It is on its way.")
  }

  @Test("who spoke a language that is gone goes on in the shop's own")
  func languageRemoved() throws {
    let id = ConversationID("c")
    _ = try say("где мой заказ")
    #expect(engine.language(of: id) == .russian)
    let settings = try #require(String(bytes: folder.read("intents/shop.yml"), encoding: .utf8))
    try folder.write(
      settings.replacing("[en, ru, ro, tr, ar]", with: "[en]"),
      to: "intents/shop.yml"
    )
    try swap()
    #expect(engine.language(of: id) == .english)
    #expect(try say("A-1234") == "Which name?")
    _ = engine.askForPerson(in: id, at: moment(5))
    #expect(engine.openTickets().count == 1)
    #expect(engine.waitingCards(at: moment(5)).count == 1)
    #expect(try engine.view(of: engine.openTickets()[0].ticket.id, at: moment(6)) != nil)
  }

  @Test("what is kept in a store goes on in edited content after a restart")
  func stored() throws {
    let store = InMemoryStore()
    let first = Engine(shop: try folder.shop(), store: store)
    let id = ConversationID("c")
    _ = first.receive("where is my order", in: id, at: moment(0))
    _ = first.receive("A-1234", in: id, at: moment(1))
    try first.commit(at: moment(1))
    try folder.write(
      Self.flows.replacing(
        "      - collect: number",
        with: "      - action: utter_told\n      - collect: number"
      ),
      to: "intents/flows/flows.yml"
    )
    let second = Engine(shop: try folder.shop(), store: store)
    _ = try second.resume(at: moment(2))
    let told = second.receive("Ana", in: id, at: moment(3))
    #expect(told.told() == ["It is on its way."])
  }
}
