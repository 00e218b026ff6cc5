import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import Storage
import TextAnalysis
import Understanding

extension Command {
  static let review = Command(
    name: "review",
    summary: "draws answers that were given for a person to judge, and tells the live precision",
    operands: "[mark CONVERSATION/NUMBER right|wrong|decline]",
    options: [
      Review.sample, ServiceOptions.since, ServiceOptions.until, .language, Review.seed,
      Review.judge, Review.by, Review.questions, ServiceOptions.yes, OpenStore.store,
      ServiceOptions.now,
    ] + OpenShop.options + [ServiceOptions.format, ServiceOptions.quiet],
    details: """
      Every answer is as likely to be drawn as any other, and the same seed draws the same ones. On
      a terminal, or with --judge, each that is not judged yet is shown and asked about: r right,
      w wrong, d should have declined, s skip, q stop. Judgements are kept in the store.

      The live precision, right of all judged, stands with its 95 % interval (Wilson) beside the
      precision the thresholds were tuned for. --questions writes what was judged, without what is
      personal, as labelled questions for the benchmark; the answer of wrong ones is left as ? for a
      person to fill in.
      """,
    examples: [
      Example("frontdesk review --sample 50 --since 1d", "goes through fifty answers of a day"),
      Example(
        "frontdesk review --since 7d --lang ro --questions live.tsv",
        "writes what was judged as questions for the benchmark"
      ),
    ],
    run: { try Review.run($0, $1) }
  )
}

/// Judging answers that were given.
struct Review {
  static let sample = Option(
    name: "sample",
    value: "N",
    expected: "a whole number from 1 to 100000",
    summary: "how many answers are drawn (default: 50)"
  )
  static let seed = Option(
    name: "seed",
    value: "N",
    expected: "a whole number from 0",
    summary: "draws others with another number (default: 1)"
  )
  static let judge = Option(
    name: "judge",
    summary: "asks about each answer (default on a terminal); one letter a line elsewhere"
  )
  static let by = Option(
    name: "by",
    value: "NAME",
    expected: "a name",
    summary: "who judges (default: the user's name)"
  )
  static let questions = Option(
    name: "questions",
    value: "FILE",
    expected: "a file to write",
    summary: "writes what was judged as labelled questions for the benchmark"
  )

