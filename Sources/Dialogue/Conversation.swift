package import TextAnalysis
package import Understanding

/// The state of one conversation: a fold over its events.
package struct Conversation: Sendable {
  /// Who answers the customer; always exactly one.
  package enum Owner: Sendable, Hashable {
    case bot
    /// The bot, until an agent takes the waiting ticket.
    case pending
    case agent(AgentID)
  }

  package let id: ConversationID
  /// The language spoken; nil until one was recognised.
  package private(set) var language: Language?
  package private(set) var owner = Owner.bot
  /// How many times in a row the bot could not help.
  package private(set) var misses = 0
  /// The choices the customer was offered last and has not yet reacted to.
  package private(set) var choices: [Target] = []
  /// The number of things the customer said.
  package private(set) var turnCount = 0
  package private(set) var events: [ConversationEvent] = []

  package init(id: ConversationID, language: Language? = nil) {
    self.id = id
    self.language = language
  }

  /// Takes an event in.
  package mutating func apply(_ event: ConversationEvent) {
    events.append(event)
    switch event {
    case .customerSaid:
      turnCount += 1
    case .languageRecognised(let language):
      self.language = language
    case .answered:
      misses = 0
      choices = []
    case .choicesOffered(let targets, _):
      choices = targets
    case .declined:
      misses += 1
      choices = []
    case .botSaid, .agentSaid:
      choices = []
    case .handoffRequested:
      owner = .pending
      misses = 0
      choices = []
    case .agentJoined(let agent):
      owner = .agent(agent)
      choices = []
    case .agentLeft:
      owner = .bot
      misses = 0
      choices = []
    }
  }

  /// The last thing the customer said.
  package var lastQuestion: String? {
    for event in events.reversed() {
      if case .customerSaid(let text) = event { return text }
    }
    return nil
  }
}
