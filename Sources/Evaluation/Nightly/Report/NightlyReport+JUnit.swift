import TextAnalysis

extension NightlyReport {
  /// The gate as JUnit XML: a suite for each language, a case for each rule and critical question.
  ///
  /// Without a baseline every case is skipped.
  package var junit: String {
    let suites = nights.map { suite(night: $0) } + sharedSuite
    let (tests, failures) = suites.reduce((0, 0)) { ($0.0 + $1.tests, $0.1 + $1.failures) }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\"frontdesk bench\" tests=\"\(tests)\" failures=\"\(failures)\">\n"
      + suites.map(\.text).joined() + "</testsuites>\n"
  }

  private typealias Suite = (text: String, tests: Int, failures: Int)

  private func suite(night: LanguageNight) -> Suite {
    let code = night.language.code
    guard let comparison = comparison(of: night) else {
      return suite(code, [(name: "comparison with the baseline", alarms: [], isSkipped: true)])
    }
    let alarms = gate.alarms.filter { $0.language == code }
    func fired(_ rule: Gate.Rule) -> [Gate.Alarm] { alarms.filter { $0.rule == rule } }
    var cases: [Case] = [
      ("right questions do not fall", fired(.rightFell), false),
      ("wrong answers do not rise", fired(.wrongRose), false),
      ("no article or intent loses two thirds of what was right", fired(.topicLost), false),
    ]
    for pair in comparison.pairs where pair.judged.question.isCritical {
      let question = pair.judged.question
      let own = fired(.criticalLost).filter { $0.questions == [question.id] }
      cases.append(("critical \(question.id): \(question.text)", own, false))
    }
    if let desk = deskComparisons[night.language] {
      for pair in desk.critical {
        let id = pair.judged.row.id
        let own = fired(.criticalLost).filter { $0.questions == [id] }
        cases.append(("critical \(id): wants a person", own, false))
      }
      if deskComparisons.languages.count == 1 {
        cases.append((Self.falseHandoverCase, fired(.falseHandoversRose), false))
      }
    }
    return suite(code, cases)
  }

  /// What was found over all languages together, if there are several.
  private var sharedSuite: [Suite] {
    guard comparisons.count > 1 else { return [] }
    let alarms = gate.alarms.filter { $0.language == nil }
    func fired(_ rule: Gate.Rule) -> [Gate.Alarm] { alarms.filter { $0.rule == rule } }
    var cases: [Case] = [
      ("no article or intent loses two thirds of what was right", fired(.topicLost), false)
    ]
    if deskComparisons.languages.count > 1 {
      cases.append((Self.falseHandoverCase, fired(.falseHandoversRose), false))
    }
    return [suite("all", cases)]
  }

  private static let falseHandoverCase = "messages given a person that want none do not rise"

  private typealias Case = (name: String, alarms: [Gate.Alarm], isSkipped: Bool)

  private func suite(_ name: String, _ cases: [Case]) -> Suite {
    let failures = cases.count { !$0.alarms.isEmpty }
    let skipped = cases.count(where: \.isSkipped)
    var text =
      "  <testsuite name=\"bench.\(name)\" tests=\"\(cases.count)\" failures=\"\(failures)\""
      + " skipped=\"\(skipped)\">\n"
    for one in cases {
      text += "    <testcase classname=\"bench.\(name)\" name=\"\(MarkupText.escape(one.name))\""
      guard !one.alarms.isEmpty || one.isSkipped else {
        text += "/>\n"
        continue
      }
      text += ">\n"
      if one.isSkipped { text += "      <skipped message=\"there is nothing to compare with\"/>\n" }
      if let first = one.alarms.first {
        let details = one.alarms.map { alarm in
          "\(alarm.rule.rawValue): \(alarm.message)\nquestions: "
            + alarm.questions.joined(separator: ", ")
        }
        text += "      <failure type=\"\(first.rule.rawValue)\""
        text += " message=\"\(MarkupText.escape(first.message))\">"
        text += details.flatMap { $0.split(separator: "\n") }.map { MarkupText.escape(String($0)) }
          .joined(separator: "\n")
        text += "</failure>\n"
      }
      text += "    </testcase>\n"
    }
    return (text + "  </testsuite>\n", cases.count, failures)
  }
}
