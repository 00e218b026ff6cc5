import Content
import Evaluation
import FrontdeskEngine
import JSON
import TextAnalysis
import Understanding

extension Command {
  static let evaluateIntents = Command(
    name: "eval intents",
    summary: "measures intent matching on a labelled set of utterances",
    options: [
      EvaluateIntents.train, EvaluateIntents.test, EvaluateIntents.valid,
      EvaluateIntents.unlabelled, .language, EvaluateIntents.lexicon, EvaluateIntents.predictions,
      .output,
    ],
    details: """
      Sets are lines UTTERANCE INTENT with a tab between them; the intent oos means none. Examples
      labelled oos in the training set are what no intent means. The threshold below which nothing
      is answered comes from --valid, else from the training set by cross-validation.
      Predictions are lines TEXT GOLD PREDICTED CONFIDENCE BEST: what was answered, or oos, and the
      best intent whether or not it was sure enough. Times are of the fastest of three rounds.
      """,
    examples: [
      Example(
        "frontdesk eval intents --train train.tsv --test test.tsv",
        "learns from one file and measures on the other"
      ),
      Example(
        "frontdesk eval intents --train t.tsv --valid v.tsv --test s.tsv --lexicon none -o json",
        "tunes the threshold on a third file, without the lexicon"
      ),
    ],
    run: { try EvaluateIntents.run($0, $1) }
  )
}

/// A file of messages without one.
struct EmptyLog: Error, CustomStringConvertible {
  let file: String
  var description: String { "\(file): error: there is no message in the file" }
}

/// Measures the matching of intents on a labelled set.
enum EvaluateIntents {
  static let train = set("train", "the utterances to learn from")
  static let test = set("test", "the utterances to measure on")
  static let valid = set("valid", "utterances to tune the threshold on")
  static let unlabelled = Option(
    name: "unlabelled",
    value: "FILE",
    expected: "a file of utterances, one a line",
    summary: "messages without intents to learn from as well"
  )
  static let lexicon = Option(
    name: "lexicon",
    value: "FILE|none",
    expected: "a lexicon (a .yml file) or none",
    summary: "the concepts to use (default: the bundled shop's lexicon of the language)"
  )
  static let predictions = Option(
    name: "predictions",
    value: "OUT.tsv",
    expected: "a file to write",
    summary: "writes what each utterance was taken for"
  )

  private static func set(_ name: String, _ summary: String) -> Option {
    Option(
      name: name,
      value: "FILE",
      expected: "a file of lines UTTERANCE<TAB>INTENT",
      summary: summary
    )
  }

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let isJSON = try arguments.wantsJSON()
    let training = try read(try arguments.required(train), console)
    let tested = try read(try arguments.required(test), console)
    var tuning: IntentSet?
    if let path = arguments.value(of: valid) {
      tuning = try read(path, console)
      guard let tuning, !tuning.isSame(as: tested) else {
        throw UsageError("--valid and --test hold the same; expected two different sets")
      }
    }
    let language = try arguments.language() ?? Self.language(of: training)
    let analyzer = Analyzer(language: language)
    let lexicon = try Self.lexicon(arguments, analyzer, console)
    try warn(of: tested, tuning, unknownTo: training, console)

