import TextAnalysis
package import Understanding

/// A matcher with its confidence and threshold, as fitted to a training set.
package struct IntentEvaluation: Sendable {
  package let trainer: IntentTrainer
  package let matcher: IntentMatcher
  /// What examples and unlabelled messages teach together; it chooses the intent, and the matcher
  /// that knows the examples alone says how sure that is.
  private let learned: IntentMatcher?
  /// The chance that a match is right, before it was fitted to the shares of the tuning set.
  let confidence: MatchConfidence
  /// How that chance becomes the one that is printed: slope and height on the logistic scale.
  let scale: (slope: Double, height: Double)
  package let threshold: RejectionThreshold

  /// Fits confidence and threshold.
  ///
  /// What speaks for a match is weighed by the judged examples. The threshold, and how far a
  /// confidence is to be believed, come from `valid` if there is one; else from the judged
  /// examples, those of left-out intents only where the training set has no `oos` of its own.
  package init(
    trainer: IntentTrainer,
    matcher: IntentMatcher,
    learned: IntentMatcher? = nil,
    judged: [IntentTrainer.Judged],
    valid: IntentSet?
  ) {
    self.trainer = trainer
    self.matcher = matcher
    self.learned = learned
    let confidence = MatchConfidence.fit(judged.map { ($0.match, $0.isRight) })
    self.confidence = confidence
    var samples: [RejectionThreshold.Sample]
    let origin: String
    if let valid {
      var room = IntentMatcher.Room()
      samples = valid.rows.compactMap { row in
        room.utterance.read(trainer.analyzer.analyze(row.text))
        return Self.match(matcher, learned, using: &room).map {
          RejectionThreshold.Sample(
            confidence: confidence.chance(of: $0),
            isRight: matcher.intents[$0.intent] == row.label,
            isInScope: row.isInScope
          )
        }
      }
      origin = "tuned on the validation set"
    } else {
      let counted = judged.filter { !trainer.hasNegatives || $0.kind != .heldOut }
      samples = counted.map {
        RejectionThreshold.Sample(
          confidence: confidence.chance(of: $0.match),
          isRight: $0.isRight,
          isInScope: $0.kind == .inScope
        )
      }
      origin =
        trainer.hasNegatives
        ? "tuned by 5-fold cross-validation with the out-of-scope examples"
        : judged.contains { $0.kind == .heldOut }
          ? "tuned by 5-fold cross-validation with whole intents held out"
          : "tuned by 5-fold cross-validation; too few intents to hold any out"
    }
    let scale = Self.scale(of: samples)
    self.scale = scale
    for position in samples.indices {
      samples[position].confidence = Self.rescale(samples[position].confidence, scale)
    }
    threshold = RejectionThreshold(
      bestFor: samples,
      isCautious: valid == nil && trainer.hasNegatives,
      origin: origin
    )
  }

  /// What the room's utterance is taken for, and the printed confidence.
  package func match(
    using room: inout IntentMatcher.Room
  ) -> (match: IntentMatcher.Match, confidence: Double)? {
    Self.match(matcher, learned, using: &room).map { match in
      (match, Self.rescale(confidence.chance(of: match), scale))
    }
  }

  /// Messages that no intent is meant by teach to accept their like; so they may choose among
  /// intents, but not say whether any is meant.
  private static func match(
    _ matcher: IntentMatcher,
    _ learned: IntentMatcher?,
    using room: inout IntentMatcher.Room
  ) -> IntentMatcher.Match? {
    guard let learned else { return matcher.match(using: &room) }
    guard let choice = learned.match(using: &room) else { return nil }
    return matcher.match(as: choice.intent, using: &room)
  }

  /// Platt's scaling: a logistic function of the confidence's own.
  private static func scale(of samples: [RejectionThreshold.Sample]) -> (Double, Double) {
    let inner = samples.filter { $0.confidence < 1 }
    let rights = inner.count { $0.isRight }
    guard rights >= 10, inner.count - rights >= 10,
      let weights = LogisticRegression.fit(
        inner.map { [1, MatchConfidence.logit($0.confidence)] },
        inner.map(\.isRight)
      ), weights[1] > 0
    else { return (1, 0) }
    return (weights[1], weights[0])
  }

  private static func rescale(_ confidence: Double, _ scale: (slope: Double, height: Double))
    -> Double
  {
    guard confidence < 1 else { return 1 }
    return MatchConfidence.logistic(
      scale.slope * MatchConfidence.logit(confidence) + scale.height
    )
  }
}
