package import Content
package import Dialogue

extension EscalationRule {
  /// How urgent the ticket is.
  package var priority: HandoffRequest.Priority {
    switch urgency {
    case .low: .low
    case .normal: .normal
    case .high: .high
    case .urgent: .urgent
    }
  }
}
