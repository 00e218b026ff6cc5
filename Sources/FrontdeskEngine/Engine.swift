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
  var room = Interpreter.Room()
  var sessions: [ConversationID: Session] = [:]
  var queue = HandoffQueue()
  var verifications = Verifications()
  var lineReaders: [Language: LineReaders] = [:]
  var caps = ProactiveCaps()
  /// What was asked of the shop's systems and not yet taken.
  private var requests: [ActionRequest] = []
  /// When a conversation's burst is over, or its customer has waited long enough to be told.
  var due: [ConversationID: Instant] = [:]
  /// Events of the shop that wait for the end of quiet hours.
  var held: [HeldEvent] = []
  private(set) var calendar: ShopCalendar

  struct HeldEvent {
    let conversation: ConversationID
    let event: ShopEvent
    let until: Instant
  }

  /// A conversation and what must be known of it to go on.
  struct Session {
    var conversation: Conversation
    /// When something was last said.
    var lastActivity: Instant
    var burst: Burst?
  }

  /// Longer lines are not looked at.
  package static let maximumLineBytes = 8_192

  /// Opens a shop; its languages are loaded when first spoken.
  package init(shop: Shop, cache: IndexCache? = nil) {
    self.shop = shop
    self.cache = cache
    identifier = Self.identifier(of: shop)
    calendar = ShopCalendar(timeZone: shop.settings.timeZone)
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
    shop = fresh
    knowledge = loaded
    lineReaders = [:]
    identifier = Self.identifier(of: fresh)
    calendar = ShopCalendar(timeZone: fresh.settings.timeZone)
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

  /// A conversation as it stands; nil before its first line.
  package func conversation(_ id: ConversationID) -> Conversation? { sessions[id]?.conversation }

  /// Puts a conversation back to where it stood earlier; nil forgets it.
  package func restore(_ conversation: Conversation?, as id: ConversationID, at time: Instant) {
    sessions[id] = conversation.map { Session(conversation: $0, lastActivity: time) }
    requests.removeAll { $0.conversation == id }
    due[id] = nil
    if conversation == nil { held.removeAll { $0.conversation == id } }
  }

  /// Forgets all conversations, the desk and what was counted across them: as if just opened.
  package func startAfresh() {
    sessions = [:]
    queue = HandoffQueue()
    verifications = Verifications()
    caps = ProactiveCaps()
    requests = []
    due = [:]
    held = []
  }

  /// Fixes the language of a conversation, as a customer or agent chose it.
  package func setLanguage(_ language: Language, in id: ConversationID) {
    change(id) { $0.apply(.languageRecognised(language)) }
  }

  /// Notes who the customer is, as the shop's trusted backend says.
  package func setCustomer(_ customer: Customer, in id: ConversationID) {
    change(id) { conversation in
      conversation.apply(.customerIdentified(customer))
      if conversation.language == nil, let code = customer["language"],
        let language = Language(code: code), shop.settings.languages.contains(language)
      {
        conversation.apply(.languageRecognised(language))
      }
    }
  }

  private func change(_ id: ConversationID, _ body: (inout Conversation) -> Void) {
    // Nothing was said yet: the conversation is as old as its first line.
    var session =
      sessions[id]
      ?? Session(
        conversation: Conversation(id: id),
        lastActivity: Instant(secondsSinceEpoch: .infinity)
      )
    body(&session.conversation)
    sessions[id] = session
  }

  /// Takes the requests that the shop's systems are to be asked, in their order.
  package func takeRequests() -> [ActionRequest] {
    defer { requests = [] }
    return requests
  }

  func ask(_ more: [ActionRequest]) { requests += more }
}
