import FrontdeskEngine

/// One thing the program can do, as the table of commands lists it.
struct Command: Sendable {
  /// How a command is called, and what that does.
  struct Example: Sendable {
    let line: String
    let summary: String

    init(_ line: String, _ summary: String) {
      self.line = line
      self.summary = summary
    }
  }

  /// One word, or two where commands belong together: `eval retrieval`.
  let name: String
  /// What it does, as a line of the list of commands.
  let summary: String
  /// What follows the name and the options, such as `QUESTION`; empty for nothing.
  var operands = ""
  var options: [Option] = []
  /// What there is to know beyond the options, in lines.
  var details = ""
  let examples: [Example]
  let run: @Sendable (Arguments, Console) throws -> ExitStatus

  /// The options that are taken, those of every command among them.
  var allOptions: [Option] { options + [.noColor, .help] }
}

/// How the program ended.
enum ExitStatus: Int32, Sendable {
  case success = 0
  /// It ran and found problems, or it could not do what it was asked.
  case failure = 1
  /// It was called wrongly.
  case usage = 2
}

/// The three streams of the program.
struct Console {
  let input: Descriptor
  let output: Output
  /// For messages; what was asked for goes to `output`.
  let errors: Output

  /// Writes one line about what happens, at once.
  func log(_ message: String) throws {
    try output.flush()
    try errors.writeLine(VisibleText.clean(message, keepsNewlines: true))
    try errors.flush()
  }
}
