/// Below which confidence an utterance is left unanswered.
package struct RejectionThreshold: Sendable, Hashable {
  package let value: Double
  /// Where it comes from, for the report.
  package let origin: String

  /// A judged utterance: how sure the match was, whether it was right, and whether any could be.
  package struct Sample: Sendable {
    package var confidence: Double
    package var isRight: Bool
    package var isInScope: Bool

    package init(confidence: Double, isRight: Bool, isInScope: Bool) {
      self.confidence = confidence
      self.isRight = isRight
      self.isInScope = isInScope
    }
  }

  /// The threshold under which most utterances are dealt with rightly: answered so, or refused
  /// when out of scope; the middle of all that are equally good.
  ///
  /// A cautious one is the strictest of those that the samples cannot tell from the best: nowhere
  /// are they worse by more than one standard error. Examples of no intent are always fewer than
  /// what customers will think of.
  package init(bestFor samples: [Sample], isCautious: Bool = false, origin: String) {
    let ordered = samples.sorted { $0.confidence > $1.confidence }
    var right = ordered.count { !$0.isInScope }
    // What is right when nothing is answered, and then when everything down to a sample is.
    var steps = [Step(right: right, above: ordered.first?.confidence ?? 0, below: 1)]
    for (place, sample) in ordered.enumerated() {
      right += sample.isInScope ? (sample.isRight ? 1 : 0) : -1
      let next = place + 1 < ordered.count ? ordered[place + 1].confidence : 0
      guard next < sample.confidence else { continue }
      steps.append(Step(right: right, above: next, below: sample.confidence))
    }
    let best = steps.map(\.right).max() ?? 0
    let share = Double(best) / Double(max(samples.count, 1))
    let tolerance =
      isCautious ? (share * (1 - share) * Double(samples.count)).squareRoot() : 0
    let first = steps.firstIndex { Double($0.right) >= Double(best) - tolerance } ?? 0
    // What is as good only after a dip is another plateau.
    let plateau = isCautious ? steps[first...first] : steps[first...].prefix { $0.right == best }
    value = (steps[first].below + (plateau.last?.above ?? 0)) / 2
    self.origin = origin
  }

  /// A range of thresholds that deal with the samples alike.
  private struct Step {
    var right: Int
    var above: Double
    var below: Double
  }
}
