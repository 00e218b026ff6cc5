import TestSupport
import Testing

@testable import TextAnalysis

@Suite("The analyzer, given text on the wrong keyboard")
struct AnalyzerWritingTests {
  private func words(_ text: String, _ language: Language, _ writing: Writing) -> [String] {
    let analysis = Analyzer(language: language).analyze(text, writing: writing)
    return analysis.tokens.map { analysis.text($0.foldedWord) }
  }

  @Test("reads Russian typed with a Latin layout")
  func russian() {
    #expect(words("ult vjq pfrfp", .russian, .latinKeyboard) == ["где", "мой", "заказ"])
    #expect(words("Ult vjq pfrfp?", .russian, .latinKeyboard) == ["где", "мой", "заказ"])
    #expect(words("[jxe dthyenm 'nj", .russian, .latinKeyboard) == ["хочу", "вернуть", "это"])
  }

  @Test("reads Arabic typed with a Latin layout, signs within words as letters")
  func arabic() {
    #expect(words("hdk 'gfd", .arabic, .latinKeyboard) == ["اين", "طلبي"])
    #expect(words("uk];l ;,] owl?", .arabic, .latinKeyboard) == ["عندكم", "كود", "خصم"])
    #expect(words("hgi]dm ,wgj l;s,vm", .arabic, .latinKeyboard) == ["الهديه", "وصلت", "مكسوره"])
    #expect(words("Ygyhx hg'gf", .arabic, .latinKeyboard) == ["الغاء", "الطلب"])
    #expect(words("hgl/gm hg.vrhx", .arabic, .latinKeyboard) == ["المظله", "الزرقاء"])
  }

  @Test(
    "finds the same terms in Arabic on either layout",
    arguments: [
      ("Hvd] hsjf]hg hGp`dm", "أريد استبدال الأحذية"),
      ("ljn ]tujl elk hTqhthj", "متى دفعتم ثمن الإضافات"),
      ("b H`;v ;glm hglv,v", "لا أذكر كلمة المرور"),
    ]
  )
  func arabicTerms(keys: String, native: String) {
    func terms(_ text: String, _ writing: Writing) -> [String] {
      let analysis = Analyzer(language: .arabic).analyze(text, writing: writing)
      return analysis.tokens.map { analysis.text($0.foldedTerm) }
    }
    #expect(terms(keys, .latinKeyboard) == terms(native, .native))
  }

  @Test("reads Latin typed with a Russian layout")
  func latin() {
    #expect(
      words("цруку шы ьн зфксуд", .english, .cyrillicKeyboard) == ["where", "is", "my", "parcel"]
    )
  }

  @Test("leaves native and transliterated text as it is")
  func others() {
    #expect(words("где заказ", .russian, .native) == ["где", "заказ"])
    #expect(words("fen talab", .arabic, .latinLetters) == ["fen", "talab"])
    #expect(words("gde zakaz", .russian, .latinLetters) == ["gde", "zakaz"])
  }

  @Test("gives each word the range of its stretch in the original")
  func ranges() {
    let text = "ult vjq  pfrfp?"
    let analysis = Analyzer(language: .russian).analyze(text, writing: .latinKeyboard)
    #expect(analysis.tokens.map(\.range) == [0..<3, 4..<7, 9..<15])
  }

  @Test("keeps order numbers, addresses and prices as they were typed")
  func marked() {
    let text = "ult pfrfp A-10432, gbitnt vyt@example.com\n49 €"
    let analysis = Analyzer(language: .russian).analyze(text, writing: .latinKeyboard)
    let marked = analysis.tokens.filter { $0.kind.isMarked }
    #expect(marked.map(\.kind) == [.orderNumber, .email, .price])
    #expect(marked.map { analysis.text($0.term) } == ["10432", "vyt@example.com", "49 €"])
    #expect(marked.map(\.range) == [10..<17, 26..<41, 42..<48])
  }

  @Test("takes any bytes without leaving the text", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("abcxyz [];',.ABC019@#-?! \n\tйцу😀\u{301}")
    for _ in 0..<300 {
      let length = Int.random(in: 0...40, using: &generator)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? " " })
      for (language, writing) in [
        (Language.russian, Writing.latinKeyboard), (.english, .cyrillicKeyboard),
        (.arabic, .latinKeyboard),
      ] {
        let analysis = Analyzer(language: language).analyze(text, writing: writing)
        var start = 0
        for token in analysis.tokens where !token.isCompound {
          #expect(token.range.lowerBound >= start && token.range.upperBound <= text.utf8.count)
          start = token.range.lowerBound
        }
      }
    }
  }
}
