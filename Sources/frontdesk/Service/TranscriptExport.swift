import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import Storage
import TextAnalysis

/// Writes conversations out of the store, for others to read.
struct TranscriptExport {
  private let arguments: Arguments
  private let console: Console
  private let store: SQLiteStore
  private let masking: Masking
  private let isTable: Bool
  private let flow: String?
  /// The slots of the script, a column each.
  private let slots: [String]
  /// What no export shows that is not raw.
  private let hidden: Set<String>

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let shop = try OpenShop(arguments, console)
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    let export = try TranscriptExport(arguments, console, shop, store)
    return try export.run()
  }

  private init(
    _ arguments: Arguments,
    _ console: Console,
    _ shop: OpenShop,
    _ store: SQLiteStore
  ) throws {
    self.arguments = arguments
    self.console = console
    self.store = store
    masking = Masking(shop.engine.shop)
    switch arguments.value(of: Transcripts.exportFormat) {
    case nil, "json": isTable = false
    case "csv": isTable = true
    case let other?: throw arguments.wrong(other, for: Transcripts.exportFormat)
    }
    flow = arguments.value(of: Transcripts.flow)
    let flows = shop.engine.shop.scripts.flows
    hidden = Set(flows.slots.filter(\.isPrivate).map(\.name))
    guard let flow else {
      slots = []
      return
    }
    guard flows.flow(flow) != nil else {
      throw UsageError(
        "there is no script \(flow); there are " + alternatives(flows.flows.map(\.name))
      )
    }
    slots = Self.slots(of: flow, in: flows).filter {
      arguments.has(ServiceOptions.raw) || flows.slot($0)?.isPrivate != true
    }
  }

  /// The slots that a script and those it goes on to ask for, in their order.
  private static func slots(of flow: String, in library: FlowLibrary) -> [String] {
    var names: [String] = []
    var flows = [flow]
    var next = 0
    while next < flows.count {
      for step in library.flow(flows[next])?.steps ?? [] {
        switch step.kind {
        case .collect(let collect) where !names.contains(collect.slot): names.append(collect.slot)
        case .call(let name), .link(let name):
          if !flows.contains(name) { flows.append(name) }
        default: break
        }
      }
      next += 1
    }
    return names
  }

  private func run() throws -> ExitStatus {
    let path = arguments.value(of: ServiceOptions.out)
    if let path {
      guard !DiskFiles.exists(path) else {
        throw UsageError("\(path) is there already; expected another name")
      }
      guard try isAgreed(to: path) else {
        try console.log("frontdesk: nothing was written")
        return .failure
      }
    }
    let output = try path.map { try PrivateFile.open($0) } ?? console.output
    let count = try write(to: output)
    try output.flush()
    if let path {
      try output.descriptor.closeFile()
      try console.log(
        "frontdesk: \(ReportText.counted(count, "conversation", "conversations")) "
          + "written to \(path)"
      )
      try OpenStore.note(copy: path, "transcripts", arguments, console)
    } else if !output.isTerminal {
      try console.log(
        "frontdesk: what goes to standard output is not listed among the copies of the store; "
          + "--out lists it"
      )
    }
    return count > 0 || arguments.operands.isEmpty ? .success : .failure
  }

  /// Shows what is going to be written, and asks whether it may be.
  private func isAgreed(to path: String) throws -> Bool {
    guard !arguments.has(ServiceOptions.raw) else {
      return try Confirmation.of(
        "\(path) will hold customers' data as it is. Write it?",
        arguments,
        console
      )
    }
    var shown: [String] = []
    try forEach { summary, events in
      let scanner = masking.scanner(of: events)
      for stored in events where shown.count < Self.shownLines {
        guard let (who, text) = TranscriptSearch.line(stored.event) else { continue }
        shown.append("  \(who): \(Transcripts.oneLine(scanner.annotated(text)))")
      }
      return shown.count < Self.shownLines
    }
    try console.log((["frontdesk: \(path) will begin so:"] + shown).joined(separator: "\n"))
    // What is masked may be written by a job in the night.
    guard console.input.isTerminal else { return true }
    return try Confirmation.of("Write it?", arguments, console)
  }

  private static let shownLines = 8

  /// Goes through what was asked for; a script's table has only conversations with it.
  private func forEach(_ body: (ConversationSummary, [StoredEvent]) throws -> Bool) throws {
    func take(_ summary: ConversationSummary) throws -> Bool {
      let events = try store.events(of: summary.id)
      if let flow {
        let isThere = events.contains { stored in
          if case .flowStarted(flow, isCalled: _, step: _) = stored.event { true } else { false }
        }
        guard isThere else { return true }
      }
      return try body(summary, events)
    }
    guard arguments.operands.isEmpty else {
      for name in arguments.operands {
        let id = ConversationID(name)
        guard let summary = try store.summary(of: id) else { throw MissingConversation(id: id) }
        guard try take(summary) else { return }
      }
      return
    }
    try Transcripts.forEach(arguments, in: store, take)
  }

  private func write(to output: Output) throws -> Int {
    var csv = CSVText()
    var json = JSONWriter()
    var progress = Progress("conversations", on: console.errors)
    var count = 0
    if isTable { csv.row(ConversationRow.columns + slots) }
    try forEach { summary, events in
      count += 1
      try progress.update(count)
      let isRaw = arguments.has(ServiceOptions.raw)
      let scanner = masking.scanner(of: events)
      let mask: @Sendable (String) -> String = { isRaw ? $0 : scanner.annotated($0) }
      if isTable {
        var row = ConversationRow(summary)
        for stored in events { row.take(stored.event) }
        csv.row(row.cells(slots: slots, mask: mask))
        try output.write(csv.bytes)
        csv.startAgain()
      } else {
        var activities = Activities(summary, hiding: isRaw ? [] : hidden, mask: mask)
        for stored in events where activities.write(stored, to: &json) {
          try json.endLine(into: output)
        }
      }
      return true
    }
    if isTable, count == 0 { try output.write(csv.bytes) }
    try progress.finish()
    return count
  }
}
