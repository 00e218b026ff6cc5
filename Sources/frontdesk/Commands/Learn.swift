import FrontdeskEngine

extension Command {
  static let learn = Command(
    name: "learn",
    summary: "proposes examples from a log of messages, and takes over the accepted ones",
    options: [
      Learn.log, Learn.out, Learn.limit, Learn.accept, .language, BenchFolders.sets,
    ] + OpenShop.options,
    details: """
      With --log, lines of FILE are what customers wrote, text before a tab only. What they seem to
      mean is written to a proposal, for a person to go through: content stays as it is. With
      --accept, what is left of a proposal is put into the files of intents and articles.
      Order numbers, e-mail addresses, telephones, cards, accounts and postal addresses are replaced
      by samples, in examples of intents with a mark: [A-00000](order_number); what was replaced is
      shown. Messages that hold a link, a price, or a long number or one beside a capital besides are
      never proposed. Names of people are not recognised: they are for the reader to remove.
      """,
    examples: [
      Example("frontdesk learn --log messages.txt", "writes proposal.yml"),
      Example("frontdesk learn --accept proposal.yml", "puts the examples into the content"),
    ],
    run: { try Learn.run($0, $1) }
  )
}

/// Learns from messages that nobody has labelled, with a person in between.
enum Learn {
  static let log = Option(
    name: "log",
    value: "FILE",
    expected: "a file of customers' messages, one a line",
    summary: "the messages to propose examples from"
  )
  static let out = Option(
    name: "out",
    value: "FILE",
    expected: "a file to write",
    summary: "where the proposal goes (default: proposal.yml)"
  )
  static let limit = Option(
    name: "limit",
    value: "N",
    expected: "a whole number from 1 to \(maximumLimit)",
    summary: "how many examples are proposed for an intent or article at most (default: 8)"
  )
  static let accept = Option(
    name: "accept",
    value: "FILE",
    expected: "a proposal that learn --log wrote",
    summary: "the proposal whose examples are put into the content"
  )
  private static let usualLimit = 8
  private static let maximumLimit = 1_000

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    switch (arguments.value(of: log), arguments.value(of: accept)) {
    case (let log?, nil):
      var count = usualLimit
      if let text = arguments.value(of: limit) {
        guard let number = Int(text), 1...maximumLimit ~= number else {
          throw arguments.wrong(text, for: limit)
        }
        count = number
      }
      let proposal = arguments.value(of: out) ?? "proposal.yml"
      return try LogProposal(log: log, out: proposal, limit: count, arguments, console).run()
    case (nil, let proposal?):
      for option in [out, limit, BenchFolders.sets, .language] where arguments.has(option) {
        throw UsageError("--\(option.name) belongs to --log; --accept takes a whole proposal over")
      }
      return try ProposalAcceptance.run(proposal, arguments, console)
    case (nil, nil):
      throw UsageError("--log or --accept is missing; expected \(log.expected), or a proposal")
    case (_?, _?):
      throw UsageError(
        "--log and --accept exclude each other: a proposal is read by a person in between"
      )
    }
  }
}
