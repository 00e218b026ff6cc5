import TestSupport
import Testing

@testable import TextAnalysis

struct LanguageIdentifierTests {
  private let identifier = LanguageIdentifier(enabled: Language.allCases)

  @Test(
    "Each language is recognised in each of its writings",
    arguments: IdentificationSamples.served
  )
  func writings(sample: IdentificationSamples.Served) {
    let guess = identifier.identify(sample.text)
    #expect(guess.language == sample.language)
    #expect(guess.writing == sample.writing)
    #expect(!guess.isOther)
  }

  @Test(
    "Neighbouring and unserved languages are called other",
    arguments: IdentificationSamples.foreign
  )
  func foreign(text: String) {
    #expect(identifier.identify(text).isOther)
  }

  @Test("At least 97 of 100 first halves of the samples keep their language")
  func accuracyFloor() {
    var right = 0
    for sample in IdentificationSamples.served {
      let words = sample.text.split(separator: " ")
      let half = words.prefix((words.count + 1) / 2).joined(separator: " ")
      if identifier.identify(half).language == sample.language { right += 1 }
    }
    #expect(right * 100 >= 97 * IdentificationSamples.served.count)
  }

  @Test(
    "A word shared by all languages does not decide",
    arguments: [
      ("где мой order с PayPal", Language.russian),
      ("iPhone 15 Pro Max чехол не подошёл", .russian),
      ("refund am cerut acum o luna, PayPal nu raspunde", .romanian),
      ("tracking numaram calismiyor, order iptal oldu mu", .turkish),
      ("عايز refund على PayPal", .arabic), ("الـ tracking لا يعمل في order A-10432", .arabic),
      ("напишите на support@example.com или https://example.com/help-me-please", .russian),
    ]
  )
  func sharedWords(text: String, language: Language) {
    #expect(identifier.identify(text).language == language)
  }

  @Test(
    "The language with most of the text wins",
    arguments: [
      ("my parcel is late and the driver never called, где он", Language.english),
      ("посылка опаздывает уже неделю, курьер не звонит, help me", .russian),
      ("kargom hala gelmedi, iade istiyorum, please", .turkish),
    ]
  )
  func majority(text: String, language: Language) {
    #expect(identifier.identify(text).language == language)
  }

  @Test(
    "A text that says little keeps the language of the conversation",
    arguments: [
      "ok", "10432", "iphone?", "", "👍", "A-10432", "ann@example.org", "PayPal", "?!", "XL",
    ]
  )
  func prior(text: String) {
    for language in Language.allCases {
      let guess = identifier.identify(text, prior: language)
      #expect(guess.language == language)
      #expect(guess.probability > 0.5)
      #expect(!guess.isOther)
    }
  }

  @Test(
    "A sentence changes the language of the conversation",
    arguments: IdentificationSamples.served
  )
  func overridesPrior(sample: IdentificationSamples.Served) {
    guard sample.text.split(separator: " ").count > 3 else { return }
    for prior in Language.allCases {
      #expect(identifier.identify(sample.text, prior: prior).language == sample.language)
    }
  }

  @Test("Without letters the first enabled language answers, without confidence")
  func nothing() {
    let guess = LanguageIdentifier(enabled: [.turkish, .english]).identify("10432 👍 ...")
    #expect(guess.language == .turkish)
    #expect(guess.probability == 0.5)
    #expect(guess.probabilityOfOther == 0)
    #expect(guess.evidence == 0)
    #expect(!guess.isConfident && !guess.isOther)
  }

  @Test("A language that is not enabled is other")
  func subset() {
    let identifier = LanguageIdentifier(enabled: [.english, .turkish])
    let sentences = [
      "Где сейчас находится моя посылка?", "Unde este coletul meu, nu a mai ajuns?",
      "أين طلبي الذي دفعت ثمنه أمس", "gde moya posylka, ya zaplatil vchera",
    ]
    for sentence in sentences { #expect(identifier.identify(sentence).isOther) }
    #expect(identifier.identify("Where is my parcel now?").isConfident)
    let mistyped = identifier.identify("цруку шы ьн зфксуд тщц")
    #expect(mistyped.language == .english)
    #expect(mistyped.writing == .cyrillicKeyboard)
  }

  @Test("Arabic on Latin keys is other where Arabic is not enabled")
  func arabicKeysWithoutArabic() {
    let identifier = LanguageIdentifier(enabled: [.english, .romanian, .turkish])
    for sample in IdentificationSamples.served
    where sample.language == .arabic && sample.writing == .latinKeyboard {
      #expect(identifier.identify(sample.text).isOther, "\(sample.text)")
    }
  }

  @Test(
    "Signs and rare letters alone do not make Arabic on Latin keys of a text",
    arguments: [
      ("don't; it's [broken], isn't it", Language.english), ("pls rply asap thx", .english),
      ("wtf hw lng dlvry tks", .english), ("pls cncl my ordr, thx", .english),
      ("n-am primit, s-a rupt; ce fac", .romanian), ("cmd mea e tot in asteptare", .romanian),
      ("slm kolay gelsin, krg nerde", .turkish), ("tşk ederim; hk. bilgi istyrm", .turkish),
    ]
  )
  func notArabicKeys(text: String, language: Language) {
    for prior in [nil, language] {
      let guess = identifier.identify(text, prior: prior)
      #expect(guess.language == language)
      #expect(guess.writing == .native)
    }
  }

  @Test("A language that is not enabled cannot be the prior")
  func disabledPrior() {
    let identifier = LanguageIdentifier(enabled: [.english, .turkish])
    #expect(identifier.identify("ok", prior: .russian).language != .russian)
    #expect(identifier.identify("", prior: .russian).language == .english)
  }

  @Test("Random bytes give an answer with probabilities")
  func randomBytes() {
    var generator = SeededGenerator(seed: 0x5EED)
    for round in 0..<3000 {
      // Every third round draws from letters of all lengths and from the signs that are treated.
      let alphabet = Array("aZșıяЇعگ数👍3[];',. @/:w\u{0301}".utf8)
      let bytes = (0..<Int(generator.next() % 200)).map { _ in
        round % 3 == 0
          ? alphabet[Int(generator.next() % UInt64(alphabet.count))]
          : UInt8(truncatingIfNeeded: generator.next())
      }
      let guess = bytes.withUnsafeBufferPointer { identifier.identify($0) }
      #expect(guess.probability > 0 && guess.probability <= 1)
      #expect(guess.probabilityOfOther >= 0 && guess.probabilityOfOther <= 1)
      #expect(guess.evidence >= 0 && guess.evidence <= 3 * bytes.count)
    }
  }

  @Test("Long words and long texts are read as far as the limits")
  func limits() {
    let word = String(repeating: "щ", count: 5000)
    #expect(identifier.identify(word).evidence <= EvidenceScanner.longestWord)
    let text = String(repeating: "Где мой заказ? ", count: 1000)
    let guess = identifier.identify(text)
    #expect(guess.language == .russian && guess.isConfident)
    #expect(guess.evidence < EvidenceScanner.maximumBytes)
  }
}
