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
    var hasHeader = false
    var hasQuestions = false
    try file.forEachLine { bytes, number in
      guard let line = String(validating: bytes, as: UTF8.self) else {
        throw SetError(file: file.name, line: number, message: "the line is not UTF-8")
      }
      guard hasHeader else {
        guard line == LabelledSet.header else {
          throw SetError(
            file: file.name,
            line: number,
            message: "expected the header id, text, article, intent, slices with tabs between"
          )
        }
        hasHeader = true
        return
      }
      hasQuestions = true
      try add(line, Place(file: file.name, line: number))
    }
    guard hasQuestions else {
      throw SetError(
        file: file.name,
        line: nil,
        message: hasHeader ? "there is no question below the header" : "the file is empty"
      )
    }
  }

  private struct Place {
    let file: String
    let line: Int
    var description: String { "\(file):\(line)" }

    func error(_ message: String) -> SetError {
      SetError(file: file, line: line, message: message)
    }
  }

  private mutating func add(_ line: String, _ place: Place) throws {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5 else {
      throw place.error(
        "expected five fields between tabs, id text article intent slices, found \(fields.count)"
      )
    }
    let (id, text) = (fields[0], fields[1])
    guard !id.isEmpty, id.allSatisfy({ $0.isLetter || $0.isNumber || "-_.:".contains($0) }) else {
      throw place.error("\"\(id)\" is no id; expected letters, digits, -, _, . and :")
    }
    if let first = placesOfIDs.updateValue(place.description, forKey: id) {
      throw place.error("the id \(id) is taken already, at \(first); expected it once")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw place.error("the question \(id) has no text")
    }
    let question = LabelledQuestion(
      id: id,
      language: language,
      text: text,
      articles: try labels(fields[2], "article", known: names.articles, place),
      intents: try labels(fields[3], "intent", known: names.intents, place),
      slices: try slices(fields[4], place)
    )
    try keep(question, place)
  }

  private mutating func keep(_ question: LabelledQuestion, _ place: Place) throws {
    let key = question.text.lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    guard let twin = seenTexts[key] else {
      seenTexts[key] = (place.description, question)
      questions.append(question)
      return
    }
    guard twin.question.articles == question.articles, twin.question.intents == question.intents
    else {
      throw place.error(
        "the question \(question.id) is there already with other labels, at \(twin.place); "
          + "expected one question with all that is right, as a|b"
      )
    }
    warnings.append(
      "\(place.description): warning: the question \(question.id) is there already, "
        + "at \(twin.place); it counts once"
    )
  }

  private func labels(
    _ field: String,
    _ what: String,
    known: Set<String>,
    _ place: Place
  ) throws -> [String] {
    if field == LabelledSet.none { return [] }
    var labels: [String] = []
    for name in field.split(separator: "|", omittingEmptySubsequences: false).map(String.init) {
      guard !name.isEmpty else {
        throw place.error("the \(what) is empty; expected a name, names as a|b, or none")
      }
      guard name != LabelledSet.none else {
        throw place.error("the \(what) is none and something; expected one of the two")
      }
      guard known.contains(name) else {
        throw place.error("there is no \(what) \(name) in the shop's \(language.code) content")
      }
      guard !labels.contains(name) else { throw place.error("the \(what) \(name) is named twice") }
      labels.append(name)
    }
    return labels
  }

  private mutating func slices(_ field: String, _ place: Place) throws -> [String] {
    guard !field.isEmpty, field != "-" else { return [] }
    var slices: [String] = []
    for name in field.split(separator: ",", omittingEmptySubsequences: false).map({
      String($0).trimmed
    }) {
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
        throw place.error("\"\(name)\" is no slice; expected names with commas between them")
      }
      guard !slices.contains(name) else { continue }
      slices.append(name)
      if !QuestionSlice.writtenNames.contains(name), !QuestionSlice.computedNames.contains(name) {
        warnings.append(
          "\(place.description): warning: the slice \(name) is none of "
            + QuestionSlice.writtenNames.joined(separator: ", ") + "; it is counted as it is"
        )
      }
    }
    return slices
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
