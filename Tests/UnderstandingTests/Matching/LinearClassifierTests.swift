import TestSupport
import Testing

@testable import Understanding

@Suite("Linear classifier")
struct LinearClassifierTests {
  private typealias Entry = UtteranceFeatures.Entry
  private typealias Rows = UtteranceFeatures.Rows

  @Test("classes that can be separated are, each on its own side")
  func separable() {
    let (rows, classes) = toy()
    let classifier = learn(rows, classes, 3)
    for (row, one) in classes.enumerated() {
      let decisions = decide(classifier, rows[row])
      #expect(decisions.count == 3)
      for other in 0..<3 { #expect((decisions[other] > 0) == (other == one)) }
    }
  }

  @Test("the weights are those of training the classes one by one", arguments: [1, 3, 11])
  func reference(_ classCount: Int) {
    let (rows, classes) = noisy(classCount: classCount, rowCount: 120)
    let classifier = learn(rows, classes, classCount, featureCount: 20)
    for one in 0..<classCount {
      let (weights, bias) = trainedAlone(rows, classes.map { $0 == one ? 1 : -1 }, 20)
      #expect(abs(Double(classifier.biases[one]) - bias) < 0.04, "bias of \(one)")
      for feature in 0..<20 {
        let weight = Double(classifier.weight(of: UInt32(feature), for: one))
        #expect(abs(weight - weights[feature]) < 0.08, "\(feature) for \(one)")
      }
    }
  }

  @Test("a decision is the bias and the weights of what is there")
  func decision() {
    let (rows, classes) = noisy(classCount: 11, rowCount: 60)
    let classifier = learn(rows, classes, 11, featureCount: 20)
    for row in 0..<5 {
      let decisions = decide(classifier, rows[row])
      for one in 0..<11 {
        let sum = rows[row].reduce(classifier.biases[one]) {
          $0 + $1.value * classifier.weight(of: $1.feature, for: one)
        }
        #expect(abs(decisions[one] - sum) < 1e-4)
      }
    }
  }

  @Test("the same examples give the same weights")
  func deterministic() {
    let (rows, classes) = noisy(classCount: 9, rowCount: 80)
    let one = learn(rows, classes, 9, featureCount: 20)
    let other = learn(rows, classes, 9, featureCount: 20)
    #expect(one.weights == other.weights)
    #expect(one.ends == other.ends)
    #expect(one.biases == other.biases)
    #expect(one.step == other.step)
  }

  @Test("decisions stand in the order of the classes")
  func order() {
    let (rows, classes) = toy()
    let straight = learn(rows, classes, 3)
    let turned = learn(rows, classes.map { 2 - $0 }, 3)
    for row in 0..<rows.count {
      let (one, other) = (decide(straight, rows[row]), decide(turned, rows[row]))
      #expect(zip(one, other.reversed()).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test("the larger margin is found: in the middle neither side is surer")
  func middle() {
    let rows = rows([[Entry(feature: 0, value: 1)], [Entry(feature: 1, value: 1)]])
    let classifier = learn(rows, [0, 1], 2, featureCount: 2)
    let decisions = decide(
      classifier,
      [Entry(feature: 0, value: 0.7), Entry(feature: 1, value: 0.7)]
    )
    #expect(abs(decisions[0] - decisions[1]) < 0.1)
    #expect(abs(decisions[0]) < 0.3)
  }

  @Test("examples of no class pull every class down")
  func negatives() {
    let (rows, classes) = toy()
    let shared = [Entry(feature: 0, value: 0.5), Entry(feature: 2, value: 0.5)]
    var more = rows
    for _ in 0..<6 {
      more.entries += shared
      more.ends.append(more.entries.count)
    }
    let without = decide(learn(rows, classes, 3), shared[...])
    let with = decide(learn(more, classes + [Int](repeating: -1, count: 6), 3), shared[...])
    #expect(with.max() ?? 1 < 0)
    for one in 0..<2 { #expect(with[one] < without[one] - 0.1) }
  }

  @Test("a class without examples is never meant")
  func missing() {
    let (rows, classes) = toy()
    let classifier = learn(rows, classes, 4)
    for row in 0..<rows.count { #expect(decide(classifier, rows[row])[3] < 0) }
  }

  @Test("nothing to learn from, and nothing to look at, do no harm")
  func empty() {
    #expect(decide(learn(Rows(), [], 0, featureCount: 0), []).isEmpty)
    #expect(decide(learn(Rows(), [], 2, featureCount: 3), [Entry(feature: 2, value: 1)]) == [0, 0])
    let blank = learn(rows([[], []]), [0, 1], 2, featureCount: 0)
    #expect(decide(blank, []).allSatisfy { $0.isFinite })
    #expect(decide(LinearClassifier(), []).isEmpty)
  }

  @Test("parts that do not fit each other make no classifier")
  func misfits() {
    func make(
      classCount: Int = 2,
      step: Float = 0.1,
      ends: [UInt32] = [1, 3],
      intents: [UInt16] = [0, 0, 1]
    ) -> LinearClassifier? {
      LinearClassifier(
        biases: [Float](repeating: 0, count: classCount),
        step: step,
        ends: ends,
        weights: intents.enumerated().map {
          LinearClassifier.Weight(intent: $1, steps: Int16($0) + 1)
        }
      )
    }
    #expect(make()?.weight(of: 1, for: 1) == 3 * 0.1)
    #expect(make()?.weight(of: 0, for: 1) == 0)
    #expect(make(classCount: 1) == nil)
    #expect(make(step: .nan) == nil)
    #expect(make(step: .infinity) == nil)
    for ends in [[1, 4], [1, 2], [4, 3], []] as [[UInt32]] { #expect(make(ends: ends) == nil) }
    #expect(make(intents: [0, 0, 2]) == nil)
    #expect(make(intents: [0, 0]) == nil)
  }

  /// Dual coordinate descent for one class, in the order of the rows and until nothing moves.
  ///
  /// *Source*: Hsieh, Chang, Lin, Keerthi, Sundararajan, ICML 2008, algorithm 1, L2-SVM with C = 1.
  private func trainedAlone(
    _ rows: Rows,
    _ signs: [Double],
    _ featureCount: Int
  ) -> (weights: [Double], bias: Double) {
    var weights = [Double](repeating: 0, count: featureCount)
    var bias = 0.0
    var multipliers = [Double](repeating: 0, count: rows.count)
    var largest = 1.0
    while largest > 1e-9 {
      largest = 0
      for row in 0..<rows.count {
        let entries = rows[row].map { (Int($0.feature), Double($0.value)) }
        let decision = entries.reduce(bias) { $0 + weights[$1.0] * $1.1 }
        let square = entries.reduce(1) { $0 + $1.1 * $1.1 }
        let gradient = signs[row] * decision - 1 + multipliers[row] / 2
        let next = max(multipliers[row] - gradient / (square + 0.5), 0)
        let move = (next - multipliers[row]) * signs[row]
        largest = max(largest, abs(move))
        multipliers[row] = next
        bias += move
        for (feature, value) in entries { weights[feature] += move * value }
      }
    }
    return (weights, bias)
  }

  private func rows(_ rows: [[Entry]]) -> Rows {
    var all = Rows()
    for row in rows {
      all.entries += row
      all.ends.append(all.entries.count)
    }
    return all
  }

  /// Rows of two features a class.
  private func toy() -> (rows: Rows, classes: [Int]) {
    var random = SeededGenerator(seed: 11)
    let classes = (0..<30).map { $0 % 3 }
    let all = classes.map { one in
      let share = Float.random(in: 0.3...0.7, using: &random)
      return [
        Entry(feature: UInt32(2 * one), value: share),
        Entry(feature: UInt32(2 * one + 1), value: 1 - share),
      ]
    }
    return (rows(all), classes)
  }

  /// Rows of five of twenty features, of which one tells the class in most rows, and some of none.
  private func noisy(classCount: Int, rowCount: Int) -> (rows: Rows, classes: [Int]) {
    var random = SeededGenerator(seed: UInt64(classCount))
    let classes = (0..<rowCount).map { _ in Int.random(in: -1..<classCount, using: &random) }
    let all = classes.map { one in
      var features = Set((0..<4).map { _ in Int.random(in: 0..<20, using: &random) })
      if one >= 0, Int.random(in: 0..<10, using: &random) > 0 { features.insert(one) }
      return features.sorted().map {
        Entry(feature: UInt32($0), value: Float.random(in: 0.2...1, using: &random))
      }
    }
    return (rows(all), classes)
  }

  private func learn(
    _ rows: Rows,
    _ classes: [Int],
    _ classCount: Int,
    featureCount: Int = 6
  ) -> LinearClassifier {
    LinearClassifier(
      rows: rows,
      classes: classes,
      classCount: classCount,
      featureCount: featureCount
    )
  }

  private func decide(_ classifier: LinearClassifier, _ row: ArraySlice<Entry>) -> [Float] {
    var decisions: [Float] = []
    classifier.decide(Array(row), into: &decisions)
    return decisions
  }
}
