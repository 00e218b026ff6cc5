import Connectors
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
  private var openHub: ConnectorHub?

  /// Opens the shop; its languages are read when they are first needed.
  ///
  /// - Throws: `ContentProblem` when there is no shop, or when nothing can be made of it.
  ///
  /// What happens is kept in `store`; nil keeps nothing.
  init(_ arguments: Arguments, _ console: Console, store: (any Store)? = nil) throws {
    self.console = console
    let shop = try Shop(folder: Self.folder(arguments))
    for problem in shop.problems { try console.log(problem.description) }
    engine = Engine(
      shop: shop,
      cache: Self.cache(arguments),
      store: store
    )
  }

  /// Forgets all conversations, and what they changed in tables: as if just opened.
  func startAfresh() {
    engine.startAfresh()
    close()
  }

  /// Ends the connections to the shop's systems; what is asked later opens them again.
  func close() {
    openHub?.close()
    openHub = nil
  }

  /// Finds the folder that `--content` names, or else the bundled shop.
  static func folder(_ arguments: Arguments) throws -> ContentFolder {
    if let path = arguments.value(of: .content) { return try ContentFolder(path: path) }
    return try ContentFolder.bundled(
      workingDirectory: workingDirectory(),
      program: programFile()
    )
  }

  /// Where built indexes are kept; nil where they are not to be.
  static func cache(_ arguments: Arguments) -> IndexCache? {
    guard !arguments.has(.noCache) else { return nil }
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
    // The tables and the actions may be others now.
    close()
    let languages = checked
    checked = []
    for language in languages.sorted() where engine.shop.settings.languages.contains(language) {
      _ = try knowledgeBase(language)
    }
  }

  /// Has the engine take content in that was read beside it; tables and actions are opened anew when
  /// they are next needed, and whoever has the hub so far closes it.
  func use(_ content: LoadedContent) {
    engine.use(content)
    openHub = nil
    checked = Set(engine.shop.settings.languages)
  }

  /// The shop's systems, started when something is first asked of them.
  func hub() throws -> ConnectorHub {
    if let openHub { return openHub }
    var problems: [ContentProblem] = []
    let tables = TableSet(in: engine.shop.folder, problems: &problems)
    for problem in problems { try console.log(problem.description) }
    let made = ConnectorHub(
      definitions: engine.shop.scripts.flows.actions,
      tables: tables,
      currency: engine.shop.settings.currency,
      httpProgram: ConnectorHub.httpProgram(beside: programFile())
    )
    openHub = made
    return made
  }

  /// Lets the assistant reply to a customer's line; nil when it has nothing to say.
  func reply(to line: String, in conversation: ConversationID) throws -> Reply? {
    try reply(in: conversation, at: now()) { engine, time in
      engine.receive(line, in: conversation, at: time)
    }.reply
  }

  /// Lets the engine do something, and waits until the shop's systems have answered.
  func reply(
    in conversation: ConversationID,
    at time: Instant,
    _ body: (Engine, Instant) -> [Delivery]
  ) throws -> (reply: Reply?, others: [Delivery]) {
    var failure: (any Error)?
    let settled = engine.settle(body(engine, time), in: conversation, at: time) { requests in
      do {
        return try perform(requests)
      } catch {
        failure = error
        return []
      }
    }
    if let failure { throw failure }
    if let reply = settled.reply { _ = try knowledgeBase(reply.language) }
    return settled
  }

  /// Asks the shop's systems and waits for all answers, or for those that come within `patience`
  /// seconds; what takes too long fails by its own rule.
  func perform(_ requests: [ActionRequest]) throws -> [ActionCompletion] {
    let hub = try hub()
    for request in requests { hub.send(request) }
    var completions: [ActionCompletion] = []
    let deadline = patience.map { ContinuousClock.now.advanced(by: .seconds($0)) }
    while hub.outstanding > 0 {
      let left = deadline.map { (ContinuousClock.now.duration(to: $0)) / .seconds(1) } ?? 60
      guard left > 0 else { break }
      hub.waitForCompletions(upTo: left)
      completions += hub.takeCompletions()
    }
    return completions
  }

  /// How long a reply is waited for before the customer is let go on; nil is until it is there.
  var patience: Double?

  /// Readable while answers wait that `takeLate` takes; nil while nothing is asked.
  var wakeDescriptor: Int32? { openHub?.wakeDescriptor }

  /// Takes the answers of the shop's systems that came after the reply, and what is said to them.
  func takeLate(in conversation: ConversationID, at time: Instant) throws -> [Reply] {
    try (openHub?.takeCompletions() ?? []).compactMap { completion in
      try reply(in: conversation, at: time) { engine, time in
        engine.complete(completion, at: time)
      }.reply
    }
  }

  /// Makes the keys of this run's requests others than those of earlier runs, whose conversations have
  /// the same names: the shop's systems must not mix them up.
  func beginRun() {
    engine.keyPrefix = String(UInt64.random(in: .min ... .max), radix: 36) + "-"
  }

  /// The moment it is.
  func now() -> Instant { Instant(secondsSinceEpoch: secondsSinceEpoch()) }
}
