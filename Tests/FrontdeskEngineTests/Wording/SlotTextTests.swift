import Content
import Foundation
import FrontdeskEngine
import Testing
import TextAnalysis

@Suite("Values written back")
struct SlotTextTests {
  @Test(
    "Money is written as the shop's facts are",
    arguments: [
      (Language.english, "12.5", "EUR", "€12.50"), (.english, "50", "RON", "RON 50"),
      (.russian, "12345.9", "RUB", "12 345,90 ₽"), (.romanian, "199.9", "RON", "199,90 lei"),
      (.turkish, "12345.9", "TRY", "12.345,90 TL"), (.arabic, "50", "AED", "50 درهم"),
      (.arabic, "12345.9", "EUR", "12,345.90 يورو"), (.english, "3", "CHF", "CHF 3"),
    ]
  )
  func money(language: Language, number: String, currency: String, expected: String) throws {
    let value = SlotValue.amount(try #require(DecimalNumber(number)), currency: currency)
    #expect(normalised(SlotText(language: language).text(of: value)) == expected)
  }

  @Test(
    "Days carry their year when it is not today's",
    arguments: [
      (Language.english, "Tuesday, 24 November", "Thursday, 7 January 2027"),
      (.russian, "вторник, 24 ноября", "четверг, 7 января 2027 г."),
      (.romanian, "marți, 24 noiembrie", "joi, 7 ianuarie 2027"),
      (.turkish, "24 Kasım Salı", "7 Ocak 2027 Perşembe"),
      (.arabic, "الثلاثاء، 24 نوفمبر", "الخميس، 7 يناير، 2027"),
    ]
  )
  func days(language: Language, near: String, far: String) throws {
    let today = ContentDate("2026-03-01")
    let text = SlotText(language: language)
    let day = SlotValue.date(try #require(ContentDate("2026-11-24")))
    let other = SlotValue.date(try #require(ContentDate("2027-01-07")))
    #expect(text.text(of: day, today: today) == near)
    #expect(text.text(of: other, today: today) == far)
    #expect(text.text(of: day).contains("2026"))
  }

  @Test(
    "Every day of a year is written as ICU writes it",
    arguments: [
      (Language.english, "en_150"), (.russian, "ru_RU"), (.romanian, "ro_RO"), (.turkish, "tr_TR"),
      (.arabic, "ar@numbers=latn"),
    ]
  )
  func icu(language: Language, locale: String) throws {
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    let style = Date.FormatStyle(locale: Locale(identifier: locale), timeZone: zone)
      .weekday(.wide).day().month(.wide)
    let today = try #require(ContentDate("2028-01-01"))
    let text = SlotText(language: language)
    for number in today.dayNumber..<today.dayNumber + 366 {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let value = SlotValue.date(ContentDate(dayNumber: number))
      #expect(text.text(of: value, today: today) == normalised(date.formatted(style)))
      #expect(text.text(of: value) == normalised(date.formatted(style.year())))
    }
  }

  @Test("Numbers are grouped; what has words of its own is not written")
  func others() {
    let text = SlotText(language: .romanian)
    #expect(text.text(of: .number(12_345)) == "12.345")
    #expect(text.text(of: .number(-5)) == "-5")
    #expect(text.text(of: .number(.min)).hasPrefix("-"))
    #expect(text.text(of: .text("A-10432")) == "A-10432")
    #expect(text.text(of: .bool(true)).isEmpty)
  }

  /// A text with ordinary spaces and without marks of direction.
  private func normalised(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where ![0x200E, 0x200F, 0x061C].contains(scalar.value) {
      result.unicodeScalars.append([0xA0, 0x202F].contains(scalar.value) ? " " : scalar)
    }
    return result
  }
}
