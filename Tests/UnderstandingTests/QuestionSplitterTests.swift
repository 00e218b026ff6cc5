import Retrieval
import TestSupport
import Testing
import TextAnalysis

@testable import Understanding

@Suite("Several questions in one message")
struct QuestionSplitterTests {
  private static let levels = Decision.Levels(answer: 0.85, clarify: 0.15, margin: 0.08)
  private static let english = SampleInterpreter.interpreter()
  private static let russian = shop(
    .russian,
    [
      (
        .article("returns"),
        ["как вернуть товар", "хочу вернуть вещь", "возврат товара", "вернуть покупку"]
      ),
      (
        .article("delivery"),
        ["сколько стоит доставка", "цена доставки", "доставка бесплатная", "платная ли доставка"]
      ),
      (
        .intent("order/track"),
        ["где мой заказ", "где посылка", "отследить посылку", "когда придет посылка"]
      ),
      (.intent("smalltalk/greet"), ["привет", "добрый день", "здравствуйте"]),
    ],
    fillers: ["и", "а", "как", "мой", "где", "еще", "кстати"]
  )

  /// The questions' targets in order; nil when there is one question.
  private static func targets(
    _ text: String,
    _ interpreter: Interpreter = english,
    isAnswered: (Target) -> Bool = { _ in true }
  ) -> [String]? {
    questions(text, interpreter, isAnswered: isAnswered)?.map {
      $0.candidates.first?.target.name ?? "none"
    }
  }

  private static func questions(
    _ text: String,
    _ interpreter: Interpreter = english,
    isAnswered: (Target) -> Bool = { _ in true }
  ) -> [Interpretation]? {
    var room = Interpreter.Room()
    return interpreter.questions(
      in: Utterance(text, analyzer: interpreter.analyzer),
      levels: levels,
      isAnswered: isAnswered,
      using: &room
    )
  }

  private static func shop(
    _ language: Language,
    _ content: [(target: Target, questions: [String])],
    fillers: [String]
  ) -> Interpreter {
    let analyzer = Analyzer(language: language)
    let sources = content.map { target, questions in
      Interpreter.Source(
        target: target,
        document: Document(id: target.documentID, questions: questions),
        intents: questions.map { _ in nil }
      )
    }
    return Interpreter(
      index: SearchIndexBuilder.build(
        sources.map(\.document),
        analyzer: analyzer,
        synonyms: SynonymTable(),
        knownWords: fillers
      ),
      analyzer: analyzer,
      sources: sources,
      synonyms: SynonymTable(),
      fillers: fillers,
      pins: []
    )
  }

  @Test(
    "two questions are found in the order asked, whatever joins them",
    arguments: [
      "where is my parcel and how do I return an item",
      "where is my parcel? how do I return an item?",
      "Where is my parcel. By the way, how do I return an item",
      "where is my parcel, also how do I return an item",
      "where is my parcel\nhow do I return an item",
      "where is my parcel + how do I return an item",
      "where is my parcel how do I return an item",
    ]
  )
  func joined(_ text: String) {
    #expect(Self.targets(text) == ["order/track", "returns"])
  }

