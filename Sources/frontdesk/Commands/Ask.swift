import Dialogue
import FrontdeskEngine
import JSON

extension Command {
  static let ask = Command(
    name: "ask",
    summary: "answers one question",
    operands: "QUESTION",
    options: [.language, Ask.why, .output] + OpenShop.options,
    examples: [
      Example("frontdesk ask \"hi, where's my parcl??\"", "answers one question"),
      Example(
        "frontdesk ask \"unde este comanda mea\" --why",
        "also says how the question was understood and why it was answered so"
      ),
      Example("frontdesk ask --lang tr \"iade\" -o json", "writes everything as JSON"),
    ],
    run: { try Ask.run($0, $1) }
  )
}

/// One question, its answer, and why.
enum Ask {
  static let why = Option(
    name: "why",
    short: "w",
    summary: "also says how the answer was found"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "QUESTION")
    let isJSON = try arguments.wantsJSON()
    let shop = try OpenShop(arguments, console)
    let question = arguments.operands[0]
    let conversation = ConversationID("ask")
    // A question alone is no conversation.
    shop.engine.introduces = false
    if let language = try shop.language(arguments) {
      shop.engine.setLanguage(language, in: conversation)
    }
    guard let reply = try shop.reply(to: question, in: conversation) else { return .failure }
    let base = try shop.knowledgeBase(reply.language)
    let report =
      arguments.has(why)
      ? WhyReport(
        reply: reply,
        knowledgeBase: base,
        levels: shop.engine.shop.levels(reply.language)
      ) : nil
    if isJSON {
      var json = JSONWriter()
      json.object { json in
        ReplyJSON(question: question, reply: reply, knowledgeBase: base).write(to: &json)
        guard let report else { return }
        json.key("why")
        json.object { report.write(to: &$0) }
      }
      try json.endLine(into: console.output)
    } else {
      try console.output.writeLine(reply.text)
      if let report {
        try console.output.writeLine()
        for line in report.lines { try console.output.writeLine(line) }
      }
    }
    return .success
  }
}
