import Testing
import TextAnalysis

@testable import Understanding

@Suite("Lexicon")
struct LexiconTests {
  private static let names = ["parcel", "deliver", "delivery-cost", "price", "post"]
  private let lexicon = UtteranceSamples.lexicon([
    ("parcel", ["parcel", "package", "my stuff"]), ("deliver", ["delivery", "ship"]),
    ("delivery-cost", ["delivery cost", "cost of delivery"]), ("price", ["cost", "price", " ?! "]),
    ("post", ["package", "mail"]),
  ])

  @Test(
    "words and phrases name their concepts, whatever their form, and phrases overlap",
    arguments: [
      ("where is the package", ["package: parcel", "package: post"]),
      ("my PARCELS!", ["parcels: parcel"]),
      ("my stuff", ["my stuff: parcel"]),
      (
        "what is the delivery cost now",
        ["delivery: deliver", "delivery cost: delivery-cost", "cost: price"]
      ),
      (
        "cost of delivery cost",
        [
          "cost: price", "cost of delivery: delivery-cost", "delivery: deliver",
          "delivery cost: delivery-cost", "cost: price",
        ]
      ),
      ("my other stuff", []), ("cost of", ["cost: price"]), ("?!", []), ("", []),
    ]
  )
  func concepts(_ text: String, _ expected: [String]) {
    #expect(found(in: text, lexicon) == expected)
  }

  @Test("an empty lexicon finds nothing")
  func empty() {
    #expect(Lexicon().isEmpty)
    #expect(found(in: "parcel", Lexicon()).isEmpty)
    #expect(!lexicon.isEmpty)
    #expect(lexicon.count == Self.names.count)
  }

  @Test("an order number is a word of a phrase, whichever number it is")
  func orderNumber() {
    let lexicon = UtteranceSamples.lexicon([("parcel", ["status of A-10432"])])
    #expect(found(in: "status of B-99999", lexicon) == ["status of 99999: parcel"])
    #expect(found(in: "status of 7", lexicon).isEmpty)
  }

  /// The phrases found in a text, each with its concept, in the order of their first words.
  private func found(in text: String, _ lexicon: Lexicon) -> [String] {
    let utterance = UtteranceSamples.words(text)
    return utterance.words.indices.flatMap { first in
      var found: [String] = []
      lexicon.forEachConcept(from: first, in: utterance.words) { concept, last in
        let phrase = (first...last).map { utterance.text($0) }.joined(separator: " ")
        found.append("\(phrase): \(Self.names[concept])")
      }
      return found
    }
  }
}
