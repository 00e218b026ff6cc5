package import Dialogue
package import TextAnalysis

/// One conversation as figures count it: what a customer and the shop said until it was over.
///
/// A chat that is taken up again after it had expired is another one, though its name and its
/// events go on. One in which the customer said nothing is none.
package struct ServiceSession: Sendable, Hashable {
  package let conversation: ConversationID
  package let channel: String
  /// The customer's id, where the shop's backend gave one.
  package let customer: String?
  package internal(set) var language: Language?
  /// The customer's first line.
  package internal(set) var start: Instant
  /// What was said last, by whomever.
  package internal(set) var end: Instant
  /// Whether it is over: it expired, or nobody has said anything for as long as that takes.
  package internal(set) var isOver = false
  /// The articles and intents that answered, each once, in order; of scripts what started them.
  package internal(set) var topics: [String] = []
  package internal(set) var product: String?
  /// What the customer said to the bot.
  package internal(set) var turns = 0
  package internal(set) var fallbacks = 0
  package internal(set) var clarifications = 0
  package internal(set) var isHandedOff = false
  /// Whether a question or a script of the bot was left without an answer.
  package internal(set) var leftQuestion = false
  /// Whether the customer left the queue, or nobody came.
  package internal(set) var leftQueue = false
  /// Whether there was a sign that it went well, and nothing bad was said after it.
  package internal(set) var isPositive = false
  package internal(set) var thumbsUp = 0
  package internal(set) var thumbsDown = 0
  /// Satisfaction, 1 to 5, as said last.
  package internal(set) var csat: Int?
  /// Recommendation, 0 to 10, as said last.
  package internal(set) var nps: Int?
  package internal(set) var durations: [ServiceDuration] = []

  init(_ conversation: ConversationID, channel: String, customer: String?, start: Instant) {
    self.conversation = conversation
    self.channel = channel
    self.customer = customer
    self.start = start
    end = start
  }

  /// Whether the customer left before the end.
  package var isAbandoned: Bool { leftQuestion || leftQueue }

  /// By whom it is known that somebody came back: the customer, or the conversation itself.
  var person: String { customer.map { "customer " + $0 } ?? "conversation " + conversation.value }
}
