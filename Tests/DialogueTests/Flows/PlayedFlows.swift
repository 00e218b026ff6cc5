import Content
import Dialogue
import Testing

/// A conversation that plays flows written as YAML, with what they want done in few words.
struct PlayedFlows {
  private(set) var library: FlowLibrary
  let reasks: Int
  var conversation = Conversation(id: ConversationID("c"))
  var situation = Situation()

  /// Reads the flows, which must be without mistakes.
  init(_ text: String, reasks: Int = 2) throws {
    library = try Self.library(text)
    self.reasks = reasks
  }

  private static func library(_ text: String) throws -> FlowLibrary {
    var problems: [ContentProblem] = []
    let file = try FlowFile(parsing: Array(text.utf8), file: "flows.yml", warnings: &problems)
    let library = FlowLibrary([file], problems: &problems)
    try #require(problems == [])
    return library
  }

  /// Goes on with other content, as a conversation that is read from a store does: what has happened
  /// is all that is left of the old.
  mutating func edit(_ text: String) throws {
    library = try Self.library(text)
    var fresh = Conversation(id: conversation.id)
    for event in conversation.events { fresh.apply(event) }
    conversation = fresh
  }

  /// What becomes of the flow under way in the content there is now.
  mutating func adapt() -> String {
    switch interpreter.adapt(&conversation) {
    case .unchanged: "unchanged"
    case .begunAnew(let effects): Self.words(effects).joined(separator: ", ")
    case .gone(let hasChanged): hasChanged ? "gone, something was changed" : "gone"
    }
  }

  private var interpreter: FlowInterpreter {
    FlowInterpreter(library: library, situation: situation, reasks: reasks)
  }

  /// The slot whose question is open.
  var asked: String? { interpreter.openQuestion(conversation)?.slot }

  var flows: [String] { conversation.frames.map(\.flow) }

  /// The slots as short texts, sorted.
  var slots: [String] {
    conversation.slots.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.text($0.value))" }
  }

  /// The key of the request that is waited for.
  var key: String? {
    for case .waiting(let key) in conversation.frames.map(\.phase) { return key }
    return nil
  }

  mutating func start(_ flow: String, _ slots: [(String, SlotValue)] = []) -> [String] {
    Self.words(interpreter.start(flow, slots: slots, in: &conversation))
  }

  mutating func answer(_ value: SlotValue?) -> [String] {
    Self.words(interpreter.answer(value, in: &conversation))
  }

  mutating func answer(_ text: String) -> [String] { answer(.text(text)) }

  mutating func fail() -> [String] { Self.words(interpreter.fail(in: &conversation)) }

  mutating func complete(_ outcome: ActionOutcome, key: String? = nil) -> [String] {
    let completion = ActionCompletion(
      key: key ?? self.key ?? "",
      conversation: conversation.id,
      outcome: outcome
    )
    return Self.words(interpreter.complete(completion, in: &conversation))
  }

  mutating func cancel() -> [String] { Self.words(interpreter.cancel(in: &conversation)) }

  mutating func startAgain() -> [String]? {
    interpreter.startAgain(in: &conversation).map(Self.words)
  }

  mutating func goBack() -> [String]? { interpreter.goBack(in: &conversation).map(Self.words) }

  mutating func correct(_ slot: String, _ value: String) -> [String]? {
    interpreter.correct(slot, to: .text(value), in: &conversation).map(Self.words)
  }

  /// How often an action was asked for.
  func requests(of name: String) -> Int {
    conversation.events.count { event in
      if case .actionRequested(_, name, _) = event { true } else { false }
    }
  }

  private static func words(_ effects: [FlowInterpreter.Effect]) -> [String] {
    effects.map { effect in
      switch effect {
      case .say(let name, _): "say \(name.dropFirst("utter_".count))"
      case .ask(let collect, .first): "ask \(collect.slot)"
      case .ask(let collect, .again): "ask \(collect.slot) again"
      case .ask(let collect, .resumed): "back to \(collect.slot)"
      case .request(let action, _): "request \(action.name)"
      case .handOff(let reason): "handoff \(reason.name)"
      case .completed(let flow, let slots):
        (["completed \(flow.name)"]
          + slots.sorted { $0.key < $1.key }.map { "\($0.key)=\(text($0.value))" })
          .joined(separator: " ")
      }
    }
  }

  private static func text(_ value: SlotValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .bool(let isTrue): "\(isTrue)"
    default: "\(value)"
    }
  }
}
