import TestSupport

/// What customers say in five languages, chosen by a seeded generator.
struct CustomerLines {
  private enum Kind: CaseIterable {
    case question
    case smallTalk
    case person
    case script
    case neverMind
    case gibberish

    /// How many of a hundred lines are of this kind.
    var share: Int {
      switch self {
      case .question: 48
      case .smallTalk: 14
      case .person: 6
      case .script: 22
      case .neverMind: 6
      case .gibberish: 4
      }
    }
  }

  private struct Words {
    let questions: [String]
    let smallTalk: [String]
    let person: [String]
    let scripts: [String]
    let neverMind: [String]
  }

  private static let words = [
    Words(
      questions: [
        "How long does delivery take?", "can I return shoes I have worn once",
        "do you ship to Germany", "how do I pay with a gift card?", "what does express cost",
        "is there a size chart", "how can I delete my account", "do you have a shop in Cluj",
      ],
      smallTalk: ["hello", "thank you so much", "good morning", "who are you?", "bye"],
      person: ["I want to talk to a person", "let me speak to a human please"],
      scripts: ["where is my order", "track my order A-10403", "I want to return something"],
      neverMind: ["never mind", "cancel", "forget it"]
    ),
    Words(
      questions: [
        "Сколько идёт доставка?", "можно ли вернуть обувь", "вы отправляете в Молдову?",
        "как оплатить подарочной картой", "сколько стоит экспресс-доставка",
        "где таблица размеров", "как удалить мой аккаунт",
      ],
      smallTalk: ["привет", "большое спасибо", "доброе утро", "до свидания"],
      person: ["позовите человека", "хочу поговорить с оператором"],
      scripts: ["где мой заказ", "хочу вернуть товар"],
      neverMind: ["не надо", "отмена"]
    ),
    Words(
      questions: [
        "Cât durează livrarea?", "pot returna pantofii", "livrați în Moldova?",
        "cum plătesc cu un card cadou", "cât costă livrarea expres", "unde e tabelul de mărimi",
        "cum îmi șterg contul",
      ],
      smallTalk: ["bună", "mulțumesc frumos", "bună dimineața", "la revedere"],
      person: ["vreau să vorbesc cu un om", "vreau un operator"],
      scripts: ["unde este comanda mea", "vreau să returnez ceva"],
      neverMind: ["lasă", "renunț"]
    ),
    Words(
      questions: [
        "Teslimat ne kadar sürer?", "ayakkabıyı iade edebilir miyim",
        "Almanya'ya gönderiyor musunuz", "hediye kartıyla nasıl öderim",
        "hızlı kargo ne kadar", "beden tablosu var mı", "hesabımı nasıl silerim",
      ],
      smallTalk: ["merhaba", "çok teşekkürler", "günaydın", "hoşça kalın"],
      person: ["bir insanla konuşmak istiyorum", "müşteri temsilcisine bağla"],
      scripts: ["siparişim nerede", "iade etmek istiyorum"],
      neverMind: ["boş ver", "vazgeçtim"]
    ),
    Words(
      questions: [
        "كم يستغرق التوصيل؟", "هل يمكنني إرجاع الحذاء", "هل تشحنون إلى ألمانيا",
        "كيف أدفع ببطاقة هدية", "كم يكلف الشحن السريع", "أين جدول المقاسات", "كيف أحذف حسابي",
      ],
      smallTalk: ["مرحبا", "شكرا جزيلا", "صباح الخير", "مع السلامة"],
      person: ["أريد التحدث مع موظف", "حولني إلى شخص"],
      scripts: ["أين طلبي", "أريد إرجاع منتج"],
      neverMind: ["لا يهم", "إلغاء"]
    ),
  ]

  /// What answers the questions of scripts, in all languages.
  private static let answers = [
    "A-10403", "A-10410", "A-10415", "ana.popescu@example.com", "emily.carter@example.com",
    "raluca.enache@example.com", "400123", "1", "2", "SW1A 9ZZ",
  ]

  static let languageCount = words.count

  /// Questions that articles answer, in one of the languages.
  static func questions(language: Int) -> [String] { words[language].questions }

  /// A line of a customer who speaks one of the languages.
  static func next(
    language: Int,
    using generator: inout SeededGenerator
  ) -> String {
    var draw = Int.random(in: 0..<100, using: &generator)
    let kind = Kind.allCases.first { kind in
      draw -= kind.share
      return draw < 0
    }
    let words = words[language]
    let texts: [String] =
      switch kind ?? .question {
      case .question: words.questions
      case .smallTalk: words.smallTalk
      case .person: words.person
      case .script: Bool.random(using: &generator) ? words.scripts : answers
      case .neverMind: words.neverMind
      case .gibberish: ["qwrtp zxcvb", "????", "\u{1F600}", "x\u{0}y \u{202E}abc"]
      }
    return texts[Int.random(in: 0..<texts.count, using: &generator)]
  }
}
