extension Command {
  static let chat = Command(
    name: "chat",
    summary: "talks with the assistant; what frontdesk does without a command",
    options: [.language, .output] + OpenShop.options,
    details: """
      On a terminal, lines are edited with the usual keys, and :help lists what else there is.
      Through a pipe, every line is answered by one block that an empty line ends, or with
      -o json by one line.
      """,
    examples: [
      Example("frontdesk chat", "talks on this terminal"),
      Example("printf 'where is my parcel\\n' | frontdesk chat", "answers lines of a pipe"),
      Example("frontdesk chat -o json < questions.txt", "writes a JSON object for each line"),
    ],
    run: { try Chat.run($0, $1) }
  )
}

/// A conversation: on a terminal with an editor, or through a pipe.
enum Chat {
  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let isJSON = try arguments.wantsJSON()
    let shop = try OpenShop(arguments, console)
    shop.beginRun()
    let session = ChatSession(shop, language: try shop.language(arguments))
    let isTerminal =
      console.input.isTerminal && console.output.isTerminal && environment("TERM") != "dumb"
    if isTerminal && !isJSON { return try TerminalChat(session, console: console).run() }
    return try PipeChat(session, isJSON: isJSON, console: console).run()
  }
}
