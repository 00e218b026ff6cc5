import Content
import FrontdeskEngine
import JSON
import Retrieval
import TextAnalysis
import Understanding

extension Command {
  static let analyze = Command(
    name: "analyze",
    summary: "shows how text is read: language, words, stems",
    options: [.language, .output, Analyze.terms, Analyze.detect] + OpenShop.options,
    details: """
      Reads lines from standard input. Without --lang the language of each line is found out.
      For a line it writes the language, then a line for each token: its word, its stem, its
      kind, what it is corrected to if the shop's texts do not know it, and the bytes where it
      stands; then an empty line. Without a shop nothing is corrected.
      """,
    examples: [
      Example("echo 'where is my parcl' | frontdesk analyze", "shows language and tokens"),
      Example("frontdesk analyze --terms --lang tr < words.txt", "writes stems, a line a line"),
      Example("frontdesk analyze --detect < lines.txt", "writes the language of each line"),
      Example("frontdesk analyze -o json < lines.txt", "writes everything as JSON"),
    ],
    run: { try Analyze(arguments: $0, console: $1).run() }
  )
}

/// Lines in, analysis out.
struct Analyze {
  static let terms = Option(
    name: "terms",
    summary: "writes only the stem of each token, between spaces"
  )
  static let detect = Option(
    name: "detect",
    summary: "writes only the language, each line on its own"
  )

  private let language: Language?
  private let isJSON: Bool
  private let mode: Mode
  private let console: Console
  private let identifier = LanguageIdentifier(enabled: Language.allCases)
  private var analyzers: [Language: Analyzer] = [:]
  /// The shop whose words are known; nil when there is none.
  private let shop: OpenShop?
  private var builders: [Language: QueryBuilder] = [:]
  private var json = JSONWriter()

  private enum Mode {
    case tokens, terms, detect
  }

  init(arguments: Arguments, console: Console) throws {
    try arguments.expectOperands(0...0, "")
    language = try arguments.language()
    isJSON = try arguments.wantsJSON()
    switch (arguments.has(Self.terms), arguments.has(Self.detect)) {
    case (true, true): throw UsageError("--terms and --detect exclude each other")
    case (true, false) where isJSON:
      throw UsageError("--terms writes text; -o json shows stems without it")
    case (false, true) where language != nil:
      throw UsageError("--detect finds the language out; --lang gives it")
    case (true, false): mode = .terms
    case (false, true): mode = .detect
    case (false, false): mode = .tokens
    }
    self.console = console
    guard mode == .tokens else {
      shop = nil
      return
    }
    do {
      shop = try OpenShop(arguments, console)
    } catch  where arguments.value(of: .content) == nil {
      // Text can be analysed where no shop is; only corrections need one.
      shop = nil
    }
  }

  /// Reads to the end of the input; what was written is sent whenever the input makes it wait.
  consuming func run() throws -> ExitStatus {
    var reader = LineReader(from: console.input)
    let output = console.output
    while try reader.next(beforeWaiting: output.flush, { try write($0) }) != nil {}
    return .success
  }

  private mutating func write(_ line: UnsafeBufferPointer<UInt8>) throws {
    switch mode {
    case .terms: try writeTerms(line)
    case .detect:
      let guess = identifier.identify(line)
      guard isJSON else { return try console.output.writeLine(guess.language.code) }
      json.object { Self.write(guess, to: &$0) }
      try json.endLine(into: console.output)
    case .tokens:
      let guess = guess(line)
      let analysis = analyze(line, guess)
      let corrections = try corrections(of: analysis, guess.language)
      if isJSON {
        writeJSON(line, guess, analysis, corrections)
        try json.endLine(into: console.output)
      } else {
        try writeText(guess, analysis, corrections)
      }
    }
  }

  /// The language of a line: the one given, or the best guess.
  private func guess(_ line: UnsafeBufferPointer<UInt8>) -> LanguageGuess {
    var guess = identifier.identify(line)
    guard let language else { return guess }
    if guess.language != language { guess.writing = .native }
    guess.language = language
    guess.probability = 1
    return guess
  }

  private mutating func analyzer(for language: Language) -> Analyzer {
    if let analyzer = analyzers[language] { return analyzer }
    let analyzer = Analyzer(language: language)
    analyzers[language] = analyzer
    return analyzer
  }

  private mutating func analyze(
    _ line: UnsafeBufferPointer<UInt8>,
    _ guess: LanguageGuess
  ) -> AnalyzedText {
    let analyzer = analyzer(for: guess.language)
    // Other writings are read from text; where the bytes are none, their ranges would be lost.
    guard guess.writing != .native, let text = String(validating: line, as: UTF8.self) else {
      return analyzer.analyze(line)
    }
    return analyzer.analyze(text, writing: guess.writing)
  }

  /// The words of a text that the shop's texts do not know, with what they are corrected to.
  private mutating func corrections(
    of analysis: AnalyzedText,
    _ language: Language
  ) throws -> [Correction] {
    guard let shop, shop.engine.shop.settings.languages.contains(language) else { return [] }
    if let builder = builders[language] { return builder.query(for: analysis).corrections }
    let base = try shop.knowledgeBase(language)
    let builder = QueryBuilder(index: base.index, analyzer: base.interpreter.analyzer)
    builders[language] = builder
    return builder.query(for: analysis).corrections
  }

  private mutating func writeTerms(_ line: UnsafeBufferPointer<UInt8>) throws {
    let language = language ?? identifier.identify(line).language
    let analyzer = analyzer(for: language)
    try console.output.write { output in
      var isFirst = true
      analyzer.forEachStem(in: line) { _, stem in
        if !isFirst { output.append(UInt8(ascii: " ")) }
        output.append(contentsOf: stem)
        isFirst = false
      }
      output.append(UInt8(ascii: "\n"))
    }
  }
}

// MARK: Text

extension Analyze {
  private func writeText(
    _ guess: LanguageGuess,
    _ analysis: AnalyzedText,
    _ corrections: [Correction]
  ) throws {
    let output = console.output
    try output.writeLine(output.style.bold(guess.language.code))
    for line in TokenTable(analysis, corrections).lines { try output.writeLine("  " + line) }
    try output.writeLine()
  }
}

// MARK: JSON

extension Analyze {
  private static func write(_ guess: LanguageGuess, to json: inout JSONWriter) {
    json.member("language", guess.language.code)
    json.member("probability", guess.probability)
    json.member("other", guess.probabilityOfOther)
    json.member("writing", guess.writing.rawValue)
  }

  private mutating func writeJSON(
    _ line: UnsafeBufferPointer<UInt8>,
    _ guess: LanguageGuess,
    _ analysis: AnalyzedText,
    _ corrections: [Correction]
  ) {
    json.object { json in
      Self.write(guess, to: &json)
      json.key("tokens")
      json.array(analysis.tokens) { json, token in
        json.object { json in
          json.key("text")
          json.string(UnsafeBufferPointer(rebasing: line[token.range]))
          json.key("term")
          analysis.withForm(token.word) { json.string($0) }
          json.key("stem")
          analysis.withForm(token.term) { json.string($0) }
          json.key("folded")
          analysis.withForm(token.foldedTerm) { json.string($0) }
          json.member("kind", token.kind.rawValue)
          json.key("correction")
          if let fix = TokenTable.correction(of: token, in: analysis, among: corrections) {
            ReplyJSON.write(fix, to: &json)
          } else {
            json.null()
          }
          json.key("range")
          json.array([token.range.lowerBound, token.range.upperBound]) { $0.number($1) }
        }
      }
    }
  }
}
