/// What a customer is told about the wait.
package struct WaitEstimate: Sendable, Hashable {
  /// The place in the line of the team, from 1; 0 when it does not wait.
  package let position: Int
  /// Seconds from now, whole minutes; nil while nobody can say, which is when the team is closed,
  /// nobody is there, or too few tickets were taken lately.
  package let range: ClosedRange<Double>?

  package init(position: Int, range: ClosedRange<Double>? = nil) {
    self.position = position
    self.range = range
  }

  package var isKnown: Bool { range != nil }
  /// Seconds; 0 when it is not known.
  package var low: Double { range?.lowerBound ?? 0 }
  /// Seconds; 0 when it is not known.
  package var high: Double { range?.upperBound ?? 0 }
}
