import Content
import Dialogue
import Testing
import TextAnalysis

/// Today is Tuesday, 24 November 2026.
@Suite("Days")
struct DateSlotTests {
  @Test(
    "Days as customers write them",
    arguments: [
      (Language.english, "12.03.2026", "2026-03-12"), (.english, "12/03", "2027-03-12"),
      (.english, "2026-03-12", "2026-03-12"), (.english, "12 March", "2027-03-12"),
      (.english, "March 12th", "2027-03-12"), (.english, "12th of March 2026", "2026-03-12"),
      (.english, "the 12th of march", "2027-03-12"), (.english, "Mar 12, 2026", "2026-03-12"),
      (.english, "12 Nov '26", "2026-11-12"), (.english, "1/12", "2026-12-01"),
      (.english, "11/30/2026", "2026-11-30"), (.english, "12.3.26", "2026-03-12"),
      (.english, "12 03 2026", "2026-03-12"), (.english, "november the fifth", "2026-11-05"),
      (.english, "twenty-first of november", "2026-11-21"), (.english, "today", "2026-11-24"),
      (.english, "yesterday", "2026-11-23"), (.english, "the day before yesterday", "2026-11-22"),
      (.english, "tomorrow", "2026-11-25"), (.english, "tommorow pls", "2026-11-25"),
      (.english, "the day after tomorrow", "2026-11-26"), (.english, "in 3 days", "2026-11-27"),
      (.english, "three days ago", "2026-11-21"), (.english, "3 days ago", "2026-11-21"),
      (.english, "last Monday", "2026-11-23"), (.english, "last tuesday", "2026-11-17"),
      (.english, "next Friday", "2026-11-27"), (.english, "on Friday", "2026-11-27"),
      (.english, "fri", "2026-11-27"), (.english, "a week ago", "2026-11-17"),
      (.english, "two weeks ago", "2026-11-10"), (.english, "in a week", "2026-12-01"),
      (.english, "a month ago", "2026-10-24"), (.english, "a fortnight ago", "2026-11-10"),
      (.english, "3 days from now", "2026-11-27"), (.english, "the 12th", "2026-11-12"),
      (.english, "30", "2026-11-30"), (.english, "31.02.2026", "!no_such_day"),
      (.english, "31 June", "!no_such_day"), (.english, "45/45", "!no_such_day"),
      (.english, "29 february", "2028-02-29"), (.english, "soon", "-"), (.english, "A-10432", "-"),
      (.english, "last week", "-"), (.english, "may be", "-"), (.english, "", "-"),
      (.russian, "12 марта", "2027-03-12"), (.russian, "5 ноября", "2026-11-05"),
      (.russian, "пятого ноября", "2026-11-05"),
      (.russian, "двадцать первого ноября", "2026-11-21"),
      (.russian, "12 марта 2026 года", "2026-03-12"), (.russian, "12.03.2026г.", "2026-03-12"),
      (.russian, "сегодня", "2026-11-24"), (.russian, "вчера", "2026-11-23"),
      (.russian, "позавчера", "2026-11-22"), (.russian, "завтра", "2026-11-25"),
      (.russian, "послезавтра", "2026-11-26"), (.russian, "через 3 дня", "2026-11-27"),
      (.russian, "через неделю", "2026-12-01"), (.russian, "3 дня назад", "2026-11-21"),
      (.russian, "неделю назад", "2026-11-17"), (.russian, "в пятницу", "2026-11-27"),
      (.russian, "в прошлый понедельник", "2026-11-23"),
      (.russian, "в следующую среду", "2026-11-25"),
      (.russian, "12-го", "2026-11-12"), (.russian, "12 числа", "2026-11-12"),
      (.russian, "две недели назад", "2026-11-10"), (.russian, "5-го ноября", "2026-11-05"),
      (.romanian, "12 martie", "2027-03-12"), (.romanian, "pe 5 noiembrie", "2026-11-05"),
      (.romanian, "5 noiembrie 2026", "2026-11-05"), (.romanian, "întâi decembrie", "2026-12-01"),
      (.romanian, "azi", "2026-11-24"), (.romanian, "ieri", "2026-11-23"),
      (.romanian, "alaltăieri", "2026-11-22"), (.romanian, "maine", "2026-11-25"),
      (.romanian, "poimâine", "2026-11-26"), (.romanian, "acum 3 zile", "2026-11-21"),
      (.romanian, "peste 3 zile", "2026-11-27"), (.romanian, "acum o săptămână", "2026-11-17"),
      (.romanian, "acum două luni", "2026-09-24"), (.romanian, "vineri", "2026-11-27"),
      (.romanian, "luni", "2026-11-30"), (.romanian, "lunea trecută", "2026-11-23"),
      (.romanian, "vinerea viitoare", "2026-11-27"), (.romanian, "5 mai", "2027-05-05"),
      (.romanian, "2 mai multe", "-"), (.romanian, "cu 3 zile în urmă", "2026-11-21"),
      (.turkish, "12 Mart", "2027-03-12"), (.turkish, "12 Mart 2026", "2026-03-12"),
      (.turkish, "5 Kasım'da", "2026-11-05"), (.turkish, "Kasım'ın 5'inde", "2026-11-05"),
      (.turkish, "bugün", "2026-11-24"), (.turkish, "dün", "2026-11-23"),
      (.turkish, "evvelsi gün", "2026-11-22"), (.turkish, "yarın", "2026-11-25"),
      (.turkish, "öbür gün", "2026-11-26"), (.turkish, "3 gün önce", "2026-11-21"),
      (.turkish, "3 gün sonra", "2026-11-27"), (.turkish, "bir hafta önce", "2026-11-17"),
      (.turkish, "geçen pazartesi", "2026-11-23"), (.turkish, "gelecek cuma", "2026-11-27"),
      (.turkish, "cuma günü", "2026-11-27"), (.turkish, "cumaya", "2026-11-27"),
      (.turkish, "pazartesi", "2026-11-30"), (.turkish, "ayın 12'sinde", "2026-11-12"),
      (.turkish, "subat 3", "2027-02-03"),
      (.arabic, "12 مارس", "2027-03-12"), (.arabic, "٥ نوفمبر ٢٠٢٦", "2026-11-05"),
      (.arabic, "٢٠٢٦/١١/٠٥", "2026-11-05"), (.arabic, "5 تشرين الثاني", "2026-11-05"),
      (.arabic, "اليوم", "2026-11-24"), (.arabic, "أمس", "2026-11-23"),
      (.arabic, "امبارح", "2026-11-23"),
      (.arabic, "أول أمس", "2026-11-22"), (.arabic, "غدا", "2026-11-25"),
      (.arabic, "بكرة", "2026-11-25"),
      (.arabic, "بعد غد", "2026-11-26"), (.arabic, "بعد 3 أيام", "2026-11-27"),
      (.arabic, "قبل ثلاثة أيام", "2026-11-21"), (.arabic, "قبل يومين", "2026-11-22"),
      (.arabic, "منذ أسبوع", "2026-11-17"), (.arabic, "من أسبوعين", "2026-11-10"),
      (.arabic, "يوم الجمعة", "2026-11-27"), (.arabic, "الاثنين الماضي", "2026-11-23"),
      (.arabic, "الجمعة القادمة", "2026-11-27"),
    ]
  )
  func any(language: Language, text: String, expected: String) throws {
    #expect(try read(.date(.any), text, language) == expected)
  }

