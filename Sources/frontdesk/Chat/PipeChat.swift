import FrontdeskEngine
import JSON

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
    let time = session.now
    var outcome: ChatSession.Outcome
    if case .command(let command, let argument) = ChatCommand.read(line), line.utf8.count > 2 {
      outcome = try session.carryOut(command, argument: argument)
    } else {
      outcome = try session.say(line)
    }
    if isJSON {
      var json = JSONWriter()
      try TurnJSON(question: line, outcome: outcome, time: time, session: session)
        .write(to: &json)
      try json.endLine(into: console.output)
    } else {
      try console.output.writeBlock(text(of: outcome))
    }
    if case .quit = outcome { return false }
    return true
  }

  private func text(of outcome: ChatSession.Outcome) -> String {
    switch outcome {
    case .reply(let reply): reply?.wholeText ?? ""
    case .report(_, let lines): lines.joined(separator: "\n")
    case .quit: TurnJSON.goodbye
    }
  }
}
