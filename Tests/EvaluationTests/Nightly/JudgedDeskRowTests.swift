import Content
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("Judging handovers and double questions")
struct JudgedDeskRowTests {
  private static func isRight(
    _ label: DeskRow.Label,
    handoff: Bool = false,
    flows: [String] = [],
    answered: [Target] = [],
    language: Language? = nil
  ) -> Bool {
    DeskSamples.judged(
      DeskSamples.row("d2", label),
      handoff: handoff,
      flows: flows,
      answered: answered,
      language: language
    ).isRight
  }

  @Test("Who wants a person is served by a handover, or by a script that brings one")
  func person() {
    let label = DeskRow.Label.message(wantsPerson: true, inFlow: false)
    #expect(Self.isRight(label, handoff: true))
    #expect(Self.isRight(label, flows: ["complaint"]))
    #expect(!Self.isRight(label, flows: ["track_order"]))
    #expect(!Self.isRight(label, answered: [.article("invoice")]))
  }

  @Test("Who wants none is disturbed by a handover only")
  func bot() {
    let label = DeskRow.Label.message(wantsPerson: false, inFlow: true)
    #expect(!Self.isRight(label, handoff: true))
    #expect(Self.isRight(label, flows: ["complaint"]))
    #expect(Self.isRight(label))
  }

  @Test("Two questions are answered by both targets, in order, in the customer's language")
  func pair() {
    let label = DeskRow.Label.pair(first: "invoice", second: "complaint/make")
    let both: [Target] = [.article("invoice"), .intent("complaint/make")]
    #expect(Self.isRight(label, answered: both))
    #expect(!Self.isRight(label, answered: both.reversed()))
    #expect(!Self.isRight(label, answered: [both[0]]))
    #expect(!Self.isRight(label, answered: both + [.article("refund-time")]))
    #expect(!Self.isRight(label, answered: both, language: .turkish))
  }

  @Test("One question is wrong when it is answered as two, whatever the answer")
  func single() {
    let label = DeskRow.Label.single(topic: "invoice")
    #expect(Self.isRight(label, answered: [.article("refund-time")]))
    #expect(Self.isRight(label))
    #expect(!Self.isRight(label, answered: [.article("invoice"), .article("refund-time")]))
  }

  @Test("Each measure counts what its name says, with Wilson's interval")
  func figures() throws {
    let figures = DeskFigures(
      DeskSamples.messages(40, wantsPerson: true, handed: 39)
        + DeskSamples.messages(150, wantsPerson: false, handed: 3)
    )
    let recall = try #require(figures[.handedOver])
    #expect(recall.counted == 39)
    #expect(recall.share == 0.975)
    #expect(recall.interval == ShareInterval(wilson: 39, of: 40))
    let falsely = try #require(figures[.handedOverFalsely])
    #expect(falsely.counted == 3)
    #expect(falsely.rows == 150)
    #expect(figures[.split] == nil)
  }

  @Test("Scripts that bring a person are found by the desk's rules, not by their names")
  func personFlows() throws {
    let text = """
      slots:
        number: {type: text}
      flows:
        register:
          description: Takes a grievance.
          nlu_trigger: [grievance/make]
          steps:
            - collect: number
            - handoff: grievance
              next: END
        ring:
          description: Arranges a call.
          nlu_trigger: [ring/me]
          steps:
            - collect: number
              next: END
        track:
          description: Looks an order up, and gives up.
          nlu_trigger: [order/track]
          steps:
            - collect: number
            - handoff: cannot
              next: END
        called:
          description: Is called by other scripts only.
          steps:
            - handoff: grievance
              next: END
      """
    var problems: [ContentProblem] = []
    let file = try FlowFile(parsing: Array(text.utf8), file: "f.yml", warnings: &problems)
    #expect(problems.isEmpty)
    let rules = [
      EscalationRule(reason: "grievance", words: "grievance"),
      EscalationRule(reason: "asked", intents: ["human"], exceptIntents: ["ring/me"]),
      EscalationRule(reason: "cannot", exceptIntents: ["order/track"]),
    ]
    #expect(ShopNames.personFlows(of: file.flows, rules: rules) == ["register", "ring"])
  }
}
