import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import Storage
import TextAnalysis
import Understanding

/// Finding and showing conversations of the store.
enum Transcripts {
  static let channel = Option(
    name: "channel",
    value: "NAME",
    expected: "a channel such as web",
    summary: "conversations of one channel"
  )
  static let customer = Option(
    name: "customer",
    value: "ID",
    expected: "a customer's id",
    summary: "conversations of one customer"
  )
  static let limit = Option(
    name: "limit",
    value: "N",
    expected: "a whole number from 1 to 100000",
    summary: "how many conversations are listed at most (default: 50)"
  )
  static let why = Option(name: "why", summary: "shows what was decided, and why, too")
  static let flow = Option(
    name: "flow",
    value: "NAME",
    expected: "a script of the shop",
    summary: "conversations with a script; in a table a column for each of its slots"
  )
  static let exportFormat = Option(
    name: "output",
    short: "o",
    value: "json|csv",
    expected: "json or csv",
    summary: "activities as JSON a line (default), or a table"
  )

  /// The options that choose among conversations.
  static let selection = [
    OpenStore.store, ServiceOptions.since, ServiceOptions.until, ServiceOptions.now, .language,
    channel, customer,
  ]

  /// Goes through the chosen conversations, those active last first; stops when `body` says so.
  static func forEach(
    _ arguments: Arguments,
    in store: SQLiteStore,
    _ body: (ConversationSummary) throws -> Bool
  ) throws {
    let period = try ServiceOptions.period(arguments, since: nil)
    let language = try arguments.language()
    let channel = arguments.value(of: channel)
    let customer = arguments.value(of: customer)
    var isOver = false
    try store.forEachConversation(throwing: period, stopping: { isOver }) { summary in
      guard language == nil || summary.language == language,
        channel == nil || summary.channel == channel,
        customer == nil || summary.customer == customer
      else { return }
      isOver = try !body(summary)
    }
  }

  // MARK: Searching

