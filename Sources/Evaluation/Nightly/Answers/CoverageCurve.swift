/// Precision at every coverage, where answers are given from a falling confidence on.
package struct CoverageCurve: Sendable, Hashable, Encodable {
  package struct Point: Sendable, Hashable, Encodable {
    /// Answers are given from this confidence on.
    package let confidence: Double
    /// The share of the shop's questions answered, rightly or not.
    package let coverage: Double
    /// The share of the answers that is right.
    package let precision: Double
  }

  /// Rising coverage; at most about sixty points.
  package let points: [Point]

  package init(_ judged: [JudgedQuestion]) {
    let inScope = judged.count { $0.question.isInScope }
    let claims = judged.compactMap { one in
      one.claim.map { (claim: $0, isInScope: one.question.isInScope) }
    }.sorted { $0.claim.confidence > $1.claim.confidence }
    var points: [Point] = []
    var (right, answered, covered) = (0, 0, 0)
    let step = max(1, claims.count / 60)
    for (position, one) in claims.enumerated() {
      answered += 1
      right += one.claim.isRight ? 1 : 0
      covered += one.isInScope ? 1 : 0
      let isLast = position == claims.count - 1
      // A level cannot part candidates that are equally sure.
      guard inScope > 0, isLast || claims[position + 1].claim.confidence < one.claim.confidence,
        isLast || (position + 1) % step == 0 || answered < 4
      else { continue }
      points.append(
        Point(
          confidence: one.claim.confidence,
          coverage: (Double(covered) / Double(inScope)).inMillionths,
          precision: (Double(right) / Double(answered)).inMillionths
        )
      )
    }
    self.points = points
  }
}
