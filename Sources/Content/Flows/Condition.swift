/// A condition of a flow, a response or a rule, over what is known when it is asked.
///
/// Written as `slots.status == "shipped" and not slots.is_delayed`, `slots.email is set`,
/// `channel in ["web", "app"]`, `hours.open`, `days_since(slots.delivered_on) <= facts.return_days`.
package indirect enum Condition: Sendable, Hashable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case compare(Operand, Comparison, Operand)
  case isSet(Operand)
  /// The operand is a truth value that is true; anything else, or nothing, is false.
  case isTrue(Operand)
  case among(Operand, [SlotValue])

  /// What backends say of where a customer is.
  package static let contextNames = ["page", "product", "order", "device", "locale", "language"]

  package enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  package indirect enum Operand: Sendable, Hashable {
    case literal(SlotValue)
    /// `slots.name`
    case slot(String)
    /// `channel`: the name of the channel the customer writes on.
    case channel
    /// `language`: the ISO 639-1 code of the conversation's language.
    case language
    /// `hours.open`, or `hours.TEAM` for a team's own: whether people are at the desk now.
    case open(team: String?)
    /// `customer.name`, `customer.tier`, ...: what the shop's backend said of the customer.
    case customer(String)
    /// `context.order`, `context.page`, ...: what the shop's backend said of where the customer is.
    case context(String)
    /// `event.name`, ...: a field of the shop's event that started this.
    case event(String)
    /// `facts.name`: the number of a fact.
    case fact(String)
    /// `days_since(x)`: days from x to today, negative for days to come.
    case daysSince(Operand)
  }
}
