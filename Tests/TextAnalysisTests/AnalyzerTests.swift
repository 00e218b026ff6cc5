import Foundation
import TestSupport
import Testing

@testable import TextAnalysis

@Suite("The analyzer")
struct AnalyzerTests {
  private static let analyzers = Dictionary(
    uniqueKeysWithValues: Language.allCases.map { ($0, Analyzer(language: $0)) }
  )

  private func analyze(_ text: String, _ language: Language) throws -> AnalyzedText {
    try #require(Self.analyzers[language]).analyze(text)
  }

  private func terms(_ text: String, _ language: Language) throws -> [String] {
    let analysis = try analyze(text, language)
    return analysis.tokens.filter { !$0.isCompound }.map { analysis.text($0.term) }
  }

  /// Forms in the order term, folded term, plain term, folded word.
  private func forms(_ word: String, _ language: Language) throws -> [String] {
    let analysis = try analyze(word, language)
    let token = try #require(analysis.tokens.first)
    return [token.term, token.foldedTerm, token.plainTerm, token.foldedWord].map {
      analysis.text($0)
    }
  }

  /// Whether a document's word and a question's word meet through any of their folded stems.
  private func meet(_ document: String, _ question: String, _ language: Language) throws -> Bool {
    let aliases = try forms(document, language)[1...2]
    return try forms(question, language)[1...2].contains { aliases.contains($0) }
  }

  // MARK: Ranges

  @Test(
    "gives tokens that lie in the text, on borders of scalars and in ascending order",
    arguments: Language.allCases
  )
  func ranges(language: Language) throws {
    for text in (TextSamples.sentences[language] ?? []) + TextSamples.strange {
      expectSound(try analyze(text, language), of: Array(text.utf8))
    }
  }

