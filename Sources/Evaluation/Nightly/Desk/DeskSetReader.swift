import TextAnalysis

/// Reads the rows of a desk set and keeps what later lines are checked against.
struct DeskSetReader {
  private let language: Language
  private let names: ShopNames
  private(set) var rows: [DeskRow] = []
  private(set) var opener: String?
  private var placesOfIDs: [String: String] = [:]
  private var placesOfHashes: [String: String] = [:]

  init(language: Language, names: ShopNames) {
    self.language = language
    self.names = names
  }

  mutating func read(_ file: SourceFile, _ part: DeskSet.Part) throws {
    var firstInFlow: SetRow?
    try file.forEachRow(columns: part.columns) { row in
      let id = try row.id(unlike: &placesOfIDs)
      let text = try row.text()
      if part == .desk, row.fields[2] == "opener" { return try open(text, row) }
      guard let half = DeskRow.half(ofID: id) else {
        throw row.error(
          "the id \(id) ends with no number; expected one, odd for tune and even for report"
        )
      }
      let label = try label(row, part)
      if case .message(_, inFlow: true) = label, firstInFlow == nil { firstInFlow = row }
      let new = DeskRow(
        id: id,
        language: language,
        text: text,
        label: label,
        slices: part == .desk ? try row.slices(4) : [],
        half: half
      )
      if let first = placesOfHashes.updateValue(row.place, forKey: new.hash) {
        throw row.error("the text of \(id) is there already, at \(first); expected it once")
      }
      rows.append(new)
    }
    if let firstInFlow, opener == nil {
      throw firstInFlow.error(
        "the context is flow, but no line starts a script; expected one with opener as what is "
          + "expected"
      )
    }
  }

  private mutating func open(_ text: String, _ row: SetRow) throws {
    guard opener == nil else { throw row.error("there is an opener already; expected one") }
    guard row.fields[3] == "open" else {
      throw row.error("the opener's context is \(row.fields[3]), expected open")
    }
    opener = text
  }

  private func label(_ row: SetRow, _ part: DeskSet.Part) throws -> DeskRow.Label {
    switch part {
    case .desk:
      .message(
        wantsPerson: try choice(row, 2, "what is expected", ["bot", "person"]),
        inFlow: try choice(row, 3, "the context", ["open", "flow"])
      )
    case .pairs:
      .pair(first: try topic(row, 2), second: try topic(row, 3))
    case .singles:
      .single(topic: try topic(row, 2))
    }
  }

  /// Whether a field is the second of two words; an error where it is neither.
  private func choice(
    _ row: SetRow,
    _ field: Int,
    _ what: String,
    _ words: [String]
  ) throws -> Bool {
    guard let place = words.firstIndex(of: row.fields[field]) else {
      throw row.error(
        "\(what) is \"\(row.fields[field])\", none of \(words.joined(separator: ", "))"
      )
    }
    return place == 1
  }

  private func topic(_ row: SetRow, _ field: Int) throws -> String {
    let name = row.fields[field]
    guard names.articles.contains(name) || names.intents.contains(name) else {
      throw row.error(
        "there is no article or intent \"\(name)\" in the shop's \(language.code) content"
      )
    }
    return name
  }
}
