import Wire

/// What an agent can type beside what is said to a customer, such as `/take 7`.
enum AgentVerb: String, CaseIterable, Sendable {
  case queue, next, take, tickets
  case switchTo = "switch"
  case ticket, suggest, article, replies, reply, note, tag, untag, transfer
  case putBack = "return"
  case snooze, done, reject, reopen, reached, missed, wrong, away, back, help, quit

  /// What follows the name, as the help shows it.
  var arguments: String {
    switch self {
    case .take, .ticket, .wrong: "[N]"
    case .switchTo, .reopen: "N"
    case .article: "N|ID"
    case .reply: "NAME"
    case .note: "TEXT"
    case .tag, .untag: "TAG"
    case .transfer: "AGENT|team:TEAM"
    case .snooze: "MINUTES"
    case .done: "[REASON]"
    case .reject: "REASON"
    default: ""
    }
  }

  var needsArgument: Bool { !arguments.isEmpty && !arguments.hasPrefix("[") }
  var takesArgument: Bool { !arguments.isEmpty }

  /// How it is typed.
  var usage: String { "/\(rawValue)" + (arguments.isEmpty ? "" : " \(arguments)") }

  var summary: String {
    switch self {
    case .queue: "who waits, in the order they should be taken"
    case .next: "takes the ticket that is next"
    case .take: "takes ticket N"
    case .tickets: "your own tickets"
    case .switchTo: "what you type goes to the customer of ticket N of yours; /N does so too"
    case .ticket: "everything about your ticket, or ticket N"
    case .suggest: "the articles that may help"
    case .article: "sends an article: one of the suggested by its number, or by its id"
    case .replies: "the ready-made replies"
    case .reply: "sends a ready-made reply; /NAME does so too"
    case .note: "adds what only agents see"
    case .tag: "tags the ticket"
    case .untag: "takes a tag off it"
    case .transfer: "gives the ticket to an agent or to a team"
    case .putBack: "puts it back into the queue"
    case .snooze: "puts it aside for so long, or until the customer writes"
    case .done: "closes it; the assistant answers its customer again"
    case .reject: "turns it away"
    case .reopen: "opens ticket N again"
    case .reached: "you rang the customer up and reached them"
    case .missed: "you rang the customer up and did not reach them"
    case .wrong: "marks the assistant's last answer, or that of number N, as wrong"
    case .away: "no more tickets for a while"
    case .back: "tickets again"
    case .help: "this list"
    case .quit: "goes home: your tickets wait for others"
    }
  }

  /// Whether it is about the ticket that is being worked on.
  var needsTicket: Bool {
    switch self {
    case .suggest, .article, .replies, .reply, .note, .tag, .untag, .transfer, .putBack, .snooze,
      .done, .reject, .reached, .missed, .wrong:
      true
    default: false
    }
  }
}

/// A line that an agent typed, taken apart.
enum TypedLine: Equatable, Sendable {
  case nothing
  /// For the customer.
  case text(String)
  /// Goes to another ticket: `/7`.
  case number(Int)
  case verb(AgentVerb, String)
  /// No verb: perhaps a ready-made reply.
  case name(String)
  case wrong(String)

  init(_ line: String) {
    let line = line.trimmingSpaces()
    guard line.hasPrefix("/") else {
      self = line.isEmpty ? .nothing : .text(line)
      return
    }
    // What begins with a slash for the customer too has two of them.
    if line.hasPrefix("//") {
      self = .text(String(line.dropFirst()))
      return
    }
    let words = line.dropFirst().split(maxSplits: 1) { $0 == " " || $0 == "\t" }
    guard let name = words.first, !line.hasPrefix("/ ") else {
      self = .wrong("a command must follow the slash; /help lists them, //TEXT sends /TEXT")
      return
    }
    let argument = words.count > 1 ? String(words[1]).trimmingSpaces() : ""
    if let number = Int(name), number > 0, argument.isEmpty {
      self = .number(number)
    } else if let verb = AgentVerb(rawValue: name.lowercased()) {
      self = Self.checked(verb, argument)
    } else {
      // Ready-made replies have nothing behind their names.
      self = argument.isEmpty ? .name(String(name)) : Self.unknown(String(name), [])
    }
  }

  private static func checked(_ verb: AgentVerb, _ argument: String) -> TypedLine {
    if argument.isEmpty, verb.needsArgument { return .wrong("expected: \(verb.usage)") }
    if !argument.isEmpty, !verb.takesArgument {
      return .wrong("expected: \(verb.usage) and nothing behind it")
    }
    return .verb(verb, argument)
  }

  /// Says that nothing is called so, and what may have been meant.
  static func unknown(_ name: String, _ replies: [String]) -> TypedLine {
    let names = AgentVerb.allCases.map(\.rawValue) + replies
    let meant = suggestion(for: name, among: names)
    return .wrong(
      "there is no command /\(name)"
        + (meant.map { "; did you mean /\($0)?" } ?? "; /help lists them, //TEXT sends /TEXT")
    )
  }
}
