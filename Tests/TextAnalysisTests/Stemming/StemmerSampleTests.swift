import TestSupport
import Testing
import TextAnalysis

/// A stemmer with what the tests of all stemmers need to know of its language.
struct StemmerSample: Sendable, CustomTestStringConvertible {
  let name: String
  let stemmer: any Stemmer
  /// Lines of a word and its stem by the reference.
  let lines: String
  /// Letters and affixes to make words from.
  let pieces: String

  var testDescription: String { name }

  static let all = [
    StemmerSample(
      name: "English",
      stemmer: EnglishStemmer(),
      lines: EnglishStems.lines,
      pieces: """
        a b c d e f g h i j k l m n o p q r s t u v w x y z ' ’ Y ational ing eed edly ly ness ful \
        iveness ization ogi li ies sses ied 's 's' succ proc inter past ement ion ll
        """
    ),
    StemmerSample(
      name: "Russian",
      stemmer: RussianStemmer(),
      lines: RussianStems.lines,
      pieces: """
        а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ё ость ейше нн ся сь вшись \
        ующ ими ого ешь ете иями ость ивш ейш
        """
    ),
    StemmerSample(
      name: "Romanian",
      stemmer: RomanianStemmer(),
      lines: RomanianStems.lines,
      pieces: """
        a ă â b c d e f g h i î j l m n o p r s ș ş t ț ţ u v x z I U ație abilitate icatori iune \
        iști ilor ile seserăți ează itate ator ab ie ția
        """
    ),
    StemmerSample(
      name: "Turkish",
      stemmer: TurkishStemmer(),
      lines: TurkishStems.lines,
      pieces: """
        a b c ç d e f g ğ h ı i j k l m n o ö p r s ş t u ü v y z ' ’ lar ler ki daki deki nın in \
        ları leri ndan mız sınız casına mış ken tı dur ad soy
        """
    ),
    StemmerSample(
      name: "Arabic",
      stemmer: ArabicStemmer(),
      lines: ArabicStems.lines,
      pieces: """
        ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ى ة ء آ أ ؤ إ ئ ـ َ ّ ٣ ﻁ ﻻ ﻷ ال بال \
        لل كما تمو ون ات است سي
        """
    ),
  ]

  func stem(_ word: String) -> String {
    String(decoding: stem(units: Array(word.utf16)), as: UTF16.self)
  }

  func stem(units: [UInt16]) -> [UInt16] {
    var word = units
    stemmer.stem(&word)
    return word
  }
}

@Suite("Stems of the five languages")
struct StemmerSampleTests {
  @Test("Every sample word has the stem of the reference", arguments: StemmerSample.all)
  func reference(sample: StemmerSample) {
    let lines = sample.lines.split(separator: "\n")
    #expect(lines.count >= 320)
    for line in lines {
      let fields = line.split(separator: " ")
      // Compared as code units: two strings can be equal with different letters.
      #expect(
        sample.stem(units: Array(fields[0].utf16)) == Array(fields[1].utf16),
        "\(fields[0]) became \(sample.stem(String(fields[0]))), expected \(fields[1])"
      )
    }
  }

  @Test("A stem does not depend on the words before it", arguments: StemmerSample.all)
  func reuse(sample: StemmerSample) {
    var word: [UInt16] = []
    for line in sample.lines.split(separator: "\n") {
      let fields = line.split(separator: " ")
      word.removeAll(keepingCapacity: true)
      word.append(contentsOf: fields[0].utf16)
      sample.stemmer.stem(&word)
      #expect(word == Array(fields[1].utf16))
    }
  }

  @Test("An empty word and single letters stay as they are", arguments: StemmerSample.all)
  func shortWords(sample: StemmerSample) {
    #expect(sample.stem("") == "")
    for unit in UInt16(0x2C00)..<0x2C60 {
      #expect(sample.stem(units: [unit]) == [unit])
    }
    for letter in sample.pieces.split(separator: " ") where letter.utf16.count == 1 {
      #expect(sample.stem(String(letter)).utf16.count <= 2)
    }
  }

  @Test("Words of other scripts stay as they are", arguments: StemmerSample.all)
  func otherScripts(sample: StemmerSample) {
    for word in ["注文番号", "παραγγελίες", "שלום", "หมายเลข", "2024", "№17"] {
      #expect(sample.stem(word) == word)
    }
    let foreign = sample.name == "Russian" ? "deliveries" : "доставками"
    #expect(sample.stem(foreign) == foreign)
  }

  @Test("A word of many thousand letters is stemmed", arguments: StemmerSample.all)
  func longWords(sample: StemmerSample) {
    for piece in sample.pieces.split(separator: " ") {
      let word = Array(repeatElement(piece.utf16, count: 5_000).joined())
      #expect(sample.stem(units: word).count <= word.count * 2)
    }
  }

  @Test(
    "Apostrophes and endings",
    arguments: [
      ("English", "customer's", "custom"), ("English", "customers'", "custom"),
      ("English", "'tis's'", "tis"), ("English", "customer’s", "customer’"),
      ("English", "y's", "y"), ("Turkish", "istanbul'dan", "istanbul"), ("Turkish", "'''", ""),
      ("Turkish", "istanbul’dan", "istanbul’"), ("Turkish", "soyad", "soyad"),
      ("Turkish", "masadakinda", "masanda"), ("Turkish", "ları", ""),
    ]
  )
  func apostrophes(language: String, word: String, stem: String) throws {
    let sample = try #require(StemmerSample.all.first { $0.name == language })
    #expect(sample.stem(word) == stem)
  }

  @Test(
    "Spellings of one word have one stem",
    arguments: [
      ("Russian", "счёта", "счета"), ("Russian", "ёлка", "елка"),
      ("Romanian", "reclamaţii", "reclamații"), ("Romanian", "aş", "aș"),
      ("Arabic", "طَلَبٌ", "طلب"), ("Arabic", "كـتـاب", "كتاب"), ("Arabic", "ﺑﻄﺎﻗﺔ", "بطاقة"),
      ("Arabic", "ﺳﻼم", "سلام"), ("Arabic", "مسؤول", "مسوول"), ("Arabic", "رقم٤٥", "رقم45"),
    ]
  )
  func spellings(language: String, word: String, other: String) throws {
    let sample = try #require(StemmerSample.all.first { $0.name == language })
    #expect(sample.stem(units: Array(word.utf16)) == sample.stem(units: Array(other.utf16)))
  }

  @Test("Random words become stems that are no longer than allowed", arguments: StemmerSample.all)
  func randomWords(sample: StemmerSample) {
    var random = SeededGenerator(seed: 20_240_517)
    let pieces = sample.pieces.split(separator: " ").map { Array($0.utf16) }
    let ligatures = UInt16(0xFEF5)...0xFEFC
    for _ in 0..<20_000 {
      var word: [UInt16] = []
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        if Int.random(in: 0..<10, using: &random) == 0 {
          word.append(UInt16.random(in: 0...UInt16.max, using: &random))
        } else {
          word += pieces.randomElement(using: &random) ?? []
        }
      }
      let stem = sample.stem(units: word)
      var longest = word.count
      if sample.name == "Turkish" { longest += 1 }
      if sample.name == "Arabic" { longest += word.count { ligatures.contains($0) } }
      #expect(stem.count <= longest, "\(word) became \(stem)")
      #expect(stem == sample.stem(units: word))
      if ["Russian", "Romanian"].contains(sample.name) { #expect(stem.isEmpty == word.isEmpty) }
    }
  }
}
