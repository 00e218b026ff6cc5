import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("Engine: languages")
struct EngineLanguageTests {
  private let folder: TemporaryFolder
  private let engine: Engine

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    engine = try folder.engine()
  }

  @Test(
    "a question is answered in its own language",
    arguments: [
      ("where is my order", Language.english), ("где мой заказ", .russian),
      ("unde este comanda mea", .romanian), ("siparişim nerede", .turkish), ("أين طلبي", .arabic),
      ("ult vjq pfrfp", .russian), ("gde moy zakaz", .russian),
    ]
  )
  func own(_ question: String, _ language: Language) throws {
    let reply = try engine.reply(to: question)
    #expect(reply.kind == .answer)
    #expect(reply.language == language)
    #expect(reply.target == .intent("order/track"))
    #expect(engine.conversation(ConversationID("c"))?.language == language)
  }

  @Test(
    "short texts keep the language of the conversation",
    arguments: ["ok", "10432", "A-10432", "?", "OK!", "👍", "1", ""]
  )
  func sticky(_ short: String) throws {
    for (number, (question, language)) in [
      ("где мой заказ", Language.russian), ("siparişim nerede", .turkish), ("أين طلبي", .arabic),
      ("unde este comanda mea", .romanian), ("where is my order", .english),
    ].enumerated() {
      let id = "c\(number)"
      _ = try engine.reply(to: question, in: id)
      #expect(try engine.reply(to: short, in: id).language == language, "\(language)")
      #expect(engine.conversation(ConversationID(id))?.language == language)
    }
  }

  @Test(
    "a first text without words is answered in the default language",
    arguments: ["ok", "10432", "👍", "...", "", "XL"]
  )
  func wordless(_ text: String) throws {
    let changed = try TemporaryFolder(shopWith: [
      "intents/shop.yml": """
      name: Sample
      languages: [en, ru, tr]
      default_language: ru
      time_zone: Europe/Bucharest
      currency: EUR
      """
    ])
    let russian = try changed.engine()
    #expect(try russian.reply(to: text).language == .russian)
    #expect(try engine.reply(to: text).language == .english)
    // It was no word of any language, so the next line decides.
    #expect(try russian.reply(to: "siparişim nerede").language == .turkish)
  }

  @Test("a clear sentence changes the language in the middle of a conversation, and back")
  func switching() throws {
    #expect(try engine.reply(to: "where is my order").language == .english)
    #expect(try engine.reply(to: "здравствуйте, где мой заказ").language == .russian)
    #expect(try engine.reply(to: "ok").language == .russian)
    #expect(try engine.reply(to: "siparişim nerede, ne zaman gelir").language == .turkish)
    #expect(try engine.reply(to: "when will my parcel arrive").language == .english)
  }

  @Test("conversations have their languages to themselves")
  func separate() throws {
    _ = try engine.reply(to: "где мой заказ", in: "a")
    _ = try engine.reply(to: "siparişim nerede", in: "b")
    #expect(try engine.reply(to: "ok", in: "a").language == .russian)
    #expect(try engine.reply(to: "ok", in: "b").language == .turkish)
  }

  @Test("a language that was chosen is spoken from then on")
  func chosen() throws {
    engine.setLanguage(.arabic, in: ConversationID("c"))
    #expect(try engine.reply(to: "ok").language == .arabic)
    #expect(try engine.reply(to: "where is my order").language == .english)
  }

  @Test(
    "a language that is not served is told which are, and is a miss",
    arguments: [
      "Wo ist meine Bestellung, ich warte schon seit zwei Wochen",
      "Коли прийде моє замовлення, я вже довго чекаю",
      "Où est ma commande, je l'attends depuis deux semaines",
    ]
  )
  func unsupported(_ text: String) throws {
    let reply = try engine.reply(to: text)
    #expect(reply.kind == .unsupportedLanguage)
    #expect(reply.language == .english)
    for language in Language.allCases { #expect(reply.text.contains(language.ownName)) }
    #expect(reply.target == nil)
    #expect(engine.conversation(ConversationID("c"))?.misses == 1)
    #expect(try engine.reply(to: text).kind == .handoff)
  }

  @Test("the reply to another language is in the language of the conversation")
  func unsupportedLater() throws {
    _ = try engine.reply(to: "siparişim nerede")
    let reply = try engine.reply(to: "Wo ist meine Bestellung, ich warte schon seit zwei Wochen")
    #expect(reply.kind == .unsupportedLanguage)
    #expect(reply.language == .turkish)
    #expect(reply.text.hasPrefix("Şu dilleri"))
    #expect(engine.conversation(ConversationID("c"))?.language == .turkish)
  }

  @Test("only the languages of the shop are served")
  func enabled() throws {
    let folder = try TemporaryFolder(shopWith: [
      "intents/shop.yml": """
      name: Sample
      languages: [en, tr]
      time_zone: Europe/Bucharest
      currency: EUR
      """
    ])
    let reply = try folder.engine().reply(to: "где мой заказ, когда его привезут")
    #expect(reply.kind == .unsupportedLanguage)
    #expect(reply.text.contains("English, Türkçe"))
    #expect(!reply.text.contains("русский"))
  }

  @Test("facts are rendered in the words of each language, and a change shows in all of them")
  func facts() throws {
    let before = try answers(engine)
    #expect(
      before == [
        "You can return any item within 30 days of delivery.",
        "Вернуть товар можно в течение срока: 30 дней.",
        "Poți returna orice produs în 30 de zile de la livrare.",
        "Ürünleri teslimattan sonra 30 gün içinde iade edebilirsiniz.",
        "يمكنك إرجاع أي منتج خلال 30 يومًا من الاستلام.",
      ]
    )
    let facts = String(decoding: try folder.read("corpus/facts.yml"), as: UTF8.self)
    try folder.write(facts.replacing("number: 30", with: "number: 2"), to: "corpus/facts.yml")
    try engine.reload()
    #expect(
      try answers(engine) == [
        "You can return any item within 2 days of delivery.",
        "Вернуть товар можно в течение срока: 2 дня.",
        "Poți returna orice produs în 2 zile de la livrare.",
        "Ürünleri teslimattan sonra 2 gün içinde iade edebilirsiniz.",
        "يمكنك إرجاع أي منتج خلال يومان من الاستلام.",
      ]
    )
  }

  private func answers(_ engine: Engine) throws -> [String] {
    try [
      "How do I return an item?", "Как вернуть товар?", "Cum returnez un produs?",
      "Ürünü nasıl iade ederim?", "كيف أرجع منتجًا؟",
    ].map { try engine.reply(to: $0).text }
  }
}
