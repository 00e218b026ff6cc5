import Dialogue
import FrontdeskEngine
import Testing

// Everything the tests of this target expect of the engine's own words stands here.

/// A small shop in five languages, written into a folder of its own for as long as a test needs it.
final class TestShop: Sendable {
  private let folder: TemporaryFolder

  /// Writes the shop, and `files` beside it.
  init(_ files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: Test
      languages: [\(Speech.all.map(\.code).joined(separator: ", "))]
      time_zone: Europe/Bucharest
      currency: EUR
      """,
      to: "intents/shop.yml"
    )
    try folder.write("facts:\n  shop_name: {text: Test}", to: "corpus/facts.yml")
    for speech in Speech.all { try write(speech) }
    for (name, text) in files { try folder.write(text, to: name) }
  }

  /// A new engine for this shop; it reads a language when that is first spoken.
  func engine() throws -> Engine {
    Engine(shop: try Shop(folder: try ContentFolder(path: folder.path)))
  }

  private func write(_ speech: Speech) throws {
    for (number, (question, answer)) in speech.answers.enumerated() {
      try folder.write(
        """
        ---
        id: article-\(number)
        title: \(question)
        questions:
          - \(question)
        updated: 2026-11-01
        ---
        \(answer)
        """,
        to: "corpus/\(speech.code)/article-\(number).md"
      )
    }
    func examples(_ lines: [String]) -> String {
      lines.map { "      - \($0)" }.joined(separator: "\n")
    }
    try folder.write(
      """
      version: "3.1"
      nlu:
        - intent: human/request
          action: handoff
          examples: |
      \(examples(speech.person))
        - intent: out_of_scope
          action: decline
          examples: |
      \(examples(speech.nonsense))
      """,
      to: "intents/\(speech.code)/everyday.yml"
    )
    let responses = SystemResponse.allCases.map { response in
      let values = response.placeholders.sorted().map { " {{\($0)}}" }.joined()
      return "  \(response.rawValue):\n    - text: \"\(speech.says(response))\(values)\""
    }
    try folder.write(
      "version: \"3.1\"\nresponses:\n" + responses.joined(separator: "\n"),
      to: "intents/\(speech.code)/system.yml"
    )
  }
}

/// One language of the test shop: what customers say in it, and what it answers.
struct Speech: Sendable, CustomTestStringConvertible {
  let code: String
  let answers: [(question: String, answer: String)]
  /// Ways to ask for a person.
  let person: [String]
  /// Two lines the shop has no answer to.
  let nonsense: [String]

  var testDescription: String { code }

  /// The wording of a system response, without the values that follow it.
  func says(_ response: SystemResponse) -> String { "\(code) \(response.rawValue)" }

  static let all = [english, russian, romanian, turkish, arabic]

  static let english = Speech(
    code: "en",
    answers: [
      ("where is my parcel", "Your parcel is on its way."),
      ("how do I return shoes", "Send them back within 30 days."),
      ("what does delivery cost", "Delivery costs 5 euros."),
      ("hello", "Hello! How can I help?"),
      ("I forgot the password", "Choose a new one: https://shop.example/reset?a=1&b=2"),
    ],
    person: ["human", "let me talk to a person"],
    nonsense: ["who won the football match", "what will the weather be tomorrow"]
  )

  static let russian = Speech(
    code: "ru",
    answers: [
      ("где моя посылка", "Посылка уже в пути."),
      ("как вернуть обувь", "Верните её в течение 30 дней."),
    ],
    person: ["оператор", "позовите человека"],
    nonsense: ["кто выиграл футбольный матч", "какая завтра будет погода"]
  )

  static let romanian = Speech(
    code: "ro",
    answers: [
      ("unde este coletul meu", "Coletul este pe drum."),
      ("cum returnez pantofii", "Îi puteți trimite înapoi în 30 de zile."),
    ],
    person: ["operator", "vreau să vorbesc cu un om"],
    nonsense: ["cine a câștigat meciul de fotbal", "cum va fi vremea mâine"]
  )

  static let turkish = Speech(
    code: "tr",
    answers: [
      ("kargom nerede kaldı", "Kargonuz yolda."),
      ("ayakkabıyı nasıl iade ederim", "30 gün içinde geri gönderebilirsiniz."),
    ],
    person: ["temsilci", "müşteri temsilcisine bağlan"],
    nonsense: ["futbol maçını kim kazandı", "yarın hava nasıl olacak"]
  )

  static let arabic = Speech(
    code: "ar",
    answers: [
      ("أين طردي", "طردك في الطريق إليك."),
      ("كيف أرجع الحذاء", "يمكنك إرجاعه خلال 30 يومًا."),
    ],
    person: ["موظف", "أريد التحدث مع موظف"],
    nonsense: ["من فاز في مباراة كرة القدم", "كيف سيكون الطقس غدًا"]
  )
}

/// The block with which the test shop answers an English question.
func engineReply(to question: String) -> String {
  guard let known = Speech.english.answers.first(where: { $0.question == question }) else {
    preconditionFailure("the test shop has no answer to \"\(question)\"")
  }
  return known.answer
}

/// An English question the test shop answers; another one for the next number.
func question(_ number: Int) -> String {
  Speech.english.answers[number % Speech.english.answers.count].question
}
