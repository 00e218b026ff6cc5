import Testing
import TextAnalysis

@testable import Evaluation

@Suite("Distortions of questions")
struct DistortionTests {
  private static let samples: [(Language, String)] = [
    (.english, "Where is my order A-10432, it should have arrived yesterday"),
    (.russian, "Где мой заказ A-10432, он должен был прийти вчера"),
    (.romanian, "Unde este comanda mea A-10432, trebuia să ajungă în oraș ieri"),
    (.turkish, "Siparişim A-10432 nerede, dün gelmesi gerekiyordu"),
    (.arabic, "أين طلبي A-10432 كان يجب أن يصل إلى المدينة أمس"),
  ]

  @Test("The same seed gives the same text, and another seed most often another")
  func determinism() {
    for distortion in Distortion.allCases {
      for (language, text) in Self.samples {
        let first = distortion.apply(to: text, in: language, seed: "q1")
        #expect(first == distortion.apply(to: text, in: language, seed: "q1"))
      }
    }
    let texts = Set(
      (0..<20).map { Distortion.dropped.apply(to: Self.samples[0].1, in: .english, seed: "\($0)") }
    )
    #expect(texts.count > 10)
  }

  @Test("Order numbers stay whole under misspellings")
  func orderNumbers() throws {
    for distortion in [Distortion.neighbours, .dropped, .transposed, .elongated] {
      for (language, text) in Self.samples {
        for seed in 0..<20 {
          let distorted = try #require(
            distortion.apply(to: text, in: language, seed: "\(seed)"),
            "\(distortion) \(language)"
          )
          #expect(distorted.contains("A-10432"), "\(distorted)")
          #expect(distorted != text)
        }
      }
    }
  }

  @Test("Each misspelling changes the count of letters in its way")
  func counts() throws {
    for (language, text) in Self.samples {
      func count(_ distortion: Distortion) throws -> Int {
        try #require(distortion.apply(to: text, in: language, seed: "q")).count - text.count
      }
      #expect(try count(.dropped) < 0)
      #expect(try count(.transposed) == 0)
      #expect(try count(.neighbours) == 0)
      #expect(try count(.elongated) >= 2)
      #expect(try count(.mergedWords) < 0)
    }
  }

  @Test("A neighbouring key is a key beside it on the language's own layout")
  func neighbours() {
    #expect(Set(KeyRows(.english).neighbours(of: "g")) == Set("fhtyvb"))
    #expect(Set(KeyRows(.russian).neighbours(of: "а")).isSuperset(of: "вп"))
    #expect(KeyRows(.turkish).neighbours(of: "ş").contains("i"))
    #expect(KeyRows(.romanian).neighbours(of: "ș").contains("l"))
    #expect(KeyRows(.arabic).neighbours(of: "ب").contains("ي"))
    #expect(KeyRows(.english).neighbours(of: "7").isEmpty)
  }

  /// A text, and what a distortion makes of it; nil where it stays.
  struct Sample: Sendable {
    let language: Language
    let text: String
    let distorted: String?

    init(_ language: Language, _ text: String, _ distorted: String?) {
      self.language = language
      self.text = text
      self.distorted = distorted
    }
  }

  private static let layouts: [Sample] = [
    Sample(.russian, "где мой заказ", "ult vjq pfrfp"), Sample(.russian, "Ещё", "to`"),
    Sample(.arabic, "سلام", "sbl"), Sample(.arabic, "لا", "b"), Sample(.english, "where", nil),
    Sample(.turkish, "nerede", nil), Sample(.romanian, "unde", nil),
  ]

  @Test("The US layout writes what the keys say", arguments: layouts)
  func wrongLayout(sample: Sample) {
    let typed = Distortion.wrongLayout.apply(to: sample.text, in: sample.language, seed: "q")
    #expect(typed == sample.distorted)
  }

  private static let plain: [Sample] = [
    Sample(.romanian, "Înapoiați-mi țoala", "Inapoiati-mi toala"),
    Sample(.turkish, "İade süreci nasıl işliyor", "Iade sureci nasil isliyor"),
    Sample(.arabic, "أين الشحنة إلى", "اين الشحنه الي"), Sample(.english, "Café", nil),
    Sample(.russian, "ещё", nil),
  ]

  @Test("Diacritics go where the language has any", arguments: plain)
  func diacritics(sample: Sample) {
    let typed = Distortion.noDiacritics.apply(to: sample.text, in: sample.language, seed: "q")
    #expect(typed == sample.distorted)
  }

  @Test("Russian comes out in Latin letters, other languages do not")
  func latinLetters() throws {
    for seed in 0..<10 {
      let latin = try #require(
        Distortion.latinLetters.apply(to: "Где мой заказ, жду", in: .russian, seed: "\(seed)")
      )
      #expect(latin.allSatisfy { $0.isASCII })
      #expect(latin.hasPrefix("Gde mo"))
      #expect(latin.hasSuffix("zakaz, zhdu"))
    }
    #expect(Distortion.latinLetters.apply(to: "nerede", in: .turkish, seed: "q") == nil)
  }

  @Test("Capitals follow the language")
  func capitals() {
    #expect(Distortion.capitals.apply(to: "iade ışık", in: .turkish, seed: "q") == "İADE IŞIK")
    #expect(Distortion.capitals.apply(to: "refund", in: .english, seed: "q") == "REFUND")
    #expect(Distortion.capitals.apply(to: "أين", in: .arabic, seed: "q") == nil)
    #expect(Distortion.capitals.apply(to: "HELP", in: .english, seed: "q") == nil)
  }

  @Test(
    "Odd texts are distorted or not, never a crash",
    arguments: ["", " ", "?", "a", "12345", "ا", "😀😀", "a b", "\u{0}\u{0}", "@@@ ///"]
  )
  func oddTexts(text: String) {
    for distortion in Distortion.allCases {
      for language in Language.allCases {
        #expect(distortion.apply(to: text, in: language, seed: "q") != text)
      }
    }
  }

  @Test("The drop is the share of right answers that a distortion costs")
  func drop() {
    let kept = NightSamples.judged("a", expected: ["invoice"], answer: "invoice")
    let lost = NightSamples.judged("b", expected: ["invoice"], answer: "refund-time")
    let outside = NightSamples.judged("c", expected: [], answer: "invoice")
    let found = Robustness(
      .dropped,
      [(.right, kept), (.right, lost), (.declined, outside)]
    )
    #expect(found.questions == 2)
    #expect(found.drop == 0.5)
    #expect(found.wrongBefore == 0)
    #expect(found.wrong == 2)
  }
}
