import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Command {
  static let replay = Command(
    name: "replay",
    summary: "holds recorded conversations again and lists what goes otherwise today",
    operands: "FILE...",
    options: [.language, Replay.now, Replay.accept, Replay.raw] + OpenShop.options + [.output],
    details: """
      A recording is what frontdesk chat -o json writes: a JSON object for each turn. Every question
      is sent again, at the time it was sent, and the shop's systems are asked as in frontdesk test.
      Lines with the same `conversation` are one; without that member all of the file are.
      Of `question`, `kind` and what else a line tells, what is missing is not compared.

      A difference is a line, FILE:LINE TYPE QUESTION: WAS -> IS, with one of these types:
        INTENT   another intent is recognised
        ANSWER   another article or intent answers, or other choices are offered
        SLOTS    a slot has another value, from this turn on
        STATE    another kind of reply or language, another flow under way or completed
        HANDOFF  a person is called, or is not, or for another reason, team or priority
        TEXT     the wording alone

      What --accept writes has samples for order numbers, e-mail addresses, telephones, cards and
      addresses, as it goes with them; with --raw it has what the recording has.

      Ends with status 0 without differences, 1 with some or when there are no turns, 2 when
      something is wrong with a file.
      """,
    examples: [
      Example("frontdesk replay monday.jsonl", "compares a recording with today's content"),
      Example(
        "frontdesk replay monday.jsonl --accept monday.jsonl",
        "takes what is said today as expected"
      ),
    ],
    run: { try Replay.run($0, $1) }
  )
}

/// Holds recorded conversations with today's content.
enum Replay {
  static let now = Option(
    name: "now",
    value: "TIME",
    expected: "a time such as 2026-01-05T10:00:00Z",
    summary: "the moment of each conversation's first turn (default: as recorded)"
  )
  static let accept = Option(
    name: "accept",
    value: "FILE",
    expected: "a file to write",
    summary: "writes the recording as it goes today"
  )
  static let raw = Option(
    name: "raw",
    summary: "keeps personal data in what --accept writes"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try GateStatus.of(console) { try hold(arguments, console) }
  }

  private static func hold(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let isJSON = try arguments.wantsJSON()
    try arguments.expectOperands(1...Int.max, "FILE")
    let acceptance = arguments.value(of: accept)
    if acceptance != nil, arguments.operands.count > 1 {
      throw UsageError("--accept goes with one recording, not \(arguments.operands.count)")
    }
    if acceptance == nil, arguments.has(raw) {
      throw UsageError("--raw belongs to --accept: nothing else is written")
    }
    let start = try moment(arguments)
    let shop = try OpenShop(arguments, console)
    let language = try shop.language(arguments)
    var report = ReplayReport()
    for path in arguments.operands {
      var problems: [ContentProblem] = []
      let recording = Recording(
        parsing: try contents(ofFile: path),
        file: path,
        problems: &problems
      )
      report.problems += problems
      // What follows a line that cannot be read would be held in another conversation.
      guard problems.isEmpty else { continue }
      var run = ReplayRun(shop, language: language, start: start)
      try run.hold(recording)
      report.add(recording, run)
      if let acceptance, !recording.turns.isEmpty {
        try DiskFiles.makeFolder(above: acceptance)
        if !arguments.has(raw) {
          let personal = shop.engine.shop.personalData()
          let shown = recording.rewritten(personal.replaced)
          if shown.turns != recording.turns {
            run = ReplayRun(shop, language: language, start: start)
            try run.hold(shown)
            if !isJSON { try tell(recording, shown, acceptance, console) }
          }
        }
        try DiskFiles.replace(acceptance, with: run.today)
      }
    }
    try isJSON ? report.writeJSON(to: console.output) : report.write(to: console.output)
    if !report.problems.isEmpty { return .usage }
    return report.turnCount == 0 || report.isDifferent ? .failure : .success
  }

  /// Shows what is written in another way than it was recorded.
  private static func tell(
    _ recording: Recording,
    _ shown: Recording,
    _ path: String,
    _ console: Console
  ) throws {
    try console.output.writeLine(
      "\(VisibleText.clean(path)) has samples for what is personal (--raw keeps it):"
    )
    for (before, after) in zip(recording.turns, shown.turns) where before != after {
      try console.output.writeLine("  \(after.line): \(VisibleText.clean(after.question))")
    }
  }

  private static func moment(_ arguments: Arguments) throws -> Instant? {
    guard let text = arguments.value(of: now) else { return nil }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw arguments.wrong(text, for: now)
    }
    return Instant(secondsSinceEpoch: date.timeIntervalSince1970)
  }
}
