import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Russian in Latin letters")
struct TransliterationTests {
  @Test(
    "has the word meant among its readings, whatever the habit",
    arguments: [
      ("gde", "где"), ("moy", "мой"), ("moj", "мой"), ("moi", "мои"), ("zakaz", "заказ"),
      ("dostavka", "доставка"), ("vozvrat", "возврат"), ("chto", "что"), ("4to", "что"),
      ("kogda", "когда"), ("khochu", "хочу"), ("xochu", "хочу"), ("hochu", "хочу"),
      ("pomoshch", "помощ"), ("otmenit'", "отменить"), ("posylka", "посылка"), ("zakazy", "заказы"),
      ("novyy", "новый"), ("novyj", "новый"), ("moya", "моя"), ("moja", "моя"), ("yest'", "есть"),
      ("zhaloba", "жалоба"), ("jaloba", "жалоба"), ("tsena", "цена"), ("cena", "цена"),
      ("sluzhba", "служба"), ("nalojka", "наложка"), ("vsyo", "все"), ("eshchyo", "еще"),
    ]
  )
  func words(latin: String, russian: String) {
    #expect(Transliteration.russian(fromLatin: latin).contains(russian))
  }

  @Test(
    "reads nothing where there are no Latin letters",
    arguments: ["", "заказ", "123", "şikayet", "зakaz", "?", "😀"]
  )
  func none(word: String) {
    #expect(Transliteration.russian(fromLatin: word) == [])
  }

  @Test("gives each reading once, the same in every run")
  func distinct() {
    for word in ["jyjyjy", "zakaz", "y", "j"] {
      let readings = Transliteration.russian(fromLatin: word)
      #expect(Set(readings).count == readings.count)
      #expect(readings == Transliteration.russian(fromLatin: word))
    }
  }

  @Test("takes any ASCII word")
  func random() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
        UInt8.random(in: 0...127, using: &generator)
      }
      for reading in Transliteration.russian(fromLatin: String(decoding: bytes, as: UTF8.self)) {
        #expect(!reading.isEmpty)
      }
    }
  }
}
