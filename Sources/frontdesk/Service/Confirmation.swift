/// Asks a person before something is done that cannot be taken back.
enum Confirmation {
  /// Whether the person agrees; `--yes` does for them.
  ///
  /// - Throws: `UsageError` where nobody is there to be asked.
  static func of(_ question: String, _ arguments: Arguments, _ console: Console) throws -> Bool {
    try console.output.flush()
    if arguments.has(ServiceOptions.yes) { return true }
    guard console.input.isTerminal, console.errors.isTerminal else {
      throw UsageError("nobody can be asked here; expected --yes after looking at the above")
    }
    try console.errors.write(question + " [y/N] ")
    try console.errors.flush()
    var reader = LineReader(from: console.input)
    let answer = try reader.next(beforeWaiting: {}) { String(decoding: $0, as: UTF8.self) }
    return ["y", "yes"].contains((answer ?? "").lowercased())
  }
}
