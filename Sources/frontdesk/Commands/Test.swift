import Content
import Dialogue
import Evaluation
import FrontdeskEngine

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Command {
  static let test = Command(
    name: "test",
    summary: "holds the conversations that authors of content wrote down",
    operands: "[FILE...]",
    options: [.language, Test.now, Test.update, Test.junit] + OpenShop.options + [.output],
    details: """
      Without files, all of intents/tests/<language>/*.yml and *.chat are held. Every conversation
      stands alone, at one fixed moment; the steps behind a line of the customer are checked against
      the reply to it:

        test_cases:
          - test_case: a lost parcel
            steps:
              - user: where's my parcel
              - article: track-order
              - contains: e-mail

      What happens: user, attachment (a URL), customer (id, name, ... as the shop's backend states
      them), event (a name, or name and fields), wait (90s, 15m, 2h, 3d).
      What is checked: bot, utter, contains, matches, intent, article, buttons, state (answered,
      asked, declined or handoff), handoff, reason, notice, flow (a name or none), completed,
      slot_was_set (names, or names with values), slot_was_not_set.

      Ends with status 0 when all pass, 1 when one fails or there is none, 2 when something is
      wrong with a file.
      """,
    examples: [
      Example("frontdesk test", "holds the conversations of the bundled shop"),
      Example("frontdesk test intents/tests/ro/conversations.yml", "holds those of one file"),
      Example("frontdesk test --update", "writes today's replies behind bot:"),
    ],
    run: { try Test.run($0, $1) }
  )
}

/// The conversation tests of a shop.
enum Test {
  static let now = Option(
    name: "now",
    value: "TIME",
    expected: "a time such as 2026-01-05T10:00:00Z",
    summary: "the moment of the conversations (default: 2026-01-05T10:00:00Z)"
  )
  static let update = Option(
    name: "update",
    summary: "writes today's replies in the place of the texts behind bot:"
  )
  static let junit = Option(
    name: "junit",
    value: "FILE",
    expected: "a file to write",
    summary: "writes the results as JUnit XML"
  )

  /// 2026-01-05T10:00:00Z.
  static let standardTime = 1_767_607_200.0

  /// Runs them; whatever keeps them from running ends with status 2, as 1 says that one failed.
  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try GateStatus.of(console) { try hold(arguments, console) }
  }

  private static func hold(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let clock = ContinuousClock()
    let start = clock.now
    let isJSON = try arguments.wantsJSON()
    let time = try time(arguments)
    let shop = try OpenShop(arguments, console)
    let files = try TestFiles(arguments, shop)
    var runs: [(file: TestFiles.File, runs: [ConversationTestRun])] = []
    var progress = Progress("conversations", on: console.errors)
    let total = files.files.reduce(0) { $0 + $1.content.tests.tests.count }
    var done = 0
    for file in files.files {
      _ = try shop.knowledgeBase(file.content.language)
      var held: [ConversationTestRun] = []
      for test in file.content.tests.tests {
        // What one conversation changed in the tables is no business of the next.
        shop.startAfresh()
        held.append(
          ConversationTestRun(test, in: file.content.language, engine: shop.engine, at: time) {
            (try? shop.perform($0)) ?? []
          }
        )
        done += 1
        try progress.update(done, of: total)
      }
      runs.append((file, held))
    }
    try progress.finish()
    var report = TestReport(shop: shop, problems: files.problems)
    for (file, held) in runs {
      let updated = arguments.has(update) ? try rewrite(file, held) : []
      report.add(file.content.tests.file, held, updatedLines: updated)
    }
    if let path = arguments.value(of: junit) {
      try DiskFiles.makeFolder(above: path)
      try DiskFiles.replace(path, with: Array(report.junit.utf8))
    }
    report.seconds = (clock.now - start) / .seconds(1)
    if isJSON {
      try report.writeJSON(to: console.output)
    } else {
      try report.write(to: console)
    }
    if !files.problems.isEmpty { return .usage }
    return report.failed > 0 || report.count == 0 ? .failure : .success
  }

  private static func time(_ arguments: Arguments) throws -> Instant {
    guard let text = arguments.value(of: now) else {
      return Instant(secondsSinceEpoch: standardTime)
    }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw arguments.wrong(text, for: now)
    }
    return Instant(secondsSinceEpoch: date.timeIntervalSince1970)
  }

  /// Writes today's replies into a file; returns the lines of the steps that are right by that.
  private static func rewrite(
    _ file: TestFiles.File,
    _ runs: [ConversationTestRun]
  ) throws -> Set<Int> {
    var replies: [Int: String] = [:]
    for failure in runs.flatMap(\.failures) {
      if let text = failure.update { replies[failure.step.line] = text }
    }
    guard !replies.isEmpty else { return [] }
    let bytes = try ReplyRewriting.rewrite(
      file.content.bytes,
      file: file.content.tests.file,
      replies: replies
    )
    try DiskFiles.replace(file.path, with: bytes)
    return Set(replies.keys)
  }
}
