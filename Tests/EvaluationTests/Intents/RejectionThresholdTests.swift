import TestSupport
import Testing

@testable import Evaluation

@Suite("Threshold of rejection")
struct RejectionThresholdTests {
  private typealias Sample = RejectionThreshold.Sample

  private func threshold(_ samples: [Sample]) -> Double {
    RejectionThreshold(bestFor: samples, origin: "here").value
  }

  private func right(_ confidence: Double) -> Sample {
    Sample(confidence: confidence, isRight: true, isInScope: true)
  }

  private func wrong(_ confidence: Double) -> Sample {
    Sample(confidence: confidence, isRight: false, isInScope: true)
  }

  private func outside(_ confidence: Double) -> Sample {
    Sample(confidence: confidence, isRight: false, isInScope: false)
  }

  /// How many samples are dealt with rightly at a threshold.
  private func score(_ samples: [Sample], _ threshold: Double) -> Int {
    samples.count { sample in
      sample.isInScope
        ? sample.isRight && sample.confidence >= threshold
        : sample.confidence < threshold
    }
  }

  @Test("it lies in the middle of all that are equally good")
  func middle() {
    #expect(abs(threshold([right(0.8), outside(0.4)]) - 0.6) < 1e-9)
    #expect(abs(threshold([right(0.9), right(0.7), outside(0.3), outside(0.1)]) - 0.5) < 1e-9)
    // Wrong matches in scope are wrong on either side, so they do not bound it.
    #expect(abs(threshold([right(0.8), wrong(0.6), wrong(0.5), outside(0.2)]) - 0.5) < 1e-9)
  }

  @Test("where nothing is out of scope everything is answered")
  func allInside() {
    let value = threshold([right(0.9), wrong(0.5), right(0.3)])
    #expect(value > 0 && value <= 0.3)
  }

  @Test("where nothing is in scope everything is refused")
  func allOutside() {
    #expect(threshold([outside(0.9), outside(0.5)]) > 0.9)
  }

  @Test("samples as sure as each other stand on the same side")
  func ties() {
    let samples = [right(0.6), right(0.6), outside(0.6), outside(0.2)]
    #expect(abs(threshold(samples) - 0.4) < 1e-9)
    #expect(threshold([right(0.6), outside(0.6), outside(0.6)]) > 0.6)
  }

  @Test("nothing to go by gives a threshold all the same, and the origin is kept")
  func empty() {
    #expect((0...1).contains(threshold([])))
    #expect(RejectionThreshold(bestFor: [], origin: "here").origin == "here")
  }

  @Test("no other threshold deals with more samples rightly", arguments: 0..<6)
  func best(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var missed = 0
    for _ in 0..<300 {
      let samples = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        // Coarse, so that many are as sure as each other; never quite sure.
        let confidence = Double(Int.random(in: 1..<20, using: &random)) / 20
        let isInScope = Int.random(in: 0..<3, using: &random) > 0
        return Sample(
          confidence: confidence,
          isRight: isInScope && Bool.random(using: &random),
          isInScope: isInScope
        )
      }
      let best = (0...20).map { score(samples, Double($0) / 20) }.max()
      if score(samples, threshold(samples)) != best { missed += 1 }
    }
    #expect(missed == 0)
  }

  @Test("the order of the samples does not matter")
  func order() {
    var random = SeededGenerator(seed: 2)
    let samples = (0..<30).map { (number: Int) -> Sample in
      let confidence = Double(number % 11) / 11
      guard number % 4 > 0 else { return outside(confidence) }
      return number % 3 > 0 ? right(confidence) : wrong(confidence)
    }
    let value = threshold(samples)
    for _ in 0..<5 { #expect(threshold(samples.shuffled(using: &random)) == value) }
  }
}
