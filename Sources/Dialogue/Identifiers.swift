/// Names one conversation; given from outside.
package struct ConversationID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let value: String

  package init(_ value: String) {
    self.value = value
  }

  package var description: String { value }

  package static func < (left: ConversationID, right: ConversationID) -> Bool {
    left.value < right.value
  }
}

/// Names one support agent.
package struct AgentID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let value: String

  package init(_ value: String) {
    self.value = value
  }

  package var description: String { value }

  package static func < (left: AgentID, right: AgentID) -> Bool { left.value < right.value }
}

/// A moment, in seconds since the Unix epoch; always given from outside.
package struct Instant: Hashable, Comparable, Sendable {
  package let secondsSinceEpoch: Double

  package init(secondsSinceEpoch: Double) {
    self.secondsSinceEpoch = secondsSinceEpoch
  }

  /// The moment so many seconds later.
  package func after(_ seconds: Double) -> Instant {
    Instant(secondsSinceEpoch: secondsSinceEpoch + seconds)
  }

  /// The seconds from a moment to this one; negative when this one is earlier.
  package func since(_ earlier: Instant) -> Double {
    secondsSinceEpoch - earlier.secondsSinceEpoch
  }

  package static func < (left: Instant, right: Instant) -> Bool {
    left.secondsSinceEpoch < right.secondsSinceEpoch
  }
}
