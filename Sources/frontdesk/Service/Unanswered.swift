import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import Storage
import TextAnalysis
import Understanding

extension Command {
  static let unanswered = Command(
    name: "unanswered",
    summary: "lists what customers asked in vain, in groups, and gives it to intents and articles",
    operands: "[assign ID INTENT|ARTICLE | ignore ID...]",
    options: [
      ServiceOptions.since, ServiceOptions.until, .language, Unanswered.all, Unanswered.limit,
      Unanswered.example, BenchFolders.sets, ServiceOptions.yes, OpenStore.store,
      ServiceOptions.now,
    ] + OpenShop.options + [ServiceOptions.format, ServiceOptions.quiet],
    details: """
      Counted are questions the bot could not help with, those after which customers wanted none of
      the choices, gave a thumb down, or whose answer an agent marked as wrong (default: the last 30
      days). Questions that share their telling stems are a group. Of each the nearest article or
      intent is named, and the words which that lacks.

      assign shows what giving the question to an intent or article changes on the conversation
      tests and the labelled questions, writes it into the content's file once you agree, and
      notes it.
      A group is listed again when the same is asked in vain after that.
      """,
    examples: [
      Example("frontdesk unanswered --since 7d", "lists what was asked in vain in a week"),
      Example(
        "frontdesk unanswered assign 1a2b3c4d gift-cards",
        "adds the question of a group to an article"
      ),
      Example("frontdesk unanswered ignore 1a2b3c4d", "lists a group no more"),
    ],
    run: { try Unanswered.run($0, $1) }
  )
}

/// The inbox of unanswered questions.
enum Unanswered {
  static let all = Option(name: "all", summary: "lists groups that are ignored or assigned, too")
  static let limit = Option(
    name: "limit",
    value: "N",
    expected: "a whole number from 1 to 10000",
    summary: "how many groups are listed at most (default: 20)"
  )
  static let example = Option(
    name: "example",
    value: "N",
    expected: "the place of a question in its group, from 1",
    summary: "which question of the group assign adds (default: 1, the most frequent)"
  )