  static func search(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "TEXT")
    let text = arguments.operands[0]
    guard text.contains(where: { !$0.isWhitespace }) else { throw UsageError("TEXT is empty") }
    let format = try ServiceOptions.format(arguments)
    let most = try ServiceOptions.whole(limit, in: 1...100_000, default: 50, arguments)
    let shop = try OpenShop(arguments, console)
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    let languages = shop.engine.shop.settings.languages
    let search = TranscriptSearch(
      text,
      analyzers: Dictionary(uniqueKeysWithValues: languages.map { ($0, Analyzer(language: $0)) })
    )
    var progress = Progress("conversations", on: console.errors)
    var (seen, found) = (0, 0)
    var csv = CSVText()
    if format == .csv {
      csv.row(["conversation", "time", "language", "who", "text"])
    }
    try forEach(arguments, in: store) { summary in
      seen += 1
      try progress.update(seen)
      let hits = hits(try store.events(of: summary.id), search)
      guard !hits.isEmpty else { return true }
      found += 1
      try progress.finish()
      try write(summary, hits, format, arguments, &csv, console.output)
      return found < most
    }
    try progress.finish()
    if format == .csv { try console.output.write(csv.bytes) }
    return found > 0 ? .success : .failure
  }

  /// A line that was found.
  private struct Hit {
    let time: Instant
    let who: String
    let text: String
  }

  private static func hits(_ events: [StoredEvent], _ search: TranscriptSearch) -> [Hit] {
    var language: Language?
    // Before its language is known a conversation is read in the one it came to have first.
    for stored in events {
      guard case .languageRecognised(let spoken) = stored.event else { continue }
      language = spoken
      break
    }
    var hits: [Hit] = []
    for stored in events {
      if case .languageRecognised(let spoken) = stored.event { language = spoken }
      guard let (who, text) = TranscriptSearch.line(stored.event),
        search.matches(text, in: language)
      else { continue }
      hits.append(Hit(time: stored.time, who: who, text: text))
    }
    return hits
  }

  private static func write(
    _ summary: ConversationSummary,
    _ hits: [Hit],
    _ format: ServiceOptions.Format,
    _ arguments: Arguments,
    _ csv: inout CSVText,
    _ output: Output
  ) throws {
    let id = summary.id.value
    if arguments.has(ServiceOptions.quiet) {
      if format != .csv { try output.writeLine(VisibleText.clean(id)) }
      return
    }
    switch format {
    case .text:
      try output.writeLine(
        "\(output.style.bold(VisibleText.clean(id)))  \(UTCTime.text(summary.lastAt))"
          + "  \(summary.language?.code ?? "-")  "
          + ReportText.counted(summary.turnCount, "turn", "turns")
      )
      for hit in hits.prefix(3) {
        try output.writeLine("  \(hit.who): \(oneLine(hit.text))")
      }
      if hits.count > 3 { try output.writeLine("  and \(hits.count - 3) more") }
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.member("conversation", id)
        json.member("channel", summary.channel)
        json.member("language", summary.language?.code)
        json.member("customer", summary.customer)
        json.member("last", UTCTime.text(summary.lastAt))
        json.key("lines")
        json.array(hits) { json, hit in
          json.object { json in
            json.member("time", UTCTime.text(hit.time))
            json.member("who", hit.who)
            json.member("text", hit.text)
          }
        }
      }
      try json.endLine(into: output)
    case .csv:
      for hit in hits {
        csv.row([id, UTCTime.text(hit.time), summary.language?.code ?? "", hit.who, hit.text])
      }
    }
  }

  /// A text on one line, safe to show.
  static func oneLine(_ text: String) -> String {
    VisibleText.clean(
      text.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " / ")
    )
  }

  // MARK: Showing

  static func show(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "CONVERSATION")
    let format = try ServiceOptions.format(arguments)
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    let id = ConversationID(arguments.operands[0])
    guard let summary = try store.summary(of: id) else { throw MissingConversation(id: id) }
    let events = try store.events(of: id)
    switch format {
    case .json:
      var activities = Activities(summary)
      var json = JSONWriter()
      for stored in events where activities.write(stored, to: &json) {
        try json.endLine(into: console.output)
      }
    case .csv:
      var csv = CSVText()
      csv.row(["time", "who", "text"])
      for stored in events {
        guard let (who, text) = TranscriptSearch.line(stored.event) else { continue }
        csv.row([UTCTime.text(stored.time), who, text])
      }
      try console.output.write(csv.bytes)
    case .text:
      try writeText(summary, events, showsWhy: arguments.has(why), console.output)
    }
    return .success
  }

  private static func writeText(
    _ summary: ConversationSummary,
    _ events: [StoredEvent],
    showsWhy: Bool,
    _ output: Output
  ) throws {
    let facts = [
      summary.channel.isEmpty ? "" : "channel \(summary.channel)",
      summary.language.map { "language \($0.code)" } ?? "",
      summary.customer.map { "customer \($0)" } ?? "",
    ].filter { !$0.isEmpty }
    try output.writeLine(
      output.style.bold(VisibleText.clean(summary.id.value))
        + facts.map { "  " + VisibleText.clean($0) }.joined()
    )
    for stored in events {
      guard let line = line(stored, showsWhy: showsWhy) else { continue }
      let time = output.style.dim(UTCTime.text(stored.time))
      try output.writeLine("\(time)  \(VisibleText.clean(line))")
    }
  }

  private static func line(_ stored: StoredEvent, showsWhy: Bool) -> String? {
    switch stored.event {
    case .answered(let target, let text) where !text.isEmpty:
      "bot (\(target.name)): \(oneLine(text))"
    case .attachmentReceived(let attachment): "customer sent: \(attachment.url)"
    case .handoffRequested(let request):
      "handoff: \(request.reason.label), team \(request.team), \(request.priority.name)"
    case .handoffWithdrawn: "handoff: withdrawn"
    case .agentJoined(let agent): "agent \(agent) joined"
    case .agentLeft: "agent left"
    case .expired: "expired"
    case .feedbackGiven(let feedback):
      "feedback: \(feedback.kind.rawValue) \(feedback.value)"
        + (feedback.comment.map { ": \(oneLine($0))" } ?? "")
    case .shopEvent(let name): "shop: \(name)"
    case .decided(let record) where showsWhy:
      "decided \(record.decision) \(record.subject ?? "")"
        + (record.confidence.map { " \(FixedPoint.percent($0)) %" } ?? "")
        + ": \(record.reasons.joined(separator: "; ")) (content \(record.contentVersion))"
    default:
      TranscriptSearch.line(stored.event).map { "\($0.who): \(oneLine($0.text))" }
    }
  }
}

/// A conversation that the store does not have.
struct MissingConversation: Error, CustomStringConvertible {
  let id: ConversationID

  var description: String {
    "there is no conversation \(id) in the store; frontdesk transcripts search finds some"
  }
}
