import TestSupport
import Testing
import TextAnalysis

@testable import Understanding

@Suite("Sentence templates: samples")
struct PatternSamplerTests {
  private func sentences(_ template: String, limit: Int = 24) throws -> [String] {
    PatternSampler().sentences(of: try PatternParser.parse(template), limit: limit)
  }

  @Test("All sentences of a small template are made, each once")
  func all() throws {
    #expect(
      Set(try sentences("[please] (cancel|stop) order[s]")) == [
        "please cancel order", "please cancel orders", "please stop order", "please stop orders",
        "cancel order", "cancel orders", "stop order", "stop orders",
      ]
    )
    #expect(try Set(sentences("(a;b;c)")).count == 6)
    #expect(
      try Set(sentences("  show  my[ last ]order ")) == ["show my last order", "show myorder"]
    )
    #expect(try sentences("[a] [a]").sorted() == ["a", "a a"])
    #expect(try sentences("[x]") == ["x"])
    #expect(try sentences("- [x]") == ["- x"])
  }

  @Test(
    "Of many sentences as many as wanted are made, the same every time",
    arguments: [
      "[a] [b] [c] [d] [e] [f] [g] [h] [i] [j]",
      (0..<100).map { "[w\($0)]" }.joined(separator: " "),
      "(a|b|c|d|e|f) (1|2|3|4|5|6) (x;y;z;[v|w] u)",
    ]
  )
  func bounded(template: String) throws {
    for limit in [0, 1, 5, 24] {
      let made = try sentences(template, limit: limit)
      #expect(made.count == limit)
      #expect(Set(made).count == limit)
      #expect(try made == sentences(template, limit: limit))
    }
  }

  @Test("Samples are spread: every alternative comes up, and about as often as it should")
  func spread() throws {
    let made = try sentences("[a] [b] [c] [d] (e|f|g) [h] [i] [j] (k|l|m|n)")
    for word in "abcdhij" {
      let count = made.count { $0.contains(word) }
      #expect((6...18).contains(count), "\(word): \(count)")
    }
    for word in "efg" { #expect((5...11).contains(made.count { $0.contains(word) })) }
    for word in "klmn" { #expect((4...8).contains(made.count { $0.contains(word) })) }
  }

  @Test("What stands for an entity is one in every language", arguments: Language.allCases)
  func entities(language: Language) throws {
    let analyzer = Analyzer(language: language)
    for kind in TokenKind.allCases where kind != .word {
      let tokens = analyzer.analyze(PatternSampler.sample(of: kind)).tokens
      #expect(tokens.map(\.kind) == [kind])
    }
    #expect(try sentences("x{order_number}y") == ["x A-10432 y"])
  }

  @Test("The texts of a list take turns; a list without any makes no sentence")
  func lists() throws {
    let pattern = try PatternParser.parse("to {city} [now]", lists: ["city"])
    let city = PatternList([PatternList.Entry("Cluj"), PatternList.Entry("New York", value: "NYC")])
    #expect(
      Set(PatternSampler(lists: ["city": city]).sentences(of: pattern))
        == ["to Cluj", "to New York", "to Cluj now", "to New York now"]
    )
    #expect(PatternSampler().sentences(of: pattern).isEmpty)
  }

  @Test("Every sample of any template is matched by it", arguments: 0..<8)
  func inverse(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let analyzer = Analyzer(language: Language.allCases[seed % Language.allCases.count])
    var tried = 0
    for _ in 0..<150 {
      let template = Self.template(depth: 3, &random)
      guard let pattern = try? PatternParser.parse(template) else { continue }
      let matcher = PatternMatcher([pattern], analyzer: analyzer)
      for sample in PatternSampler().sentences(of: pattern, limit: 12) {
        let found = matcher.match(analyzer.analyze(sample))
        #expect(found != nil, "\(template): \(sample)")
        tried += 1
      }
    }
    #expect(tried > 300)
  }

  private static func template(depth: Int, _ random: inout SeededGenerator) -> String {
    let words = [
      "ab", "Şık", "don't", "e-mail", "٣", "طلب", "ещё", "{order_number}", "-", "iI", "x",
    ]
    return (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let kind = depth == 0 ? 0 : Int.random(in: 0...5, using: &random)
      func inner(_ random: inout SeededGenerator) -> String {
        template(depth: depth - 1, &random)
      }
      let part =
        switch kind {
        case 3: "[" + inner(&random) + "]"
        case 4: "(" + inner(&random) + " | " + inner(&random) + ")"
        case 5: "(" + inner(&random) + ";" + inner(&random) + ")"
        default: words[Int.random(in: 0..<words.count, using: &random)]
        }
      return part + " "
    }.joined()
  }
}
