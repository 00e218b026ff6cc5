import Content
import Dialogue
import Testing

@testable import Connectors

@Suite("When a request is sent again, and what came of it")
struct AttemptsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: String
    let retries: Int
    let answers: [AttemptAnswer]
    let expected: [String]

    var testDescription: String { "\(kind) \(retries) \(answers)" }
  }

  private static let lost = AttemptAnswer.noAnswer("lost")
  private static let unsent = AttemptAnswer.notDone("unsent")
  private static let refused = AttemptAnswer.refused("no")

  @Test(
    "Changes are sent again with an honoured key only; what may be done is unknown",
    arguments: [
      Case(kind: "reads", retries: 0, answers: [lost], expected: ["failed"]),
      Case(
        kind: "reads",
        retries: 2,
        answers: [lost, unsent, lost],
        expected: ["", "", "failed"]
      ),
      Case(kind: "reads", retries: 1, answers: [lost, .done([:])], expected: ["", "done"]),
      Case(kind: "reads", retries: 5, answers: [refused], expected: ["failed"]),
      Case(kind: "changes", retries: 3, answers: [lost], expected: ["unknown"]),
      Case(kind: "changes", retries: 3, answers: [unsent], expected: ["failed"]),
      Case(kind: "changes", retries: 3, answers: [refused], expected: ["failed"]),
      Case(kind: "changes", retries: 3, answers: [.done([:])], expected: ["done"]),
      Case(kind: "honoured", retries: 1, answers: [lost, lost], expected: ["", "unknown"]),
      Case(kind: "honoured", retries: 1, answers: [lost, unsent], expected: ["", "unknown"]),
      Case(kind: "honoured", retries: 1, answers: [unsent, unsent], expected: ["", "failed"]),
      Case(kind: "honoured", retries: 1, answers: [unsent, lost], expected: ["", "unknown"]),
      Case(kind: "honoured", retries: 1, answers: [lost, .done([:])], expected: ["", "done"]),
      Case(kind: "honoured", retries: 1, answers: [lost, refused], expected: ["", "failed"]),
      Case(kind: "honoured", retries: 0, answers: [lost], expected: ["unknown"]),
    ]
  )
  func verdicts(_ example: Case) {
    var attempts = Attempts(
      action(
        [],
        effect: example.kind == "reads" ? .reads : .changes,
        retries: example.retries,
        honoursKey: example.kind == "honoured"
      )
    )
    let verdicts = example.answers.map { answer in
      switch attempts.verdict(on: answer) {
      case .again: ""
      case .complete(let outcome): outcome.name
      }
    }
    #expect(verdicts == example.expected)
  }

  @Test("A last attempt is not repeated")
  func last() {
    var attempts = Attempts(action([], retries: 3))
    #expect(attempts.verdict(on: .noAnswer("x"), isLast: true) == .complete(.failed("x")))
  }
}
