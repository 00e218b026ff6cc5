import Testing

@testable import Understanding

@Suite("Decision")
struct DecisionTests {
  private let levels = Decision.Levels(answer: 0.6, clarify: 0.35, margin: 0.125)

  @Test(
    "the levels separate answering, asking and declining",
    arguments: [
      (1.0, "answer"), (0.6, "answer"), (0.5999, "ask"), (0.35, "ask"), (0.3499, "decline"),
      (0.0, "decline"),
    ]
  )
  func levels(_ confidence: Double, _ expected: String) {
    #expect(kind([candidate("a", confidence)]) == expected)
  }

  @Test("without candidates there is nothing to say")
  func none() {
    #expect(kind([]) == "decline")
  }

  @Test("two candidates nearer than the margin are offered both")
  func margin() {
    let near = [candidate("a", 0.875), candidate("b", 0.7501)]
    #expect(kind(near) == "ask")
    #expect(offered(near) == ["a", "b"])
    #expect(kind([candidate("a", 0.875), candidate("b", 0.75)]) == "answer")
  }

  @Test("an exact match needs no margin")
  func exact() {
    #expect(kind([candidate("a", 1, isExact: true), candidate("b", 0.99)]) == "answer")
  }

  @Test("at most three are offered, and none below the level for it")
  func few() {
    let many = [0.55, 0.54, 0.53, 0.52].enumerated().map { candidate("\($0.offset)", $0.element) }
    #expect(offered(many) == ["0", "1", "2"])
    #expect(offered([candidate("a", 0.5), candidate("b", 0.3)]) == ["a"])
  }

  @Test("small talk is answered or not, and never offered")
  func smallTalk() {
    let greeting = candidate(intent: "smalltalk/greet", 0.5)
    #expect(kind([greeting]) == "decline")
    #expect(offered([greeting, candidate("a", 0.45)]) == ["a"])
    #expect(kind([candidate(intent: "smalltalk/greet", 0.7)]) == "answer")
    let rivals = [
      candidate(intent: "smalltalk/greet", 0.7), candidate(intent: "bot/identity", 0.69),
    ]
    #expect(kind(rivals) == "answer")
  }

  @Test(
    "conversation is told from business by the intent's name",
    arguments: [
      ("smalltalk/greet", true), ("bot/identity", true), ("feedback/praise", true),
      ("affirm", true), ("deny", true), ("order/track", false), ("human/request", false),
    ]
  )
  func names(_ name: String, _ isSmallTalk: Bool) {
    #expect(candidate(intent: name, 1).isSmallTalk == isSmallTalk)
    #expect(!Target.article(name).isSmallTalk)
  }

  private func kind(_ candidates: [Interpretation.Candidate]) -> String {
    switch Decision(candidates, levels: levels) {
    case .answer(let candidate):
      #expect(candidate.target == candidates.first?.target)
      return "answer"
    case .ask: return "ask"
    case .decline: return "decline"
    }
  }

  private func offered(_ candidates: [Interpretation.Candidate]) -> [String] {
    guard case .ask(let choices) = Decision(candidates, levels: levels) else { return [] }
    return choices.map(\.target.name)
  }

  private func candidate(
    _ article: String,
    _ confidence: Double,
    isExact: Bool = false
  ) -> Interpretation.Candidate {
    candidate(.article(article), confidence, isExact)
  }

  private func candidate(intent: String, _ confidence: Double) -> Interpretation.Candidate {
    candidate(.intent(intent), confidence, false)
  }

  private func candidate(
    _ target: Target,
    _ confidence: Double,
    _ isExact: Bool
  ) -> Interpretation.Candidate {
    Interpretation.Candidate(
      target: target,
      intent: nil,
      confidence: confidence,
      score: confidence,
      matched: nil,
      isExact: isExact,
      evidence: Evidence(),
      hit: nil
    )
  }
}
