import TestSupport
import Testing

@testable import Understanding

@Suite("Confidence of a match")
struct MatchConfidenceTests {
  private func match(
    decision: Float = 0.5,
    share: Float = 0.5,
    coverage: Float = 0.5,
    wordCount: Int = 4,
    isExact: Bool = false
  ) -> IntentMatcher.Match {
    IntentMatcher.Match(
      intent: 0,
      runnerUp: 1,
      decision: decision,
      runnerUpDecision: -1,
      share: share,
      coverage: coverage,
      wordCount: wordCount,
      isExact: isExact
    )
  }

  @Test("the chance grows with decision, share and coverage, and is one for an example itself")
  func typical() {
    let typical = MatchConfidence.typical
    let middle = typical.chance(of: match())
    #expect(middle > 0 && middle < 1)
    #expect(typical.chance(of: match(decision: 1)) > middle)
    #expect(typical.chance(of: match(share: 0.9)) > middle)
    #expect(typical.chance(of: match(coverage: 1)) > middle)
    #expect(typical.chance(of: match(decision: -1, share: 0.1, coverage: 0, isExact: true)) == 1)
    #expect(typical.chance(of: match(decision: 1, share: 0.99, coverage: 1)) > 0.8)
    #expect(typical.chance(of: match(decision: -1, share: 0.1, coverage: 0)) < 0.1)
  }

  @Test("a chance is a chance for every match there can be")
  func ends() {
    for share: Float in [1e-30, 1e-6, 0.5, 1 - 1e-7, 1] {
      for decision: Float in [-5, 0, 5] {
        for coverage: Float in [0, 1] {
          for wordCount in [0, 1, 96] {
            let chance = MatchConfidence.typical.chance(
              of: match(
                decision: decision,
                share: share,
                coverage: coverage,
                wordCount: wordCount
              )
            )
            #expect((0...1).contains(chance))
          }
        }
      }
    }
  }

  @Test("what told right from wrong is believed when fitted, and chances are as often right")
  func fitted() {
    var random = SeededGenerator(seed: 4)
    var samples: [(match: IntentMatcher.Match, isRight: Bool)] = []
    for _ in 0..<2_000 {
      let coverage = Float.random(in: 0...1, using: &random)
      let isRight = Float.random(in: 0...1, using: &random) < coverage
      let decision = Float.random(in: -1...1, using: &random)
      samples.append((match(decision: decision, coverage: coverage), isRight))
    }
    // Matches to the word are always sure of themselves, right or not.
    samples += [(match: IntentMatcher.Match, isRight: Bool)](
      repeating: (match(isExact: true), false),
      count: 500
    )
    let fitted = MatchConfidence.fit(samples)
    for coverage: Float in [0.2, 0.5, 0.8] {
      for decision: Float in [-0.5, 0.5] {
        let chance = fitted.chance(of: match(decision: decision, coverage: coverage))
        #expect(abs(chance - Double(coverage)) < 0.08)
      }
    }
  }

  @Test("too few right or wrong matches leave the typical weights")
  func tooFew() {
    func fit(_ rights: Int, _ wrongs: Int) -> MatchConfidence {
      MatchConfidence.fit(
        (0..<rights).map { (match(coverage: Float($0 % 7) / 7), true) }
          + (0..<wrongs).map { (match(coverage: Float($0 % 5) / 9), false) }
      )
    }
    #expect(fit(0, 0) == .typical)
    #expect(fit(500, 2) == .typical)
    #expect(fit(2, 500) == .typical)
    #expect(fit(100, 100) != .typical)
  }

  @Test("logit undoes the logistic function, and is finite at the ends")
  func logit() {
    for sum in [-10.0, -1, 0, 0.3, 10] {
      #expect(abs(MatchConfidence.logit(MatchConfidence.logistic(sum)) - sum) < 1e-5)
    }
    #expect(MatchConfidence.logit(0).isFinite && MatchConfidence.logit(0) < -15)
    #expect(MatchConfidence.logit(1).isFinite && MatchConfidence.logit(1) > 15)
  }
}

@Suite("Logistic regression")
struct LogisticRegressionTests {
  @Test("the constant weight of outcomes alone is the logit of their part")
  func constant() throws {
    let outcomes = (0..<100).map { $0 < 20 }
    let weights = try #require(
      LogisticRegression.fit(outcomes.map { _ in [1] }, outcomes)
    )
    #expect(weights.count == 1)
    #expect(abs(weights[0] - MatchConfidence.logit(0.2)) < 1e-6)
  }

  @Test("a feature's weight is the distance of the logits of those with and without it")
  func oneFeature() throws {
    var rows: [[Double]] = []
    var outcomes: [Bool] = []
    for number in 0..<20_000 {
      rows.append([1, number % 2 == 0 ? 1 : 0])
      outcomes.append(number / 2 % 10 < (number % 2 == 0 ? 9 : 4))
    }
    let weights = try #require(LogisticRegression.fit(rows, outcomes))
    #expect(abs(weights[0] - MatchConfidence.logit(0.4)) < 1e-3)
    #expect(abs(weights[1] - (MatchConfidence.logit(0.9) - MatchConfidence.logit(0.4))) < 1e-2)
  }

  @Test("weights that made the outcomes are found again")
  func known() throws {
    let expected = [-0.5, 2, -1.5, 0]
    var random = SeededGenerator(seed: 21)
    var rows: [[Double]] = []
    var outcomes: [Bool] = []
    for _ in 0..<20_000 {
      let row = [1] + (0..<3).map { _ in Double.random(in: -1...1, using: &random) }
      let sum = zip(expected, row).reduce(0) { $0 + $1.0 * $1.1 }
      rows.append(row)
      outcomes.append(Double.random(in: 0..<1, using: &random) < MatchConfidence.logistic(sum))
    }
    let weights = try #require(LogisticRegression.fit(rows, outcomes))
    for (weight, expected) in zip(weights, expected) { #expect(abs(weight - expected) < 0.12) }
  }

  @Test("outcomes that a feature tells apart wholly do not make its weight endless")
  func separable() throws {
    let rows = (0..<100).map { [1, $0 < 50 ? -1.0 : 1] }
    let weights = try #require(LogisticRegression.fit(rows, (0..<100).map { $0 >= 50 }))
    #expect(weights[1] > 2 && weights[1] < 50)
  }

  @Test("nothing to fit to, or what is not a number, gives nothing")
  func none() {
    #expect(LogisticRegression.fit([], []) == nil)
    #expect(LogisticRegression.fit([[1, .nan], [1, 2]], [true, false]) == nil)
  }
}
