import Content
import Dialogue
import Testing
import TextAnalysis

@Suite("Choices, free text, truth")
struct ChoiceSlotTests {
  static let options: [Language: [SlotOption]] = [
    .english: [
      SlotOption(name: "too_small", label: "Too small"),
      SlotOption(name: "too_big", label: "Too big"),
      SlotOption(name: "faulty", label: "Faulty or damaged", words: ["broken", "defective"]),
      SlotOption(name: "other", label: "Something else", words: ["other"]),
    ],
    .russian: [
      SlotOption(name: "too_small", label: "Мал"), SlotOption(name: "too_big", label: "Велик"),
      SlotOption(name: "faulty", label: "Брак или повреждение", words: ["сломан"]),
      SlotOption(name: "other", label: "Другое"),
    ],
    .romanian: [
      SlotOption(name: "too_small", label: "Prea mic"),
      SlotOption(name: "too_big", label: "Prea mare"),
      SlotOption(name: "faulty", label: "Defect"), SlotOption(name: "other", label: "Altceva"),
    ],
    .turkish: [
      SlotOption(name: "too_small", label: "Küçük geldi"),
      SlotOption(name: "too_big", label: "Büyük geldi"),
      SlotOption(name: "faulty", label: "Kusurlu"),
      SlotOption(name: "other", label: "Başka bir neden"),
    ],
    .arabic: [
      SlotOption(name: "too_small", label: "صغير جدا"),
      SlotOption(name: "too_big", label: "كبير جدا"),
      SlotOption(name: "faulty", label: "فيه عيب"), SlotOption(name: "other", label: "سبب آخر"),
    ],
  ]

  private let kind = SlotDefinition.Kind.choice(["too_small", "too_big", "faulty", "other"])

  @Test(
    "Options by number, place, label, synonym and slip",
    arguments: [
      (Language.english, "2", "too_big"), (.english, "2.", "too_big"),
      (.english, "option 2", "too_big"),
      (.english, "#2", "too_big"), (.english, "2️⃣", "too_big"),
      (.english, "number two please", "too_big"),
      (.english, "the second one", "too_big"), (.english, "2nd", "too_big"),
      (.english, "the first", "too_small"), (.english, "last one", "other"),
      (.english, "the last", "other"), (.english, "one", "too_small"),
      (.english, "5", "!no_such_option"),
      (.english, "0", "!no_such_option"), (.english, "too small", "too_small"),
      (.english, "TOO BIG!!", "too_big"), (.english, "it is too small for me", "too_small"),
      (.english, "it came broken", "faulty"), (.english, "defectve", "faulty"),
      (.english, "too smal", "too_small"), (.english, "damaged", "faulty"),
      (.english, "small", "too_small"),
      (.english, "too small or too big", "-"), (.english, "not too small, too big", "too_big"),
      (.english, "too", "-"), (.english, "blue", "-"), (.english, "I have 2 dogs", "-"),
      (.russian, "2", "too_big"), (.russian, "второй", "too_big"),
      (.russian, "второй вариант", "too_big"),
      (.russian, "вариант 3", "faulty"), (.russian, "последний", "other"),
      (.russian, "мал", "too_small"),
      (.russian, "брак", "faulty"), (.russian, "другое", "other"),
      (.russian, "повреждене", "faulty"),
      (.russian, "2-й", "too_big"), (.russian, "не мал, а велик", "too_big"),
      (.romanian, "a doua", "too_big"), (.romanian, "al doilea", "too_big"),
      (.romanian, "prima", "too_small"), (.romanian, "ultima", "other"),
      (.romanian, "varianta 3", "faulty"), (.romanian, "e prea mic", "too_small"),
      (.romanian, "mare", "too_big"), (.romanian, "altceva", "other"),
      (.romanian, "defct", "faulty"),
      (.turkish, "ikinci", "too_big"), (.turkish, "ikincisi", "too_big"),
      (.turkish, "ilk", "too_small"),
      (.turkish, "2. seçenek", "too_big"), (.turkish, "2 numara", "too_big"),
      (.turkish, "son", "other"),
      (.turkish, "kucuk geldi", "too_small"), (.turkish, "büyük", "too_big"),
      (.turkish, "küçük geldi değil büyük geldi", "too_big"),
      (.arabic, "٢", "too_big"), (.arabic, "الثاني", "too_big"), (.arabic, "الأول", "too_small"),
      (.arabic, "الأخير", "other"), (.arabic, "رقم 3", "faulty"),
      (.arabic, "صغير جداً", "too_small"),
      (.arabic, "عيب", "faulty"), (.arabic, "مش صغير جدا، كبير جدا", "too_big"),
    ]
  )
  func choices(language: Language, text: String, expected: String) throws {
    let options = try #require(Self.options[language])
    #expect(try read(kind, text, language, options: options) == expected)
  }

  @Test("In any sentence only a telling label counts")
  func anywhere() throws {
    let options = try #require(Self.options[.english])
    for (text, expected) in [
      ("I return it, too small", "too_small"), ("2", "-"), ("the other parcel", "-"),
      ("it came broken", "faulty"), ("small", "-"),
    ] {
      #expect(try read(kind, text, asked: false, options: options) == expected, "\(text)")
    }
  }

  @Test("Names stand in for labels that nobody gave")
  func names() throws {
    #expect(try read(kind, "too small") == "too_small")
    #expect(try read(.record(of: "items", label: "title"), "2") == "-")
  }

  @Test("Free text is the whole line, when it has enough words")
  func text() throws {
    #expect(try read(.text(minimumWords: 2), "  it broke \n") == "it broke")
    #expect(try read(.text(minimumWords: 2), "broke") == "!too_short")
    #expect(try read(.text(minimumWords: 1), "   ") == "-")
    #expect(try read(.text(minimumWords: 1), "it broke", asked: false) == "-")
    #expect(try read(.text(minimumWords: 3), "لا أعرف ماذا حدث", .arabic) == "لا أعرف ماذا حدث")
  }

  @Test("Truth is yes or no")
  func truth() throws {
    #expect(try read(.bool, "yes please") == "true")
    #expect(try read(.bool, "nope") == "false")
    #expect(try read(.bool, "maybe") == "-")
    #expect(try read(.bool, "yes", asked: false) == "-")
    #expect(try read(.attachment, "photo.jpg") == "-")
  }
}
