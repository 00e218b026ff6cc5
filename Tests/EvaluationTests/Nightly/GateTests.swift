import Testing
import TextAnalysis

@testable import Evaluation

@Suite("The gate of the nightly benchmark")
struct GateTests {
  private static func topics(
    _ expected: String,
    count: Int,
    lost: Int,
    language: Language = .english,
    slices: [String] = []
  ) -> [JudgedQuestion] {
    (0..<count).map { number in
      NightSamples.judged(
        "\(language.code)-\(expected)-\(number)",
        expected: [expected],
        answer: number < lost ? (expected == "invoice" ? "refund-time" : "invoice") : expected,
        language: language,
        slices: slices
      )
    }
  }

  private static func gate(_ before: [JudgedQuestion], _ now: [JudgedQuestion]) -> Gate {
    Gate(
      Comparison.all(
        [(.english, now)],
        against: NightSamples.baseline(NightSamples.night(.english, before))
      )
    )
  }

  @Test("The same night is no worse")
  func same() {
    let night = Self.topics("invoice", count: 30, lost: 4)
    #expect(!Self.gate(night, night).isWorse)
  }

  @Test("Two tests of one language find six losses, not five")
  func significance() throws {
    let before =
      Self.topics("invoice", count: 30, lost: 0) + Self.topics("refund-time", count: 30, lost: 0)
    func now(_ lost: Int) -> [JudgedQuestion] {
      Self.topics("invoice", count: 30, lost: lost)
        + Self.topics("refund-time", count: 30, lost: 0)
    }
    #expect(!Self.gate(before, now(5)).isWorse)
    let gate = Self.gate(before, now(6))
    #expect(gate.alarms.map(\.rule) == [.rightFell, .wrongRose])
    #expect(gate.alarms[0].questions.count == 6)
    #expect(gate.alarms[0].message.contains("from 60 to 54 of 60"))
    // Better is never worse.
    #expect(!Self.gate(now(6), before).isWorse)
  }

  @Test("The smallest drop found is told, and none where the questions are too few")
  func smallestFound() throws {
    func comparison(_ count: Int) throws -> Comparison {
      let night = Self.topics("invoice", count: count, lost: 0)
      return try #require(
        Comparison.all(
          [(.english, night)],
          against: NightSamples.baseline(NightSamples.night(.english, night))
        ).first
      )
    }
    let many = try comparison(40)
    #expect(many.right.smallestFound == 6)
    #expect(many.right.smallestFoundShare == 0.15)
    #expect(try comparison(5).right.smallestFound == nil)
  }

  @Test("An article that loses two thirds of at least three right questions fails by name")
  func lostTopic() throws {
    let gate = Self.gate(
      Self.topics("invoice", count: 3, lost: 0),
      Self.topics("invoice", count: 3, lost: 2)
    )
    let alarm = try #require(gate.alarms.first)
    #expect(gate.alarms.count == 1)
    #expect(alarm.rule == .topicLost)
    #expect(alarm.name == "invoice")
    #expect(alarm.questions == ["en-invoice-0", "en-invoice-1"])
    #expect(alarm.message.contains("answered now by refund-time"))
    let fewer = Self.gate(
      Self.topics("invoice", count: 4, lost: 0),
      Self.topics("invoice", count: 4, lost: 2)
    )
    #expect(!fewer.isWorse)
    let small = Self.gate(
      Self.topics("invoice", count: 2, lost: 0),
      Self.topics("invoice", count: 2, lost: 2)
    )
    #expect(!small.isWorse)
  }

  @Test("Languages count together where each alone has too few")
  func lostTopicOverLanguages() throws {
    func nights(_ lost: Int) -> [(language: Language, judged: [JudgedQuestion])] {
      [.english, .turkish].map { language in
        (language, Self.topics("invoice", count: 2, lost: lost, language: language))
      }
    }
    var baseline = Baseline()
    for night in nights(0) { baseline.update(night.judged, language: night.language, content: "") }
    let gate = Gate(Comparison.all(nights(2), against: baseline))
    let alarm = try #require(gate.alarms.first)
    #expect(gate.alarms.count == 1)
    #expect(alarm.language == nil)
    #expect(alarm.name == "invoice")
    #expect(alarm.questions.first == "en/en-invoice-0")
  }

  @Test("One critical question lost is enough; one that was not right is none")
  func critical() throws {
    let right = Self.topics("invoice", count: 1, lost: 0, slices: ["critical"])
    let wrong = Self.topics("invoice", count: 1, lost: 1, slices: ["critical"])
    let alarm = try #require(Self.gate(right, wrong).alarms.first)
    #expect(alarm.rule == .criticalLost)
    #expect(alarm.questions == ["en-invoice-0"])
    #expect(alarm.message.contains("answered by refund-time"))
    #expect(!Self.gate(wrong, wrong).isWorse)
    #expect(!Self.gate(wrong, right).isWorse)
  }
}
