import TestSupport
import Testing

@testable import Evaluation

@Suite("Metrics of intent matching")
struct IntentMetricsTests {
  private func prediction(
    _ gold: String,
    _ best: String,
    _ confidence: Double = 0.9,
    isAnswered: Bool = true
  ) -> IntentMetrics.Prediction {
    IntentMetrics.Prediction(
      row: IntentSet.Row(text: "x", label: gold, line: 1),
      best: best,
      confidence: confidence,
      isAnswered: isAnswered
    )
  }

  @Test("shares are taken of the right whole")
  func shares() {
    let metrics = IntentMetrics([
      prediction("a", "a"), prediction("a", "a", isAnswered: false), prediction("b", "a"),
      prediction("b", "b"), prediction("oos", "a", isAnswered: false),
      prediction("oos", "b", isAnswered: false), prediction("oos", "b"),
    ])
    #expect(metrics.inScopeCount == 4)
    #expect(metrics.outOfScopeCount == 3)
    #expect(metrics.accuracy == 3.0 / 4)
    #expect(metrics.answeredAccuracy == 2.0 / 4)
    #expect(metrics.overallAccuracy == 4.0 / 7)
    #expect(metrics.outOfScopeRecall == 2.0 / 3)
    #expect(metrics.outOfScopePrecision == 2.0 / 3)
    #expect(metrics.coverage == 4.0 / 7)
    #expect(metrics.precision == 2.0 / 4)
  }

  @Test("what there is no whole for is nothing, not zero")
  func missing() {
    let inside = IntentMetrics([prediction("a", "a")])
    #expect(inside.outOfScopeRecall == nil)
    #expect(inside.outOfScopePrecision == nil)
    #expect(inside.auroc == nil)
    let answered = IntentMetrics([prediction("a", "a"), prediction("oos", "a")])
    #expect(answered.outOfScopeRecall == 0)
    #expect(answered.outOfScopePrecision == nil)
    let refused = IntentMetrics([prediction("oos", "a", isAnswered: false)])
    #expect(refused.precision == nil)
    #expect(refused.outOfScopeRecall == 1)
    #expect(refused.auroc == nil)
    let none = IntentMetrics([])
    #expect(none.accuracy == 0 && none.macroF1 == 0 && none.calibrationError == 0)
  }

  @Test("an utterance that was not answered was predicted to be out of scope")
  func predicted() {
    #expect(prediction("a", "b").predicted == "b")
    #expect(prediction("a", "b", isAnswered: false).predicted == "oos")
  }

  @Test("macro-F1 counts every intent the same, those taken by mistake too")
  func macroF1() {
    let three = IntentMetrics([
      prediction("a", "a"), prediction("a", "b"), prediction("b", "b"), prediction("c", "b"),
    ])
    #expect(abs(three.macroF1 - (2.0 / 3 + 2.0 / 4 + 0) / 3) < 1e-12)
    let mistaken = IntentMetrics([prediction("a", "a"), prediction("a", "z")])
    #expect(abs(mistaken.macroF1 - (2.0 / 3 + 0) / 2) < 1e-12)
    let outside = IntentMetrics([prediction("a", "a"), prediction("oos", "b")])
    #expect(outside.macroF1 == 1)
  }

  @Test("AUROC is the part of pairs in the right order, ties counting half")
  func auroc() throws {
    let cases: [(positive: [Double], negative: [Double], expected: Double)] = [
      ([0.9, 0.8, 0.4], [0.5, 0.3], 0.8333333333), ([0.9], [0.1], 1), ([0.1], [0.9], 0),
      ([0.5, 0.5], [0.5], 0.5), ([0.7, 0.5], [0.5, 0.3], 0.875),
      ([1, 1, 0], [1, 0, 0], 0.6666666667),
    ]
    for (positive, negative, expected) in cases {
      let found = try #require(IntentMetrics.auroc(positive: positive, negative: negative))
      #expect(abs(found - expected) < 1e-9, "\(positive) \(negative)")
    }
  }

  @Test("AUROC of random samples is that of counting all pairs")
  func aurocPairs() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<50 {
      func values() -> [Double] {
        (0..<Int.random(in: 1...20, using: &random)).map { _ in
          Double(Int.random(in: 0...9, using: &random)) / 9
        }
      }
      let (positive, negative) = (values(), values())
      let pairs = positive.reduce(0.0) { sum, one in
        sum + negative.reduce(0) { $0 + (one > $1 ? 1 : one == $1 ? 0.5 : 0) }
      }
      let expected = pairs / Double(positive.count * negative.count)
      let found = try #require(IntentMetrics.auroc(positive: positive, negative: negative))
      #expect(abs(found - expected) < 1e-9)
    }
  }

  @Test("out-of-scope AUROC takes the confidences of both sides")
  func aurocOfPredictions() {
    let metrics = IntentMetrics([
      prediction("a", "a", 0.8), prediction("b", "a", 0.3), prediction("oos", "a", 0.5),
    ])
    #expect(metrics.auroc == 0.5)
  }

  @Test("the calibration error is the distance of confidence from being right, bin by bin")
  func calibration() {
    let cases: [(samples: [(Double, Bool)], expected: Double)] = [
      ([(0.95, true), (0.95, false)], 0.45), ([(1, true)], 0), ([(0, false)], 0),
      ([(0, true)], 1), ([(0.05, false), (0.15, true)], 0.45),
      ([(0.72, true), (0.78, true), (0.75, true), (0.75, false)], 0),
      ([(0.5, true), (0.49, false)], 0.495), ([], 0),
    ]
    for (samples, expected) in cases {
      let metrics = IntentMetrics(samples.map { prediction("a", $1 ? "a" : "b", $0) })
      #expect(abs(metrics.calibrationError - expected) < 1e-9, "\(samples)")
    }
  }

  @Test("what is out of scope is never right, however sure")
  func calibrationOutOfScope() {
    #expect(abs(IntentMetrics([prediction("oos", "a", 0.9)]).calibrationError - 0.9) < 1e-9)
  }

  @Test("confusions come by number, then by names, ten at most, and of utterances in scope only")
  func confusions() {
    let metrics = IntentMetrics(
      [
        prediction("b", "a"), prediction("a", "c"), prediction("a", "b"), prediction("z", "y"),
        prediction("z", "y"), prediction("oos", "a"), prediction("a", "a"),
        prediction("c", "a", isAnswered: false),
      ]
    )
    #expect(
      metrics.confusions.map { "\($0.count) \($0.gold) \($0.predicted)" } == [
        "2 z y", "1 a b", "1 a c", "1 b a", "1 c a",
      ]
    )
    let many = IntentMetrics((10..<30).map { prediction("i\($0)", "x") })
    #expect(many.confusions.map(\.gold) == (10..<20).map { "i\($0)" })
  }
}
