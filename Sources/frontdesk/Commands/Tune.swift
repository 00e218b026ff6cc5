import Content
import Evaluation
import FrontdeskEngine
import TextAnalysis

extension Command {
  static let tune = Command(
    name: "tune",
    summary: "fits the levels at which the assistant answers to the labelled questions",
    options: [Tune.precision, Tune.dryRun, BenchFolders.sets, .language] + OpenShop.options,
    details: """
      Chooses for each language the lowest level at which the answers given to the questions of the
      tune half are right at least as often as asked, in all languages together and in the language,
      where all languages' answers count as a hundred of its own. Writes
      intents/thresholds.yml, stamped with the versions of content and sets. What is printed of the
      report half was not fitted.
      """,
    examples: [
      Example("frontdesk tune --precision 0.97", "97 of 100 answers are to be right"),
      Example("frontdesk tune --precision 0.95 --dry-run", "shows what that would come to"),
    ],
    run: { try Tune.run($0, $1) }
  )
}

/// Fits the thresholds.
enum Tune {
  static let precision = Option(
    name: "precision",
    value: "SHARE",
    expected: "a number above 0 and up to 1, such as 0.97",
    summary: "the share of answers that is to be right (default: 0.97)"
  )
  static let dryRun = Option(name: "dry-run", summary: "writes nothing")
  private static let usualPrecision = 0.97

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    var wanted = usualPrecision
    if let text = arguments.value(of: precision) {
      guard let share = Double(text), share > 0, share <= 1 else {
        throw UsageError("--precision cannot be \"\(text)\"; expected \(precision.expected)")
      }
      wanted = share
    }
    let folders = try BenchFolders(arguments)
    // The stamp says of all levels what they were fitted on.
    guard try arguments.language() == nil || arguments.has(dryRun) else {
      throw UsageError("--lang goes with --dry-run only; levels are written for all languages")
    }
    let shop = try OpenShop(arguments, console)
    let served = shop.engine.shop.settings.languages
    let languages = try shop.language(arguments).map { [$0] } ?? served
    var round = try BenchRound(shop, console)
    let sets = try folders.sets(for: languages, names: { try round.names($0) })
    for warning in sets.warnings { try console.log(warning) }
    let nights = try round.ask(sets.sets, isDistorted: false)
    let tunings = nights.map { night in
      ThresholdTuning(
        night.judged,
        of: nights.flatMap(\.judged),
        language: night.language,
        precision: wanted,
        margin: shop.engine.shop.thresholds[night.language].margin
      )
    }
    for tuning in tunings { try write(tuning, wanted, console.output) }
    guard !arguments.has(dryRun) else { return .success }
    var kept: [Language: Thresholds.Levels] = [:]
    for language in served { kept[language] = shop.engine.shop.thresholds[language] }
    let folder = shop.engine.shop.folder
    let file = ThresholdTuning.file(
      tunings,
      kept: kept,
      precision: wanted,
      stamp: Thresholds.Stamp(
        content: folder.version(),
        sets: try folders.setsVersion(served)
      )
    )
    let path = "\(folder.path)/\(ContentFolder.thresholds)"
    try DiskFiles.replace(path, with: Array(file.utf8))
    try console.output.writeLine("written: \(VisibleText.clean(path))")
    return .success
  }

  private static func write(
    _ tuning: ThresholdTuning,
    _ wanted: Double,
    _ output: Output
  ) throws {
    let levels = tuning.levels
    try output.writeLine(
      output.style.bold(tuning.language.code)
        + ": answered from \(decimal(levels.answer)), offered from \(decimal(levels.clarify))"
        + (tuning.isReached ? "" : "; no level is right \(percent(wanted)) of the time")
    )
    for (name, result) in [("tune", tuning.tune), ("report", tuning.report)] {
      let precision = result.precision.map { "\(percent($0)) right" } ?? "none right"
      let interval = result.interval
      try output.writeLine(
        "  \(name.padded(to: 6))  \(result.answered) of \(result.questions) answered, \(precision)"
          + " (\(percent(interval.low)) to \(percent(interval.high))), "
          + "\(percent(result.coverage)) of the shop's answered rightly"
      )
    }
    try output.writeLine(
      "  confidence of the report half, calibration error "
        + decimal(tuning.calibration.expectedError)
    )
    for bin in tuning.calibration.bins {
      try output.writeLine(
        "    \(decimal(bin.from)) on  \(String(bin.count).padded(to: 4))  said "
          + "\(percent(bin.confidence)), was \(percent(bin.accuracy))"
      )
    }
  }

  private static func percent(_ share: Double) -> String { FixedPoint.percent(share) + " %" }
  private static func decimal(_ value: Double) -> String { FixedPoint.text(value, places: 3) }
}

extension String {
  /// The text with blanks behind it up to a width in characters.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
