/// The same questions on two nights: how often something was so, and whether that got worse.
package struct PairedTest: Sendable, Hashable, Encodable {
  /// The questions that both nights have.
  package let questions: Int
  /// On how many it was so in the baseline.
  package let before: Int
  /// On how many it is so tonight.
  package let now: Int
  /// How many changed for the worse, and for the better.
  package let worse: Int
  package let better: Int
  /// The one-sided exact McNemar probability, and Holm's correction of it.
  package let probability: Double
  package let corrected: Double
  /// Tonight's share less the baseline's, and where the true difference lies.
  package let difference: Double
  package let interval: ShareInterval
  /// The fewest changes for the worse, with none for the better, that would be found; nil where
  /// even all questions would be too few.
  package let smallestFound: Int?

  private enum CodingKeys: String, CodingKey {
    case questions, before, now, worse, better, probability, corrected, difference, interval
    case smallestFound = "smallest_found"
  }

  /// The level of all tests of a night together.
  package static let level = 0.05

  /// Whether it got worse, beyond chance.
  package var isWorse: Bool { corrected < Self.level }

  /// The smallest change that would be found, in shares.
  package var smallestFoundShare: Double? {
    smallestFound.map { Double($0) / Double(questions) }
  }

  /// What is counted before it is corrected.
  struct Counts {
    /// Pairs of whether it was so, and whether it is so.
    let pairs: [(before: Bool, now: Bool)]
    /// Whether becoming so is worse.
    let isBad: Bool
    let seed: String

    var worse: Int { pairs.count { $0.before != $0.now && $0.now == isBad } }
    var better: Int { pairs.count { $0.before != $0.now && $0.now != isBad } }
    var probability: Double { McNemarTest.probability(worse: worse, better: better) }
  }

  init(_ counts: Counts, corrected: Double, family: Int) {
    questions = counts.pairs.count
    before = counts.pairs.count(where: \.before)
    now = counts.pairs.count(where: \.now)
    worse = counts.worse
    better = counts.better
    probability = counts.probability.inMillionths
    self.corrected = corrected
    difference =
      (questions > 0 ? Double(now - before) / Double(questions) : 0).inMillionths
    interval = ShareInterval(
      bootstrapOf: counts.pairs.map { ($0.now ? 1 : 0) - ($0.before ? 1 : 0) },
      seed: StableHash(counts.seed).value
    )
    let fewest = McNemarTest.fewestLosses(level: Self.level / Double(max(1, family)))
    let possible = counts.pairs.count { $0.before != counts.isBad }
    smallestFound = fewest <= possible ? fewest : nil
  }
}