  let arguments: Arguments
  let console: Console
  let shop: OpenShop
  let store: SQLiteStore
  var judgements: [String: Judgement]

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    switch arguments.operands.first {
    case nil: break
    case "mark"?: return try mark(arguments, console)
    case let other?:
      throw UsageError("\"\(other)\" is not known here; expected mark, or only options")
    }
    let format = try ServiceOptions.format(arguments)
    let isAsking =
      arguments.has(judge)
      || (format == .text && console.input.isTerminal && console.output.isTerminal
        && !arguments.has(questions) && !arguments.has(ServiceOptions.quiet))
    let shop = try OpenShop(arguments, console)
    let store =
      try isAsking ? OpenStore.forChanging(arguments) : OpenStore.forReading(arguments)
    defer { store.close() }
    var review = try Review(arguments, console, shop, store)
    return try review.run(format, isAsking: isAsking)
  }

  /// Judges one answer, as an agent's program would.
  private static func mark(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    guard arguments.operands.count == 3 else {
      throw UsageError("expected mark CONVERSATION/NUMBER right, wrong or decline")
    }
    let (key, word) = (arguments.operands[1], arguments.operands[2])
    guard let verdict = Judgement.Verdict(rawValue: word) else {
      throw UsageError("\"\(word)\" is no judgement; expected right, wrong or decline")
    }
    let store = try OpenStore.forChanging(arguments)
    defer { store.close() }
    guard let (conversation, number) = AnswerKey.parts(of: key),
      case .answered? = try store.events(of: ConversationID(conversation))
        .first(where: { $0.number == number })?.event
    else { throw UsageError("there is no answer \(key); frontdesk review -q lists some") }
    let judgement = Judgement(verdict, by: judgeName(arguments))
    let time = try ServiceOptions.now(arguments)
    try Desk(store).note([Mark(.review, key: key, time: time, value: judgement.value)])
    try console.output.writeLine("\(key): \(judgement.value)")
    return .success
  }

  private init(
    _ arguments: Arguments,
    _ console: Console,
    _ shop: OpenShop,
    _ store: SQLiteStore
  ) throws {
    self.arguments = arguments
    self.console = console
    self.shop = shop
    self.store = store
    var judgements: [String: Judgement] = [:]
    // Of several judgements of an answer the last counts.
    for mark in try store.marks(.review, since: Instant(secondsSinceEpoch: -1e11)) {
      judgements[mark.key] = Judgement(mark.value)
    }
    self.judgements = judgements
  }

  private mutating func run(
    _ format: ServiceOptions.Format,
    isAsking: Bool
  ) throws -> ExitStatus {
    let drawn = try draw()
    let answers = drawn.answers
    if arguments.has(ServiceOptions.quiet) {
      for answer in answers { try console.output.writeLine(VisibleText.clean(answer.key)) }
      return .success
    }
    if isAsking { try ask(answers) }
    if let path = arguments.value(of: Self.questions) {
      return try ReviewQuestions(answers, judgements, shop, store, arguments, console)
        .write(to: path)
    }
    switch format {
    case .text:
      if !isAsking {
        for answer in answers { try show(answer) }
      }
      try writeFigures(answers, of: drawn.answered)
    case .json: try writeJSON(answers, of: drawn.answered)
    case .csv: try writeCSV(answers)
    }
    return .success
  }

  private func draw() throws -> ReviewSample {
    let count = try ServiceOptions.whole(Self.sample, in: 1...100_000, default: 50, arguments)
    let seed = try ServiceOptions.whole(Self.seed, in: 0...Int.max, default: 1, arguments)
    let period = try ServiceOptions.period(arguments, since: "1d")
    var sample = ReviewSample(
      count,
      seed: UInt64(seed),
      language: try shop.language(arguments)
    )
    var progress = Progress("conversations", on: console.errors)
    var seen = 0
    let active = period.lowerBound..<Instant(secondsSinceEpoch: 1e11)
    try store.forEachConversation(throwing: active) { summary in
      seen += 1
      try progress.update(seen)
      guard summary.answers > 0 else { return }
      sample.take(try store.events(of: summary.id), of: summary.id, in: period)
    }
    try progress.finish()
    return sample
  }

  // MARK: Judging

  static func judgeName(_ arguments: Arguments) -> String {
    arguments.value(of: by) ?? environment("USER") ?? ""
  }

  private mutating func ask(_ answers: [GivenAnswer]) throws {
    var reader = LineReader(from: console.input)
    let left = answers.filter { judgements[$0.key] == nil }
    for (place, answer) in left.enumerated() {
      try show(answer)
      var verdict: Judgement.Verdict?
      asking: while true {
        try console.output.flush()
        try console.errors.write(
          "\(place + 1) of \(left.count): [r]ight, [w]rong, should have [d]eclined, [s]kip, [q]uit"
            + "? "
        )
        try console.errors.flush()
        let line = try reader.next(beforeWaiting: {}) { String(decoding: $0, as: UTF8.self) }
        switch line?.lowercased() {
        case "r", "right": verdict = .right
        case "w", "wrong": verdict = .wrong
        case "d", "decline": verdict = .decline
        case "s", "skip": verdict = nil
        case nil, "q", "quit": return
        default: continue asking
        }
        break
      }
      guard let verdict else { continue }
      let judgement = Judgement(verdict, by: Self.judgeName(arguments))
      let time = try ServiceOptions.now(arguments)
      // One by one, so that whoever is called away loses nothing.
      try Desk(store).note([Mark(.review, key: answer.key, time: time, value: judgement.value)])
      judgements[answer.key] = judgement
    }
  }
}