  /// How many questions of a group are shown.
  static let shownQuestions = 5

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    switch arguments.operands.first {
    case nil: try list(arguments, console)
    case "assign"?: try UnansweredAssignment.run(arguments, console)
    case "ignore"?: try ignore(arguments, console)
    case let other?:
      throw UsageError("\"\(other)\" is not known here; expected assign, ignore, or only options")
    }
  }

  private static func list(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let format = try ServiceOptions.format(arguments)
    let most = try ServiceOptions.whole(limit, in: 1...10_000, default: 20, arguments)
    let reading = try reading(arguments, console)
    let entries = reading.entries.filter { entry in
      switch entry.state {
      case .new: true
      case .ignored: arguments.has(all)
      case .assigned(_, let since): since > 0 || arguments.has(all)
      }
    }
    if arguments.has(ServiceOptions.quiet) {
      for entry in entries.prefix(most) { try console.output.writeLine(entry.group.id) }
      return .success
    }
    switch format {
    case .text:
      try writeText(Array(entries.prefix(most)), console.output)
      if entries.count > most {
        try console.output.writeLine("and \(entries.count - most) more; --limit lists them")
      }
      if reading.foreign > 0 {
        let lines = ReportText.counted(reading.foreign, "line", "lines")
        try console.output.writeLine("\(lines) in languages that the shop does not serve")
      }
    case .json:
      var json = JSONWriter()
      for entry in entries.prefix(most) {
        write(entry, to: &json)
        try json.endLine(into: console.output)
      }
    case .csv: try console.output.write(csv(entries.prefix(most)))
    }
    return .success
  }

  /// Reads the groups that the options ask for.
  static func reading(_ arguments: Arguments, _ console: Console) throws -> UnansweredReading {
    let shop = try OpenShop(arguments, console)
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    return try UnansweredReading(
      store,
      try ServiceOptions.period(arguments, since: "30d"),
      languages: try shop.language(arguments).map { [$0] } ?? shop.engine.shop.settings.languages,
      shop,
      console
    )
  }

  private static func ignore(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(2...Int.max, "ID")
    let reading = try reading(arguments, console)
    let ids = try arguments.operands.dropFirst().map { try reading.entry($0).group.id }
    let store = try OpenStore.forChanging(arguments)
    defer { store.close() }
    let time = try ServiceOptions.now(arguments)
    try Desk(store).note(
      ids.map { Mark(.unanswered, key: $0, time: time, value: "ignored") }
    )
    for id in ids { try console.output.writeLine("\(id): ignored") }
    return .success
  }

  // MARK: Output

  private static func writeText(_ entries: [UnansweredReading.Entry], _ output: Output) throws {
    for entry in entries {
      let group = entry.group
      let style = output.style
      try output.writeLine(
        "\(style.bold(group.id))  \(group.language.code)  "
          + "\(ReportText.count(group.count)) times in "
          + ReportText.counted(group.conversations, "conversation", "conversations")
          + ", last \(UTCTime.text(group.lastSeen))  \(style.dim(state(entry.state)))"
      )
      for (place, wording) in group.wordings.prefix(shownQuestions).enumerated() {
        let count = wording.count > 1 ? "  (\(wording.count))" : ""
        try output.writeLine("  \(place + 1) \(Transcripts.oneLine(wording.text))\(count)")
      }
      let others = group.wordings.count - shownQuestions
      if others > 0 { try output.writeLine("  and \(others) more") }
      let signs = group.signs.sorted { $0.key < $1.key }
        .map { "\(name($0.key)) \($0.value)" }
      try output.writeLine("  " + signs.joined(separator: ", "))
      let nearest =
        entry.nearest.map { "\($0.name), \(FixedPoint.percent(entry.confidence)) %" } ?? "nothing"
      let missing = entry.missing.prefix(8).joined(separator: ", ")
      try output.writeLine(
        VisibleText.clean(
          "  nearest: \(nearest)" + (missing.isEmpty ? "" : "; it has nothing of: \(missing)")
        )
      )
      try output.writeLine()
    }
    if entries.isEmpty { try output.writeLine("nothing was asked in vain") }
  }

  private static func name(_ sign: UnansweredQuestion.Sign) -> String {
    sign.rawValue.split(separator: "_").joined(separator: " ")
  }

  private static func state(_ state: UnansweredReading.State) -> String {
    switch state {
    case .new: "new"
    case .ignored: "ignored"
    case .assigned(let place, let since):
      "assigned to \(place)" + (since > 0 ? ", asked \(since) times since" : "")
    }
  }

  private static func write(_ entry: UnansweredReading.Entry, to json: inout JSONWriter) {
    let group = entry.group
    json.object { json in
      json.member("id", group.id)
      json.member("language", group.language.code)
      json.member("state", state(entry.state))
      json.member("count", group.count)
      json.member("conversations", group.conversations)
      json.member("last", UTCTime.text(group.lastSeen))
      json.key("stems")
      json.array(group.keys) { $0.string($1) }
      json.key("signs")
      json.object { json in
        for (sign, count) in group.signs.sorted(by: { $0.key < $1.key }) {
          json.key(named: sign.rawValue)
          json.number(count)
        }
      }
      json.key("questions")
      json.array(group.wordings) { json, wording in
        json.object { json in
          json.member("text", wording.text)
          json.member("count", wording.count)
        }
      }
      json.member("nearest", entry.nearest?.description)
      json.member("confidence", entry.confidence)
      json.key("missing")
      json.array(entry.missing) { $0.string($1) }
    }
  }

  private static func csv(_ entries: some Sequence<UnansweredReading.Entry>) -> [UInt8] {
    var csv = CSVText()
    csv.row([
      "id", "language", "state", "count", "conversations", "last", "question", "signs", "nearest",
      "confidence", "missing",
    ])
    for entry in entries {
      let group = entry.group
      csv.row([
        group.id, group.language.code, state(entry.state), "\(group.count)",
        "\(group.conversations)", UTCTime.text(group.lastSeen), group.wordings.first?.text ?? "",
        group.signs.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
          .joined(separator: " "), entry.nearest?.description ?? "",
        FixedPoint.text(entry.confidence, places: 3), entry.missing.joined(separator: " "),
      ])
    }
    return csv.bytes
  }
}
