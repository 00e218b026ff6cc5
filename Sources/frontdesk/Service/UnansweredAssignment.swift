import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Storage
import TextAnalysis

/// Gives a question that was asked in vain to an intent or article.
struct UnansweredAssignment {
  private let arguments: Arguments
  private let console: Console
  private let shop: OpenShop
  private let language: Language
  private let item: ExampleProposal.Item
  private let group: QuestionGroup

  /// - Throws: `UsageError` for a group, intent, article or question that is not there.
  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    guard arguments.operands.count == 3 else {
      throw UsageError("expected assign ID INTENT, or assign ID ARTICLE")
    }
    let reading = try Unanswered.reading(arguments, console)
    let group = try reading.entry(arguments.operands[1]).group
    return try UnansweredAssignment(group, arguments, console).run()
  }

  private init(_ group: QuestionGroup, _ arguments: Arguments, _ console: Console) throws {
    self.group = group
    self.arguments = arguments
    self.console = console
    shop = try OpenShop(arguments, console)
    language = group.language
    let number = try ServiceOptions.whole(
      Unanswered.example,
      in: 1...group.wordings.count,
      default: 1,
      arguments
    )
    let name = arguments.operands[2]
    var problems: [ContentProblem] = []
    let files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &problems)
    if let error = problems.first(where: { $0.severity == .error }) { throw error }
    let text = group.wordings[number - 1].text
    let place: ExampleProposal.Place
    let example: String
    if files.intents.contains(where: { $0.name == name }) {
      place = .intent(name)
      example = Masking(shop.engine.shop).annotated(text)
    } else if files.articles.contains(where: { $0.id == name }) {
      place = .article(name)
      example = text
    } else {
      throw UsageError("there is no intent or article \(name) in \(language.code)")
    }
    let line = Self.oneLine(example)
    if let reason = ExampleText.refusal(of: line, at: place) {
      throw UsageError(
        "question \(number) cannot be an example: \(reason); --example chooses another"
      )
    }
    item = ExampleProposal.Item(
      language: language,
      place: place,
      examples: [LocatedText(line, line: 0)]
    )
  }

  /// A question of several lines as one.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func run() throws -> ExitStatus {
    var problems: [ContentProblem] = []
    var files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &problems)
    let (file, known) = try files.texts(at: item, of: "unanswered")
    let text = item.examples[0].text
    let (key, name) = item.place.parts
    guard !known.contains(where: { $0.lowercased() == text.lowercased() }) else {
      throw UsageError("\(key) \(name) has \"\(text)\" already; --example chooses another")
    }
    // What is refused should be refused before anything is asked.
    let folder = shop.engine.shop.folder
    let bytes = try folder.file(file)?.bytes ?? []
    let inserted = try Self.insert(text, at: item, into: bytes, file: file)
    // Who writes to the store is known before anything changes.
    let store = try OpenStore.forChanging(arguments)
    defer { store.close() }
    try console.output.writeLine("\(file): to \(key) \(name) in \(language.code)")
    try console.output.writeLine("  + \(VisibleText.clean(text))")
    files.add(item)
    try writeChanges(with: files)
    guard try Confirmation.of("Add it to \(file)?", arguments, console) else {
      try console.output.writeLine("nothing was changed")
      return .failure
    }
    try DiskFiles.replace("\(folder.path)/\(file)", with: inserted.bytes)
    let value = "assigned \(name)"
    let time = try ServiceOptions.now(arguments)
    try Desk(store).note([Mark(.unanswered, key: group.id, time: time, value: value)])
    try console.output.writeLine("\(file):\(inserted.line): 1 added to \(key) \(name)")
    try console.output.writeLine("next: frontdesk check, frontdesk tune, frontdesk bench")
    return .success
  }

  private static func insert(
    _ text: String,
    at item: ExampleProposal.Item,
    into bytes: [UInt8],
    file: String
  ) throws -> ExampleInsertion.Result {
    switch item.place {
    case .intent(let name):
      try ExampleInsertion.insert([text], intoIntent: name, of: bytes, file: file)
    case .article:
      try ExampleInsertion.insert(
        [text],
        intoArticle: bytes,
        file: file,
        language: item.language
      )
    }
  }

  /// Shows what the example changes on the conversation tests and the labelled questions.
  private func writeChanges(with files: LanguageFiles) throws {
    let folders = try BenchFolders(arguments)
    let isOwn =
      arguments.has(BenchFolders.sets)
      || folders.sets.hasPrefix(shop.engine.shop.folder.path + "/")
    var round = try BenchRound(shop, console)
    var sets: [LabelledSet] = []
    // The bundled shop's questions say nothing about another shop.
    if isOwn, !folders.questionFiles(language).isEmpty {
      sets = try folders.sets(for: [language], names: { try round.names($0) }).sets
    }
    let before = try round.ask(sets, isDistorted: false).flatMap(\.judged)
    let failedBefore = failedTests()
    shop.engine.replace(KnowledgeBase(files, shop: shop.engine.shop, cache: nil))
    let after = try round.ask(sets, isDistorted: false).flatMap(\.judged)
    let failedAfter = failedTests()
    if !before.isEmpty {
      try console.output.writeLine("of the labelled questions in \(language.code):")
      for line in OutcomeChanges(before: before, after: after).lines {
        try console.output.writeLine("  " + line)
      }
    }
    guard failedBefore.total > 0 else { return }
    let broken = failedAfter.names.filter { !failedBefore.names.contains($0) }
    let mended = failedBefore.names.filter { !failedAfter.names.contains($0) }
    try console.output.writeLine(
      "of \(ReportText.counted(failedBefore.total, "conversation test", "conversation tests")): "
        + "\(mended.count) mended, \(broken.count) broken"
    )
    for (word, names) in [("mended", mended), ("broken", broken)] {
      for name in names { try console.output.writeLine("  \(word): \(VisibleText.clean(name))") }
    }
  }

  /// The conversation tests of the language that fail, by file and name.
  private func failedTests() -> (names: [String], total: Int) {
    let served = shop.engine.shop.settings.languages
    let tests = ConversationTests(
      in: shop.engine.shop.folder,
      languages: [language],
      served: served
    )
    var (names, total) = ([String](), 0)
    for file in tests.files {
      for test in file.tests.tests {
        total += 1
        shop.startAfresh()
        let run = ConversationTestRun(
          test,
          in: language,
          engine: shop.engine,
          at: Instant(secondsSinceEpoch: Test.standardTime)
        ) { (try? shop.perform($0)) ?? [] }
        if !run.isPassed { names.append("\(file.tests.file): \(test.name)") }
      }
    }
    return (names, total)
  }
}
