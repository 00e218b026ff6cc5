import Content
import FrontdeskEngine
import JSON
import LineEditing
import TextAnalysis

extension Command {
  static let parity = Command(
    name: "parity",
    summary: "shows what each language has of the articles and intents",
    options: [
      Parity.gaps, Parity.least, Parity.failOnWarnings, .output, .content,
    ],
    details: """
      Two tables with a column for each language of the shop: for an article how many sample
      questions it has and when it was updated, for an intent how many examples and templates, and
      the `updated:` of its file. Ends with status 0 when every language has everything, 1 when
      something is missing, 2 when there is no shop. What cannot be read is missing.
      """,
    examples: [
      Example("frontdesk parity", "compares the languages of the bundled shop"),
      Example("frontdesk parity --gaps --least 20", "only what is missing, old or short of 20"),
      Example("frontdesk parity -o json --fail-on-warnings", "as for a nightly run"),
    ],
    run: { try Parity.run($0, $1) }
  )
}

/// What each language has, side by side.
enum Parity {
  static let gaps = Option(
    name: "gaps",
    summary: "only rows with something missing or marked"
  )
  static let least = Option(
    name: "least",
    value: "N",
    expected: "a whole number from 0 to 10000",
    summary: "marks intents with fewer examples (default: \(usualLeast))"
  )
  static let failOnWarnings = Option(
    name: "fail-on-warnings",
    summary: "ends with status 1 for marks too"
  )
  private static let usualLeast = 15

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let isJSON = try arguments.wantsJSON()
    let least = try arguments.value(of: Self.least).map { text in
      guard let number = Int(text), (0...10_000).contains(number) else {
        throw arguments.wrong(text, for: Self.least)
      }
      return number
    }
    let folder: ContentFolder
    do {
      folder = try OpenShop.folder(arguments)
    } catch let problem as ContentProblem {
      throw UsageError("\(problem.file): \(problem.message)")
    }
    var problems: [ContentProblem] = []
    let matrix = ParityMatrix(in: folder, least: least ?? usualLeast, problems: &problems)
    for problem in Set(problems).sorted() where problem.severity == .error {
      try console.log(problem.description)
    }
    let showsAll = !arguments.has(gaps)
    let articles = matrix.articles.filter { showsAll || matrix.hasGap($0) }
    let intents = matrix.intents.filter { showsAll || matrix.hasGap($0) }
    if isJSON {
      try writeJSON(matrix, articles, intents, to: console.output)
    } else {
      try ParityText(matrix, least: least ?? usualLeast, style: console.output.style)
        .write(articles, intents, to: console.output)
    }
    let isMarked = matrix.outdated + matrix.few > 0
    let fails = matrix.missing > 0 || (arguments.has(failOnWarnings) && isMarked)
    return fails ? .failure : .success
  }

  private static func writeJSON(
    _ matrix: ParityMatrix,
    _ articles: [ParityMatrix.Row<ParityMatrix.ArticleCell>],
    _ intents: [ParityMatrix.Row<ParityMatrix.IntentCell>],
    to output: Output
  ) throws {
    func row<Cell>(
      _ row: ParityMatrix.Row<Cell>,
      _ json: inout JSONWriter,
      _ members: (Cell?, inout JSONWriter) -> Void
    ) {
      json.object { json in
        json.member("id", row.name)
        json.key("cells")
        json.object { json in
          for language in matrix.languages {
            json.key(named: language.code)
            json.object { members(row.cells[language], &$0) }
          }
        }
      }
    }
    var json = JSONWriter()
    json.object { json in
      json.key("languages")
      json.array(matrix.languages) { $0.string($1.code) }
      json.key("articles")
      json.array(articles) { json, article in
        row(article, &json) { cell, json in
          json.member("questions", cell?.questions ?? 0)
          json.member("updated", cell?.updated?.description)
          json.member("missing", cell == nil)
          json.member("outdated", cell?.isOutdated ?? false)
        }
      }
      json.key("intents")
      json.array(intents) { json, intent in
        row(intent, &json) { cell, json in
          json.member("examples", cell?.examples ?? 0)
          json.member("templates", cell?.templates ?? 0)
          json.member("updated", cell?.updated?.description)
          json.member("missing", cell == nil)
          json.member("outdated", cell?.isOutdated ?? false)
          json.member("few", cell?.hasFew ?? false)
        }
      }
      json.key("counts")
      json.object { json in
        json.member("articles", matrix.articles.count)
        json.member("intents", matrix.intents.count)
        json.member("missing", matrix.missing)
        json.member("outdated", matrix.outdated)
        json.member("few", matrix.few)
      }
    }
    try json.endLine(into: output)
  }
}

