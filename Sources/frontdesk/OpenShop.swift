import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis

/// The engine over the shop that a command's options name.
final class OpenShop {
  /// The options by which a shop is named.
  static let options = [Option.content, .noCache]

  let engine: Engine
  private let console: Console
  private var checked: Set<Language> = []

  /// Opens the shop; its languages are read when they are first needed.
  ///
  /// - Throws: `ContentProblem` when there is no shop, or when nothing can be made of it.
  init(_ arguments: Arguments, _ console: Console) throws {
    self.console = console
    let shop = try Shop(folder: Self.folder(arguments))
    for problem in shop.problems { try console.log(problem.description) }
    engine = Engine(shop: shop, cache: arguments.has(.noCache) ? nil : Self.cache)
  }

  /// Finds the folder that `--content` names, or else the bundled shop.
  static func folder(_ arguments: Arguments) throws -> ContentFolder {
    if let path = arguments.value(of: .content) { return try ContentFolder(path: path) }
    return try ContentFolder.bundled(
      workingDirectory: workingDirectory(),
      program: programFile()
    )
  }

  private static var cache: IndexCache? {
    var variables: [String: String] = [:]
    for name in ["XDG_CACHE_HOME", "HOME"] { variables[name] = environment(name) }
    return IndexCache.userFolder(environment: variables).map { IndexCache(folder: $0) }
  }

  /// The language asked for, which must be one of the shop's.
  func language(_ arguments: Arguments) throws -> Language? {
    guard let language = try arguments.language() else { return nil }
    let served = engine.shop.settings.languages
    guard served.contains(language) else {
      throw UsageError(
        "--lang cannot be \"\(language.code)\": the shop \(engine.shop.settings.name) serves "
          + alternatives(served.map(\.code))
      )
    }
    return language
  }

  /// What the shop knows in a language; the first time, what is wrong with its files is logged.
  func knowledgeBase(_ language: Language) throws -> KnowledgeBase {
    let base = engine.knowledgeBase(language)
    if checked.insert(language).inserted {
      for problem in base.problems { try console.log(problem.description) }
    }
    return base
  }

  /// Takes the content in anew; what is wrong with it is logged again.
  func reload() throws {
    try engine.reload()
    let languages = checked
    checked = []
    for language in languages.sorted() where engine.shop.settings.languages.contains(language) {
      _ = try knowledgeBase(language)
    }
  }

  /// Lets the assistant reply to a customer's line; nil when it has nothing to say.
  func reply(to line: String, in conversation: ConversationID) throws -> Reply? {
    let deliveries = engine.receive(
      line,
      in: conversation,
      at: Instant(secondsSinceEpoch: secondsSinceEpoch())
    )
    let reply = deliveries.lazy.compactMap { delivery in
      delivery.recipient == .customer(conversation) ? delivery.reply : nil
    }.first
    if let reply { _ = try knowledgeBase(reply.language) }
    return reply
  }
}
