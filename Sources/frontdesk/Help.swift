/// What `--help` shows, built from the table of commands.
enum Help {
  /// The program as a whole: its commands and an example of each.
  static func general(_ commands: [Command], _ style: Style) -> String {
    var text = """
      frontdesk answers customers' questions from a shop's articles, and says how it found them.

      usage: frontdesk [COMMAND] [OPTIONS]; without a command, chat

      \(style.bold("commands"))

      """
    text += table(commands.map { ($0.name, $0.summary) })
    text += "\n\(style.bold("examples"))\n"
    text += table(
      commands.compactMap { $0.examples.first }.map { ($0.line, $0.summary) },
      maximumColumn: 58
    )
    return text + "\nfrontdesk COMMAND --help says more about one of them.\n"
  }

  /// One command: its options, with examples.
  static func of(_ command: Command, _ style: Style) -> String {
    var usage = "frontdesk \(command.name) [OPTIONS]"
    if !command.operands.isEmpty { usage += " \(command.operands)" }
    var text = """
      frontdesk \(command.name): \(command.summary)

      usage: \(usage)

      """
    if !command.details.isEmpty { text += "\n\(command.details)\n" }
    text += "\n\(style.bold("options"))\n"
    text += table(command.allOptions.map { ($0.spelling, $0.summary) })
    text += "\n\(style.bold("examples"))\n"
    for example in command.examples {
      text += "  \(example.line)\n      \(example.summary)\n"
    }
    return text
  }

  /// Several commands that share the first word of their names.
  static func family(_ word: String, _ commands: [Command], _ style: Style) -> String {
    "usage: frontdesk \(word) COMMAND [OPTIONS]\n\n\(style.bold("commands"))\n"
      + table(commands.map { ($0.name, $0.summary) })
  }

  /// Two columns; a left side over `maximumColumn` has a line of its own.
  private static func table(
    _ rows: [(left: String, right: String)],
    maximumColumn: Int = 32
  ) -> String {
    let width = rows.map(\.left.count).filter { $0 <= maximumColumn }.max() ?? 0
    return rows.map { left, right in
      let padding = String(repeating: " ", count: max(width - left.count, 0) + 2)
      return left.count <= width
        ? "  \(left)\(padding)\(right)\n"
        : "  \(left)\n  \(String(repeating: " ", count: width + 2))\(right)\n"
    }.joined()
  }
}
