import Testing
import TextAnalysis

@testable import Evaluation

@Suite("The gate of handovers")
struct DeskGateTests {
  private static func gate(_ before: [JudgedDeskRow], _ now: [JudgedDeskRow]) -> Gate {
    DeskSamples.report([DeskSamples.night(now)], before: [DeskSamples.night(before)]).gate
  }

  @Test("One message of the report half that loses its person is enough, and its text is not shown")
  func lostPerson() throws {
    let before = DeskSamples.messages(10, wantsPerson: true, handed: 10)
    let gate = Self.gate(before, DeskSamples.messages(10, wantsPerson: true, handed: 9))
    let alarm = try #require(gate.alarms.first)
    #expect(gate.alarms.count == 1)
    #expect(alarm.rule == .criticalLost)
    #expect(alarm.language == "en")
    #expect(alarm.questions == ["p-report-9"])
    #expect(!alarm.message.contains("text p-report-9"))
    #expect(!Self.gate(before, before).isWorse)
    // What was wrong already is no loss, and what is right now is none either.
    let fewer = DeskSamples.messages(10, wantsPerson: true, handed: 9)
    #expect(!Self.gate(fewer, fewer).isWorse)
    #expect(!Self.gate(fewer, before).isWorse)
  }

  @Test("The tune half is kept, and does not alarm")
  func tune() {
    let before = DeskSamples.messages(10, wantsPerson: true, handed: 10, half: .tune)
    let now = DeskSamples.messages(10, wantsPerson: true, handed: 0, half: .tune)
    let report = DeskSamples.report([DeskSamples.night(now)], before: [DeskSamples.night(before)])
    #expect(report.gate.alarms.isEmpty)
    #expect(report.deskComparisons.comparedCount == 10)
    #expect(report.deskComparisons.languages[0].pairs.count(where: \.isLost) == 10)
  }

  @Test("False handovers fail from five new ones on, four are noise")
  func falseHandovers() throws {
    let before = DeskSamples.messages(50, wantsPerson: false, handed: 0)
    #expect(!Self.gate(before, DeskSamples.messages(50, wantsPerson: false, handed: 4)).isWorse)
    let gate = Self.gate(before, DeskSamples.messages(50, wantsPerson: false, handed: 5))
    let alarm = try #require(gate.alarms.first)
    #expect(gate.alarms.map(\.rule) == [.falseHandoversRose])
    #expect(alarm.language == "en")
    #expect(alarm.message.contains("rose from 0 to 5 of 50"))
    #expect(alarm.questions.count == 5)
    #expect(!Self.gate(DeskSamples.messages(50, wantsPerson: false, handed: 5), before).isWorse)
  }

  @Test("Languages are tested together where each alone has too few")
  func languages() throws {
    func nights(_ english: Int, _ turkish: Int) -> [LanguageNight] {
      [(Language.english, english), (.turkish, turkish)].map { language, handed in
        DeskSamples.night(
          DeskSamples.messages(50, wantsPerson: false, handed: handed, language: language),
          language
        )
      }
    }
    let report = DeskSamples.report(nights(3, 3), before: nights(0, 0))
    let alarm = try #require(report.gate.alarms.first)
    #expect(alarm.language == nil)
    #expect(alarm.questions.first == "en/b-report-0")
    #expect(report.deskComparisons.falseHandovers?.worse == 6)
    #expect(report.junit.contains("<failure type=\"false-handovers-rose\""))
  }

  @Test("What is kept is read back, a line a row; a damaged line is told by its id")
  func baseline() throws {
    let night = DeskSamples.night(DeskSamples.messages(2, wantsPerson: true, handed: 1))
    let kept = DeskSamples.baseline([night])
    let text = String(decoding: try kept.bytes, as: UTF8.self)
    #expect(try Baseline(SourceFile(name: "b", bytes: Array(text.utf8))) == kept)
    #expect(text.contains("\"p-report-0\" : \"\(night.desk[0].row.hash) right\""))
    #expect(text.contains("\"p-report-1\" : \"\(night.desk[1].row.hash) wrong\""))
    let damaged = text.replacing(" wrong\"", with: " maybe\"")
    let error = try #require(throws: SetError.self) {
      try Baseline(SourceFile(name: "b.json", bytes: Array(damaged.utf8)))
    }
    #expect(error.description.contains("the desk row p-report-1 has"), "\(error)")
  }

  @Test("A baseline from before there were rows still works, and says what is not compared")
  func oldBaseline() throws {
    let now = DeskSamples.night(DeskSamples.messages(5, wantsPerson: true, handed: 0))
    let old = DeskSamples.night([])
    let bytes = try DeskSamples.baseline([old]).bytes
    #expect(!String(decoding: bytes, as: UTF8.self).contains("desk"))
    let report = DeskSamples.report([now], before: [old])
    #expect(report.verdict == .noWorse)
    #expect(report.deskComparisons.languages.isEmpty)
    #expect(report.warnings.first?.contains("the baseline has no handovers") == true)
  }

  @Test("Rows that are gone are counted as lost, since a loss could hide behind them")
  func missingRows() {
    let before = DeskSamples.night(DeskSamples.messages(5, wantsPerson: true, handed: 5))
    let report = DeskSamples.report([DeskSamples.night([])], before: [before])
    #expect(report.deskComparisons.lostCount == 5)
    #expect(report.deskComparisons.comparedCount == 0)
    #expect(report.warnings.first?.contains("0 are common, 0 new or reworded, 5 gone") == true)
  }

  @Test("Failures of the tune half are written with their evidence, those of the report half never")
  func outputs() throws {
    let desk =
      DeskSamples.messages(2, wantsPerson: false, handed: 1)
      + DeskSamples.messages(2, wantsPerson: false, handed: 1, half: .tune)
    let night = DeskSamples.night(desk)
    let report = DeskSamples.report([night], before: [DeskSamples.night([])])
    let errors = String(decoding: try report.errorLines(), as: UTF8.self)
    #expect(errors.contains("\"id\":\"b-tune-0\""))
    #expect(errors.contains("\"handoff\":{\"evidence\":\"\\\"person\\\"\""))
    #expect(!errors.contains("b-report"))
    let timing = NightlyTiming(date: "2026-11-22T08:30:00Z", seconds: 1, languages: [:])
    let json = String(decoding: try report.jsonLine(timing), as: UTF8.self)
    #expect(json.contains("\"handed_over_falsely\":{\"counted\":1,"))
    let page = NightlyPage(
      report: report,
      timing: timing,
      history: History(SourceFile(name: "h", bytes: []))
    ).html
    #expect(page.contains("<h2>Handovers and double questions</h2>"))
    for output in [json, page, report.junit] { #expect(!output.contains("text b-report")) }
  }
}
