import Dialogue
import Evaluation
import FrontdeskEngine

extension Command {
  static let evaluateQuestions = Command(
    name: "eval questions",
    summary: "asks the shop a labelled set of questions",
    options: [EvaluateQuestions.set] + OpenShop.options + [.language, .output],
    details: """
      The set has lines TEXT and LABEL with a tab between them; a label is an article's id, an
      intent's name, or oos for what the shop does not answer. Each question is a conversation of
      its own. With --lang the language is given, otherwise it is recognised.
      """,
    examples: [
      Example(
        "frontdesk eval questions --set Benchmarks/Sets/en/report.tsv",
        "counts right, wrong, asked back and declined, and lists the wrong ones"
      )
    ],
    run: { try EvaluateQuestions.run($0, $1) }
  )
}

/// Asks the shop every question of a labelled set.
enum EvaluateQuestions {
  static let set = Option(
    name: "set",
    value: "FILE",
    expected: "a file of questions and labels",
    summary: "the questions"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let path = try arguments.required(set)
    let questions = try QuestionSet(SourceFile(name: path, bytes: try contents(ofFile: path)))
    let shop = try OpenShop(arguments, console)
    let language = try shop.language(arguments)
    var report = AnswerReport()
    for (number, question) in questions.questions.enumerated() {
      let conversation = ConversationID("q\(number)")
      if let language { shop.engine.setLanguage(language, in: conversation) }
      guard let reply = try shop.reply(to: question.text, in: conversation) else { continue }
      let offered = shop.engine.conversation(conversation)?.choices ?? []
      report.add(question, reply, offered: offered)
      _ = shop.engine.customerLeft(
        conversation,
        at: Instant(secondsSinceEpoch: secondsSinceEpoch())
      )
    }
    try console.output.write(try arguments.wantsJSON() ? report.json : report.text)
    return .success
  }
}