    let messages = try arguments.value(of: unlabelled).map { try Self.messages($0) }
    let clock = ContinuousClock()
    // Measured from the text on, as a shop would load it.
    let start = clock.now
    let trainer = try IntentTrainer(training, analyzer: analyzer, lexicon: lexicon)
    let matcher = trainer.learn()
    let fit = clock.now - start
    var learned: IntentMatcher?
    let learning = clock.measure {
      learned = messages.map { trainer.learn(from: $0).matcher() }
    }
    var judged: [IntentTrainer.Judged] = []
    var progress = Progress("folds", on: console.errors)
    let folds = try clock.measure {
      for fold in 0..<IntentTrainer.foldCount {
        judged += trainer.judge(fold)
        try progress.update(fold + 1, of: IntentTrainer.foldCount)
      }
    }
    try progress.finish()
    let evaluation = IntentEvaluation(
      trainer: trainer,
      matcher: matcher,
      learned: learned,
      judged: judged,
      valid: tuning
    )
    let (results, times) = predict(tested, evaluation, clock)
    if let path = arguments.value(of: predictions) { try write(lines(results), toFile: path) }
    let report = IntentReport(
      IntentMetrics(results),
      measured: IntentReport.Measured(
        language: language,
        conceptCount: matcher.conceptCount,
        exampleCount: training.rows.count,
        intentCount: matcher.intents.count,
        featureCount: matcher.featureCount,
        threshold: evaluation.threshold,
        fitSeconds: seconds(fit + learning),
        foldSeconds: seconds(folds),
        median: percentile(50, of: times),
        percentile99: percentile(99, of: times)
      )
    )
    try console.output.write(isJSON ? json(report, language) : report.text)
    return .success
  }

  private static func read(_ path: String, _ console: Console) throws -> IntentSet {
    let set = try IntentSet(SourceFile(name: path, bytes: try contents(ofFile: path)))
    for warning in set.warnings { try console.log("frontdesk: warning: \(warning)") }
    return set
  }

  /// The lines of a file that hold something, without a label if there is one behind a tab.
  private static func messages(_ path: String) throws -> [String] {
    let lines = String(decoding: try contents(ofFile: path), as: UTF8.self).split(
      omittingEmptySubsequences: true,
      whereSeparator: \.isNewline
    )
    let messages = lines.map { String($0.prefix { $0 != "\t" }) }.filter {
      !$0.allSatisfy(\.isWhitespace)
    }
    guard !messages.isEmpty else { throw EmptyLog(file: path) }
    return messages
  }

  /// The language most of the utterances seem to be in.
  private static func language(of set: IntentSet) -> Language {
    let identifier = LanguageIdentifier(enabled: Language.allCases)
    var counts: [Language: Int] = [:]
    let step = max(set.rows.count / 200, 1)
    for position in stride(from: 0, to: set.rows.count, by: step) {
      counts[identifier.identify(set.rows[position].text).language, default: 0] += 1
    }
    return Language.allCases.max { counts[$0] ?? 0 < counts[$1] ?? 0 } ?? .english
  }

  private static func lexicon(
    _ arguments: Arguments,
    _ analyzer: Analyzer,
    _ console: Console
  ) throws -> Lexicon {
    let given = arguments.value(of: lexicon)
    var problems: [ContentProblem] = []
    var files: [SourceFile] = []
    switch given {
    case "none": return Lexicon()
    case let path?: files = [SourceFile(name: path, bytes: try contents(ofFile: path))]
    case nil:
      let folder = try OpenShop.folder(arguments)
      files = LanguageFiles.lexiconFiles(of: analyzer.language, in: folder, problems: &problems)
        .map { SourceFile(name: $0.name, bytes: $0.bytes) }
    }
    var lexicon = Lexicon()
    for file in files {
      try lexicon.add(file.bytes, file: file.name, analyzer: analyzer, warnings: &problems)
    }
    for problem in problems { try console.log("frontdesk: \(problem)") }
    return lexicon
  }

  /// Tells of intents that are tested and were never learnt: they can only be wrong.
  private static func warn(
    of tested: IntentSet,
    _ tuning: IntentSet?,
    unknownTo training: IntentSet,
    _ console: Console
  ) throws {
    let known = Set(training.rows.map(\.label))
    for set in [tested, tuning].compactMap({ $0 }) {
      var told: Set<String> = []
      for row in set.rows where row.isInScope && !known.contains(row.label) {
        guard told.insert(row.label).inserted else { continue }
        try console.log(
          "frontdesk: warning: \(set.file):\(row.line): \(training.file) has no example of"
            + " \(row.label); its utterances count as wrong"
        )
      }
    }
    if Set(known.filter { $0 != IntentSet.outOfScope }).count == 1 {
      try console.log(
        "frontdesk: warning: \(training.file) has one intent only; everything is taken for it"
      )
    }
  }

  private static func predict(
    _ set: IntentSet,
    _ evaluation: IntentEvaluation,
    _ clock: ContinuousClock
  ) -> ([IntentMetrics.Prediction], [Double]) {
    var room = IntentMatcher.Room()
    var analysis = AnalyzedText()
    func match(_ text: String) -> (match: IntentMatcher.Match, confidence: Double)? {
      var text = text
      text.withUTF8 { evaluation.trainer.analyzer.analyze($0, into: &analysis) }
      room.utterance.read(analysis)
      return evaluation.match(using: &room)
    }
    var predictions: [IntentMetrics.Prediction] = []
    var times = [Double](repeating: .infinity, count: set.rows.count)
    // The fastest of three rounds: what else the machine does is not the matcher's time.
    for _ in 0..<3 {
      for (position, row) in set.rows.enumerated() {
        let start = clock.now
        _ = match(row.text)
        times[position] = min(times[position], seconds(clock.now - start) * 1e6)
      }
    }
    for row in set.rows {
      guard let found = match(row.text) else { continue }
      predictions.append(
        IntentMetrics.Prediction(
          row: row,
          best: evaluation.matcher.intents[found.match.intent],
          confidence: found.confidence,
          isAnswered: found.confidence >= evaluation.threshold.value
        )
      )
    }
    return (predictions, times)
  }

  private static func lines(_ predictions: [IntentMetrics.Prediction]) -> String {
    predictions.map { prediction in
      let fields = [
        prediction.row.text, prediction.row.label, prediction.predicted,
        decimal(prediction.confidence), prediction.best,
      ]
      return fields.joined(separator: "\t") + "\n"
    }.joined()
  }

  /// Six decimals, so that the order of confidences is kept.
  private static func decimal(_ value: Double) -> String {
    let millionths = String(Int((value * 1e6).rounded()))
    let padded = String(repeating: "0", count: max(7 - millionths.count, 0)) + millionths
    return padded.dropLast(6) + "." + padded.suffix(6)
  }

  private static func json(_ report: IntentReport, _ language: Language) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("language", language.code)
      for figure in report.figures {
        json.key(figure.key)
        switch figure.value {
        case .count(let count): json.number(count)
        case .share(let share?): json.number(share)
        case .share(nil): json.null()
        case .number(let number, let places): json.number(number, places: places)
        }
      }
      json.member("threshold_origin", report.thresholdOrigin)
      json.key("confusions")
      json.array(report.confusions) { json, confusion in
        json.object { json in
          json.member("gold", confusion.gold)
          json.member("predicted", confusion.predicted)
          json.member("count", confusion.count)
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self) + "\n"
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }

  /// A percentile by the nearest rank.
  private static func percentile(_ percent: Int, of values: [Double]) -> Double {
    let ordered = values.sorted()
    guard !ordered.isEmpty else { return 0 }
    return ordered[max((ordered.count * percent + 99) / 100 - 1, 0)]
  }
}
