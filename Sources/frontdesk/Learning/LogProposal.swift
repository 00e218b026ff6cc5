import Content
import Evaluation
import FrontdeskEngine
import TextAnalysis
import Understanding

/// Makes a proposal of a log: reads it, learns from it by language, and tells what it came to.
struct LogProposal {
  private let log: String
  private let out: String
  private let limit: Int
  private let arguments: Arguments
  private let console: Console
  private let shop: OpenShop
  private let languages: [Language]

  init(
    log: String,
    out: String,
    limit: Int,
    _ arguments: Arguments,
    _ console: Console
  ) throws {
    self.log = log
    self.out = out
    self.limit = limit
    self.arguments = arguments
    self.console = console
    shop = try OpenShop(arguments, console)
    languages = try shop.language(arguments).map { [$0] } ?? shop.engine.shop.settings.languages
  }

  /// What one language's messages came to.
  private struct Learned {
    let language: Language
    let messageCount: Int
    let known: Int
    /// How many of the proposals the shop answers so as it is.
    let answered: Int
    let proposals: [Interpreter.LogSuggestion]
  }

  func run() throws -> ExitStatus {
    let messages = try readLog()
    try expectReplaceable()
    let (byLanguage, others) = try recognise(messages)
    var learned: [Learned] = []
    for language in languages.sorted() {
      guard let messages = byLanguage[language] else { continue }
      learned.append(try learn(messages, in: language))
    }
    let items = learned.flatMap { one in Self.items(one.proposals, one.language) }
    let text = ExampleProposal(items: items).text(
      source: "\(Self.grouped(messages.count)) messages of \(fileName(log))",
      command: "frontdesk learn --accept \(fileName(out))"
    )
    try DiskFiles.replace(out, with: Array(text.utf8))
    try write(learned, others: others)
    try writeReplaced(items)
    try writeChanges(items)
    try console.output.writeLine(
      "written: \(VisibleText.clean(out)); nothing of it counts before it is accepted"
    )
    return .success
  }

  /// The texts of the log's lines, in front of their tabs.
  private func readLog() throws -> [String] {
    let bytes = try contents(ofFile: log)
    let messages = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).compactMap {
      line -> String? in
      let text = String(decoding: line.prefix { $0 != 0x09 }, as: UTF8.self)
      return text.allSatisfy(\.isWhitespace) ? nil : text
    }
    guard !messages.isEmpty else { throw UsageError("\(log): there is no message in the file") }
    return messages
  }

  /// Only an older proposal is ever written over.
  private func expectReplaceable() throws {
    guard DiskFiles.exists(out) else { return }
    guard try contents(ofFile: out).starts(with: Array(ExampleProposal.opening.utf8)) else {
      throw UsageError("\(out) is there already and is no proposal; --out names another file")
    }
  }

  private func recognise(
    _ messages: [String]
  ) throws -> (byLanguage: [Language: [Interpreter.LoggedMessage]], others: Int) {
    var progress = Progress("messages read", on: console.errors)
    var byLanguage: [Language: [Interpreter.LoggedMessage]] = [:]
    var others = 0
    for (position, message) in messages.enumerated() {
      try progress.update(position, of: messages.count)
      guard message.utf8.count <= Engine.maximumLineBytes else {
        others += 1
        continue
      }
      let guess = shop.engine.recognise(message)
      guard !guess.isOther, guess.evidence > 0, languages.contains(guess.language) else {
        others += 1
        continue
      }
      byLanguage[guess.language, default: []].append(
        Interpreter.LoggedMessage(message, writing: guess.writing)
      )
    }
    try progress.finish()
    return (byLanguage, others)
  }

  private func learn(
    _ messages: [Interpreter.LoggedMessage],
    in language: Language
  ) throws -> Learned {
    let interpreter = try shop.knowledgeBase(language).interpreter
    let personal = shop.engine.shop.personalData()
    var progress = Progress("learning \(language.code)", on: console.errors)
    let reading = try interpreter.learn(from: messages) { try progress.update($0, of: $1) }
    try progress.finish()
    let proposals = reading.proposals(limit: limit) { suggestion in
      let place = Self.place(of: suggestion)
      guard !suggestion.text.unicodeScalars.contains("\u{FFFD}"),
        !ExampleText.readsAsAnnotation(suggestion.text),
        // Of what is left without personal data.
        PublishableText.text(
          of: personal.removed(suggestion.text),
          analyzer: interpreter.analyzer
        ) != nil
      else { return nil }
      let text =
        switch place {
        case .intent: personal.annotated(suggestion.text)
        case .article: personal.replaced(suggestion.text)
        }
      return ExampleText.refusal(of: text, at: place) == nil ? text : nil
    }
    return Learned(
      language: language,
      messageCount: messages.count,
      known: reading.known,
      answered: proposals.count { $0.confidence >= shop.engine.shop.levels(language).answer },
      proposals: proposals
    )
  }

  private static func place(of suggestion: Interpreter.LogSuggestion) -> ExampleProposal.Place {
    switch (suggestion.intent, suggestion.target) {
    case (let intent?, _), (nil, .intent(let intent)): .intent(intent)
    case (nil, .article(let id)): .article(id)
    }
  }

  /// The proposals by place, in the order in which each place comes first.
  private static func items(
    _ proposals: [Interpreter.LogSuggestion],
    _ language: Language
  ) -> [ExampleProposal.Item] {
    var places: [ExampleProposal.Place] = []
    var texts: [ExampleProposal.Place: [LocatedText]] = [:]
    for proposal in proposals {
      let place = place(of: proposal)
      // Without what was personal two messages may be one.
      if texts[place]?.contains(where: { $0.text == proposal.text }) == true { continue }
      if texts[place] == nil { places.append(place) }
      texts[place, default: []].append(LocatedText(proposal.text, line: 0))
    }
    return places.map {
      ExampleProposal.Item(language: language, place: $0, examples: texts[$0] ?? [])
    }
  }
}

