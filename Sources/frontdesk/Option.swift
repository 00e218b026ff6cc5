import TextAnalysis

/// An option of a command: how it is written and what it means.
struct Option: Sendable {
  /// Without its dashes.
  let name: String
  /// Other names of the same option.
  var aliases: [String] = []
  var short: Character?
  /// What its value is called in the help; nil for a flag.
  var value: String?
  /// What a value must be, after "expected".
  var expected = "a value"
  let summary: String

  /// The option as the help shows it.
  var spelling: String {
    var spellings = short.map { ["-\($0)"] } ?? []
    spellings += ([name] + aliases).map { "--\($0)" }
    return spellings.joined(separator: ", ") + (value.map { " \($0)" } ?? "")
  }
}

/// The options that mean the same wherever they are taken.
extension Option {
  static let help = Option(name: "help", short: "h", summary: "shows this help")
  static let noColor = Option(name: "no-color", summary: "writes without colour")
  static let language = Option(
    name: "lang",
    aliases: ["language"],
    short: "l",
    value: "xx",
    expected: languageNames,
    summary: "the language: \(languageNames)"
  )
  static let output = Option(
    name: "output",
    short: "o",
    value: "text|json",
    expected: "text or json",
    summary: "what is written: text, or one JSON object a line"
  )

  static let content = Option(
    name: "content",
    short: "c",
    value: "DIR",
    expected: "a folder with intents/ and corpus/",
    summary: "the shop: a folder with intents/ and corpus/ (default: the bundled one)"
  )
  static let noCache = Option(
    name: "no-cache",
    summary: "builds indexes anew, neither reading nor keeping them"
  )

  private static let languageNames = alternatives(Language.allCases.map(\.code))
}

/// Joins names as a sentence does: "a, b or c".
func alternatives(_ names: [String]) -> String {
  guard let last = names.last, names.count > 1 else { return names.first ?? "" }
  return names.dropLast().joined(separator: ", ") + " or " + last
}
