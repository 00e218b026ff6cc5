import Content
import Dialogue
import Testing
import TextAnalysis

@Suite("Amounts, quantities, sizes")
struct NumberSlotTests {
  @Test(
    "Amounts of money",
    arguments: [
      (Language.romanian, "1.299,90 lei", "1,299.90 RON"), (.english, "€12.50", "12.50 EUR"),
      (.russian, "50 евро", "50 EUR"), (.english, "$1,299.90", "1,299.90 USD"),
      (.english, "12.5 pounds", "12.50 GBP"), (.english, "50", "50 EUR"),
      (.english, "about 50 I think", "50 EUR"), (.russian, "1 299,90 руб.", "1,299.90 RUB"),
      (.russian, "1299р", "1,299 RUB"), (.russian, "₽500", "500 RUB"),
      (.turkish, "1.299,90 TL", "1,299.90 TRY"), (.turkish, "₺50", "50 TRY"),
      (.turkish, "50 liraya", "50 TRY"), (.arabic, "٥٠ درهم", "50 AED"),
      (.arabic, "١٢٫٥ ريال", "12.50 SAR"), (.arabic, "50 يورو", "50 EUR"),
      (.romanian, "50 de lei", "50 EUR"), (.english, "EUR 50", "50 EUR"),
      (.english, "50 EUR", "50 EUR"), (.english, "50eur", "50 EUR"),
      (.english, "1.299", "1,299 EUR"),
      (.english, "0.5", "0.50 EUR"), (.english, "fifty euros", "50 EUR"),
      (.russian, "двадцать пять евро", "25 EUR"), (.english, "12.345,6789 euros", "!amount"),
      (.english, "between 10 and 20", "-"), (.english, "no idea", "-"), (.english, "A-10432", "-"),
      (.english, "I paid €12.50 for 2", "12.50 EUR"), (.romanian, "50 bani", "50 EUR"),
    ]
  )
  func amount(language: Language, text: String, expected: String) throws {
    let read = try read(.amount, text, language)
    #expect(read.replacing(",", with: "") == expected.replacing(",", with: ""))
  }

  @Test("A bare number is money only when it was asked for")
  func bareAmount() throws {
    #expect(try read(.amount, "I bought 2 of them", asked: false) == "-")
    #expect(try read(.amount, "I paid 30 euros for 2", asked: false) == "30 EUR")
  }

  @Test(
    "Quantities",
    arguments: [
      (Language.english, "3", "3"), (.english, "three please", "3"), (.english, "a couple", "2"),
      (.english, "twenty", "20"), (.english, "twenty-five", "25"), (.english, "just one", "1"),
      (.english, "2 (two)", "2"), (.english, "2x", "2"), (.english, "0", "!too_small"),
      (.english, "-2", "!too_small"), (.english, "51", "!too_large"),
      (.english, "1.5", "!not_whole"),
      (.english, "99999999999999999999", "!too_large"), (.english, "2 or 3", "-"),
      (.english, "some", "-"), (.russian, "две штуки", "2"), (.russian, "двух", "2"),
      (.russian, "пять", "5"), (.russian, "пару", "2"), (.russian, "одиннадцать", "11"),
      (.romanian, "două", "2"), (.romanian, "doua", "2"), (.romanian, "o bucată", "1"),
      (.romanian, "unsprezece bucăți", "11"), (.romanian, "douăzeci și cinci", "25"),
      (.turkish, "iki tane", "2"), (.turkish, "üç", "3"), (.turkish, "uc", "3"),
      (.turkish, "on beş", "15"), (.turkish, "yirmi beş adet", "25"), (.turkish, "bir", "1"),
      (.arabic, "ثلاثة", "3"), (.arabic, "٣", "3"), (.arabic, "اتنين", "2"),
      (.arabic, "قطعتين", "2"),
      (.arabic, "عشرة من فضلك", "10"), (.arabic, "خمسة عشر", "15"),
    ]
  )
  func quantity(language: Language, text: String, expected: String) throws {
    #expect(try read(.quantity(minimum: 1, maximum: 50), text, language) == expected)
  }

  @Test("Every number up to twenty has its word in every language")
  func words() throws {
    let words: [Language: String] = [
      .english: """
      one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
      sixteen seventeen eighteen nineteen twenty
      """,
      .russian: """
      один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать \
      четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать
      """,
      .romanian: """
      unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece \
      paisprezece cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece douăzeci
      """,
    ]
    for (language, text) in words {
      for (index, word) in text.split(separator: " ").enumerated() {
        let kind = SlotDefinition.Kind.quantity(minimum: 1, maximum: 50)
        #expect(try read(kind, String(word), language) == "\(index + 1)", "\(word)")
      }
    }
  }

  @Test(
    "Sizes",
    arguments: [
      (Language.english, "M", "M"), (.english, "size m", "M"), (.english, "xl", "XL"),
      (.english, "XXL", "XXL"), (.english, "2xl", "XXL"), (.english, "xxxl", "3XL"),
      (.english, "extra large", "XL"), (.english, "large please", "L"), (.english, "42", "42"),
      (.english, "EU 42", "42"), (.english, "42.5", "42.5"), (.english, "42,5", "42.5"),
      (.english, "42½", "42.5"), (.english, "71", "!size"), (.english, "UK 8", "!size"),
      (.english, "M or L", "-"), (.english, "it's fine", "-"), (.english, "5XL", "5XL"),
      (.english, "6", "!size"), (.russian, "размер 42", "42"), (.russian, "эмка", "M"),
      (.russian, "М", "M"), (.russian, "ХЛ", "XL"), (.russian, "Л", "L"),
      (.russian, "икс эль", "XL"),
      (.romanian, "mărimea L", "L"), (.romanian, "marimea 38", "38"), (.romanian, "mediu", "M"),
      (.turkish, "38 beden", "38"), (.turkish, "orta", "M"), (.turkish, "42 numara", "42"),
      (.turkish, "L beden", "L"), (.arabic, "مقاس ٤٢", "42"), (.arabic, "لارج", "L"),
      (.arabic, "اكس لارج", "XL"), (.arabic, "ميديوم", "M"),
    ]
  )
  func size(language: Language, text: String, expected: String) throws {
    #expect(try read(.size, text, language) == expected)
  }

  @Test(
    "In any sentence only a named size or an XL counts",
    arguments: [
      (Language.english, "do you have size M", "M"), (.english, "I need a 42", "-"),
      (.english, "L", "-"), (.english, "I want XL", "XL"), (.english, "size 42 is too small", "42"),
      (.english, "it's a large parcel", "-"), (.russian, "размер 42 мал", "42"),
      (.turkish, "38 beden var mı", "38"), (.arabic, "أريد مقاس 42", "42"),
      (.romanian, "mărimea 40 e mică", "40"),
    ]
  )
  func sizeAnywhere(language: Language, text: String, expected: String) throws {
    #expect(try read(.size, text, language, asked: false) == expected)
  }
}