extension LogProposal {
  private func write(_ learned: [Learned], others: Int) throws {
    for one in learned {
      try console.output.writeLine(
        console.output.style.bold(one.language.code)
          + ": \(Self.grouped(one.messageCount)) messages, "
          + "\(Self.grouped(one.known)) known already, \(one.proposals.count) proposed"
          + (one.answered > 0 ? ", \(one.answered) of them answered so today" : "")
      )
      let items = Self.items(one.proposals, one.language)
      let rows = items.map { item in
        ["  \(item.place.parts.key) \(item.place.parts.name)", "\(item.examples.count)"]
      }
      for line in columns(rows, maximumWidth: 48) { try console.output.writeLine(line) }
    }
    if others > 0 {
      try console.output.writeLine("of other languages: \(Self.grouped(others)), passed over")
    }
  }

  /// Shows the examples in which something personal was replaced, as they were written.
  private func writeReplaced(_ items: [ExampleProposal.Item]) throws {
    let personal = shop.engine.shop.personalData()
    let texts = items.flatMap(\.examples).map(\.text).filter { text in
      !personal.spans(in: text).isEmpty || text != ExampleText.plain(text)
    }
    guard !texts.isEmpty else { return }
    try console.output.writeLine("personal data was replaced in these, look at them first:")
    for text in texts { try console.output.writeLine("  " + VisibleText.clean(text)) }
  }

  /// Tells what the labelled questions would say to accepting everything, where there are any.
  private func writeChanges(_ items: [ExampleProposal.Item]) throws {
    let folders = try BenchFolders(arguments)
    let isOwn =
      arguments.has(BenchFolders.sets)
      || folders.sets.hasPrefix(shop.engine.shop.folder.path + "/")
    let languages = Set(items.map(\.language)).sorted().filter { language in
      !folders.questionFiles(language).isEmpty
    }
    // The bundled shop's questions say nothing about another shop.
    guard isOwn, !languages.isEmpty else { return }
    var round = try BenchRound(shop, console)
    let sets = try folders.sets(for: languages, names: { try round.names($0) })
    let before = try round.ask(sets.sets, isDistorted: false)
    for language in languages {
      var ignored: [ContentProblem] = []
      var files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &ignored)
      for item in items where item.language == language { files.add(item) }
      shop.engine.replace(KnowledgeBase(files, shop: shop.engine.shop, cache: nil))
    }
    let after = try round.ask(sets.sets, isDistorted: false)
    for (old, new) in zip(before, after) {
      try console.output.writeLine(
        console.output.style.bold(old.language.code)
          + ": with all of the proposal, of the labelled questions"
      )
      let changes = OutcomeChanges(before: old.judged, after: new.judged)
      for line in changes.lines { try console.output.writeLine("  " + line) }
    }
  }

  /// The last part of a path, as a comment can hold it.
  private func fileName(_ path: String) -> String {
    VisibleText.clean(path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// A number with its thousands apart: 1,234.
  private static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { position, digit in
      let rest = digits.count - position
      return position > 0 && rest % 3 == 0 ? ",\(digit)" : "\(digit)"
    }.joined()
  }
}
