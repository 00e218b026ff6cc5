import Content
import TextAnalysis

/// The rule about what customers never meant to be content.
extension ContentCheck {
  /// `personal-data` in the flows and the words around them, which all languages share.
  static func personalData(
    in folder: ContentFolder,
    flows scanner: PersonalDataScanner,
    _ problems: inout [ContentProblem]
  ) {
    for name in [ContentFolder.scripts, "\(ContentFolder.scripts)/words"] {
      personalData(in: name, suffix: ".yml", of: folder, scanner, &problems)
    }
  }

  /// `personal-data` in the articles, intents, responses and tests of a language.
  ///
  /// E-mail addresses and telephone numbers that facts tell, and such as are set aside for
  /// examples, are nobody's. Tables are not looked at: they are the shop's own system.
  static func personalData(
    of language: Language,
    in folder: ContentFolder,
    _ scanner: PersonalDataScanner,
    _ problems: inout [ContentProblem]
  ) {
    let code = language.code
    personalData(in: "corpus/\(code)", suffix: ".md", of: folder, scanner, &problems)
    personalData(in: "intents/\(code)", suffix: ".yml", of: folder, scanner, &problems)
    for suffix in [".yml", ".yaml", ".chat"] {
      personalData(
        in: "\(ContentFolder.tests)/\(code)",
        suffix: suffix,
        of: folder,
        scanner,
        &problems
      )
    }
  }

  private static func personalData(
    in name: String,
    suffix: String,
    of folder: ContentFolder,
    _ scanner: PersonalDataScanner,
    _ problems: inout [ContentProblem]
  ) {
    // What cannot be read was told by whoever reads it for good.
    var ignored: [ContentProblem] = []
    for file in folder.files(in: name, suffix: suffix, problems: &ignored) {
      let lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        let text = String(decoding: line, as: UTF8.self)
        for span in scanner.contactSpans(in: text) {
          let written = String(decoding: Array(text.utf8)[span.range], as: UTF8.self)
          guard let (what, instead) = warning(about: span.kind, written) else { continue }
          problems.append(
            ContentProblem(
              .warning,
              file: file.name,
              line: index + 1,
              "the line holds \(what), which may be a person's; expected \(instead)",
              rule: "personal-data"
            )
          )
        }
      }
    }
  }

  /// What a span holds and what should stand there; nil when it is nobody's.
  private static func warning(
    about kind: PersonalSpan.Kind,
    _ written: String
  ) -> (what: String, instead: String)? {
    switch kind {
    case .email where !isForExamples(address: written):
      ("an e-mail address", "one such as name@example.com, or a fact")
    case .phone where isTelephone(written) && !isMadeUp(number: written):
      ("a telephone number", "one such as +1 202 555 0100, or a fact")
    case .card where !testNumbers.contains(digits(written)):
      ("the number of a payment card", "none, or 4111 1111 1111 1111")
    case .account:
      ("the number of a bank account", "none")
    default: nil
    }
  }

  /// Whether nobody can have an address: RFC 2606, and RFC 6761.
  private static func isForExamples(address: String) -> Bool {
    let labels = address.lowercased().split(separator: "@").last?.split(separator: ".") ?? []
    guard let top = labels.last else { return false }
    return ["example", "test", "invalid", "localhost"].contains(top)
      || labels.count >= 2 && labels[labels.count - 2] == "example"
        && ["com", "net", "org"].contains(top)
  }

  /// Whether digits are written as of a telephone: a long number alone may be anything.
  private static func isTelephone(_ text: String) -> Bool {
    text.hasPrefix("+") || text.hasPrefix("(") || digits(text).hasPrefix("0")
  }

  /// Whether a number is set aside for films and the like, or plainly invented.
  private static func isMadeUp(number: String) -> Bool {
    let digits = digits(number)
    // NANP, Ofcom (London and mobile) and ComReg; three zeros; five digits counted up.
    let reserved = ["55501", "207946", "7700900", "20910", "000"]
    let counted = ["01234", "12345", "23456", "34567", "45678", "56789"]
    return (reserved + counted).contains { digits.contains($0) }
  }

  /// Numbers that payment services publish for trying things out.
  private static let testNumbers: Set = [
    "4111111111111111", "4242424242424242", "5555555555554444", "378282246310005",
  ]

  private static func digits(_ text: String) -> String {
    text.compactMap(\.wholeNumberValue).map(String.init).joined()
  }
}
