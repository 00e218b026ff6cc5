import LineServer

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Command {
  static let agent = Command(
    name: "agent",
    summary: "works the queue: the console of those who answer customers",
    options: [Agent.connect, Agent.tokenFile, Agent.name, Agent.presence, Agent.bell],
    details: """
      Connects to frontdesk serve. What you type goes to the customer of your ticket; /next takes
      the ticket that is next, /N goes to another one of yours, and /help lists everything else.
      Tab completes commands, ready-made replies, articles and names. What arrives is printed
      above the line you type. A connection that is lost is opened again, and what was not
      answered is sent again. Ctrl-D or /quit goes home: your tickets then wait for others.

      The token comes from --token-file or from FRONTDESK_TOKEN. Without one --name says who you
      are, which a server takes from its own machine while it knows no agent's token.

      Through a pipe every line is carried out once the one before is answered, each event is a
      line, and refusals go to standard error; after a ticket that could not be taken nothing is
      sent to the customer of another. At the end of the input the tickets stay yours for half a
      minute. Ends with 1 when a line was refused.
      """,
    examples: [
      Example("frontdesk agent --name ana", "works on this machine as ana"),
      Example(
        "frontdesk agent --connect unix:/run/frontdesk.sock --token-file ~/.token",
        "works over a Unix socket with a token"
      ),
      Example(
        "printf '/next\\nHello\\n/done\\n' | frontdesk agent --name ana",
        "takes the next ticket, greets its customer and closes it"
      ),
      Example("printf '/queue\\n' | frontdesk agent --presence away", "shows who waits"),
    ],
    run: { try Agent.run($0, $1) }
  )
}

/// The agents' console.
enum Agent {
  static let connect = Option(
    name: "connect",
    value: "ADDRESS",
    expected: "HOST:PORT or unix:PATH, such as \(SocketAddress.standard)",
    summary: "where frontdesk serve listens (default \(SocketAddress.standard))"
  )
  static let tokenFile = Option(
    name: "token-file",
    value: "FILE",
    expected: "a file that holds a token",
    summary: "the file with your token (default: FRONTDESK_TOKEN holds it)"
  )
  static let name = Option(
    name: "name",
    value: "NAME",
    expected: "1 to 32 letters, digits, -, _ or .",
    summary: "who you are, where no token says it (default: the user's name)"
  )
  static let presence = Option(
    name: "presence",
    value: "online|away",
    expected: "online or away",
    summary: "whether tickets are given to you from the start (default online)"
  )
  static let bell = Option(
    name: "bell",
    summary: "rings the terminal's bell for a new ticket or message"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let address = try address(arguments)
    let settings = AgentConsole.Settings(
      identity: try identity(arguments),
      presence: try presence(arguments),
      isScripted: !isTerminal(console),
      idPrefix: String(UInt64.random(in: .min ... .max), radix: 36),
      timeOfDay: timeOfDay
    )
    if settings.isScripted { return try AgentPipe(console: console).run(settings, address) }
    let terminal = AgentTerminal(console: console, isBellWanted: arguments.has(bell))
    return try terminal.run(settings, address)
  }

  private static func isTerminal(_ console: Console) -> Bool {
    console.input.isTerminal && console.output.isTerminal && environment("TERM") != "dumb"
  }

  private static func address(_ arguments: Arguments) throws -> SocketAddress {
    guard let text = arguments.value(of: connect) else { return .standard }
    do throws(SocketAddress.ParseError) {
      return try SocketAddress(parsing: text)
    } catch {
      throw UsageError("--connect: \(error.description)")
    }
  }

  private static func presence(_ arguments: Arguments) throws -> String {
    let text = arguments.value(of: presence) ?? "online"
    guard ["online", "away"].contains(text) else { throw arguments.wrong(text, for: presence) }
    return text
  }

  private static func identity(_ arguments: Arguments) throws -> AgentConsole.Identity {
    if let file = arguments.value(of: tokenFile) {
      let text = String(decoding: try contents(ofFile: file), as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count == 1 else {
        throw UsageError("--token-file \(file) holds \(words.count) words; expected one token")
      }
      return .token(String(words[0]))
    }
    if let token = environment("FRONTDESK_TOKEN")?.trimmingSpaces(), !token.isEmpty {
      return .token(token)
    }
    guard let text = arguments.value(of: name) ?? environment("USER"), !text.isEmpty else {
      throw UsageError("--name is missing; expected \(name.expected)")
    }
    guard isName(text) else { throw arguments.wrong(text, for: name) }
    return .name(text)
  }

  private static func isName(_ name: String) -> Bool {
    (1...32).contains(name.unicodeScalars.count)
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
          || ["-", "_", "."].contains(scalar)
      }
  }

  /// The time of day where the agent is.
  private static let timeOfDay: @Sendable (Double) -> String = { seconds in
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    func pad(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(pad(parts.tm_hour)):\(pad(parts.tm_min))"
  }
}
