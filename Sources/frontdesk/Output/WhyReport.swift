import FrontdeskEngine
import JSON
import Retrieval
import TextAnalysis
import Understanding

/// How a line was understood and what decided the reply: for `--why` and `:why`.
struct WhyReport {
  let reply: Reply
  let knowledgeBase: KnowledgeBase
  let levels: Decision.Levels

  /// How many candidates are shown.
  static let candidateCount = 5

  /// The report as lines, without colour.
  var lines: [String] {
    guard let interpretation = reply.interpretation else { return [unreadReason] }
    var lines = columns([
      ["language", languageLine],
      ["tokens", tokenLine(interpretation)],
      ["corrections", correctionLine(interpretation)],
      ["decision", decision(interpretation)],
      ["content", reply.contentVersion ?? knowledgeBase.version],
    ])
    guard let best = interpretation.candidates.first else { return lines }
    lines += ["", "candidates"] + candidateLines(interpretation).map { "  \($0)" }
    lines += matchLines(interpretation)
    if let explanation = knowledgeBase.interpreter.explain(best, in: interpretation) {
      lines += ["", "score of \(best.target)"] + explanation.lines(depth: 1)
    }
    return lines.map { VisibleText.clean($0) }
  }

  /// What the examples' words say for the best candidate and for the runner-up.
  private func matchLines(_ interpretation: Interpretation) -> [String] {
    guard interpretation.candidates.count > 1,
      let match = knowledgeBase.interpreter.explain(
        interpretation.candidates[0].target,
        over: interpretation.candidates[1].target,
        in: interpretation
      )
    else { return [] }
    let runnerUp = interpretation.candidates[1].target
    return ["", "\(interpretation.candidates[0].target) over \(runnerUp)"]
      + columns(match.lines(decimal).map { [$0.name, $0.text] }).map { "  \($0)" }
  }

  /// The best candidates, one a line.
  func candidateLines(_ interpretation: Interpretation) -> [String] {
    columns(
      interpretation.candidates.prefix(Self.candidateCount).enumerated().map { rank, candidate in
        [
          "\(rank + 1).", decimal(candidate.confidence), candidate.target.description,
          "coverage \(decimal(candidate.evidence.coverage))",
          candidate.matched.map { "like \"\(VisibleText.clean($0))\"" } ?? "",
        ]
      },
      maximumWidth: 40
    ).map { $0.trimmingEnd() }
  }

  private var unreadReason: String {
    switch reply.kind {
    case .empty: "nothing was said"
    case .unsupportedLanguage: "\(languageLine): none of the languages served"
    case .answer, .handoff: "a choice that was offered before was taken"
    case .ask, .decline: "the line was not interpreted"
    }
  }

  private var languageLine: String {
    guard let guess = reply.recognition else { return reply.language.code }
    let writing = guess.writing == .native ? "" : ", written in \(guess.writing.rawValue)"
    return "\(guess.language.code), probability \(decimal(guess.probability)), "
      + "of another language \(decimal(guess.probabilityOfOther))\(writing)"
  }

  private func tokenLine(_ interpretation: Interpretation) -> String {
    let analysis = interpretation.utterance.analysis
    return analysis.tokens.map { token in
      let (word, term) = (analysis.text(token.word), analysis.text(token.term))
      if token.kind.isMarked { return "\(word) (\(token.kind.rawValue))" }
      return word == term ? word : "\(word)=\(term)"
    }.joined(separator: " ")
  }

  private func correctionLine(_ interpretation: Interpretation) -> String {
    interpretation.corrections.isEmpty
      ? "none" : interpretation.corrections.map(Self.sentence).joined(separator: ", ")
  }

  /// A correction in words: "parcl read as parcel (spelling, 1 edit)".
  static func sentence(_ correction: Correction) -> String {
    let edits =
      correction.edits == 0 ? "" : ", \(correction.edits) edit\(correction.edits == 1 ? "" : "s")"
    return "\(correction.from) read as \(correction.to) (\(correction.reason.rawValue)\(edits))"
  }

  /// The rule that decided, with its figures, and what beat the runner-up.
  private func decision(_ interpretation: Interpretation) -> String {
    guard let best = interpretation.candidates.first else {
      return "\(reply.kind.rawValue): nothing matches"
    }
    let confidence = decimal(best.confidence)
    var reason: String
    if let match = best.template {
      reason = "\(best.target) by the template \"\(match.template)\""
    } else if best.isExact {
      reason = "\(best.target) is a match to the letter or pinned"
    } else if best.confidence >= levels.answer {
      reason = "\(best.target) has \(confidence), answered from \(decimal(levels.answer))"
    } else if best.confidence >= levels.clarify {
      reason =
        "\(best.target) has \(confidence), offered from \(decimal(levels.clarify)), "
        + "answered from \(decimal(levels.answer))"
    } else {
      reason = "\(best.target) has \(confidence), offered from \(decimal(levels.clarify))"
    }
    if let rival = interpretation.candidates.dropFirst().first {
      reason +=
        "; \(decimal(best.confidence - rival.confidence)) ahead of \(rival.target)"
        + ", both offered below \(decimal(levels.margin))"
    }
    return "\(reply.kind.rawValue): \(reason)"
  }

  /// Writes the report as members of a JSON object.
  func write(to json: inout JSONWriter) {
    guard let interpretation = reply.interpretation else {
      json.member("reason", unreadReason)
      return
    }
    json.member("decision", decision(interpretation))
    json.key("levels")
    json.object { json in
      json.member("answer", levels.answer)
      json.member("clarify", levels.clarify)
      json.member("margin", levels.margin)
    }
    let analysis = interpretation.utterance.analysis
    json.key("tokens")
    json.array(analysis.tokens) { json, token in
      json.object { json in
        json.member("term", analysis.text(token.word))
        json.member("stem", analysis.text(token.term))
        json.member("kind", token.kind.rawValue)
        json.key("range")
        json.array([token.range.lowerBound, token.range.upperBound]) { $0.number($1) }
      }
    }
    json.key("candidates")
    json.array(interpretation.candidates.prefix(Self.candidateCount)) { json, candidate in
      json.object { write(candidate, to: &$0) }
    }
    json.key("match")
    if interpretation.candidates.count > 1,
      let match = knowledgeBase.interpreter.explain(
        interpretation.candidates[0].target,
        over: interpretation.candidates[1].target,
        in: interpretation
      )
    {
      ReplyJSON.write(match, to: &json)
    } else {
      json.null()
    }
    json.key("explanation")
    if let best = interpretation.candidates.first,
      let explanation = knowledgeBase.interpreter.explain(best, in: interpretation)
    {
      ReplyJSON.write(explanation, to: &json)
    } else {
      json.null()
    }
  }

  private func write(_ candidate: Interpretation.Candidate, to json: inout JSONWriter) {
    json.member("target", candidate.target.description)
    json.member("intent", candidate.intent)
    json.member("confidence", candidate.confidence)
    json.member("score", candidate.score)
    json.member("coverage", candidate.evidence.coverage)
    json.member("exact", candidate.isExact)
    json.member("matched", candidate.matched)
  }

  private func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = String(abs(hundredths) % 100)
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100)."
      + (digits.count == 1 ? "0" : "") + digits
  }
}

extension String {
  /// The text without the spaces at its end.
  func trimmingEnd() -> String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
