import Testing

@testable import Evaluation

@Suite("The statistics of a night")
struct StatisticsTests {
  /// What happened, and how likely it is, in 512ths.
  private static let changes: [(worse: Int, better: Int, of512: Double)] = [
    (8, 1, 10), (5, 0, 16), (1, 3, 480), (3, 3, 336), (0, 4, 512), (0, 0, 512),
  ]

  @Test("McNemar's probability is the tail of the binomial distribution", arguments: changes)
  func mcNemar(worse: Int, better: Int, of512: Double) {
    let probability = McNemarTest.probability(worse: worse, better: better)
    #expect(abs(probability - of512 / 512) < 1e-12)
  }

  @Test("Thousands of changes stay exact: both tails make one")
  func mcNemarOfMany() {
    let sum =
      McNemarTest.probability(worse: 2600, better: 2500)
      + McNemarTest.probability(worse: 2501, better: 2599)
    #expect(abs(sum - 1) < 1e-9)
  }

  @Test("The fewest losses are the least whose probability is at or below the level")
  func fewestLosses() {
    #expect(McNemarTest.fewestLosses(level: 0.05) == 5)
    #expect(McNemarTest.fewestLosses(level: 0.025) == 6)
    #expect(McNemarTest.fewestLosses(level: 0.005) == 8)
  }

  @Test("Holm's correction multiplies by what is left and never falls")
  func holm() {
    let corrected = HolmCorrection.corrected([0.01, 0.04, 0.03, 0.005])
    for (found, expected) in zip(corrected, [0.03, 0.06, 0.06, 0.02]) {
      #expect(abs(found - expected) < 1e-12)
    }
    #expect(HolmCorrection.corrected([0.6, 0.7]) == [1, 1])
    #expect(HolmCorrection.corrected([]).isEmpty)
  }

  @Test(
    "Wilson's interval has its known values",
    arguments: [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
  )
  func wilson(count: Int, total: Int, low: Double, high: Double) {
    let interval = ShareInterval(wilson: count, of: total)
    #expect(abs(interval.low - low) < 1e-4)
    #expect(abs(interval.high - high) < 1e-4)
  }

  @Test("Drawing anew is the same for the same seed and surrounds the mean")
  func bootstrap() {
    let differences = [Int](repeating: -1, count: 10) + [Int](repeating: 0, count: 90)
    let interval = ShareInterval(bootstrapOf: differences, seed: 1)
    #expect(interval == ShareInterval(bootstrapOf: differences, seed: 1))
    #expect(interval.low < -0.1 && interval.low > -0.2)
    #expect(interval.high > -0.1 && interval.high < 0)
    let unchanged = ShareInterval(bootstrapOf: [0, 0, 0], seed: 1)
    #expect(unchanged.low == 0 && unchanged.high == 0)
  }

  @Test("The calibration error is the mean distance of confidence and accuracy")
  func calibration() {
    let calibration = Calibration([
      (0.95, true), (0.95, true), (0.95, false), (0.95, true), (0.15, false), (1, true),
    ])
    #expect(calibration.bins.map(\.count) == [1, 5])
    #expect(calibration.bins.map(\.right) == [0, 4])
    // 1/6 of |0.15 - 0| and 5/6 of |0.96 - 0.8|.
    #expect(abs(calibration.expectedError - (0.15 + 5 * 0.16) / 6) < 1e-6)
    #expect(Calibration([]).expectedError == 0)
  }

  @Test(
    "The hash of a text never changes: it decides the halves of the sets",
    arguments: [
      ("", "f52a15e9a9b5e89b"), ("where is my order", "05dbaaf2030bdb9b"),
      ("где мой заказ", "d8a9dda0172ec705"),
    ]
  )
  func stableHash(text: String, hexadecimal: String) {
    #expect(StableHash(text).hexadecimal == hexadecimal)
    #expect(SetHalf(of: text) == .report)
  }

  @Test("The halves are about equal")
  func halves() {
    let reported = (0..<2000).count { SetHalf(of: "question \($0)") == .report }
    #expect((900...1100).contains(reported))
  }

  @Test("Numbers are written with a fixed count of decimals and a true minus sign")
  func fixedPoint() {
    #expect(FixedPoint.text(1.005, places: 1) == "1.0")
    #expect(FixedPoint.text(-0.04, places: 1) == "0.0")
    #expect(FixedPoint.points(-0.025) == "\u{2212}2.5")
    #expect(FixedPoint.points(0.0312) == "+3.1")
    #expect(FixedPoint.text(.nan, places: 2) == "-")
    #expect(FixedPoint.text(12.6, places: 0) == "13")
  }
}
