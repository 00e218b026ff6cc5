import Retrieval
import TextAnalysis

@testable import Understanding

/// A few documents of a shop and an interpreter for them.
enum SampleInterpreter {
  static let sources: [Interpreter.Source] = [
    source(
      .article("returns"),
      title: "How do I return an item?",
      ["can I send something back", "how long do I have to return an order"],
      body: "You can return any item within 30 days of delivery."
    ),
    source(
      .article("delivery"),
      title: "How much does delivery cost?",
      ["what is the shipping fee", "is shipping free"],
      body: "Delivery is free for orders from 50 euros."
    ),
    source(
      .intent("order/track"),
      [
        "where is my order", "where is my parcel", "track my package", "when will my parcel arrive",
      ]
    ),
    source(
      .intent("order/invoice"),
      ["send me the invoice of A-10432", "I need an invoice", "a receipt for my purchase"]
    ),
    source(.intent("human/request"), ["human", "talk to a person", "I want to speak to an agent"]),
    source(.intent("smalltalk/greet"), ["hello", "hi", "hey there", "good morning"]),
    source(.intent("smalltalk/thanks"), ["thanks", "thank you very much"]),
  ]

  static let fillers = [
    "i", "my", "the", "a", "is", "to", "do", "me", "what", "how", "where", "can",
  ]

  static let analyzer = Analyzer(language: .english)

  static func interpreter(
    pins: [(question: String, article: String)] = [],
    sources: [Interpreter.Source] = sources,
    classifier: TargetClassifier? = nil
  ) -> Interpreter {
    Interpreter(
      index: index(of: sources),
      analyzer: analyzer,
      sources: sources,
      synonyms: SynonymTable(),
      fillers: fillers,
      pins: pins,
      classifier: classifier
    )
  }

  static func index(of sources: [Interpreter.Source] = sources) -> SearchIndex {
    SearchIndexBuilder.build(
      sources.map(\.document),
      analyzer: analyzer,
      synonyms: SynonymTable(),
      knownWords: fillers
    )
  }

  static func interpret(
    _ text: String,
    with interpreter: Interpreter = interpreter()
  ) -> Interpretation {
    var room = Interpreter.Room()
    return interpreter.interpret(
      Utterance(text, analyzer: interpreter.analyzer),
      using: &room
    )
  }

  private static func source(
    _ target: Target,
    title: String = "",
    _ questions: [String],
    body: String = ""
  ) -> Interpreter.Source {
    let isIntent = if case .intent = target { true } else { false }
    return Interpreter.Source(
      target: target,
      document: Document(
        id: target.documentID,
        title: title,
        questions: questions,
        tags: [],
        body: body
      ),
      intents: questions.map { _ in isIntent ? target.name : nil }
    )
  }
}
