import Testing
import TextAnalysis

@testable import Understanding

@Suite("Explanation of a match")
struct MatchExplanationTests {
  private static let questions = [
    "where is my invoice", "money for my parcel", "when is my money on its way",
    "refund the tax", "please track the receipt", "I need my money back now", "parcel",
  ]

  private func explain(
    _ text: String,
    _ matcher: IntentMatcher = UtteranceSamples.matcher()
  ) throws -> (explanation: MatchExplanation, match: IntentMatcher.Match) {
    let match = try #require(matcher.match(text))
    return (
      matcher.explain(UtteranceSamples.words(text), intent: match.intent, over: match.runnerUp),
      match
    )
  }

  @Test("it names both intents and their decisions", arguments: questions)
  func decisions(_ text: String) throws {
    let matcher = UtteranceSamples.matcher()
    let (explanation, match) = try explain(text)
    #expect(explanation.intent == matcher.intents[match.intent])
    #expect(explanation.runnerUp == matcher.intents[match.runnerUp])
    #expect(explanation.decision == match.decision)
    #expect(explanation.runnerUpDecision == match.runnerUpDecision)
  }

  @Test(
    "support has positive weights and opposition negative ones, the strongest first",
    arguments: questions
  )
  func terms(_ text: String) throws {
    let (explanation, _) = try explain(text)
    #expect(!explanation.support.isEmpty)
    for terms in [explanation.support, explanation.opposition, explanation.runnerUpSupport] {
      let sizes = terms.map { abs($0.weight) }
      #expect(sizes == sizes.sorted(by: >))
      #expect(Set(terms.map(\.text)).count == terms.count)
      #expect(terms.count <= 5)
    }
    #expect(explanation.support.allSatisfy { $0.weight > 0 })
    #expect(explanation.opposition.allSatisfy { $0.weight < 0 })
    #expect(explanation.runnerUpSupport.allSatisfy { $0.weight > 0 })
  }

  @Test("the terms of a short question add up to the decision")
  func sum() throws {
    let matcher = UtteranceSamples.matcher()
    let (explanation, match) = try explain("refund", matcher)
    let sum = (explanation.support + explanation.opposition).reduce(Float(0)) { $0 + $1.weight }
    #expect(abs(matcher.classifier.biases[match.intent] + sum - match.decision) < 0.005)
    #expect(Set(explanation.support.map(\.text)) == ["refund", "letters of refund"])
  }

  @Test("without the turning words the runner-up comes before the intent")
  func turningWords() throws {
    let matcher = UtteranceSamples.matcher()
    var turned = 0
    for text in Self.questions {
      let (explanation, match) = try explain(text, matcher)
      let words = explanation.turningWords
      guard !words.isEmpty else { continue }
      turned += 1
      let rest = text.split(separator: " ").filter { !words.contains($0.lowercased()) }
      #expect(rest.count == text.split(separator: " ").count - words.count)
      let decisions = matcher.decisions(of: rest.joined(separator: " "))
      #expect(decisions[match.runnerUp] > decisions[match.intent], "\(text): \(words)")
    }
    #expect(turned >= 3)
  }

  @Test("a question of one word has nothing that could be left out")
  func oneWord() throws {
    #expect(try explain("parcel").explanation.turningWords.isEmpty)
    #expect(try explain("").explanation.turningWords.isEmpty)
    #expect(try explain("").explanation.support.isEmpty)
  }

  @Test("with one intent there is nothing to turn to")
  func oneIntent() throws {
    let matcher = UtteranceSamples.matcher([UtteranceSamples.shop[0]])
    let explanation = try explain("where is my invoice", matcher).explanation
    #expect(explanation.intent == explanation.runnerUp)
    #expect(explanation.turningWords.isEmpty)
    #expect(explanation.runnerUpSupport.isEmpty)
  }

  @Test("a concept is named by the words that stand for it")
  func concept() throws {
    let matcher = UtteranceSamples.matcher(
      lexicon: UtteranceSamples.lexicon([("parcel", ["parcel", "package"])])
    )
    let support = try explain("the package", matcher).explanation.support.map(\.text)
    #expect(support.contains("≈package"))
  }
}
