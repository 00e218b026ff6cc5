package import Dialogue

/// A time that passed while a customer was served, from one moment to another.
package struct ServiceDuration: Sendable, Hashable {
  /// What the time was spent on.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The customer's first line to the bot's first reply.
    case firstResponseOfBot = "first_response_bot"
    /// A ticket's opening to the first line of an agent in it.
    case firstResponseOfPerson = "first_response_person"
    /// A line of the customer to the next reply, where the bot gives it.
    case replyOfBot = "reply_bot"
    /// A line of the customer to the next reply, where an agent gives it.
    case replyOfPerson = "reply_person"
    /// A ticket's opening to the first agent who takes it.
    case waiting
    /// The start of a conversation to its last reply, where the bot contained it.
    case resolutionByBot = "resolution_bot"
    /// The start of a conversation to the last time a ticket of it was resolved.
    case resolutionByPerson = "resolution_person"

    /// The kind as text shows it.
    package var label: String {
      switch self {
      case .firstResponseOfBot: "first response, bot"
      case .firstResponseOfPerson: "first response, person"
      case .replyOfBot: "reply, bot"
      case .replyOfPerson: "reply, person"
      case .waiting: "waiting for a person"
      case .resolutionByBot: "resolution, bot"
      case .resolutionByPerson: "resolution, person"
      }
    }
  }

  package let kind: Kind
  package let from: Instant
  package let to: Instant
  /// The team whose opening times count; empty is the shop's first.
  package let team: String

  package init(_ kind: Kind, from: Instant, to: Instant, team: String = "") {
    self.kind = kind
    self.from = from
    self.to = to
    self.team = team
  }

  /// What passed on the clock; 0 where that was set back in between.
  package var seconds: Double { max(0, to.since(from)) }
}

/// The middle and the slow end of some durations, in seconds.
package struct DurationFigures: Sendable, Hashable {
  package let count: Int
  /// The one in the middle, or the mean of the two in the middle.
  package let median: Double
  /// Nine in ten are not longer: the value of rank ⌈0.9 n⌉.
  package let p90: Double
  package let mean: Double

  /// Counts durations; nil when there are none.
  ///
  /// Complexity: n log n.
  package init?(_ seconds: [Double]) {
    guard !seconds.isEmpty else { return nil }
    let sorted = seconds.sorted()
    count = sorted.count
    median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    p90 = sorted[(count * 9 + 9) / 10 - 1]
    mean = sorted.reduce(0, +) / Double(count)
  }
}