  @Test(
    "takes any bytes: seeded random ones, and sentences with bytes changed",
    arguments: Language.allCases
  )
  func randomBytes(language: Language) throws {
    let analyzer = try #require(Self.analyzers[language])
    var generator = SeededGenerator(seed: 0xA11A)
    let sentences = Language.allCases.flatMap { TextSamples.sentences[$0] ?? [] }
    for round in 0..<600 {
      var bytes: [UInt8]
      if round.isMultiple(of: 3) {
        bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
      } else {
        bytes = Array((sentences.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0...3, using: &generator) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes.remove(at: place)
          case 2:
            let other = Array((TextSamples.strange.randomElement(using: &generator) ?? "").utf8)
            bytes.insert(contentsOf: other, at: place)
          default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
          }
          if bytes.isEmpty { bytes = [0x20] }
        }
      }
      let analysis = bytes.withUnsafeBufferPointer { analyzer.analyze($0) }
      expectSound(analysis, of: bytes)
    }
  }

  private func expectSound(
    _ analysis: AnalyzedText,
    of bytes: [UInt8],
    location: SourceLocation = #_sourceLocation
  ) {
    let isWellFormed = String(validating: bytes, as: UTF8.self) != nil
    var end = 0
    var words: [Range<Int>] = []
    for token in analysis.tokens {
      let isInside = 0 <= token.range.lowerBound && token.range.upperBound <= bytes.count
      #expect(isInside && !token.range.isEmpty, "\(token.range)", sourceLocation: location)
      guard isInside else { return }
      if isWellFormed {
        for border in [token.range.lowerBound, token.range.upperBound] where border < bytes.count {
          #expect(bytes[border] & 0xC0 != 0x80, "\(token.range)", sourceLocation: location)
        }
      }
      if token.isCompound {
        #expect(
          words.suffix(2).first?.lowerBound == token.range.lowerBound
            && words.last?.upperBound == token.range.upperBound,
          sourceLocation: location
        )
      } else {
        #expect(token.range.lowerBound >= end, "\(token.range)", sourceLocation: location)
        end = token.range.upperBound
        words.append(token.range)
      }
      for form in [
        token.word, token.term, token.foldedTerm, token.plainTerm, token.foldedWord,
      ] {
        #expect(!form.isEmpty && form.upperBound <= analysis.arena.count, sourceLocation: location)
        #expect(
          String(validating: analysis.arena[form], as: UTF8.self) != nil,
          sourceLocation: location
        )
      }
    }
  }

  @Test("reuses a value without leaving anything of the text before in it")
  func reuse() throws {
    let analyzer = Analyzer(language: .english)
    var analysis = AnalyzedText()
    for text in ["returning my order", "", "a parcel"] {
      var text = text
      text.withUTF8 { analyzer.analyze($0, into: &analysis) }
      let fresh = analyzer.analyze(text)
      #expect(analysis.tokens.map(\.range) == fresh.tokens.map(\.range))
      #expect(analysis.arena == fresh.arena)
    }
  }

  // MARK: Letters

  /// Every letter of each language's alphabet beyond a-z, in both cases.
  private static let letters: [(Language, String)] = [
    (.english, "éèêëàâäçîïôöùûüñÉÈÊËÀÂÄÇÎÏÔÖÙÛÜÑ"),
    (.russian, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
    (.romanian, "ăâîșțşţĂÂÎȘȚŞŢ"),
    (.turkish, "çğıöşüâîûÇĞIİÖŞÜÂÎÛ"),
    (.arabic, "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"),
  ]

  @Test("analyses composed and decomposed letters alike, in both cases", arguments: letters)
  func composition(language: Language, alphabet: String) throws {
    for letter in alphabet {
      // The letter alone, within a word and at its end.
      for word in ["\(letter)", "a\(letter)an", "lor\(letter)"] {
        let composed = word.precomposedStringWithCanonicalMapping
        let decomposed = word.decomposedStringWithCanonicalMapping
        #expect(try forms(composed, language) == forms(decomposed, language), "\(word)")
      }
    }
  }

  @Test("keeps a diacritic behind other marks: a vowel sign before a hamza")
  func markOrder() throws {
    #expect(try forms("\u{627}\u{64E}\u{654}ين", .arabic) == forms("أين", .arabic))
  }

  @Test("leaves no mark of a letter that composes with nothing, or of nonsense")
  func loneMarks() throws {
    #expect(try terms("x\u{301}\u{302}\u{303}y", .english) == ["xy"])
    #expect(try terms("\u{301}\u{302}", .english) == [])
    #expect(try forms("1\u{FE0F}\u{20E3}", .english).first == "1")
  }

  @Test(
    "takes all ways of writing Turkish dotted and dotless i to one folded word",
    arguments: ["SIPARIS", "siparis", "sipariş", "SİPARİŞ", "SI\u{307}PARI\u{307}S\u{327}"]
  )
  func turkishOrder(word: String) throws {
    #expect(try forms(word, .turkish)[3] == "siparis")
    #expect(try meet("sipariş", word, .turkish))
    #expect(try meet(word, "sipariş", .turkish))
  }

  @Test("lower-cases I to ı and İ to i in Turkish, and both to i elsewhere")
  func dottedI() throws {
    #expect(try terms("IŞIK", .turkish) == terms("ışık", .turkish))
    #expect(try terms("İZİN", .turkish) == terms("izin", .turkish))
    #expect(try terms("I\u{307}ZI\u{307}N", .turkish) == terms("izin", .turkish))
    #expect(try terms("İPHONE IPHONE", .english) == ["iphon", "iphon"])
  }

  @Test("keeps one s and one t with a tail in each language")
  func commaAndCedilla() throws {
    #expect(try forms("Ştiţi", .romanian) == forms("știți", .romanian))
    #expect(try forms("ŞTIŢI", .romanian) == forms("știți", .romanian))
    #expect(try terms("știți", .romanian) != terms("stiti", .romanian))
    #expect(try forms("sipariș", .turkish) == forms("sipariş", .turkish))
    #expect(try terms("şık", .turkish) != terms("sık", .turkish))
  }

  @Test("reads ё as е but keeps й apart from и")
  func russianLetters() throws {
    #expect(try forms("Ёлка пришёл", .russian) == forms("елка пришел", .russian))
    #expect(try forms("ПРИШЁЛ", .russian) == forms("пришел", .russian))
    #expect(try forms("мой", .russian)[3] == "мой")
    #expect(try forms("мой", .russian)[3] != forms("мои", .russian)[3])
    #expect(try forms("йод", .russian)[3] != forms("иод", .russian)[3])
  }

  @Test(
    "takes Arabic spellings of one word together",
    arguments: [
      ("أين", "اين"), ("إرجاع", "ارجاع"), ("آخر", "اخر"), ("ٱلطلب", "الطلب"), ("هدية", "هديه"),
      ("مستشفى", "مستشفي"), ("مسؤول", "مسوول"), ("طلبــــي", "طلبي"), ("إِرْجَاعَ", "ارجاع"),
      ("هديّة", "هدية"), ("هٰذا", "هذا"), ("كتاب", "ڪتاب".replacing("ڪ", with: "ک")),
      ("علي", "علی"),
    ]
  )
  func arabicLetters(one: String, other: String) throws {
    #expect(try meet(one, other, .arabic))
    #expect(try forms(one, .arabic)[3] == forms(other, .arabic)[3])
  }

  @Test(
    "reads Arabic-Indic, Persian and full-width digits as ASCII ones",
    arguments: ["2026", "٢٠٢٦", "۲۰۲۶", "２０２６"]
  )
  func digits(number: String) throws {
    let analysis = try analyze("\(number) x", .arabic)
    let token = try #require(analysis.tokens.first)
    #expect(token.kind == .number)
    #expect(analysis.text(token.term) == "2026")
  }

  @Test(
    "lets words meet that differ in Latin diacritics only",
    arguments: [
      ("şikayet", "sikayet", Language.turkish), ("iade ücreti", "iade ucreti", .turkish),
      ("değişim", "degisim", .turkish), ("ödeme", "odeme", .turkish),
      ("şikayetlerim", "sikayetlerim", .turkish),
      ("returnează", "returneaza", .romanian), ("mărime", "marime", .romanian),
      ("înapoi", "inapoi", .romanian), ("plată", "plata", .romanian), ("café", "cafe", .english),
      ("résumé", "resume", .english),
    ]
  )
  func diacritics(exact: String, plain: String, language: Language) throws {
    for (left, right) in zip(exact.split(separator: " "), plain.split(separator: " ")) {
      #expect(try meet(String(left), String(right), language), "\(left)")
    }
  }

  @Test("keeps the exact form of a stem beside the folded one")
  func exactForm() throws {
    #expect(try forms("şikayet", .turkish)[0] == "şikayet")
    #expect(try forms("şikayet", .turkish)[1] == "sikayet")
    #expect(try forms("sikayet", .turkish)[0] == "sikayet")
  }

  @Test(
    "drops apostrophes of every shape",
    arguments: ["don't", "don’t", "don‘t", "donʼt", "don＇t"]
  )
  func apostrophes(word: String) throws {
    #expect(try forms(word, .english) == forms("don't", .english))
    #expect(try forms(word, .english)[3] == "dont")
  }

  @Test(
    "joins what accents and hyphens cut",
    arguments: ["don´t", "don`t", "don‛t", "do-nt", "do‐nt"]
  )
  func compounds(word: String) throws {
    let analysis = try analyze(word, .english)
    #expect(analysis.tokens.count == 3)
    let joined = try #require(analysis.tokens.last)
    #expect(joined.isCompound)
    #expect(analysis.text(joined.foldedWord) == "dont")
    #expect(joined.range == 0..<word.utf8.count)
  }

  @Test("drops a word that is nothing but apostrophes", arguments: ["ʼ", "ʼʼ"])
  func onlyApostrophes(word: String) throws {
    #expect(try terms(word, .english) == [])
  }

  @Test("reads full-width letters as ASCII")
  func fullWidth() throws {
    #expect(try forms("ＰＡＲＣＥＬ", .english) == forms("parcel", .english))
    #expect(try forms("ｐａｒｃｅｌ", .english) == forms("parcel", .english))
  }

  @Test(
    "shortens letters drawn out, and says so",
    arguments: [
      ("pleeease", "please"), ("pleaseeeeee", "please"), ("cooool", "col"), ("НУУУУУ", "ну"),
      ("heeelllooo", "helo"), ("çoook", "çok"),
    ]
  )
  func elongations(word: String, short: String) throws {
    let analysis = try analyze(word, .turkish)
    let token = try #require(analysis.tokens.first)
    #expect(analysis.text(token.word) == short)
    #expect(token.isElongated)
    #expect(token.range == 0..<word.utf8.count)
  }

  @Test(
    "leaves double letters, numbers, sizes and words of one letter alone",
    arguments: ["cool", "10000", "xxxl", "xxxxl", "aaa", "ооо", "iii", "www"]
  )
  func noElongations(word: String) throws {
    let analysis = try analyze(word, .english)
    let token = try #require(analysis.tokens.first)
    #expect(analysis.text(token.word) == word)
    #expect(!token.isElongated)
  }

  // MARK: Kinds

  @Test("never stems or folds what is marked")
  func marked() throws {
    let text = "orders@returns.com https://shop.com/returns A-10432 €49,99 10.11.2026 +40722123456"
    let analysis = try analyze(text, .english)
    #expect(
      analysis.tokens.map(\.kind) == [.email, .url, .orderNumber, .price, .date, .phone]
    )
    for token in analysis.tokens {
      #expect(token.kind.isMarked)
      for form in [token.term, token.foldedTerm, token.plainTerm, token.foldedWord] {
        #expect(form == token.word)
      }
    }
    #expect(analysis.text(analysis.tokens[0].term) == "orders@returns.com")
  }

  @Test("gives stems as the algorithm does, with nothing marked or dropped")
  func stems() throws {
    let analyzer = Analyzer(language: .english)
    var stems: [String] = []
    var text = "Returning orders A-10432 to shops@example.com"
    text.withUTF8 { bytes in
      analyzer.forEachStem(in: bytes) { range, stem in
        #expect(range.upperBound <= bytes.count)
        stems.append(String(decoding: stem, as: UTF8.self))
      }
    }
    #expect(stems == ["return", "order", "a", "10432", "to", "shop", "example.com"])
  }

  // MARK: Size

  @Test("takes very long text of anything in time that grows with its length only")
  func longText() throws {
    let fillings = [
      "word ", "a", "1.", "a.", ".", "1", "0 ", "(", "@", "a@", "#", "1 ", "€", "\u{0}",
    ]
    for filling in fillings + ["\u{301}", "a\u{301}", "😀", "a-", "ـ", "www.", "0-", "'", "a'"] {
      // A digit at the end makes the scanner for marked spans read everything.
      let text = String(repeating: filling, count: 65_536 / filling.utf8.count) + " 7"
      let analysis = try analyze(text, .english)
      #expect(analysis.tokens.last?.range.upperBound == text.utf8.count, "\(filling)")
    }
  }

  @Test("takes ten thousand copies of a word", arguments: Language.allCases)
  func copies(language: Language) throws {
    let copies = try analyze(String(repeating: "parcel ", count: 10_000), language)
    #expect(copies.tokens.count == 10_000)
  }
}
