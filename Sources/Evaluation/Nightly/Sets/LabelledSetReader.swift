import TextAnalysis

/// Reads labelled questions line by line and keeps what later lines are checked against.
struct LabelledSetReader {
  private let language: Language
  private let names: ShopNames
  private(set) var questions: [LabelledQuestion] = []
  private(set) var warnings: [String] = []
  private var placesOfIDs: [String: String] = [:]
  private var seenTexts: [String: (place: String, question: LabelledQuestion)] = [:]

  init(language: Language, names: ShopNames) {
    self.language = language
    self.names = names
  }

  mutating func read(_ file: SourceFile) throws {
    try file.forEachRow(columns: LabelledSet.columns) { row in
      let id = try row.id(unlike: &placesOfIDs)
      let question = LabelledQuestion(
        id: id,
        language: language,
        text: try row.text(),
        articles: try labels(row.fields[2], "article", known: names.articles, row),
        intents: try labels(row.fields[3], "intent", known: names.intents, row),
        slices: try slices(row)
      )
      try keep(question, row)
    }
  }

  private mutating func keep(_ question: LabelledQuestion, _ row: SetRow) throws {
    let key = SetRow.key(of: question.text)
    guard let twin = seenTexts[key] else {
      seenTexts[key] = (row.place, question)
      questions.append(question)
      return
    }
    guard twin.question.articles == question.articles, twin.question.intents == question.intents
    else {
      throw row.error(
        "the question \(question.id) is there already with other labels, at \(twin.place); "
          + "expected one question with all that is right, as a|b"
      )
    }
    warnings.append(
      "\(row.place): warning: the question \(question.id) is there already, "
        + "at \(twin.place); it counts once"
    )
  }

  private func labels(
    _ field: String,
    _ what: String,
    known: Set<String>,
    _ row: SetRow
  ) throws -> [String] {
    if field == LabelledSet.none { return [] }
    var labels: [String] = []
    for name in field.split(separator: "|", omittingEmptySubsequences: false).map(String.init) {
      guard !name.isEmpty else {
        throw row.error("the \(what) is empty; expected a name, names as a|b, or none")
      }
      guard name != LabelledSet.none else {
        throw row.error("the \(what) is none and something; expected one of the two")
      }
      guard known.contains(name) else {
        throw row.error("there is no \(what) \(name) in the shop's \(language.code) content")
      }
      guard !labels.contains(name) else { throw row.error("the \(what) \(name) is named twice") }
      labels.append(name)
    }
    return labels
  }

  private mutating func slices(_ row: SetRow) throws -> [String] {
    let slices = try row.slices(4)
    let known = QuestionSlice.writtenNames + QuestionSlice.computedNames
    for name in slices where !known.contains(name) {
      warnings.append(
        "\(row.place): warning: the slice \(name) is none of "
          + QuestionSlice.writtenNames.joined(separator: ", ") + "; it is counted as it is"
      )
    }
    return slices
  }
}
