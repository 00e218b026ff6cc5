import Testing

@testable import TextAnalysis

@Suite("The consonants of Arabic words")
struct ArabicSkeletonTests {
  private func arabic(_ word: String) -> String? {
    ArabicSkeleton.ofArabic(Array(word.utf16))
  }

  @Test(
    "agree between the Arabic and the Latin spelling",
    arguments: [
      ("fen", "فين"), ("feen", "فين"), ("order", "اوردر"), ("ordar", "اوردر"), ("3ayez", "عايز"),
      ("3awez", "عاوز"), ("arga3o", "ارجعه"), ("tawsil", "توصيل"), ("taw9eel", "توصيل"),
      ("7esab", "حساب"), ("5edma", "خدمه"), ("khedma", "خدمه"), ("shipping", "شيبنج"),
      ("6alab", "طلب"), ("talab", "طلب"), ("talab", "الطلب"), ("mon3em", "منعم"),
      ("shokran", "شكران"), ("kam", "كام"), ("sa3a", "ساعه"), ("madrasa", "مدرسه"),
      ("madrasah", "مدرسه"), ("3'ali", "غالي"), ("ghali", "غالي"), ("8ahwa", "قهوه"),
    ]
  )
  func agreement(latin: String, word: String) throws {
    // A word of one consonant says too little to be read at all.
    let skeleton = try #require(arabic(word))
    #expect(ArabicSkeleton.ofLatin(latin) == skeleton)
  }

  @Test(
    "are nothing for words of one consonant or of other letters",
    arguments: ["", "a", "el", "ana", "заказ", "şey", "b@t", "l"]
  )
  func none(word: String) {
    #expect(ArabicSkeleton.ofLatin(word) == nil)
  }

  @Test("are nothing for an Arabic word of one consonant", arguments: ["", "ا", "في", "لا", "يا"])
  func noneArabic(word: String) {
    #expect(arabic(word) == nil)
  }

  @Test("tell different words apart")
  func different() {
    #expect(ArabicSkeleton.ofLatin("talab") != arabic("كتاب"))
    #expect(arabic("شحن") != arabic("سجن"))
  }
}
