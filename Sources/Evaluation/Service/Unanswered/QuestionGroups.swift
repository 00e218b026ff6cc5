package import Dialogue
package import TextAnalysis

/// Unanswered questions that ask about the same.
package struct QuestionGroup: Sendable {
  /// A way of asking, and how often it was asked.
  package struct Wording: Sendable, Hashable {
    package let text: String
    package let count: Int
  }

  /// Names the group by its language and its telling stems; the same from day to day.
  package let id: String
  package let language: Language
  /// The stems that most of the questions share, the most telling first.
  package let keys: [String]
  /// The most frequent first, ties by text.
  package let wordings: [Wording]
  package let signs: [UnansweredQuestion.Sign: Int]
  package let count: Int
  /// How many conversations it was asked in.
  package let conversations: Int
  package let lastSeen: Instant
  /// The moments of the questions, rising.
  let times: [Instant]

  /// How many of the questions were asked after a moment.
  package func count(after time: Instant) -> Int { times.count { $0 > time } }
}

/// Puts unanswered questions of one language together by the stems they share.
///
/// Wordings with the same stems are one. The most frequent opens a group, of two equally frequent
/// the shorter; each that follows joins the group whose opening it is most like, by the weights of
/// the shared stems over those of all stems of both (Jaccard), from `alike` on, and else opens one.
/// So no chain of small likenesses joins what is apart, and the order in which questions came does
/// not matter.
package struct QuestionGrouping {
  /// The likeness from which two wordings ask about the same.
  static let alike = 0.4
  /// A group is named by so many stems at most.
  static let keyCount = 3

  private let weights: StemWeights
  private let language: Language

  package init(_ language: Language, weights: StemWeights) {
    self.language = language
    self.weights = weights
  }

  private struct Bundle {
    let stems: [String]
    var questions: [UnansweredQuestion]
  }

  /// Groups the questions, the most frequent group first, ties by id.
  ///
  /// Complexity: for each wording the groups that share a stem with it.
  package func groups(of questions: [UnansweredQuestion]) -> [QuestionGroup] {
    var bundles: [[String]: Bundle] = [:]
    for question in questions {
      let stems = weights.stems(of: question.text).map(\.stem).sorted()
      bundles[stems, default: Bundle(stems: stems, questions: [])].questions.append(question)
    }
    let ordered = bundles.values.sorted { left, right in
      if left.questions.count != right.questions.count {
        return left.questions.count > right.questions.count
      }
      if left.stems.count != right.stems.count { return left.stems.count < right.stems.count }
      return left.stems.lexicographicallyPrecedes(right.stems)
    }
    var groups: [[Bundle]] = []
    var withStem: [String: [Int]] = [:]
    for bundle in ordered {
      if let place = best(for: bundle.stems, groups, withStem) {
        groups[place].append(bundle)
      } else {
        for stem in bundle.stems { withStem[stem, default: []].append(groups.count) }
        groups.append([bundle])
      }
    }
    return Self.merged(groups.map { group($0.flatMap(\.questions)) })
  }

  private func best(
    for stems: [String],
    _ groups: [[Bundle]],
    _ withStem: [String: [Int]]
  ) -> Int? {
    var shared: [Int: Double] = [:]
    for stem in stems {
      for place in withStem[stem] ?? [] { shared[place, default: 0] += weights.weight(stem) }
    }
    let own = stems.reduce(0) { $0 + weights.weight($1) }
    var best: (likeness: Double, place: Int)?
    for (place, common) in shared {
      let other = groups[place][0].stems.reduce(0) { $0 + weights.weight($1) }
      let likeness = common / max(own + other - common, .leastNonzeroMagnitude)
      guard likeness >= Self.alike else { continue }
      if let best, (best.likeness, -best.place) > (likeness, -place) { continue }
      best = (likeness, place)
    }
    return best?.place
  }

  private func group(_ questions: [UnansweredQuestion]) -> QuestionGroup {
    var frequency: [String: Int] = [:]
    var wordings: [String: Int] = [:]
    var signs: [UnansweredQuestion.Sign: Int] = [:]
    for question in questions {
      for (stem, _) in weights.stems(of: question.text) { frequency[stem, default: 0] += 1 }
      wordings[question.text, default: 0] += 1
      signs[question.sign, default: 0] += 1
    }
    let common = frequency.filter { $0.value * 2 > questions.count }.keys
    let keys = (common.isEmpty ? Array(frequency.keys) : Array(common)).sorted { left, right in
      let (one, other) = (weights.weight(left), weights.weight(right))
      return one == other ? left < right : one > other
    }.prefix(Self.keyCount)
    let name = ([language.code] + keys.sorted()).joined(separator: " ")
    let times = questions.map(\.time).sorted()
    return QuestionGroup(
      id: String(StableHash(name).hexadecimal.prefix(8)),
      language: language,
      keys: Array(keys),
      wordings: wordings.map { QuestionGroup.Wording(text: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.text) < ($0.count, $1.text) },
      signs: signs,
      count: questions.count,
      conversations: Set(questions.map(\.conversation)).count,
      lastSeen: times.last ?? Instant(secondsSinceEpoch: 0),
      times: times
    )
  }

  /// One group of those that have the same name.
  private static func merged(_ groups: [QuestionGroup]) -> [QuestionGroup] {
    var places: [String: Int] = [:]
    var merged: [QuestionGroup] = []
    for group in groups {
      if let place = places[group.id] {
        merged[place] = merged[place].joined(with: group)
      } else {
        places[group.id] = merged.count
        merged.append(group)
      }
    }
    return merged.sorted { ($1.count, $0.id) < ($0.count, $1.id) }
  }
}

extension QuestionGroup {
  fileprivate func joined(with other: QuestionGroup) -> QuestionGroup {
    var counts: [String: Int] = [:]
    for wording in wordings + other.wordings { counts[wording.text, default: 0] += wording.count }
    return QuestionGroup(
      id: id,
      language: language,
      keys: keys,
      wordings: counts.map { Wording(text: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.text) < ($0.count, $1.text) },
      signs: signs.merging(other.signs, uniquingKeysWith: +),
      count: count + other.count,
      // A conversation may be in both; it is counted in each.
      conversations: conversations + other.conversations,
      lastSeen: max(lastSeen, other.lastSeen),
      times: (times + other.times).sorted()
    )
  }

  /// The words of the questions whose stems none of some texts has, the most frequent first.
  package func missingWords(in texts: [String], weights: StemWeights) -> [String] {
    var known: Set<String> = []
    for text in texts { known.formUnion(weights.stems(of: text).map(\.stem)) }
    var missing: [String: (count: Int, word: String)] = [:]
    for wording in wordings {
      for (stem, word) in weights.stems(of: wording.text) where !known.contains(stem) {
        missing[stem, default: (0, word)].count += wording.count
      }
    }
    return missing.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.value.word)
  }
}
