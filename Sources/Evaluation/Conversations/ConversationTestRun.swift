package import Content
package import Dialogue
package import FrontdeskEngine
package import TextAnalysis
import Understanding

/// How a conversation went against its test.
package struct ConversationTestRun: Sendable {
  /// A step whose expectation the reply does not meet.
  package struct Failure: Sendable {
    package let step: ConversationTest.Step
    package let expected: String
    package let actual: String
    /// What the customer had said.
    package let question: String
    package let reply: Reply?
    /// The reply's text where the step expects another whole text.
    package let update: String?
  }

  package let test: ConversationTest
  package private(set) var failures: [Failure]

  package var isPassed: Bool { failures.isEmpty }

  /// Holds the conversation of a test, alone at the desk, in a language and at one moment.
  package init(
    _ test: ConversationTest,
    in language: Language,
    engine: Engine,
    at time: Instant
  ) {
    self.test = test
    let id = ConversationID("test")
    engine.setLanguage(language, in: id)
    var failures: [Failure] = []
    var question = ""
    var reply: Reply?
    for step in test.steps {
      switch step.action {
      case .user(let line):
        question = line
        reply =
          engine.receive(line, in: id, at: time).lazy.compactMap { delivery in
            delivery.recipient == .customer(id) ? delivery.reply : nil
          }.first
      case .expect(let expectation):
        let check = ReplyExpectation(
          reply: reply,
          responses: engine.knowledgeBase(reply?.language ?? language).responses,
          turn: engine.conversation(id)?.turnCount ?? 0
        )
        guard let actual = check.mismatch(expectation) else { continue }
        var update: String?
        if case .bot = expectation, let reply {
          update = ReplyExpectation.withoutMarks(reply.text)
        }
        failures.append(
          Failure(
            step: step,
            expected: expectation.description,
            actual: actual,
            question: question,
            reply: reply,
            update: update
          )
        )
      }
    }
    // Nobody else's place in the queue may depend on this conversation.
    _ = engine.customerLeft(id, at: time)
    self.failures = failures
  }

  /// The run as if the steps on some lines of the file held.
  package func accepting(_ lines: Set<Int>) -> ConversationTestRun {
    var run = self
    run.failures.removeAll { lines.contains($0.step.line) }
    return run
  }
}
