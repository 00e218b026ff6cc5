import Content
import Dialogue
import TestSupport
import Testing
import TextAnalysis

@Suite("Steering words")
struct SteeringTests {
  @Test("Every language has its words, and enough of them", arguments: Language.allCases)
  func words(language: Language) throws {
    let words = try #require(SlotSamples.words[language])
    for purpose in ConversationWords.Purpose.allCases {
      #expect((words.phrases[purpose] ?? []).count >= 10, "\(purpose)")
    }
    #expect((words.phrases[.yes] ?? []).count >= 40)
    #expect((words.phrases[.no] ?? []).count >= 40)
  }

  @Test("Every phrase is read as what it is written for", arguments: Language.allCases)
  func phrases(language: Language) throws {
    let reader = try SlotSamples.steering(language)
    let words = try #require(SlotSamples.words[language])
    let steering: [ConversationWords.Purpose: Steering] = [
      .yes: .yes, .no: .no, .cancel: .cancel, .startAgain: .startAgain, .goBack: .goBack,
      .cannot: .cannot, .wait: .wait, .thanks: .thanks, .greeting: .greeting,
      .acknowledgement: .acknowledgement, .thumbsUp: .thumbsUp, .thumbsDown: .thumbsDown,
      .thatOrder: .thatOrder, .ratherNot: .ratherNot,
    ]
    for (purpose, expected) in steering.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for phrase in words.phrases[purpose] ?? [] {
        #expect(
          reader.readings(of: phrase.text).contains(expected),
          "\(purpose): \(phrase.text)"
        )
      }
    }
  }

  @Test("Yes is never also no", arguments: Language.allCases)
  func contradictions(language: Language) throws {
    let reader = try SlotSamples.steering(language)
    let words = try #require(SlotSamples.words[language])
    for phrase in (words.phrases[.yes] ?? []) {
      #expect(reader.yesOrNo(phrase.text) == .yes(rest: ""), "\(phrase.text)")
    }
    for phrase in (words.phrases[.no] ?? []) {
      #expect(reader.yesOrNo(phrase.text) == .no(rest: ""), "\(phrase.text)")
    }
  }

  @Test(
    "Whole lines",
    arguments: [
      (Language.english, "Yes please!", Steering?.some(.yes)), (.english, "yep pls 🙂", .yes),
      (.english, "YESSSS", .yes), (.english, "ok thanks", .thanks), (.english, "hi, yes", .yes),
      (.english, "absolutly", .yes), (.english, "nope!!", .no), (.english, "no thank you", .no),
      (.english, "Cancel please", .cancel), (.english, "ok cancel that", .cancel),
      (.english, "nevermind", .cancel), (.english, "start over pls", .startAgain),
      (.english, "go back", .goBack), (.english, "I don't know", .cannot),
      (.english, "sorry, i dont have it", .cannot), (.english, "no idea", .cannot),
      (.english, "one moment please", .wait), (.english, "thank you so much!", .thanks),
      (.english, "hello", .greeting), (.english, "I see", .acknowledgement),
      (.english, "👍", .yes), (.english, "👍🏽", .yes), (.english, "that order", .thatOrder),
      (.english, "I'd rather not say", .ratherNot), (.english, "cancel my order", nil),
      (.english, "where is my order", nil), (.english, "", nil), (.english, "?", nil),
      (.english, "thanks for nothing, where is it", nil), (.english, "😀", .thumbsUp),
      (.russian, "давай", .yes), (.russian, "ага", .yes), (.russian, "Да, пожалуйста", .yes),
      (.russian, "даааа", .yes), (.russian, "не надо", .no), (.russian, "нет, спасибо", .no),
      (.russian, "отмена", .cancel), (.russian, "сначала", .startAgain),
      (.russian, "назад", .goBack),
      (.russian, "не знаю", .cannot), (.russian, "у меня нет", .cannot),
      (.russian, "минутку", .wait),
      (.russian, "спасибо большое", .thanks), (.russian, "здраствуйте", .greeting),
      (.russian, "понятно", .acknowledgement), (.russian, "отмените заказ", nil),
      (.russian, "конечно)", .yes), (.russian, "да)", .yes),
      (.romanian, "da, te rog", .yes), (.romanian, "sigur că da", .yes),
      (.romanian, "da va rog", .yes),
      (.romanian, "nu, mulțumesc", .no), (.romanian, "nu multumesc", .no),
      (.romanian, "anulează", .cancel), (.romanian, "renunt", .cancel),
      (.romanian, "nu știu", .cannot),
      (.romanian, "nu stiu", .cannot), (.romanian, "un moment", .wait),
      (.romanian, "mersi", .thanks),
      (.romanian, "bună ziua", .greeting), (.romanian, "anulează comanda", nil),
      (.turkish, "aynen", .yes), (.turkish, "tabii ki de", .yes), (.turkish, "evet lütfen", .yes),
      (.turkish, "TABİİ", .yes), (.turkish, "hayır", .no), (.turkish, "hayir", .no),
      (.turkish, "yok sağol", .no), (.turkish, "vazgeçtim", .cancel),
      (.turkish, "bilmiyorum", .cannot),
      (.turkish, "bir dakika", .wait), (.turkish, "teşekkürler", .thanks),
      (.turkish, "tesekurler", .thanks), (.turkish, "merhaba", .greeting),
      (.turkish, "siparişi iptal et", nil),
      (.arabic, "نعم من فضلك", .yes), (.arabic, "اه", .yes), (.arabic, "ايوه", .yes),
      (.arabic, "أكيد", .yes), (.arabic, "لا شكراً", .no), (.arabic, "لأ", .no),
      (.arabic, "إلغاء", .cancel), (.arabic, "لا أعرف", .cannot), (.arabic, "لحظة", .wait),
      (.arabic, "شكراً جزيلاً", .thanks), (.arabic, "السلام عليكم", .greeting),
      (.arabic, "أريد إلغاء الطلب", nil),
    ]
  )
  func lines(language: Language, line: String, expected: Steering?) throws {
    #expect(try SlotSamples.steering(language).reading(of: line) == expected)
  }

  @Test(
    "Yes and no with what was said besides",
    arguments: [
      (
        Language.english, "yes, and send it to ana@x.ro",
        YesOrNo?.some(.yes(rest: "and send it to ana@x.ro"))
      ),
      (.english, "yes send me the form", .yes(rest: "send me the form")),
      (.english, "Sure. Which one?", .yes(rest: "Which one?")),
      (.english, "no, it's A-10433", .no(rest: "it's A-10433")),
      (.english, "no I want the other", .no(rest: "I want the other")),
      (.english, "no problem", .yes(rest: "")), (.english, "why not", .yes(rest: "")),
      (.english, "not yes", .no(rest: "")), (.english, "no parcel came", nil),
      (.english, "yes no maybe", nil), (.english, "yes/no", nil),
      (.english, "right now please", nil),
      (.english, "maybe", nil), (.english, "well, yes", .yes(rest: "")),
      (.english, "👍 go", .yes(rest: "go")),
      (.english, "👎", .no(rest: "")), (.english, "no-one answered", nil),
      (.english, "the parcel is not here", nil), (.english, "of course not", .no(rest: "")),
      (.english, "yeah, no", .no(rest: "")), (.english, "ok", .yes(rest: "")),
      (.english, "y", .yes(rest: "")),
      (.english, "fine", .yes(rest: "")), (.english, "good question, but where is it", nil),
      (.russian, "нет, не надо", .no(rest: "")), (.russian, "да нет", .no(rest: "")),
      (.russian, "да, отправьте на другой адрес", .yes(rest: "отправьте на другой адрес")),
      (.russian, "да отправьте по почте", .yes(rest: "отправьте по почте")),
      (.russian, "нет заказа", nil),
      (.russian, "нет, это A-10433", .no(rest: "это A-10433")), (.russian, "можно вернуть?", nil),
      (.russian, "конечно нет", .no(rest: "")), (.russian, "без проблем", .yes(rest: "")),
      (.romanian, "da-mi numarul", nil), (.romanian, "nu am primit", nil),
      (.romanian, "da, dar mâine", .yes(rest: "dar mâine")),
      (.romanian, "nu vreau", .no(rest: "")), (.romanian, "nu, e A-10433", .no(rest: "A-10433")),
      (.romanian, "bineînțeles că nu", .no(rest: "")),
      (.romanian, "nicio problemă", .yes(rest: "")),
      (.turkish, "evet ama yarın", .yes(rest: "ama yarın")),
      (.turkish, "hayır, başka", .no(rest: "başka")),
      (.turkish, "tabii ki hayır", .no(rest: "")), (.turkish, "tabii ki de", .yes(rest: "")),
      (.turkish, "evet değil", .no(rest: "")), (.turkish, "sorun değil", .yes(rest: "")),
      (.arabic, "نعم وأرسله غدا", .yes(rest: "وأرسله غدا")),
      (.arabic, "لا، الرقم 5", .no(rest: "الرقم 5")),
      (.arabic, "لا مشكلة", .yes(rest: "")), (.arabic, "لم لا", .yes(rest: "")),
      (.arabic, "لا أعرف شيئا عنه", nil),
      (.arabic, "أكيد لا", .no(rest: "")),
    ]
  )
  func openers(language: Language, line: String, expected: YesOrNo?) throws {
    #expect(try SlotSamples.steering(language).yesOrNo(line) == expected)
  }
}

