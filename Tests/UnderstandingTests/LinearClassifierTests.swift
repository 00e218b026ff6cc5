import TestSupport
import Testing

@testable import Understanding

@Suite("Linear classifier")
struct LinearClassifierTests {
  private typealias Entry = UtteranceFeatures.Entry

  @Test("classes that can be separated are, each on its own side")
  func separable() {
    let (rows, classes) = toy()
    let classifier = LinearClassifier(rows: rows, classes: classes, classCount: 3, featureCount: 6)
    for (row, one) in zip(rows, classes) {
      let decisions = classifier.decisions(for: row)
      #expect(decisions.count == 3)
      for other in 0..<3 { #expect((decisions[other] > 0) == (other == one)) }
    }
  }

  @Test("the same examples give the same weights")
  func deterministic() {
    let (rows, classes) = toy()
    func learn() -> LinearClassifier {
      LinearClassifier(rows: rows, classes: classes, classCount: 3, featureCount: 6)
    }
    #expect(learn().weights == learn().weights)
    #expect(learn().biases == learn().biases)
  }

  @Test("decisions stand in the order of the classes")
  func order() {
    let (rows, classes) = toy()
    let straight = LinearClassifier(rows: rows, classes: classes, classCount: 3, featureCount: 6)
    let turned = LinearClassifier(
      rows: rows,
      classes: classes.map { 2 - $0 },
      classCount: 3,
      featureCount: 6
    )
    for row in rows {
      let (one, other) = (straight.decisions(for: row), turned.decisions(for: row))
      #expect(zip(one, other.reversed()).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test("the larger margin is found: near the middle neither side is sure")
  func middle() {
    let rows = [[Entry(feature: 0, value: 1)], [Entry(feature: 1, value: 1)]]
    let classifier = LinearClassifier(rows: rows, classes: [0, 1], classCount: 2, featureCount: 2)
    let decisions = classifier.decisions(
      for: [Entry(feature: 0, value: 0.7), Entry(feature: 1, value: 0.7)])
    #expect(abs(decisions[0] - decisions[1]) < 0.1)
    #expect(abs(decisions[0]) < 0.3)
  }

  @Test("a class without examples is never meant")
  func missing() {
    let (rows, classes) = toy()
    let classifier = LinearClassifier(rows: rows, classes: classes, classCount: 4, featureCount: 6)
    for row in rows { #expect(classifier.decisions(for: row)[3] < 0) }
  }

  @Test("nothing to learn from, and nothing to look at, do no harm")
  func empty() {
    let none = LinearClassifier(rows: [], classes: [], classCount: 0, featureCount: 0)
    #expect(none.decisions(for: []).isEmpty)
    let blank = LinearClassifier(rows: [[], []], classes: [0, 1], classCount: 2, featureCount: 0)
    #expect(blank.decisions(for: []).allSatisfy { $0.isFinite })
  }

  /// Rows of two features a class, and one that all share.
  private func toy() -> (rows: [[Entry]], classes: [Int]) {
    var random = SeededGenerator(seed: 11)
    var rows: [[Entry]] = []
    var classes: [Int] = []
    for number in 0..<30 {
      let one = number % 3
      let share = Float.random(in: 0.3...0.7, using: &random)
      rows.append([
        Entry(feature: UInt32(2 * one), value: share),
        Entry(feature: UInt32(2 * one + 1), value: 1 - share),
      ])
      classes.append(one)
    }
    return (rows, classes)
  }
}
