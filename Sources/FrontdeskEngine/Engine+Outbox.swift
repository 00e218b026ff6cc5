import Content
package import Dialogue
import Handoff
import TextAnalysis

/// Messages for customers who are not there, to be brought by e-mail or telephone.
struct Outbox {
  /// The conversations whose customers are connected.
  var here: Set<ConversationID> = []
  /// The number of the message put down last; nil until the store was asked for it.
  var last: Int?
  /// What was kept and not yet taken to be pushed.
  private var fresh: [OutboundMessage] = []

  /// With more than these nobody takes them: they are read from the store when somebody does.
  private static let mostFresh = 10_000

  mutating func note(_ messages: [OutboundMessage]) {
    guard !messages.isEmpty else { return }
    fresh = fresh.count + messages.count > Self.mostFresh ? [] : fresh + messages
  }

  /// Forgets what would be pushed to a customer who is forgotten.
  mutating func forget(_ id: ConversationID) { fresh.removeAll { $0.conversation == id } }

  mutating func takeFresh() -> [OutboundMessage] {
    defer { fresh = [] }
    return fresh
  }
}

extension Engine {
  /// The customer of a conversation is connected: what is said need not be brought otherwise.
  package func customerIsHere(_ id: ConversationID) { outbox.here.insert(id) }

  package func customerIsAway(_ id: ConversationID) { outbox.here.remove(id) }

  /// What was kept for those who are not there and not yet acknowledged, oldest first.
  ///
  /// `channel` is `email` or `phone`; nil is both.
  package func undelivered(
    over channel: String? = nil,
    limit: Int
  ) throws(StoreError) -> [OutboundMessage] {
    guard let store else { return [] }
    let brought = journal.delivered
    return try store.undelivered(over: channel, limit: limit + brought.count)
      .filter { !brought.contains($0.id) }.prefix(max(0, limit)).map { $0 }
  }

  /// Notes that a message was brought; false when there is none with the number.
  package func acknowledgeDelivery(_ id: Int, at time: Instant) -> Bool {
    guard let store else { return false }
    do throws(StoreError) {
      guard let isDelivered = try store.isDelivered(id) else { return false }
      if !isDelivered, journal.delivered.insert(id).inserted {
        journal.records.append(.delivered(id, time: time))
      }
      return true
    } catch {
      journal.failure = journal.failure ?? error
      return true
    }
  }

  /// The messages for those who are not there that were kept since the last call.
  package func takeNewOutbound() -> [OutboundMessage] { outbox.takeFresh() }

  /// Puts a message into the outbox if its customer is not there and can be reached otherwise.
  func alsoSent(_ delivery: Delivery) -> Delivery {
    guard let store, let message = delivery.message, message.kind != .ack,
      !message.wholeText.isEmpty, !outbox.here.contains(message.conversation),
      let conversation = session(message.conversation)?.conversation,
      let (channel, address) = address(of: conversation)
    else { return delivery }
    do throws(StoreError) {
      let last = if let last = outbox.last { last } else { try store.lastOutboundNumber() }
      let number = last + 1
      outbox.last = number
      let outbound = OutboundMessage(
        id: number,
        conversation: message.conversation,
        channel: channel,
        address: address,
        text: message.wholeText,
        language: spokenLanguage(conversation),
        seq: message.seq,
        time: message.time
      )
      journal.outbound.append(outbound)
      journal.records.append(.outbound(outbound))
    } catch {
      journal.failure = journal.failure ?? error
    }
    return delivery
  }

  /// Where a customer can be reached who is not there: the contact they left, or what the backend
  /// stated; an e-mail address before a number.
  func address(
    of conversation: Conversation
  ) -> (channel: OutboundMessage.Channel, address: String)? {
    if let left = contactLeft(in: conversation) { return left }
    let stated = ["email", "phone"].compactMap { conversation.customer?[$0] }
    if let address = Self.best(of: stated) { return address }
    return queue.callBack(of: conversation.id)?.callBack.map { (.phone, $0.phone) }
  }

  /// The contact that a customer left, in words or in a script.
  func contactLeft(
    in conversation: Conversation
  ) -> (channel: OutboundMessage.Channel, address: String)? {
    Self.best(
      of: ["contact", "email", "phone"].compactMap { name in
        guard case .text(let text)? = conversation.slots[name] else { return nil }
        return text
      }
    )
  }

  /// The first e-mail address, or else the first number.
  private static func best(
    of contacts: [String]
  ) -> (channel: OutboundMessage.Channel, address: String)? {
    if let mail = contacts.first(where: { $0.contains("@") }) { return (.email, mail) }
    return contacts.first { !$0.isEmpty }.map { (.phone, $0) }
  }
}
