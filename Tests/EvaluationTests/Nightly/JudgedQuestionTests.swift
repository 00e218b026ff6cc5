import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@testable import Evaluation

@Suite("Judging what became of a question")
struct JudgedQuestionTests {
  private static func outcome(
    articles: [String] = [],
    intents: [String] = [],
    _ observation: Observation
  ) -> Outcome {
    judged(articles: articles, intents: intents, observation).outcome
  }

  private static func judged(
    articles: [String] = [],
    intents: [String] = [],
    _ observation: Observation
  ) -> JudgedQuestion {
    let question = LabelledQuestion(
      id: "q",
      language: .english,
      text: "where is it",
      articles: articles,
      intents: intents
    )
    return JudgedQuestion(question, observation, names: NightSamples.names)
  }

  private static func answer(
    _ target: Target,
    intent: String? = nil,
    language: Language = .english
  ) -> Observation {
    Observation(kind: .answer, language: language, target: target, intent: intent)
  }

  @Test("Any of the labelled articles is right, in the question's language")
  func articles() {
    let labels = ["track-order", "invoice"]
    #expect(Self.outcome(articles: labels, Self.answer(.article("invoice"))) == .right)
    #expect(Self.outcome(articles: labels, Self.answer(.article("refund-time"))) == .wrong)
    let turkish = Self.answer(.article("invoice"), language: .turkish)
    #expect(Self.outcome(articles: labels, turkish) == .wrong)
  }

  @Test("A right intent does not make up for a wrong article")
  func intentOfAnArticle() {
    let answer = Self.answer(.article("refund-time"), intent: "order/track")
    #expect(Self.outcome(articles: ["track-order"], intents: ["order/track"], answer) == .wrong)
    #expect(Self.outcome(intents: ["order/track"], answer) == .right)
  }

  @Test("A person is right where the label brings one, and wrong elsewhere")
  func handoff() {
    let handoff = Observation(
      kind: .handoff,
      language: .english,
      candidates: [NightSamples.candidate(.intent("human/request"), 0.9)]
    )
    #expect(Self.outcome(intents: ["human/request"], handoff) == .right)
    #expect(Self.outcome(articles: ["invoice"], handoff) == .wrong)
    #expect(Self.outcome(handoff) == .wrong)
    #expect(Self.judged(handoff).answered == "human/request")
  }

  @Test("Choices count by whether a right one is among them")
  func choices() {
    let ask = Observation(
      kind: .ask,
      language: .english,
      offered: [.article("invoice"), .article("track-order")]
    )
    #expect(Self.outcome(articles: ["track-order"], ask) == .asked)
    #expect(Self.outcome(articles: ["refund-time"], ask) == .askedWithout)
    #expect(!Self.judged(articles: ["track-order"], ask).isRight)
  }

  @Test("Of a question that is none of the shop's, silence and asking are right")
  func outOfScope() {
    let decline = Observation(kind: .decline, language: .english)
    let ask = Observation(kind: .ask, language: .english, offered: [.article("invoice")])
    #expect(Self.judged(decline).isRight)
    #expect(Self.judged(ask).isRight)
    #expect(!Self.judged(Self.answer(.intent("smalltalk/greet"))).isRight)
    #expect(!Self.judged(articles: ["invoice"], decline).isRight)
  }

  @Test("Ranks count all candidates; the claim is of the best that would be an answer")
  func ranking() throws {
    let observation = Observation(
      kind: .decline,
      language: .english,
      candidates: [
        NightSamples.candidate(.intent("out_of_scope"), 0.6),
        NightSamples.candidate(.article("refund-time"), 0.5),
        NightSamples.candidate(.article("invoice"), 0.4),
      ]
    )
    let judged = Self.judged(articles: ["invoice"], observation)
    #expect(judged.rank == 3)
    let claim = try #require(judged.claim)
    #expect(claim.confidence == 0.5)
    #expect(!claim.isRight)
  }

  @Test("Figures add up")
  func figures() {
    let figures = Figures([
      NightSamples.judged("a", expected: ["invoice"], answer: "invoice"),
      NightSamples.judged("b", expected: ["invoice"], answer: "refund-time"),
      NightSamples.judged("c", expected: ["invoice"], answer: nil),
      NightSamples.judged("d", expected: [], answer: nil),
      NightSamples.judged("e", expected: [], answer: "invoice"),
    ])
    #expect(figures.right == 2)
    #expect(figures.wrong == 2)
    #expect(figures.declined == 1)
    #expect(figures.precision == 0.333333)
    #expect(figures.coverage == 0.666667)
    #expect(figures.successAt1 == 0.333333)
    let none = Figures([JudgedQuestion]())
    #expect(none.precision == nil && none.coverage == nil && none.accuracy == 0)
  }

  @Test("The curve falls in confidence and rises in coverage")
  func curve() {
    let judged = (0..<200).map { number in
      NightSamples.judged(
        "\(number)",
        expected: ["invoice"],
        answer: number % 5 == 0 ? "refund-time" : "invoice"
      )
    }
    let points = CoverageCurve(judged).points
    // All are equally sure, so that no level can part them.
    #expect(points.count == 1)
    #expect(points.first?.coverage == 1)
    #expect(points.first?.precision == 0.8)
  }
}
