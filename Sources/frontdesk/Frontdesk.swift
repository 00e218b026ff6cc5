import Content
import FrontdeskEngine
import LineServer
import Wire

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The program: finds the command that is asked for in the table, and runs it.
@main
struct Frontdesk {
  /// The version, as `version` shows it.
  static let version = "0.1.0"

  /// Everything the program can do; running, help and suggestions read this table alone.
  static let commands: [Command] = [
    .chat, .ask, .search, .serve, .agent, .newToken, .listTokens, .removeToken, .check, .parity,
    .test, .replay, .learn, .tryExample, .tune, .bench, .desk, .deskConversation, .deskAgents,
    .stats, .unanswered, .review, .searchTranscripts, .showTranscript, .exportTranscripts,
    .exportCustomer, .forgetCustomer, .checkStore, .backUpStore, .analyze, .evaluateIntents,
    .evaluateRetrieval, .version,
  ]

  static func main() {
    ignoreBrokenPipes()
    unblockSignals()
    // Before the program has a second thread.
    if CommandLine.arguments.dropFirst().first == "serve" { SignalSource.block() }
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  /// Runs the program with its arguments.
  static func run(_ arguments: [String]) -> ExitStatus {
    let console = standardConsole(isColorRefused: arguments.contains("--no-color"))
    do {
      let status = try dispatch(arguments, console)
      try console.output.flush()
      return status
    } catch let error as UsageError {
      return report(error.description, .usage, console)
    } catch is OutputClosed {
      return .success
    } catch let error as StoreError where error.kind == .owned {
      return report(error.description, .usage, console)
    } catch let problem as ContentProblem where problem.line == 0 {
      return report("\(problem.file): \(problem.message)", .failure, console)
    } catch {
      return report("\(error)", .failure, console)
    }
  }

  private static func standardConsole(isColorRefused: Bool) -> Console {
    func output(_ descriptor: Descriptor) -> Output {
      let style = Style(
        isTerminal: descriptor.isTerminal && !isColorRefused,
        noColor: environment("NO_COLOR"),
        terminalKind: environment("TERM")
      )
      return Output(descriptor, style: style)
    }
    return Console(
      input: .standardInput,
      output: output(.standardOutput),
      errors: output(.standardError)
    )
  }

  private static func dispatch(_ arguments: [String], _ console: Console) throws -> ExitStatus {
    switch arguments.first {
    case "--help", "-h", "help":
      return try help(Array(arguments.dropFirst()), console)
    case "--version": return try run(.version, [], console)
    default: break
    }
    if arguments.count == 2, ["--help", "-h"].contains(arguments[1]) {
      return try help([arguments[0]], console)
    }
    let (command, rest) = try command(for: arguments)
    return try run(command, rest, console)
  }

  private static func run(
    _ command: Command,
    _ rest: [String],
    _ console: Console
  ) throws -> ExitStatus {
    do {
      let arguments = try Arguments(rest, options: command.allOptions)
      if arguments.has(.help) {
        try console.output.write(Help.of(command, console.output.style))
        return .success
      }
      return try command.run(arguments, console)
    } catch let error as UsageError {
      throw UsageError(
        "\(error.description)\nfrontdesk \(command.name) --help shows how it is used"
      )
    }
  }

  /// Finds the command that the first one or two words name; none of them means `chat`.
  private static func command(for arguments: [String]) throws -> (Command, [String]) {
    guard let first = arguments.first, !first.hasPrefix("-") else {
      guard let chat = commands.first(where: { $0.name == "chat" }) else {
        throw UsageError("a command is missing\nfrontdesk --help lists them")
      }
      return (chat, arguments)
    }
    let pair = arguments.prefix(2).joined(separator: " ")
    if let command = commands.first(where: { $0.name == pair }) {
      return (command, Array(arguments.dropFirst(2)))
    }
    if let command = commands.first(where: { $0.name == first }) {
      return (command, Array(arguments.dropFirst()))
    }
    throw unknown(arguments)
  }

  private static func unknown(_ arguments: [String]) -> UsageError {
    let first = arguments[0]
    let list = "\nfrontdesk --help lists the commands"
    let family = commands.filter { $0.name.hasPrefix(first + " ") }.map(\.name)
    guard family.isEmpty else {
      let asked = arguments.dropFirst().first.map { "\"\(first) \($0)\"" }
      return UsageError(
        (asked.map { "there is no command \($0)" } ?? "\(first) is not a whole command")
          + "; expected \(alternatives(family))" + list
      )
    }
    if first.contains(" ") {
      return UsageError("there is no command \"\(first)\"; frontdesk ask \"…\" asks a question")
    }
    let names = commands.map(\.name)
    let meant = suggestion(for: first, among: names)
    return UsageError(
      "there is no command \(first)" + (meant.map { "; did you mean \($0)?" } ?? "") + list
    )
  }

  private static func help(_ arguments: [String], _ console: Console) throws -> ExitStatus {
    let style = console.output.style
    let words = arguments.filter { !$0.hasPrefix("-") }
    guard let word = words.first else {
      try console.output.write(Help.general(commands, style))
      return .success
    }
    let family = commands.filter { $0.name.hasPrefix(word + " ") }
    if words.count == 1, !family.isEmpty, !commands.contains(where: { $0.name == word }) {
      try console.output.write(Help.family(word, family, style))
    } else {
      try console.output.write(Help.of(try command(for: words).0, style))
    }
    return .success
  }

  private static func report(
    _ message: String,
    _ status: ExitStatus,
    _ console: Console
  ) -> ExitStatus {
    do {
      try console.output.flush()
      let name = console.errors.style.bold("frontdesk: ")
      try console.errors.write(name + VisibleText.clean(message, keepsNewlines: true) + "\n")
      try console.errors.flush()
    } catch {
      // There is nowhere left to say it.
    }
    return status
  }
}
