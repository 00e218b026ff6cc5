import Content
import Dialogue
import TextAnalysis
import Understanding

/// What in a line may call for a person: words of lists, and anger.
struct DeskSigns {
  private let matches: [PhraseFinder.Match]
  /// The strength of the words of anger added up, one more for capitals and one for repeated marks.
  let anger: Int
  let angerEvidence: [String]

  /// - Parameters:
  ///   - line: the customer's line.
  ///   - matches: the phrases of the desk's lists in it; those of anger are in lists named by their
  ///     strength, `anger 1` to `anger 3`.
  init(_ line: String, matches: [PhraseFinder.Match]) {
    self.matches = matches
    var anger = 0
    var evidence: [String] = []
    for match in matches {
      guard match.list.hasPrefix(Self.angerPrefix),
        let strength = Int(match.list.dropFirst(Self.angerPrefix.count))
      else { continue }
      anger += strength
      evidence.append("\"\(match.phrase)\"")
    }
    if Self.isShouted(line) {
      anger += 1
      evidence.append("capitals")
    }
    if Self.hasRepeatedMarks(line) {
      anger += 1
      evidence.append("repeated marks")
    }
    // Shouting alone is no anger: some always write so.
    self.anger = evidence.contains { $0.hasPrefix("\"") } ? anger : 0
    angerEvidence = evidence
  }

  static let angerPrefix = "anger "

  /// Whether any word of any list is in the line.
  var hasAny: Bool { !matches.isEmpty }

  /// The first phrase of a list; nil when there is none.
  func phrase(of list: String) -> String? { matches.first { $0.list == list }?.phrase }

  private static func isShouted(_ line: String) -> Bool {
    var letters = 0
    var capitals = 0
    for scalar in line.unicodeScalars {
      let traits = ScalarTraits(of: scalar)
      if traits.contains(.uppercase) { capitals += 1 }
      if traits.overlaps(.cased) { letters += 1 }
    }
    return letters >= 8 && capitals * 10 >= letters * 7
  }

  private static func hasRepeatedMarks(_ line: String) -> Bool {
    var run = 0
    for scalar in line.unicodeScalars {
      run = scalar == "!" || scalar == "?" || scalar == "؟" ? run + 1 : 0
      if run >= 3 { return true }
    }
    return false
  }
}