  @Test("the other way round they come the other way round")
  func otherOrder() {
    #expect(
      Self.targets("how do I return an item and where is my parcel") == ["returns", "order/track"]
    )
    #expect(
      Self.targets("what is the shipping fee? I need an invoice") == ["delivery", "order/invoice"]
    )
  }

  @Test("three questions are found")
  func three() {
    #expect(
      Self.targets(
        "where is my parcel? how do I return an item? by the way, what is the shipping fee?"
      ) == ["order/track", "returns", "delivery"]
    )
  }

  @Test(
    "one question stays whole, with or without an and",
    arguments: [
      "where is my order and my parcel", "how do I return the shirt and the shoes",
      "can I send the lamp and the cup back", "track my package and my order please",
      "is shipping free or what is the shipping fee", "where is my order? where is my parcel?",
      "I want to speak to an agent or a person", "where is", "",
      "and and and and and", "?!?! ... ,,, +++",
    ]
  )
  func single(_ text: String) {
    #expect(Self.targets(text) == nil)
  }

  @Test("small talk is no question of its own")
  func smallTalk() {
    #expect(Self.targets("hello, good morning! where is my parcel?") == nil)
    #expect(Self.targets("where is my parcel? thank you very much") == nil)
    #expect(
      Self.targets("Hello! Where is my parcel and how do I return an item? Thanks!")
        == ["order/track", "returns"]
    )
  }

  @Test("what is not to be answered is no question")
  func unanswered() {
    let text = "where is my parcel and how do I return an item"
    #expect(Self.targets(text) { $0 != .article("returns") } == nil)
  }

  @Test("an announced question need only be likely")
  func announced() {
    #expect(Self.targets("where is my parcel, also the fee") == ["order/track", "delivery"])
    #expect(Self.targets("where is my parcel, the fee") == nil)
  }

  @Test("each part keeps its place in the text, in letters of any length")
  func ranges() throws {
    let text = "Где посылка? 📦 И ещё: сколько стоит доставка…"
    let found = try #require(Self.questions(text, Self.russian))
    #expect(found.map { $0.candidates.first?.target.name } == ["order/track", "delivery"])
    let whole = Array(text.utf8)
    let parts = ["Где посылка", "сколько стоит доставка"]
    for (question, part) in zip(found, parts) {
      let bytes = Array(question.utterance.text.utf8)
      #expect(bytes.count == whole.count)
      #expect(zip(bytes, whole).allSatisfy { $0 == $1 || $0 == 0x20 })
      let words = question.utterance.text.split(separator: " ").joined(separator: " ")
      #expect(words == part)
      let ranges = question.utterance.analysis.tokens.map(\.range)
      let spoken = ranges.map { String(decoding: whole[$0], as: UTF8.self) }
      #expect(spoken == part.split(separator: " ").map(String.init))
    }
  }

  @Test("a bounded number of texts is ranked, however many signs there are")
  func bounded() {
    var random = SeededGenerator(seed: 7)
    let vocabulary = [
      "where", "is", "my", "parcel", "and", "return", "an", "item", "?", ",", "also", "invoice",
      "shipping", "fee", "by the way", ".", "or", "hello", "A-10432", "how", "do", "I", "\n",
    ]
    var most = 0
    for _ in 0..<300 {
      let count = Int.random(in: 0..<80, using: &random)
      let text = (0..<count).map { _ in vocabulary.randomElement(using: &random) ?? "" }
        .joined(separator: " ")
      let utterance = Utterance(text, analyzer: Self.english.analyzer)
      var splitter = QuestionSplitter(utterance, interpreter: Self.english, levels: Self.levels)
      var room = Interpreter.Room()
      let found = splitter.questions(isAnswered: { _ in true }, using: &room)
      most = max(most, splitter.rankCount)
      guard let found else { continue }
      #expect((2...3).contains(found.count))
      let targets = found.compactMap { $0.candidates.first?.target }
      #expect(Set(targets).count == found.count)
      #expect(targets.allSatisfy { !$0.isSmallTalk })
      let starts = found.compactMap { $0.utterance.analysis.tokens.first?.range.lowerBound }
      #expect(starts == starts.sorted())
    }
    #expect(most <= QuestionSplitter.maximumRanks)
    #expect(most > 4)
  }

  @Test("nothing is ranked where no question can begin")
  func free() {
    for text in [
      "my parcel still has not come", "invoice please", String(repeating: "why, ", count: 90),
    ] {
      let utterance = Utterance(text, analyzer: Self.english.analyzer)
      var splitter = QuestionSplitter(utterance, interpreter: Self.english, levels: Self.levels)
      var room = Interpreter.Room()
      #expect(splitter.questions(isAnswered: { _ in true }, using: &room) == nil)
      #expect(splitter.rankCount == 0, "\(text)")
    }
  }

  @Test("every language has words of every role")
  func vocabulary() {
    for language in Language.allCases {
      let words = QuestionWords.all[language]
      let samples: [Language: (String, String, String, String)] = [
        .english: ("by the way", "and", "when", "or"),
        .russian: ("во-вторых", "и", "сколько", "или"),
        .romanian: ("în plus", "și", "când", "sau"), .turkish: ("bu arada", "ve", "nasıl", "veya"),
        .arabic: ("بالمناسبة", "و", "متى", "أو"),
      ]
      guard let words, let sample = samples[language] else {
        Issue.record("\(language)")
        continue
      }
      let analyzer = Analyzer(language: language)
      func length(_ text: String, _ role: QuestionWords.Role) -> Int {
        words.length(of: role, in: QuestionWords.words(of: analyzer.analyze(text)), at: 0)
      }
      #expect(length(sample.0, .announcement) >= 1, "\(language)")
      #expect(length(sample.1, .joiner) == 1, "\(language)")
      #expect(length(sample.2, .opener) == 1, "\(language)")
      #expect(length(sample.3, .alternative) == 1, "\(language)")
      #expect(length(sample.2, .alternative) == 0, "\(language)")
    }
  }
}
