package import Content
package import Dialogue
import Handoff
import Retrieval
package import TextAnalysis
import Understanding

/// Frontdesk itself: takes lines of customers and agents, and says what to deliver to whom.
///
/// The one owner of conversations and the queue. Not Sendable: one thread has it. Time comes in
/// with every call, and the same calls in the same order give the same deliveries.
package final class Engine {
  package private(set) var shop: Shop
  /// How lines that come in bursts are gathered; none unless something calls `tick`.
  package var burstWindow = BurstWindow.none
  /// Stands before the keys of requests; another for each run of a program whose conversations have
  /// the same names in every run.
  package var keyPrefix = ""
  /// Whether the first reply of a conversation says what the bot is.
  package var introduces = true

  private let cache: IndexCache?
  private(set) var identifier: LanguageIdentifier
  private var knowledge: [Language: KnowledgeBase] = [:]
  /// Memory for reading, one for each language: it holds the words that were read.
  var rooms: [Language: Interpreter.Room] = [:]
  var memories: [Language: LineMemory] = [:]
  var knownHours: Hours?
  var sessions: [ConversationID: Session] = [:]
  lazy var queue = makeQueue()
  var verifications = Verifications()
  var lineReaders: [Language: LineReaders] = [:]
  var caps = ProactiveCaps()
  /// What was asked of the shop's systems and not yet taken.
  private var requests: [ActionRequest] = []
  /// The keys of what was asked and not answered in this run of the program.
  var onTheirWay: Set<String> = []
  /// When a conversation's burst is over, or its customer has waited long enough to be told.
  var due: [ConversationID: Instant] = [:]
  /// Where events of the shop wait for the end of quiet hours.
  var held: [HeldEvent] = []
  private(set) var calendar: ShopCalendar
  /// Takes numbers of payment cards out of what people write.
  private(set) var cards: PaymentCardScanner

  struct HeldEvent {
    let conversation: ConversationID
    let until: Instant
  }

  /// Where what happens is kept; nil keeps nothing.
  let store: (any Store)?
  var journal = Journal()
  /// Answers of the shop's systems that could not be kept yet.
  var retries: [ActionCompletion] = []
  /// Conversations that may have something to do and could not be looked at.
  var unread: Set<ConversationID> = []
  /// The languages of those whose messages could not be kept, to tell them so.
  var languagesTakenBack: [ConversationID: Language] = [:]
  /// Messages for those who are not there.
  var outbox = Outbox()
  /// What committed batches did at the desk and nobody took yet.
  var deskEvents: [DeskEvent] = []
  /// When what was put aside is taken up again.
  var retryAt: Instant?
  var lastLetGo = Instant(secondsSinceEpoch: 0)
  /// The latest moment that was told of.
  var lastTick: Instant?

  /// Longer lines are not looked at.
  package static let maximumLineBytes = 8_192

  /// Opens a shop; its languages are loaded when first spoken.
  ///
  /// With a store, `resume` takes up what is in it.
  package init(shop: Shop, cache: IndexCache? = nil, store: (any Store)? = nil) {
    self.shop = shop
    self.cache = cache
    self.store = store
    identifier = Self.identifier(of: shop)
    calendar = ShopCalendar(timeZone: shop.settings.timeZone)
    cards = shop.paymentCards
  }

  /// Takes changed content in; conversations go on.
  ///
  /// - Throws: `ContentProblem` when the content cannot be used; then the old one stays.
  package func reload() throws(ContentProblem) {
    let fresh = try Shop(folder: shop.folder)
    var loaded: [Language: KnowledgeBase] = [:]
    for language in knowledge.keys.sorted() where fresh.settings.languages.contains(language) {
      let base = KnowledgeBase.load(language, of: fresh, cache: cache)
      if let error = base.problems.first(where: { $0.severity == .error }) { throw error }
      loaded[language] = base
    }
    use(fresh, loaded, [:])
  }

  /// Takes other content in, which was read beside the engine; conversations go on.
  ///
  /// Whoever loaded it has seen to it that it has no errors.
  package func use(_ content: LoadedContent) {
    use(content.shop, content.knowledge, content.readers)
  }

  private func use(
    _ fresh: Shop,
    _ loaded: [Language: KnowledgeBase],
    _ readers: [Language: LineReaders]
  ) {
    shop = fresh
    knowledge = loaded
    lineReaders = readers
    identifier = Self.identifier(of: fresh)
    calendar = ShopCalendar(timeZone: fresh.settings.timeZone)
    cards = fresh.paymentCards
    queue.useRules(
      fresh.scripts.desk.queue,
      teams: fresh.scripts.desk.teams,
      offset: calendar.offset
    )
  }

  private func makeQueue() -> HandoffQueue {
    HandoffQueue(
      rules: shop.scripts.desk.queue,
      teams: shop.scripts.desk.teams,
      offset: calendar.offset
    )
  }

  /// The default language is the one a text without letters is taken to be in.
  private static func identifier(of shop: Shop) -> LanguageIdentifier {
    let first = shop.settings.defaultLanguage
    return LanguageIdentifier(enabled: [first] + shop.settings.languages.filter { $0 != first })
  }

  /// What the shop knows in a language, loaded when first asked for.
  package func knowledgeBase(_ language: Language) -> KnowledgeBase {
    if let known = knowledge[language] { return known }
    let loaded = KnowledgeBase.load(language, of: shop, cache: cache)
    knowledge[language] = loaded
    return loaded
  }

  /// Puts another knowledge base in the place of a language's, for trying what it would say.
  package func replace(_ base: KnowledgeBase) { knowledge[base.language] = base }

  /// Forgets all conversations, the desk and what was counted across them: as if just opened.
  package func startAfresh() {
    precondition(store == nil, "what was kept cannot be taken back")
    sessions = [:]
    queue = makeQueue()
    verifications = Verifications()
    caps = ProactiveCaps()
    requests = []
    onTheirWay = []
    due = [:]
    held = []
  }

  /// Takes the requests that the shop's systems are to be asked, in their order.
  ///
  /// With a store, only after `commit`: what is asked must have been kept.
  package func takeRequests() -> [ActionRequest] {
    defer { requests = [] }
    onTheirWay.formUnion(requests.map(\.key))
    return requests
  }

  func ask(_ more: [ActionRequest]) { requests += more }

  func forgetRequests(of id: ConversationID) { requests.removeAll { $0.conversation == id } }
}
