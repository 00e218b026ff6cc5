import Content
import Evaluation
import FrontdeskEngine
import TextAnalysis

extension Command {
  static let bench = Command(
    name: "bench",
    summary: "asks the labelled sets and says whether the shop got worse",
    options: [
      BenchFolders.sets, BenchFolders.baseline, BenchFolders.out, Bench.update,
      Bench.noRobustness, Bench.misses, .language,
    ] + OpenShop.options + [.output],
    details: """
      Sets are <lang>/*.tsv with the header id, text, article, intent, slices between tabs; none
      where nothing is right, a|b for several that are. Half of the questions, chosen by a hash of
      their text, makes the figures. Beside them may be desk.tsv (messages that want a person, and
      that want none), pairs.tsv (two questions in one) and singles.tsv (one with an "and"); of
      these, ids with an even number are the half that is reported without its texts.

      Compared with the baseline, each of these is worse: fewer right or more wrong answers beyond
      chance (exact McNemar tests, Holm-corrected over all languages, level 0.05), an article or
      intent that loses two thirds of at least three right questions, a question of the slice
      critical that was right and is not, a message that was given the person it wants and is not,
      more messages given a person that want none beyond chance (one test of all languages).

      Ends with status 0 when nothing is worse, 1 when something is, 2 when it could not run.
      """,
    examples: [
      Example("frontdesk bench", "compares the bundled shop with its baseline"),
      Example("frontdesk bench --content ../shop", "another shop, with its own Benchmarks/Sets"),
      Example("frontdesk bench --misses 10", "explains the ten worst misses of each language"),
      Example("frontdesk bench --update-baseline", "keeps tonight as the baseline"),
    ],
    run: { try Bench.run($0, $1) }
  )
}

/// The nightly benchmark.
enum Bench {
  static let update = Option(
    name: "update-baseline",
    summary: "keeps tonight's outcomes as the baseline"
  )
  static let noRobustness = Option(
    name: "no-robustness",
    summary: "leaves the distorted questions out"
  )
  static let misses = Option(
    name: "misses",
    value: "N",
    expected: "a whole number from 0 to 1000",
    summary: "explains the N worst misses of each language's report half (default: 0)"
  )

  /// Runs it; whatever keeps it from running ends with status 2, as the gate's answer is 0 or 1.
  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    return try GateStatus.of(console) { try measure(arguments, console) }
  }

  private static func measure(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    let clock = ContinuousClock()
    let start = clock.now
    let isJSON = try arguments.wantsJSON()
    let missCount = try ServiceOptions.whole(misses, in: 0...1000, default: 0, arguments)
    let folders = try BenchFolders(arguments)
    let shop = try OpenShop(arguments, console)
    let language = try shop.language(arguments)
    try folders.warnOfStaleThresholds(shop.engine.shop, console)
    // Before the long part, so that a night is not lost to a damaged file.
    let isUpdate = arguments.has(update)
    let kept = try folders.keptBaseline(mayBeDamaged: isUpdate, console)
    guard kept != nil || isUpdate else {
      throw BenchError(
        "there is no baseline at \(folders.baseline); "
          + "run with --update-baseline to keep tonight's"
      )
    }
    var round = try BenchRound(shop, console)
    let sets = try folders.sets(
      for: language.map { [$0] } ?? shop.engine.shop.settings.languages,
      names: { try round.names($0) }
    )
    for warning in sets.warnings { try console.log(warning) }
    let desk = try sets.sets.compactMap { set in
      try folders.deskSet(set.language, names: try round.names(set.language))
    }
    let nights = try round.ask(
      sets.sets,
      isDistorted: !arguments.has(noRobustness),
      desk: desk
    )
    let report = NightlyReport(
      shop: shop.engine.shop.settings.name,
      nights: nights,
      baseline: kept,
      warnings: sets.warnings + round.warnings
    )
    guard report.figures.questions > 0 else {
      throw BenchError("none of the questions belongs to the half that is reported; add more")
    }
    if kept != nil, report.comparisons.isEmpty, !isUpdate {
      throw BenchError(
        "none of the questions is in the baseline \(folders.baseline); "
          + "run with --update-baseline to keep tonight's"
      )
    }
    if let kept, !isUpdate {
      let lost = report.lostCount(
        of: kept,
        languages: language.map { [$0] } ?? shop.engine.shop.settings.languages
      )
      // A bad change could hide behind questions that are gone.
      guard lost <= report.comparedCount else {
        throw BenchError(
          "\(lost) questions of the baseline are gone and only \(report.comparedCount) are left; "
            + "run with --update-baseline to keep tonight's"
        )
      }
      let rows = report.deskComparisons
      guard rows.lostCount <= rows.comparedCount else {
        throw BenchError(
          "\(rows.lostCount) handovers and double questions of the baseline are gone and only "
            + "\(rows.comparedCount) are left; run with --update-baseline to keep tonight's"
        )
      }
    }
    let timing = round.timing(total: clock.now - start)
    let output = BenchOutput(report: report, timing: timing, folders: folders)
    try output.writeFiles(console)
    if isUpdate { try folders.keep(nights, over: kept) }
    if isJSON {
      try console.output.write(try report.jsonLine(timing))
    } else {
      let text = BenchText(
        report: report,
        timing: timing,
        style: console.output.style,
        missCount: missCount
      )
      for line in text.lines {
        try console.output.writeLine(line)
      }
      try console.output.writeLine("report: \(VisibleText.clean(output.page))")
      if isUpdate {
        try console.output.writeLine("kept as the baseline: \(VisibleText.clean(folders.target))")
      }
    }
    return report.verdict == .worse && !isUpdate ? .failure : .success
  }
}

/// What keeps the benchmark from running.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
