import Content
import FrontdeskEngine
import TextAnalysis

/// Puts the examples of a proposal into the content's files.
enum ProposalAcceptance {
  /// A file with what is put into it.
  private struct Change {
    var bytes: [UInt8]
    /// What was added, as it is told.
    var lines: [String] = []
  }

  /// Checks everything, then writes the files one after the other, each at once and whole.
  ///
  /// - Throws: `ContentProblem` for the first thing that is wrong; then nothing was written.
  static func run(
    _ path: String,
    _ arguments: Arguments,
    _ console: Console
  ) throws -> ExitStatus {
    let proposal = try ExampleProposal(parsing: try contents(ofFile: path), file: path)
    let shop = try OpenShop(arguments, console)
    let folder = shop.engine.shop.folder
    var files: [Language: LanguageFiles] = [:]
    var changes: [String: Change] = [:]
    var present = 0
    for item in proposal.items {
      let content = try files[item.language] ?? read(item, shop, path)
      files[item.language] = content
      let (name, known) = try content.texts(at: item, of: path)
      var seen = Set(known.map { $0.lowercased() })
      let texts = item.examples.map(\.text).filter { text in
        let plain =
          switch item.place {
          case .intent: ExampleText.plain(text)
          case .article: text
          }
        return seen.insert(plain.lowercased()).inserted
      }
      present += item.examples.count - texts.count
      guard !texts.isEmpty else { continue }
      // What an earlier item put into the file stands in it now.
      files[item.language]?.add(
        ExampleProposal.Item(
          language: item.language,
          place: item.place,
          examples: texts.map { LocatedText($0, line: item.line) }
        )
      )
      var change = try changes[name] ?? Change(bytes: folder.file(name)?.bytes ?? [])
      let inserted = try insert(texts, at: item, into: change.bytes, file: name)
      change.bytes = inserted.bytes
      let (key, placeName) = item.place.parts
      change.lines.append(
        "\(name):\(inserted.line): \(texts.count) added to \(key) \(placeName)"
      )
      changes[name] = change
    }
    for (name, change) in changes.sorted(by: { $0.key < $1.key }) {
      try DiskFiles.replace("\(folder.path)/\(name)", with: change.bytes)
      for line in change.lines { try console.output.writeLine(VisibleText.clean(line)) }
    }
    try console.output.writeLine("\(present) there already")
    guard !changes.isEmpty else { return .success }
    try shop.reload()
    var hasErrors = false
    for language in files.keys.sorted() {
      let base = try shop.knowledgeBase(language)
      hasErrors = hasErrors || base.problems.contains { $0.severity == .error }
    }
    try console.output.writeLine("next: frontdesk check, frontdesk tune, frontdesk bench")
    return hasErrors ? .failure : .success
  }

  /// Reads the content of an item's language.
  private static func read(
    _ item: ExampleProposal.Item,
    _ shop: OpenShop,
    _ path: String
  ) throws -> LanguageFiles {
    let served = shop.engine.shop.settings.languages
    guard served.contains(item.language) else {
      throw ContentProblem(
        file: path,
        line: item.line,
        "the shop does not serve \(item.language.code); expected "
          + alternatives(served.map(\.code)),
        rule: "language"
      )
    }
    var problems: [ContentProblem] = []
    let files = LanguageFiles(item.language, in: shop.engine.shop.folder, problems: &problems)
    if let error = problems.first(where: { $0.severity == .error }) { throw error }
    return files
  }

  private static func insert(
    _ texts: [String],
    at item: ExampleProposal.Item,
    into bytes: [UInt8],
    file: String
  ) throws -> ExampleInsertion.Result {
    switch item.place {
    case .intent(let name):
      try ExampleInsertion.insert(texts, intoIntent: name, of: bytes, file: file)
    case .article:
      try ExampleInsertion.insert(
        texts,
        intoArticle: bytes,
        file: file,
        language: item.language
      )
    }
  }
}
