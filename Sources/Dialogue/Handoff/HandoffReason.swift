/// Why a conversation goes to a person: a reason that the desk's policy names.
package struct HandoffReason: Sendable, Hashable {
  /// As `desk.yml` and flows write it, such as `asked_for_person`.
  package let name: String

  package init(_ name: String) {
    self.name = name
  }

  package static let askedForPerson = HandoffReason("asked_for_person")
  package static let notUnderstood = HandoffReason("misses")
  package static let sameQuestion = HandoffReason("same_question")
  package static let reasks = HandoffReason("reasks")
  package static let anger = HandoffReason("anger")
  package static let cannotGoOn = HandoffReason("cannot")
  package static let failedVerification = HandoffReason("failed_verification")
  package static let failedAction = HandoffReason("failed_action")
  package static let unknownOutcome = HandoffReason("unknown_outcome")
  package static let markedCustomer = HandoffReason("marked_customer")
  package static let callBack = HandoffReason("callback")
  package static let message = HandoffReason("message")
  package static let feedback = HandoffReason("feedback")

  /// The reason as agents read it.
  package var label: String {
    switch self {
    case .askedForPerson: "asked for a person"
    case .notUnderstood: "not understood twice"
    case .sameQuestion: "asked the same again and again"
    case .reasks: "could not answer the bot's question"
    case .cannotGoOn: "does not have what the script needs"
    case .callBack: "wants to be called"
    case .message: "left a message"
    case .unknownOutcome: "a change may or may not have been made"
    default: name.split(separator: "_").joined(separator: " ")
    }
  }
}
