import Content
import Dialogue
import TextAnalysis
import Understanding

/// How lines of one language are read beside being interpreted: values, steering, the desk's words.
///
/// Built when a language's first line is read by itself, which costs some milliseconds.
final class LineReaders: Sendable {
  let slots: SlotReader
  let steering: SteeringReader
  let ratings: Ratings
  private let phrases: PhraseFinder
  /// What may stand anywhere in a line, in lists named by their purpose.
  private let hints: PhraseFinder
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
    func texts(_ purpose: ConversationWords.Purpose) -> [String] {
      (words.phrases[purpose] ?? []).map(\.text)
    }
    // A word alone may mean anything beside others.
    hints = PhraseFinder(
      [
        ConversationWords.Purpose.cannot.rawValue: texts(.cannot).filter { $0.contains(" ") },
        ConversationWords.Purpose.cancel.rawValue: texts(.cancel).filter { $0.contains(" ") },
        ConversationWords.Purpose.no.rawValue: texts(.no).filter { $0.contains(" ") },
        ConversationWords.Purpose.thatOrder.rawValue: texts(.thatOrder),
      ],
      analyzer: analyzer
    )
  }

  private func hints(_ purpose: ConversationWords.Purpose, in line: String) -> Bool {
    hints.matches(in: analyzer.analyze(line)).contains { $0.list == purpose.rawValue }
  }

  /// Whether a line has an excuse in it: "I don't have it here".
  func hasExcuse(_ line: String) -> Bool { hints(.cannot, in: line) }

  /// Whether a line says yes without a question or a limit: "yes, but only the mugs" is none.
  ///
  /// What is said beside the yes must not steer elsewhere, unless the question speaks of it too.
  func isPlainYes(_ line: String, to question: String) -> Bool {
    guard !line.hasQuestionMark else { return false }
    if steering.readings(of: line).contains(.yes) { return true }
    guard case .yes(let rest)? = steering.yesOrNo(line) else { return false }
    guard deskPhrases(in: rest).isEmpty else { return false }
    switch steering.reading(of: rest) {
    case nil, .yes?, .thanks?, .acknowledgement?, .thumbsUp?: break
    case .cancel?: guard sharesWord(rest, with: question) else { return false }
    default: return false
    }
    let words = analyzer.analyze(rest).tokens.filter { !$0.isCompound }
    return words.count <= Self.wordsBesideYes && !LimitingWords.occur(in: rest, analyzer: analyzer)
  }

  /// Whether two texts have a word of three letters or more in common, or one that begins as a word
  /// of the other: Arabic writes "cancel it" as one word.
  func sharesWord(_ text: String, with other: String) -> Bool {
    let others = Self.stems(analyzer.analyze(other))
    return Self.stems(analyzer.analyze(text)).contains { word in
      others.contains { other in
        word == other || (other.count >= 3 && word.hasPrefix(other))
          || (word.count >= 3 && other.hasPrefix(word))
      }
    }
  }

  /// More words beside a yes may say something else.
  private static let wordsBesideYes = 4

  /// Whether a line takes something back: "never mind, found it".
  func hasWithdrawal(_ line: String) -> Bool { hints(.cancel, in: line) }

  /// Whether a line says no to a question, anywhere in it: "hold on, don't cancel it".
  func hasRefusal(_ line: String) -> Bool {
    steering.opensWithNo(line) || hints(.no, in: line) || hasWithdrawal(line)
  }

  /// Whether a line speaks of the order that was spoken of before: "when does it arrive".
  func hasReference(_ line: String) -> Bool { hints(.thatOrder, in: line) }

  /// The option whose label shares most words with a line; nil where several share as many.
  ///
  /// For lists of things with names of several words: "the linen shirt" among forty products.
  func named(_ options: [SlotOption], in line: String) -> SlotOption? {
    let said = Self.stems(analyzer.analyze(line))
    var best: (count: Int, option: SlotOption)?
    var isTie = false
    for option in options {
      let stems = Self.stems(analyzer.analyze(option.label))
      let count = stems.intersection(said).count
      guard count > 0 else { continue }
      if count > best?.count ?? 0 {
        best = (count, option)
        isTie = false
      } else if count == best?.count {
        isTie = true
      }
    }
    return isTie ? nil : best?.option
  }

  /// The stems of a text's words of three letters and more.
  private static func stems(_ analysis: AnalyzedText) -> Set<String> {
    Set(
      analysis.tokens.lazy.filter { !$0.isCompound && $0.foldedWord.count >= 3 }
        .map { analysis.text($0.foldedTerm) }
    )
  }

  /// The phrases of the desk's lists in a line that was analysed before.
  func deskPhrases(in line: String, _ utterance: Utterance) -> [PhraseFinder.Match] {
    utterance.writing == .native && utterance.text == line
      ? phrases.matches(in: utterance.analysis) : deskPhrases(in: line)
  }

  /// The phrases of the desk's lists in a line.
  func deskPhrases(in line: String) -> [PhraseFinder.Match] {
    phrases.matches(in: analyzer.analyze(line))
  }
}
