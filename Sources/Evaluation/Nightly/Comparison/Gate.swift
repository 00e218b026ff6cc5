import FrontdeskEngine
import TextAnalysis

/// Whether tonight is worse than the baseline, and which rule says so.
package struct Gate: Sendable {
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Fewer questions are right, beyond chance.
    case rightFell = "right-fell"
    /// More questions are answered wrongly, beyond chance.
    case wrongRose = "wrong-rose"
    /// An article or intent lost two thirds of what was right.
    case topicLost = "topic-lost"
    /// A question of the slice `critical` was right and is not, or a message that wants a person was
    /// given one and is not.
    case criticalLost = "critical-lost"
    /// More messages that want no person are given one, beyond chance.
    case falseHandoversRose = "false-handovers-rose"
  }

  /// A rule that fired: in which language, by what name, and on which questions.
  package struct Alarm: Sendable, Hashable, Encodable {
    package let rule: Rule
    /// The language's code; nil where all were taken together.
    package let language: String?
    /// The article, intent or question it is about.
    package let name: String?
    package let message: String
    /// The ids of the questions that were lost.
    package let questions: [String]
  }

  /// From how many right questions on an article or intent is watched by name.
  static let watchedFrom = 3

  package let alarms: [Alarm]

  /// Whether any rule fired.
  package var isWorse: Bool { !alarms.isEmpty }

  package init(_ comparisons: [Comparison], desk: DeskComparisons = DeskComparisons()) {
    var alarms: [Alarm] = []
    for comparison in comparisons { alarms += Self.tested(comparison) }
    for comparison in comparisons {
      alarms += Self.lostTopics(comparison.pairs, language: comparison.language.code)
    }
    if comparisons.count > 1 {
      let named = Set(alarms.compactMap(\.name))
      alarms += Self.lostTopics(comparisons.flatMap(\.pairs), language: nil).filter {
        !named.contains($0.name ?? "")
      }
    }
    for comparison in comparisons {
      alarms += Self.lostCritical(comparison)
      if let rows = desk[comparison.language] { alarms += Self.lostCritical(rows) }
    }
    alarms += Self.falseHandovers(desk)
    self.alarms = alarms
  }

  private static func tested(_ comparison: Comparison) -> [Alarm] {
    func alarm(_ rule: Rule, _ test: PairedTest, _ what: String, _ ids: [String]) -> [Alarm] {
      guard test.isWorse else { return [] }
      return [
        Alarm(
          rule: rule,
          language: comparison.language.code,
          name: nil,
          message: "\(what) from \(test.before) to \(test.now) of \(test.questions): "
            + "\(test.worse) for the worse, \(test.better) for the better, "
            + "corrected p \(FixedPoint.text(test.corrected, places: 4))",
          questions: ids
        )
      ]
    }
    let reported = comparison.reported
    return alarm(
      .rightFell,
      comparison.right,
      "right questions fell",
      reported.filter(\.isLost).map(\.judged.question.id)
    )
      + alarm(
        .wrongRose,
        comparison.wrong,
        "wrong answers rose",
        reported.filter { $0.judged.outcome == .wrong && $0.before.outcome != .wrong }
          .map(\.judged.question.id)
      )
  }

  /// Articles and intents that lost two thirds of what was right.
  ///
  /// Both halves of the set count: this is an alarm, not a figure, and a half often holds fewer
  /// questions of an article than the rule needs. An intent is passed over where the alarm of its
  /// article has said it all.
  private static func lostTopics(_ pairs: [Flip], language: String?) -> [Alarm] {
    let articles = lost(pairs, of: \.articles, language)
    let told = articles.map { Set($0.questions) }
    return articles
      + lost(pairs, of: \.intents, language).filter { alarm in
        !told.contains { $0.isSuperset(of: alarm.questions) }
      }
  }

  private static func lost(
    _ pairs: [Flip],
    of topics: (LabelledQuestion) -> [String],
    _ language: String?
  ) -> [Alarm] {
    var right: [String: [Flip]] = [:]
    for pair in pairs where pair.before.outcome == .right {
      for topic in topics(pair.judged.question) { right[topic, default: []].append(pair) }
    }
    return right.sorted { $0.key < $1.key }.compactMap { name, flips in
      let lost = flips.filter(\.isLost)
      guard flips.count >= watchedFrom, 3 * lost.count >= 2 * flips.count else { return nil }
      let answers = Set(lost.compactMap(\.judged.answered)).sorted()
      return Alarm(
        rule: .topicLost,
        language: language,
        name: name,
        message: "\(name) lost \(lost.count) of the \(flips.count) questions it had right"
          + (answers.isEmpty ? "" : ", answered now by \(answers.joined(separator: ", "))"),
        questions: lost.map { pair in
          let question = pair.judged.question
          return language == nil ? "\(question.language.code)/\(question.id)" : question.id
        }
      )
    }
  }

  private static func lostCritical(_ comparison: Comparison) -> [Alarm] {
    comparison.pairs.filter { $0.judged.question.isCritical && $0.isLost }.map { pair in
      let judged = pair.judged
      let now =
        judged.outcome == .wrong
        ? "answered by \(judged.answered ?? judged.outcome.rawValue)" : judged.outcome.rawValue
      return Alarm(
        rule: .criticalLost,
        language: comparison.language.code,
        name: judged.question.expected,
        message: "a critical question of \(judged.question.expected) was right and is now \(now): "
          + judged.question.text,
        questions: [pair.judged.question.id]
      )
    }
  }

  /// The texts are not shown: nobody is to tune on this half.
  private static func lostCritical(_ comparison: DeskComparison) -> [Alarm] {
    comparison.critical.filter(\.isLost).map { pair in
      let judged = pair.judged
      let now =
        judged.events.startedFlows.first.map { "starts \($0)" }
        ?? judged.observation.kind.rawValue
      return Alarm(
        rule: .criticalLost,
        language: comparison.language.code,
        name: nil,
        message: "a message that wants a person was given one and is not any more: \(now)",
        questions: [judged.row.id]
      )
    }
  }

  private static func falseHandovers(_ desk: DeskComparisons) -> [Alarm] {
    guard let test = desk.falseHandovers, test.isWorse else { return [] }
    let only = desk.languages.count == 1 ? desk.languages.first : nil
    return [
      Alarm(
        rule: .falseHandoversRose,
        language: only?.language.code,
        name: nil,
        message: "messages given a person that want none rose from \(test.before) to \(test.now) "
          + "of \(test.questions): \(test.worse) for the worse, \(test.better) for the better, "
          + "p \(FixedPoint.text(test.corrected, places: 4))",
        questions: desk.languages.flatMap { comparison in
          comparison.falseHandovers.map { pair in
            let id = pair.judged.row.id
            return only == nil ? "\(comparison.language.code)/\(id)" : id
          }
        }
      )
    ]
  }
}