/// The tables for people, their marks and a line that sums them up.
private struct ParityText {
  /// A cell before it is set.
  private struct Cell {
    var figure = ""
    /// What comes beside the figure: "+2" for templates.
    var more = ""
    var day = ""
    var marks = ""

    static let missing = Cell(figure: "-")
    var isMissing: Bool { figure == "-" }
  }

  private let matrix: ParityMatrix
  private let least: Int
  private let style: Style

  init(_ matrix: ParityMatrix, least: Int, style: Style) {
    self.matrix = matrix
    self.least = least
    self.style = style
  }

  func write(
    _ articles: [ParityMatrix.Row<ParityMatrix.ArticleCell>],
    _ intents: [ParityMatrix.Row<ParityMatrix.IntentCell>],
    to output: Output
  ) throws {
    let tables = [
      table(
        "articles",
        articles.map { row in
          (row.name, matrix.languages.map { row.cells[$0].map(cell) ?? .missing })
        }
      ),
      table(
        "intents",
        intents.map { row in
          (row.name, matrix.languages.map { row.cells[$0].map(cell) ?? .missing })
        }
      ),
    ]
    for table in tables where !table.isEmpty {
      for line in table { try output.writeLine(line) }
      try output.writeLine()
    }
    let legend = legend()
    for line in legend { try output.writeLine(style.dim(line)) }
    if !legend.isEmpty { try output.writeLine() }
    try output.writeLine(summary())
  }

  private func cell(_ article: ParityMatrix.ArticleCell) -> Cell {
    Cell(
      figure: String(article.questions),
      day: article.updated?.description ?? "",
      marks: article.isOutdated ? "!" : ""
    )
  }

  private func cell(_ intent: ParityMatrix.IntentCell) -> Cell {
    Cell(
      figure: String(intent.examples),
      more: intent.templates > 0 ? "+\(intent.templates)" : "",
      day: intent.updated?.description ?? "",
      marks: (intent.hasFew ? "<" : "") + (intent.isOutdated ? "!" : "")
    )
  }

  /// A line of names, and a line for each row; nothing where there is no row.
  private func table(_ name: String, _ rows: [(name: String, cells: [Cell])]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let names = rows.map { VisibleText.clean($0.name) }
    let first = width([name] + names)
    var lines = [style.bold(padded(name, to: first))]
    for text in names { lines.append(padded(text, to: first)) }
    for (column, language) in matrix.languages.enumerated() {
      let cells = rows.map { $0.cells[column] }
      let (more, day) = (width(cells.map(\.more)), width(cells.map(\.day)))
      let behind = more + (day > 0 ? day + 1 : 0) + width(cells.map(\.marks))
      let code = language.code
      let figure = max(width(cells.map(\.figure)), width([code]) - behind)
      lines[0] += "  " + style.bold(padded(code, to: figure + behind))
      for (row, cell) in cells.enumerated() {
        var text = cell.figure + cell.more
        if day > 0 {
          text += padded("", to: more - width([cell.more])) + " " + padded(cell.day, to: day)
        }
        text += cell.marks
        let room = String(repeating: " ", count: figure - width([cell.figure]))
        let rest = String(repeating: " ", count: figure + behind - width([room + text]))
        let isMarked = !cell.marks.isEmpty
        lines[row + 1] += "  " + room
        lines[row + 1] +=
          (cell.isMissing ? style.red(text) : isMarked ? style.yellow(text) : text) + rest
      }
    }
    guard !style.isColored else { return lines }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// What the marks say that are there.
  private func legend() -> [String] {
    var lines: [String] = []
    if matrix.missing > 0 { lines.append("-  missing") }
    if matrix.few > 0 {
      lines.append(
        "<  fewer than \(least) examples, or than half of what another language has"
      )
    }
    if matrix.outdated > 0 { lines.append("!  older than in another language") }
    return lines
  }

  private func summary() -> String {
    var found: [String] = []
    if matrix.missing > 0 { found.append(style.red("\(matrix.missing) missing")) }
    if matrix.few > 0 { found.append(style.yellow("\(matrix.few) with few examples")) }
    if matrix.outdated > 0 { found.append(style.yellow("\(matrix.outdated) outdated")) }
    if matrix.missing == 0 { found.insert(style.green("nothing missing"), at: 0) }
    return count(matrix.articles.count, "article") + ", " + count(matrix.intents.count, "intent")
      + ", " + count(matrix.languages.count, "language") + ": " + found.joined(separator: ", ")
  }

  private func count(_ number: Int, _ what: String) -> String {
    "\(number) \(what)\(number == 1 ? "" : "s")"
  }

  private func width(_ texts: [String]) -> Int {
    texts.reduce(0) { max($0, DisplayWidth.columns(of: $1)) }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
  }
}
