package import FrontdeskEngine
package import Understanding

/// How the shop answered a set of questions: right, wrong, asked back, or declined.
package struct AnswerReport: Sendable {
  /// What became of one question.
  package enum Outcome: String, Sendable, Hashable {
    case right
    case wrong
    /// Choices were offered, the right one among them.
    case askedWithRight = "asked"
    /// Choices were offered, none of them right.
    case askedWithout = "asked_without"
    case declined
  }

  /// A question that was answered wrongly, and by what.
  package struct Mistake: Sendable, Hashable {
    package let question: QuestionSet.Question
    package let answer: String
    package let confidence: Double
  }

  /// Outcomes of the questions that the shop answers.
  package private(set) var inScope: [Outcome: Int] = [:]
  /// Outcomes of the others; `right` cannot be among them.
  package private(set) var outOfScope: [Outcome: Int] = [:]
  package private(set) var mistakes: [Mistake] = []

  package init() {}

  /// Takes the reply to a question in; `offered` are the targets of its choices.
  package mutating func add(
    _ question: QuestionSet.Question,
    _ reply: Reply,
    offered: [Target]
  ) {
    let outcome = outcome(question, reply, offered)
    if question.isInScope {
      inScope[outcome, default: 0] += 1
    } else {
      outOfScope[outcome, default: 0] += 1
    }
    if outcome == .wrong {
      mistakes.append(
        Mistake(
          question: question,
          answer: reply.target?.name ?? reply.kind.rawValue,
          confidence: reply.confidence ?? 1
        )
      )
    }
  }

  private func outcome(
    _ question: QuestionSet.Question,
    _ reply: Reply,
    _ offered: [Target]
  ) -> Outcome {
    switch reply.kind {
    case .answer:
      let names = [reply.target?.name, reply.intent]
      return names.contains(question.label) ? .right : .wrong
    case .handoff:
      // A single question cannot have been misunderstood twice: a person was asked for.
      return question.label == "human/request" ? .right : .wrong
    case .ask:
      return offered.contains { $0.name == question.label } ? .askedWithRight : .askedWithout
    case .decline, .unsupportedLanguage, .empty:
      return .declined
    }
  }
}

extension AnswerReport {
  private static let order: [Outcome] = [.right, .wrong, .askedWithRight, .askedWithout, .declined]

  /// Two tables of counts and shares, then the wrong answers.
  package var text: String {
    var lines: [String] = []
    for (name, counts) in [("in scope", inScope), ("out of scope", outOfScope)] {
      let total = counts.values.reduce(0, +)
      guard total > 0 else { continue }
      lines.append("\(name): \(total) questions")
      for outcome in Self.order where counts[outcome] != nil || outcome == .wrong {
        let count = counts[outcome] ?? 0
        let share = RetrievalReport.decimal(100 * Double(count) / Double(total), places: 1)
        lines.append("  \(Self.name(outcome)): \(count) (\(share) %)")
      }
    }
    for mistake in mistakes {
      let confidence = RetrievalReport.decimal(mistake.confidence, places: 2)
      lines.append(
        "wrong: \(mistake.question.text) -> \(mistake.answer) (\(confidence)),"
          + " expected \(mistake.question.label)"
      )
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line with one JSON object of counts.
  package var json: String {
    func object(_ counts: [Outcome: Int]) -> String {
      "{" + Self.order.map { "\"\($0.rawValue)\":\(counts[$0] ?? 0)" }.joined(separator: ",") + "}"
    }
    return "{\"in_scope\":\(object(inScope)),\"out_of_scope\":\(object(outOfScope))}\n"
  }

  private static func name(_ outcome: Outcome) -> String {
    switch outcome {
    case .right: "right"
    case .wrong: "wrong"
    case .askedWithRight: "asked back, the right one among the choices"
    case .askedWithout: "asked back, the right one not among them"
    case .declined: "declined"
    }
  }
}
