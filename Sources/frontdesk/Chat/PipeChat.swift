import FrontdeskEngine

/// A chat through a pipe: for each line of input one block or, as JSON, one line of output.
struct PipeChat {
  private var session: ChatSession
  private let isJSON: Bool
  private let console: Console

  init(_ session: ChatSession, isJSON: Bool, console: Console) {
    self.session = session
    self.isJSON = isJSON
    self.console = console
  }

  /// Reads to the end of the input; every reply is sent before the next line is read.
  consuming func run() throws -> ExitStatus {
    var reader = LineReader(from: console.input)
    var goesOn = true
    while goesOn {
      let line = try reader.next(beforeWaiting: {}) { String(decoding: $0, as: UTF8.self) }
      guard let line else { break }
      goesOn = try answer(line)
      try console.output.flush()
    }
    return .success
  }

  /// Answers a line; false when the chat is over.
  ///
  /// A customer may begin a line with a colon too, so only what names a command is one, and two
  /// letters of it at least.
  private mutating func answer(_ line: String) throws -> Bool {
    var outcome: ChatSession.Outcome
    if case .command(let command, let argument) = ChatCommand.read(line), line.utf8.count > 2 {
      outcome = try session.carryOut(command, argument: argument)
    } else {
      outcome = try session.say(line)
    }
    switch outcome {
    case .reply(let reply):
      if isJSON {
        try write(reply, to: line)
      } else {
        try console.output.writeBlock(reply?.text ?? "")
      }
    case .report(let command, let lines):
      let text = lines.joined(separator: "\n")
      try isJSON ? write(command, text) : console.output.writeBlock(text)
    case .quit:
      try isJSON ? write(.quit, "goodbye") : console.output.writeBlock("goodbye")
      return false
    }
    return true
  }

  private func write(_ reply: Reply?, to line: String) throws {
    var json = JSONWriter()
    let base = try reply.map { try session.shop.knowledgeBase($0.language) }
    json.object { json in
      if let reply, let base {
        ReplyJSON(question: line, reply: reply, knowledgeBase: base).write(to: &json)
      } else {
        json.member("question", line)
        json.member("kind", "silent")
      }
    }
    try json.endLine(into: console.output)
  }

  private func write(_ command: ChatCommand?, _ text: String) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("kind", "command")
      json.member("command", command?.rawValue)
      json.member("text", text)
    }
    try json.endLine(into: console.output)
  }
}
