import Content
import Dialogue
import TextAnalysis
import Understanding

/// How lines of one language are read beside being interpreted: values, steering, the desk's words.
///
/// Built when a language's first line is read by itself, which costs some milliseconds.
struct LineReaders {
  let slots: SlotReader
  let steering: SteeringReader
  let ratings: Ratings
  private let phrases: PhraseFinder
  private let excuses: PhraseFinder
  private let analyzer: Analyzer

  init(_ base: KnowledgeBase, currency: String) {
    analyzer = base.interpreter.analyzer
    let words = base.conversationWords
    let desk = base.deskWords
    steering = SteeringReader(words: words, analyzer: analyzer)
    slots = SlotReader(analyzer: analyzer, currency: currency, steering: steering)
    ratings = Ratings(words.ratings, analyzer: analyzer)
    var lists = desk.lists
    for (strength, phrases) in desk.anger { lists["\(DeskSigns.angerPrefix)\(strength)"] = phrases }
    self.phrases = PhraseFinder(lists, analyzer: analyzer)
    excuses = PhraseFinder(
      ["cannot": (words.phrases[.cannot] ?? []).map(\.text).filter { $0.contains(" ") }],
      analyzer: analyzer
    )
  }

  /// Whether a line has an excuse in it: "I don't have it here".
  func hasExcuse(_ line: String) -> Bool {
    !excuses.matches(in: analyzer.analyze(line)).isEmpty
  }

  /// The phrases of the desk's lists in a line.
  func deskPhrases(in line: String) -> [PhraseFinder.Match] {
    phrases.matches(in: analyzer.analyze(line))
  }
}
