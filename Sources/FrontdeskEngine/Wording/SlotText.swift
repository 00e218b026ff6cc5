package import Content
package import TextAnalysis

/// Writes the values of slots as readers of a language expect them, with Western digits.
///
/// Money is written as the shop's facts are, days with their weekday and, when it is not today's,
/// their year. *Source*: the long forms of CLDR 46 for en_150, ru, ro, tr and ar; the tests hold
/// them against ICU. *Difference from the source*: the words are kept here, since loading ICU
/// would double the time the program takes to start. Choices and truth values have words of the
/// shop's own and are not written here.
package struct SlotText: Sendable {
  private let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// Writes a value; nothing for a truth value, a file or rows of a table.
  package func text(of value: SlotValue, today: ContentDate? = nil) -> String {
    switch value {
    case .text(let text): text
    case .number(let number):
      (number < 0 ? "-" : "")
        + DecimalNumber(Int(clamping: number.magnitude)).text(in: language)
    case .amount(let amount, let currency): Currency.text(amount, currency, in: language)
    case .date(let date): text(of: date, withYear: today.map { $0.year != date.year } ?? true)
    case .bool, .attachment, .records: ""
    }
  }

  private func text(of date: ContentDate, withYear: Bool) -> String {
    let month = Self.words(Self.months(of: language))[date.month - 1]
    let weekday = Self.words(Self.weekdays(of: language))[date.weekday.index]
    let day = "\(date.day) \(month)"
    let year = withYear ? " \(date.year)" : ""
    return switch language {
    case .english, .romanian: "\(weekday), \(day)\(year)"
    case .russian: "\(weekday), \(day)\(year)\(withYear ? " г." : "")"
    case .turkish: "\(day)\(year) \(weekday)"
    case .arabic: "\(weekday)، \(day)\(withYear ? "،" : "")\(year)"
    }
  }

  private static func words(_ text: String) -> [Substring] { text.split(separator: " ") }

  /// Monday to Sunday.
  private static func weekdays(of language: Language) -> String {
    switch language {
    case .english: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    case .russian: "понедельник вторник среда четверг пятница суббота воскресенье"
    case .romanian: "luni marți miercuri joi vineri sâmbătă duminică"
    case .turkish: "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar"
    case .arabic: "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    }
  }

  /// January to December, in the form that follows a day.
  private static func months(of language: Language) -> String {
    switch language {
    case .english:
      "January February March April May June July August September October November December"
    case .russian:
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    case .romanian:
      "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
        + " decembrie"
    case .turkish:
      "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"
    case .arabic:
      "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    }
  }
}
