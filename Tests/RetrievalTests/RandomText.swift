import TestSupport

@testable import Retrieval

/// Sentences and documents made from a small vocabulary, so that much is shared.
enum RandomText {
  private static let words = """
    parcel order return refund size card pay delivery courier address shirt shoes the is a of my \
    where when how long exchange broken voucher code login password account invoice e-mail 30 days \
    café naïve don't shipping shipped returns A-10432 €49.99 parcl retrun adress xyzzy
    """.split(separator: " ").map(String.init)

  static func sentence(using generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...9, using: &generator))
      .map { _ in words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
  }

  static func documents(_ count: Int, using generator: inout SeededGenerator) -> [Document] {
    (0..<count).map { number in
      func sentences(_ range: ClosedRange<Int>) -> [String] {
        (0..<Int.random(in: range, using: &generator)).map { _ in sentence(using: &generator) }
      }
      return Document(
        id: "d\(number)",
        title: sentences(0...1).first ?? "",
        questions: sentences(0...4),
        tags: sentences(0...1),
        body: sentences(0...5).joined(separator: ". ")
      )
    }
  }
}
