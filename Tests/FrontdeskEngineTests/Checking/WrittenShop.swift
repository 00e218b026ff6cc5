import Content
import Dialogue
import Foundation
import FrontdeskEngine
import TextAnalysis

/// A small shop without mistakes; tests change a file and look at what the check says.
struct WrittenShop {
  /// The files by their paths below the shop's folder.
  private var files: [String: String]

  /// A shop that serves English and Turkish.
  init() {
    let system =
      "responses:\n"
      + SystemResponse.allCases.map { "  \($0.rawValue):\n    - text: ...\n" }.joined()
    files = [
      "intents/shop.yml": """
      name: Lumora
      languages: [en, tr]
      time_zone: Europe/Bucharest
      currency: EUR
      """,
      "corpus/facts.yml": """
      facts:
        return_days: {number: 30, unit: day}
        delivery_days: {from: 2, to: 4, unit: working_day}
        delivery_price: {amount: 4.90}
        discount: {percent: 10}
        office_hours: {from: "09:00", to: "20:00"}
        stores: {number: 12}
      units:
        day:
          en: {one: day, other: days}
          tr: {other: gün}
        working_day:
          en: {one: working day, other: working days}
          tr: {other: iş günü}
      """,
      "corpus/pins.yml": """
      pins:
        - {question: gimme my dosh, article: returns, language: en}
      """,
      "intents/en/system.yml": system,
      "intents/tr/system.yml": system,
      "corpus/en/returns.md": Self.article(
        "returns",
        "How do I return something?",
        related: "delivery",
        questions: ["can I give the jumper back", "is there a returns label"],
        body: "You can return it within {{return_days}}. We hope that you like it all the same."
      ),
      "corpus/en/delivery.md": Self.article(
        "delivery",
        "How long does delivery take?",
        related: "returns",
        questions: ["when does the courier come", "is shipping fast"],
        body: "Delivery takes {{delivery_days}} and costs {{delivery_price}}."
      ),
      "corpus/tr/returns.md": Self.article(
        "returns",
        "Bir ürünü nasıl iade ederim?",
        related: "delivery",
        questions: ["kazağı geri verebilir miyim", "iade etiketi var mı"],
        body: "Ürünü {{return_days}} içinde iade edebilirsiniz. Umarız yine de beğenirsiniz."
      ),
      "corpus/tr/delivery.md": Self.article(
        "delivery",
        "Teslimat ne kadar sürer?",
        related: "returns",
        questions: ["kurye ne zaman gelir", "kargo hızlı mı"],
        body: "Teslimat {{delivery_days}} sürer ve {{delivery_price}} tutar."
      ),
      "intents/en/shop.yml": Self.intents(
        [
          ("greet", nil, ["hello", "good morning", "hi there"]),
          ("parcel", "delivery", ["track my parcel", "where is it now", "any news of my box"]),
        ],
        responses: ["utter_greet": "Hello, what can I do for you?"]
      ),
      "intents/tr/shop.yml": Self.intents(
        [
          ("greet", nil, ["merhaba", "günaydın", "selam"]),
          ("parcel", "delivery", ["paketimi takip et", "şimdi nerede", "kutumdan haber var mı"]),
        ],
        responses: ["utter_greet": "Merhaba, size nasıl yardımcı olabilirim?"]
      ),
    ]
  }

  subscript(path: String) -> String? {
    get { files[path] }
    set { files[path] = newValue }
  }

  /// Replaces a text in a file, which must hold it.
  mutating func replace(_ old: String, with new: String, in path: String) throws {
    struct Missing: Error {}
    guard let text = files[path], text.contains(old) else { throw Missing() }
    files[path] = text.replacingOccurrences(of: old, with: new)
  }

  /// Writes the shop into a folder of its own, checks it and removes it.
  func problems(
    languages: [Language]? = nil,
    today: String? = nil
  ) throws -> [ContentProblem] {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-check-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let url = root.appending(path: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    return ContentCheck.problems(
      in: try ContentFolder(path: root.path),
      languages: languages,
      today: today.flatMap(ContentDate.init)
    )
  }

  static func article(
    _ id: String,
    _ title: String,
    related: String = "",
    questions: [String] = [],
    audience: String = "public",
    body: String
  ) -> String {
    """
    ---
    id: \(id)
    title: "\(title)"
    audience: \(audience)
    review_by: 2027-05-01
    related: [\(related)]
    questions:
    \(questions.map { "  - \"\($0)\"" }.joined(separator: "\n"))
    ---
    \(body)
    """
  }

  static func intents(
    _ intents: [(name: String, article: String?, examples: [String])],
    responses: [String: String] = [:]
  ) -> String {
    var text = "nlu:\n"
    for intent in intents {
      text += "  - intent: \(intent.name)\n"
      if let article = intent.article { text += "    article: \(article)\n" }
      text += "    examples: |\n" + intent.examples.map { "      - \($0)\n" }.joined()
    }
    text += responses.isEmpty ? "" : "responses:\n"
    for (name, response) in responses.sorted(by: { $0.key < $1.key }) {
      text += "  \(name):\n    - text: \"\(response)\"\n"
    }
    return text
  }
}
