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

  /// Holds the conversation of a test, alone at the desk, in a language, from a moment on.
  ///
  /// `perform` asks the shop's systems.
  package init(
    _ test: ConversationTest,
    in language: Language,
    engine: Engine,
    at start: Instant,
    perform: ([ActionRequest]) -> [ActionCompletion] = { _ in [] }
  ) {
    self.test = test
    // A name of its own: what is counted across conversations is no business of a test.
    let id = ConversationID("test \(test.name)")
    engine.setLanguage(language, in: id)
    var failures: [Failure] = []
    var question = ""
    var reply: Reply?
    var time = start
    func settle(_ deliveries: [Delivery]) {
      reply = engine.settle(deliveries, in: id, at: time, perform: perform).reply
    }
    for step in test.steps {
      switch step.action {
      case .user(let line):
        question = line
        settle(engine.receive(line, in: id, at: time))
      case .attachment(let url):
        question = "[\(url)]"
        let message = CustomerMessage("", attachments: [Attachment(url: url)])
        settle(engine.receive(message, in: id, at: time))
      case .customer(let fields):
        engine.setCustomer(Customer(id: fields["id"] ?? "", fields: fields), in: id)
      case .event(let name, let fields):
        question = "(\(name))"
        settle(engine.take(ShopEvent(name, fields: fields), in: id, at: time))
      case .wait(let seconds):
        time = Instant(secondsSinceEpoch: time.secondsSinceEpoch + seconds)
        _ = engine.tick(at: time)
      case .expect(let expectation):
        let check = ReplyExpectation(
          reply: reply,
          conversation: engine.conversation(id),
          responses: engine.knowledgeBase(reply?.language ?? language).responses
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
