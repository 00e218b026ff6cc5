import TextAnalysis

@testable import Understanding

/// Utterances and matchers of a few examples.
enum UtteranceSamples {
  static let analyzer = Analyzer(language: .english)

  static func words(_ text: String) -> UtteranceWords { UtteranceWords(analyzer.analyze(text)) }

  static func lexicon(_ concepts: [(name: String, phrases: [String])]) -> Lexicon {
    var lexicon = Lexicon()
    for concept in concepts {
      lexicon.add(concept.name, phrases: concept.phrases, analyzer: analyzer)
    }
    return lexicon
  }

  /// What a shop is asked, a few examples to each intent, and small talk that means none.
  static let shop: [(intent: String?, texts: [String])] = [
    (
      "invoice",
      ["send me the invoice", "I need a receipt", "where is my invoice for A-10432", "tax invoice"]
    ),
    (
      "refund",
      ["I want my money back", "refund please", "when is my refund paid", "pay back my money"]
    ),
    (
      "track",
      ["where is my parcel", "track my parcel", "when will the parcel come", "is it on its way"]
    ),
  ]

  static func matcher(
    _ examples: [(intent: String?, texts: [String])] = shop,
    lexicon: Lexicon = Lexicon(),
    namesCount: Bool = false
  ) -> IntentMatcher {
    let names = examples.compactMap(\.intent)
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    return IntentMatcher.learn(
      intents: names,
      examples: examples.flatMap { intent, texts in
        texts.map {
          IntentMatcher.Example(words: words($0), intent: intent.flatMap { numbers[$0] })
        }
      },
      lexicon: lexicon,
      analyzer: namesCount ? analyzer : nil
    )
  }
}

extension IntentMatcher {
  func match(_ text: String) -> Match? {
    var room = Room()
    room.utterance = UtteranceSamples.words(text)
    return match(using: &room)
  }

  /// The name of the best intent.
  func intent(of text: String) -> String? { match(text).map { intents[$0.intent] } }

  func decisions(of text: String) -> [Float] {
    var room = Room()
    room.utterance = UtteranceSamples.words(text)
    decide(using: &room)
    return room.decisions
  }
}
