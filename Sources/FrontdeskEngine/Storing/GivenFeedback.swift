package import Dialogue
package import Understanding

/// Feedback, and what it is about.
package struct GivenFeedback: Sendable, Hashable {
  /// Nil when the conversation is no longer kept.
  package let conversation: ConversationID?
  package let time: Instant
  package let feedback: Feedback
  /// What was answered last before it.
  package let subject: Target?

  package init(
    conversation: ConversationID?,
    time: Instant,
    feedback: Feedback,
    subject: Target?
  ) {
    self.conversation = conversation
    self.time = time
    self.feedback = feedback
    self.subject = subject
  }
}

/// A customer, and when the shop last said who they are.
package struct KnownCustomer: Sendable, Hashable {
  package let customer: Customer
  package let lastSeen: Instant

  package init(customer: Customer, lastSeen: Instant) {
    self.customer = customer
    self.lastSeen = lastSeen
  }
}