@Suite("Corrections")
struct SlotCorrectionTests {
  private let definitions = [
    SlotDefinition(name: "order", kind: .code(CodePattern("A-#####"))),
    SlotDefinition(name: "email", kind: .email),
    SlotDefinition(name: "day", kind: .date(.any)),
  ]

  @Test(
    "A line that says one of the values anew",
    arguments: [
      (Language.english, "no, it's A-10433", "order A-10433"),
      (.english, "sorry, I meant ana@x.ro", "email ana@x.ro"),
      (.english, "not Monday, Tuesday", "day 2026-12-01"),
      (.english, "it's not A-10432 but A-10433", "order A-10433"),
      (.english, "oops 10433", "order A-10433"), (.english, "Actually tomorrow", "day 2026-11-25"),
      (.english, "wrong order number, A-10433", "order A-10433"),
      (.english, "no, the email is Ana@X.ro", "email ana@x.ro"),
      (.english, "where is A-10433", "-"), (.english, "no", "-"), (.english, "sorry", "-"),
      (.english, "no, A-10433 and ana@x.ro", "-"), (.english, "no, A-10433 or A-10434", "-"),
      (.russian, "нет, это A-10433", "order A-10433"),
      (.russian, "ой, я имел в виду ana@x.ro", "email ana@x.ro"),
      (.russian, "не понедельник, а вторник", "day 2026-12-01"),
      (.russian, "извините, завтра", "day 2026-11-25"),
      (.russian, "нет, не A-10432, а A-10433", "order A-10433"),
      (.romanian, "nu, e A-10433", "order A-10433"),
      (.romanian, "scuze, voiam să spun ana@x.ro", "email ana@x.ro"),
      (.romanian, "nu luni, marți", "day 2026-12-01"),
      (.romanian, "am greșit, mâine", "day 2026-11-25"),
      (.turkish, "hayır, A-10433", "order A-10433"),
      (.turkish, "pardon, ana@x.ro", "email ana@x.ro"),
      (.turkish, "pazartesi değil salı", "day 2026-12-01"),
      (.arabic, "لا، الرقم A-10433", "order A-10433"),
      (.arabic, "آسف قصدي ana@x.ro", "email ana@x.ro"),
      (.arabic, "مش الاثنين، الثلاثاء", "day 2026-12-01"),
    ]
  )
  func corrections(language: Language, line: String, expected: String) throws {
    let found = try SlotSamples.reader(language).correction(
      of: definitions,
      in: line,
      today: #require(sampleToday)
    )
    #expect(found.map { "\($0.slot) \(written($0.value))" } ?? "-" == expected)
    if let found { #expect(found.range.upperBound <= line.utf8.count && !found.range.isEmpty) }
  }
}

@Suite("Any text")
struct SlotFuzzTests {
  @Test(
    "Random lines are read without a crash, and ranges lie in the line",
    arguments: Language.allCases
  )
  func fuzz(language: Language) throws {
    let reader = try SlotSamples.reader(language)
    let steering = try SlotSamples.steering(language)
    let today = try #require(sampleToday)
    let kinds: [SlotDefinition.Kind] = [
      .code(CodePattern("A-#####")), .code(CodePattern("@@-##", checkDigit: .luhn)),
      .code(CodePattern("")), .code(CodePattern("---")), .email, .phone, .postcode, .amount,
      .quantity(minimum: 1, maximum: 9), .quantity(minimum: 5, maximum: 1), .date(.any),
      .date(.past),
      .date(.future), .size, .choice(["a", "too_small"]), .text(minimumWords: 1), .bool,
    ]
    let pieces = [
      "A", "-", "1", "10432", " ", "  ", "\n", "@", ".", ",", "ana", "x.ro", "+", "(", ")", "/",
      "not", "no", "yes", "да", "нет", "не", "nu", "değil", "لا", "مش", "12", "March", "марта",
      "martie", "Mart", "مارس", "ago", "in", "три", "3", "٣", "days", "дня", "zile", "gün", "أيام",
      "last", "Friday", "€", "lei", "руб", "'", "’", "\u{200F}", "👍", "🤷‍♀️", "é", "e\u{301}", "\u{0}",
      "½", "#", "№", "second", "2nd", "XL", "size", "000", "99999999999999999999", "\u{10FFFF}",
      "İ", "ß", "ﷺ", "٫", "：", "２", "\u{FEFF}", "sorry", "i meant", "eleven", "twenty",
    ]
    var generator = SeededGenerator(seed: 0x510)
    for _ in 0..<150 {
      var line = ""
      for _ in 0..<Int.random(in: 0...9, using: &generator) {
        line += pieces.randomElement(using: &generator) ?? ""
        if Bool.random(using: &generator) { line += " " }
      }
      for (number, kind) in kinds.enumerated() {
        let definition = SlotDefinition(name: "s\(number)", kind: kind)
        for wasAsked in [true, false] {
          switch reader.read(definition, in: line, wasAsked: wasAsked, today: today) {
          case .value(_, let range), .invalid(_, let range):
            #expect(
              range.lowerBound >= 0 && range.upperBound <= line.utf8.count && !range.isEmpty,
              "\(kind) \(line)"
            )
          case .none: break
          }
        }
      }
      _ = steering.reading(of: line)
      _ = steering.yesOrNo(line)
      let definitions = kinds.enumerated().map { SlotDefinition(name: "s\($0)", kind: $1) }
      _ = reader.correction(of: definitions, in: line, today: today)
    }
  }

  @Test("A novel is read in a moment")
  func long() throws {
    let reader = try SlotSamples.reader(.english)
    let text = String(repeating: "12 march 1 2 3 a@b size not ", count: 4_000)
    for kind: SlotDefinition.Kind in [
      .code(CodePattern("A-#####")), .email, .phone, .postcode, .amount, .date(.past), .size,
      .choice(["small", "large"]), .quantity(minimum: 1, maximum: 9),
    ] {
      _ = reader.read(
        SlotDefinition(name: "s", kind: kind),
        in: text,
        wasAsked: true,
        today: try #require(sampleToday)
      )
    }
  }
}
