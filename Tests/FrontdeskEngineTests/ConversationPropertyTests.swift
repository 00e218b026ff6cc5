import Content
import Dialogue
import FrontdeskEngine
import TestSupport
import Testing
import TextAnalysis

@Suite("Conversations of the bundled shop, whatever happens in them")
struct ConversationPropertyTests {
  /// A walk that never got anywhere would prove nothing.
  private static let milestones: Set = ["flow", "done", "agent", "handoff", "slot", "language"]

  @Test(
    "keep what they know, one question, one language and one speaker, and go the same way again",
    arguments: Language.allCases,
    [1, 2]
  )
  func walk(language: Language, seed: UInt64) throws {
    var transcripts: [[String]] = []
    for _ in 0..<2 {
      var walk = RandomWalk(try LoadedShop.engine(), language, seed: seed)
      walk.run(steps: 200)
      transcripts.append(walk.transcript)
      #expect(walk.broken.isEmpty, "\(walk.broken.prefix(3).joined(separator: "\n\n"))")
      #expect(walk.seen.isSuperset(of: Self.milestones))
    }
    #expect(transcripts[0] == transcripts[1])
  }

  @Test(
    "what was said to a script is handed over with the customer, whether it ends well or not",
    arguments: [ActionOutcome.done([:]), .failed("no line"), .unknown("no answer")]
  )
  func handedOver(outcome: ActionOutcome) throws {
    let engine = try LoadedShop.engine()
    let customer = ConversationID("c")
    let time = Instant(secondsSinceEpoch: 1_767_607_200)
    var handoff: HandoffRequest?
    for line in [
      "I want to make a complaint", "the courier was rude to me", "no", "no", "ana@example.com",
      "yes", "yes",
    ] where handoff == nil {
      let deliveries = engine.receive(line, in: customer, at: time)
      let settled = engine.settle(deliveries, in: customer, at: time) { requests in
        requests.map {
          ActionCompletion(key: $0.key, conversation: $0.conversation, outcome: outcome)
        }
      }
      handoff = settled.reply?.handoff
    }
    let request = try #require(handoff)
    #expect(request.slots["complaint_text"] == .text("the courier was rude to me"))
    #expect(engine.conversation(customer)?.slots["complaint_text"] == nil)
    #expect(engine.conversation(customer)?.frames.isEmpty == true)
  }

  @Test("a button starts no script beside a person, above one that waits, or twice")
  func buttons() throws {
    let engine = try LoadedShop.engine()
    let customer = ConversationID("c")
    let time = Instant(secondsSinceEpoch: 1_767_607_200)
    func flows() -> [String] { engine.conversation(customer)?.frames.map(\.flow) ?? [] }
    func press(_ button: String) { _ = engine.receive(button, in: customer, at: time) }
    for _ in 0..<2 {
      for flow in engine.shop.scripts.flows.flows { press("/\(flow.name)") }
    }
    #expect(flows().count <= FlowInterpreter.deepest + 2)
    engine.restore(nil, as: customer, at: time)
    _ = engine.takeRequests()
    press("/delivery/cost{\"country\":\"Germany\"}")
    let waiting = flows()
    #expect(engine.takeRequests().count == 1)
    press("/complaint/make")
    #expect(flows() == waiting)
    engine.restore(nil, as: customer, at: time)
    press("/human/request")
    press("/complaint/make")
    #expect(flows() == [])
  }
}
