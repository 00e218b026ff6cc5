/// What a customer thought of the service.
package struct Feedback: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// 1 for up, 0 for down.
    case thumbs
    /// Satisfaction, 1 to 5.
    case csat
    /// Recommendation, 0 to 10.
    case nps
  }

  package let kind: Kind
  package let value: Int
  package let comment: String?

  package init(_ kind: Kind, value: Int, comment: String? = nil) {
    self.kind = kind
    self.value = value
    self.comment = comment
  }

  /// Whether the customer was let down.
  package var isBad: Bool {
    switch kind {
    case .thumbs: value == 0
    case .csat: value <= 2
    case .nps: value <= 6
    }
  }
}