  @Test(
    "Limits choose the year and the week, and refuse what lies beyond them",
    arguments: [
      (SlotDefinition.DateRange.past, "12 March", "2026-03-12"),
      (.future, "12 March", "2027-03-12"),
      (.past, "Friday", "2026-11-20"), (.future, "Friday", "2026-11-27"),
      (.past, "Tuesday", "2026-11-17"), (.future, "Tuesday", "2026-12-01"),
      (.past, "tomorrow", "!not_past"), (.future, "yesterday", "!not_future"),
      (.past, "today", "2026-11-24"), (.future, "today", "2026-11-24"),
      (.past, "24 November", "2026-11-24"), (.future, "01.01.2020", "!not_future"),
      (.past, "the 30th", "2026-10-30"), (.future, "the 12th", "2026-12-12"),
    ]
  )
  func limits(range: SlotDefinition.DateRange, text: String, expected: String) throws {
    #expect(try read(.date(range), text) == expected)
  }

  @Test(
    "In any sentence only a day that can be nothing else counts",
    arguments: [
      ("it came on 12 March", "2026-03-12"), ("ordered on 12.03.2026", "2026-03-12"),
      ("it arrived 3 days ago", "2026-11-21"), ("it came yesterday", "2026-11-23"),
      ("I need it today", "-"), ("you said Friday", "-"), ("12/03", "-"), ("I have 12", "-"),
      ("I may 5 times", "-"), ("version 1.2.3", "-"), ("will it come tomorrow", "-"),
    ]
  )
  func anywhere(text: String, expected: String) throws {
    #expect(try read(.date(.past), text, asked: false) == expected)
  }

  @Test("Days and months are counted as the calendar does")
  func arithmetic() throws {
    for (text, expected) in [
      ("in 30 days", "2026-12-24"), ("in 100 days", "2027-03-04"), ("400 days ago", "2025-10-20"),
      ("in 3 months", "2027-02-24"), ("a year ago", "2025-11-24"),
    ] {
      #expect(try read(.date(.any), text) == expected)
    }
  }
}
