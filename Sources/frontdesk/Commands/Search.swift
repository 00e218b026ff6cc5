import FrontdeskEngine
import JSON
import Retrieval
import TextAnalysis
import Understanding

extension Command {
  static let search = Command(
    name: "search",
    summary: "lists the articles that match best",
    operands: "QUESTION",
    options: [.language, Search.limit, Search.why, .output] + OpenShop.options,
    examples: [
      Example("frontdesk search \"gift card\"", "lists the articles that match best"),
      Example("frontdesk search \"gift card\" --top 1 --why", "takes the score of the best apart"),
    ],
    run: { try Search.run($0, $1) }
  )
}

/// The articles that match a question, best first.
enum Search {
  static let why = Option(name: "why", short: "w", summary: "takes the scores apart")
  static let limit = Option(
    name: "top",
    short: "n",
    value: "N",
    expected: "a whole number from 1 to 8",
    summary: "how many at most, 1 to 8 (default 5)"
  )

  private struct Hit {
    let article: KnowledgeBase.PublishedArticle
    let candidate: Interpretation.Candidate
  }

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "QUESTION")
    let isJSON = try arguments.wantsJSON()
    let count = try arguments.value(of: Self.limit).map { text in
      guard let number = Int(text), (1...8).contains(number) else {
        throw arguments.wrong(text, for: Self.limit)
      }
      return number
    }
    let shop = try OpenShop(arguments, console)
    let question = arguments.operands[0]
    var guess = shop.engine.recognise(question)
    if let language = try shop.language(arguments), language != guess.language {
      guess.language = language
      guess.writing = .native
    }
    let base = try shop.knowledgeBase(guess.language)
    let interpretation = shop.engine.interpret(question, guess)
    let hits = interpretation.candidates.compactMap { candidate -> Hit? in
      guard case .article(let id) = candidate.target, let article = base.articles[id] else {
        return nil
      }
      return Hit(article: article, candidate: candidate)
    }.prefix(count ?? 5)
    func explain(_ hit: Hit) -> Explanation? {
      guard arguments.has(why) else { return nil }
      return base.interpreter.explain(hit.candidate, in: interpretation)
    }
    if isJSON {
      var json = JSONWriter()
      json.object { json in
        json.member("question", question)
        json.member("language", guess.language.code)
        json.key("corrections")
        json.array(interpretation.corrections) { ReplyJSON.write($1, to: &$0) }
        json.key("hits")
        json.array(hits) { json, hit in
          let snippet = base.interpreter.snippet(of: hit.article.body, for: interpretation)
          json.object { write(hit, snippet: snippet, explanation: explain(hit), to: &$0) }
        }
      }
      try json.endLine(into: console.output)
    } else {
      let style = console.output.style
      for (rank, hit) in hits.enumerated() {
        try console.output.writeLine(
          "\(rank + 1). \(style.bold(VisibleText.clean(hit.article.title)))  "
            + style.dim("\(hit.article.id), \(percent(hit.candidate.confidence))")
        )
        let snippet = base.interpreter.snippet(of: hit.article.body, for: interpretation)
        try console.output.writeLine("   " + passage(snippet, of: hit.article, style))
        for line in explain(hit)?.lines(depth: 1) ?? [] {
          try console.output.writeLine("   " + VisibleText.clean(line))
        }
      }
      if hits.isEmpty { try console.log("no article matches") }
    }
    return hits.isEmpty ? .failure : .success
  }

  /// The passage that answers best, its matched words bold, or else the short answer.
  private static func passage(
    _ snippet: Snippet?,
    of article: KnowledgeBase.PublishedArticle,
    _ style: Style
  ) -> String {
    guard let snippet else { return VisibleText.clean(article.shortAnswer) }
    let bytes = Array(snippet.text.utf8)
    func text(_ range: Range<Int>) -> String {
      VisibleText.clean(
        String(decoding: bytes[range].map { $0 == UInt8(ascii: "\n") ? 0x20 : $0 }, as: UTF8.self)
      )
    }
    var shown = ""
    var position = 0
    for match in snippet.matches {
      shown += text(position..<match.lowerBound) + style.bold(text(match))
      position = match.upperBound
    }
    return shown + text(position..<bytes.count)
  }

  private static func write(
    _ hit: Hit,
    snippet: Snippet?,
    explanation: Explanation?,
    to json: inout JSONWriter
  ) {
    json.member("article", hit.article.id)
    json.member("title", hit.article.title)
    json.member("confidence", hit.candidate.confidence)
    json.member("score", hit.candidate.score)
    json.member("coverage", hit.candidate.evidence.coverage)
    json.member("matched", hit.candidate.matched)
    json.member("text", hit.article.shortAnswer)
    json.member("snippet", snippet?.text)
    guard let explanation else { return }
    json.key("explanation")
    ReplyJSON.write(explanation, to: &json)
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
