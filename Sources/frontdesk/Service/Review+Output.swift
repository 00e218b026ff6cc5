import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import TextAnalysis
import Understanding

/// What a review shows: answers, judgements, and the precision they come to.
extension Review {
  func show(_ answer: GivenAnswer) throws {
    let style = console.output.style
    let confidence = answer.confidence.map { ", \(FixedPoint.percent($0)) %" } ?? ""
    let verdict = judgements[answer.key].map { "  \($0.value)" } ?? ""
    try console.output.writeLine(
      "\(style.bold(VisibleText.clean(answer.key)))  \(answer.language.code)  "
        + VisibleText.clean("\(answer.target.name)\(confidence)") + verdict
    )
    try console.output.writeLine("  customer: \(Transcripts.oneLine(answer.question))")
    try console.output.writeLine("  bot: \(Transcripts.oneLine(answer.answer))")
  }

  /// The precision of those that were judged, in all and by language.
  private func precision(
    _ answers: [GivenAnswer]
  ) -> (all: LivePrecision, languages: [(language: Language, precision: LivePrecision)]) {
    var all = LivePrecision()
    var languages: [Language: LivePrecision] = [:]
    for answer in answers {
      guard let judgement = judgements[answer.key] else { continue }
      all.add(judgement)
      languages[answer.language, default: LivePrecision()].add(judgement)
    }
    return (all, languages.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  func writeFigures(_ answers: [GivenAnswer], of answered: Int) throws {
    let (all, languages) = precision(answers)
    try console.output.writeLine(
      "\(answers.count) of \(ReportText.counted(answered, "answer", "answers")) drawn, "
        + "\(all.judged) judged"
    )
    guard all.judged > 0 else { return }
    var rows = [["", "judged", "right", "wrong", "should decline", "precision", "95 %"]]
    for (language, figures) in languages { rows.append(row(language.code, figures)) }
    if languages.count > 1 { rows.append(row("all", all)) }
    for (place, line) in columns(rows).enumerated() {
      try console.output.writeLine(place == 0 ? console.output.style.dim(line) : line)
    }
    try console.output.writeLine(promise(all))
  }

  private func row(_ name: String, _ figures: LivePrecision) -> [String] {
    let interval = figures.interval
    return [
      name, "\(figures.judged)", "\(figures.right)", "\(figures.wrong)",
      "\(figures.shouldHaveDeclined)", ReportText.percent(figures.value),
      "\(FixedPoint.percent(interval.low)) to \(FixedPoint.percent(interval.high))",
    ]
  }

  /// What the thresholds were tuned for, beside what it came to.
  private func promise(_ figures: LivePrecision) -> String {
    guard let promised = shop.engine.shop.thresholds.stamp?.precision else {
      return "the thresholds promise no precision; frontdesk tune fits some that do"
    }
    let interval = figures.interval
    let verdict =
      if interval.high < promised {
        "it is not kept"
      } else if interval.low >= promised {
        "it is kept"
      } else {
        "so few judgements neither prove nor refute it"
      }
    return "the thresholds were tuned for \(ReportText.percent(promised)): \(verdict)"
  }

  func writeJSON(_ answers: [GivenAnswer], of answered: Int) throws {
    let (all, languages) = precision(answers)
    var json = JSONWriter()
    json.object { json in
      json.member("answered", answered)
      json.key("promised")
      if let promised = shop.engine.shop.thresholds.stamp?.precision {
        json.number(promised)
      } else {
        json.null()
      }
      Self.write(all, to: &json)
      json.key("by_language")
      json.array(languages) { json, one in
        json.object { json in
          json.member("language", one.language.code)
          Self.write(one.precision, to: &json)
        }
      }
      json.key("answers")
      json.array(answers) { json, answer in
        json.object { json in
          json.member("key", answer.key)
          json.member("time", UTCTime.text(answer.time))
          json.member("language", answer.language.code)
          json.member("question", answer.question)
          json.member("answer", answer.answer)
          json.member("target", answer.target.description)
          json.key("confidence")
          if let confidence = answer.confidence { json.number(confidence) } else { json.null() }
          json.member("judgement", judgements[answer.key]?.verdict.rawValue)
          json.member("judge", judgements[answer.key]?.judge)
        }
      }
    }
    try json.endLine(into: console.output)
  }

  private static func write(_ figures: LivePrecision, to json: inout JSONWriter) {
    json.member("judged", figures.judged)
    json.member("right", figures.right)
    json.member("wrong", figures.wrong)
    json.member("should_have_declined", figures.shouldHaveDeclined)
    json.key("precision")
    if let value = figures.value { json.number(value) } else { json.null() }
    json.member("low", figures.interval.low)
    json.member("high", figures.interval.high)
  }

  func writeCSV(_ answers: [GivenAnswer]) throws {
    var csv = CSVText()
    csv.row([
      "key", "time", "language", "question", "answer", "target", "confidence", "judgement", "judge",
    ])
    for answer in answers {
      let judgement = judgements[answer.key]
      csv.row([
        answer.key, UTCTime.text(answer.time), answer.language.code, answer.question,
        answer.answer, answer.target.description,
        answer.confidence.map { FixedPoint.text($0, places: 3) } ?? "",
        judgement?.verdict.rawValue ?? "", judgement?.judge ?? "",
      ])
    }
    try console.output.write(csv.bytes)
  }
}
