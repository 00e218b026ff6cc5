import Content
import Dialogue
import FrontdeskEngine
import Testing
import TextAnalysis
import Understanding

@Suite("The bundled shop")
struct BundledShopTests {
  private func engine() throws -> Engine {
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return Engine(shop: try Shop(folder: ContentFolder(path: "/" + sources)))
  }

  /// Questions of one language and what answers them.
  struct Sample: CustomTestStringConvertible {
    let language: Language
    let questions: [(text: String, name: String)]

    var testDescription: String { language.code }
  }

  static let samples = [
    Sample(
      language: .english,
      questions: [
        ("hi, where's my parcl??", "track-order"), ("the mug was in pieces", "damaged-item"),
        ("hello!", "smalltalk/greet"), ("are you a robot", "bot/identity"),
      ]
    ),
    Sample(
      language: .russian,
      questions: [
        ("ult vjq pfrfp", "track-order"), ("gde moy zakaz", "track-order"),
        ("когда вернут деньги за возврат", "refund-time"),
        ("не подошёл размер, хочу обменять", "exchange-item"),
      ]
    ),
    Sample(
      language: .romanian,
      questions: [
        ("unde este comanda mea", "track-order"), ("cat costa livrarea", "delivery-cost"),
        ("am uitat parola", "password-reset"),
      ]
    ),
    Sample(
      language: .turkish,
      questions: [
        ("siparişim nerede", "track-order"), ("SIPARISIM NEREDE", "track-order"),
        ("kargo ucreti ne kadar", "delivery-cost"),
      ]
    ),
    Sample(
      language: .arabic,
      questions: [
        ("أين طلبي", "track-order"), ("فين الاوردر بتاعي", "track-order"),
        ("نسيت كلمة السر", "password-reset"), ("hdk 'gfd", "track-order"),
      ]
    ),
  ]

  @Test("answers what customers ask, and no file of the language is wrong", arguments: samples)
  func answers(sample: Sample) throws {
    let engine = try engine()
    #expect(engine.shop.problems.isEmpty)
    #expect(engine.knowledgeBase(sample.language).problems.isEmpty)
    for (number, question) in sample.questions.enumerated() {
      let id = ConversationID("\(number)")
      let deliveries = engine.receive(
        question.text,
        in: id,
        at: Instant(secondsSinceEpoch: 0)
      )
      let reply = try #require(deliveries.first?.reply)
      #expect(reply.language == sample.language, "\(question.text)")
      #expect(reply.target?.name == question.name, "\(question.text)")
      #expect(!reply.text.isEmpty && !reply.text.contains("{{"), "\(question.text)")
    }
  }

  @Test(
    "fetches a person in every language",
    arguments: [
      "I want to talk to a human", "позовите оператора", "vreau să vorbesc cu un om",
      "temsilciye bağlanmak istiyorum", "أريد التحدث مع موظف",
    ]
  )
  func person(line: String) throws {
    let deliveries = try engine().receive(
      line,
      in: ConversationID("1"),
      at: Instant(secondsSinceEpoch: 0)
    )
    #expect(deliveries.first?.reply?.kind == .handoff)
  }
}
