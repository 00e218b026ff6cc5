import Evaluation
import FrontdeskEngine
import Storage
import TextAnalysis
import Understanding

/// Judged answers as labelled questions of the benchmark.
struct ReviewQuestions {
  private let answers: [GivenAnswer]
  private let judgements: [String: Judgement]
  private let shop: OpenShop
  private let store: SQLiteStore
  private let arguments: Arguments
  private let console: Console

  init(
    _ answers: [GivenAnswer],
    _ judgements: [String: Judgement],
    _ shop: OpenShop,
    _ store: SQLiteStore,
    _ arguments: Arguments,
    _ console: Console
  ) {
    self.answers = answers.filter { judgements[$0.key] != nil }
    self.judgements = judgements
    self.shop = shop
    self.store = store
    self.arguments = arguments
    self.console = console
  }

  /// Writes a set, without what is personal, once it was shown.
  func write(to path: String) throws -> ExitStatus {
    let languages = Set(answers.map(\.language)).sorted()
    guard languages.count <= 1 else {
      throw UsageError(
        "what was judged is in several languages, and a set has one; --lang chooses "
          + alternatives(languages.map(\.code))
      )
    }
    guard !answers.isEmpty else {
      try console.log("frontdesk: no answer of the sample was judged; nothing was written")
      return .failure
    }
    guard !DiskFiles.exists(path) else {
      throw UsageError("\(path) is there already; expected another name")
    }
    var lines = ["id\ttext\tarticle\tintent\tslices"]
    var seen: Set<String> = []
    let masking = Masking(shop.engine.shop)
    for answer in answers {
      guard let judgement = judgements[answer.key] else { continue }
      let events = try store.events(of: answer.conversation)
      let text = masking.scanner(of: events).replaced(answer.question)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      // The same asked twice is one question.
      guard !text.isEmpty, seen.insert(text.lowercased()).inserted else { continue }
      let id = "live-" + StableHash(answer.key).hexadecimal.prefix(8)
      let (article, intent) = Self.labels(answer.target, judgement.verdict)
      lines.append([id, VisibleText.clean(text), article, intent, "-"].joined(separator: "\t"))
    }
    for line in lines { try console.output.writeLine(line) }
    guard try Confirmation.of("Write this to \(path)?", arguments, console) else {
      try console.log("frontdesk: nothing was written")
      return .failure
    }
    let output = try PrivateFile.open(path)
    for line in lines { try output.writeLine(line) }
    try output.flush()
    try output.descriptor.closeFile()
    try console.log(
      "frontdesk: \(ReportText.counted(lines.count - 1, "question", "questions")) written to "
        + "\(path); those with ? need a label before the benchmark takes them"
    )
    // Whoever judges owns the store already.
    store.close()
    try OpenStore.note(copy: path, "review", arguments, console)
    return .success
  }

  /// Article and intent of a question, as sets name them.
  private static func labels(
    _ target: Target,
    _ verdict: Judgement.Verdict
  ) -> (article: String, intent: String) {
    switch (verdict, target) {
    case (.right, .article(let id)): (id, "none")
    case (.right, .intent(let name)): ("none", name)
    case (.wrong, _): ("?", "none")
    case (.decline, _): ("none", "none")
    }
  }
}
