package import Content
package import TextAnalysis

/// What is known around a conversation when a condition is asked.
package struct Situation: Sendable {
  package var channel: String
  package var language: Language
  /// The day it is at the shop.
  package var today: ContentDate
  /// What the shop's backend said of the customer.
  package var customer: Customer?
  /// Where the customer is on the shop's pages.
  package var context: SessionContext?
  /// The fields of the shop's event that is looked at.
  package var event: [String: SlotValue]
  /// The teams whose desk is open now.
  package var openTeams: Set<String>
  /// The numbers of facts.
  package var facts: [String: SlotValue]

  package init(
    channel: String = "",
    language: Language = .english,
    today: ContentDate = ContentDate(dayNumber: 0),
    customer: Customer? = nil,
    context: SessionContext? = nil,
    event: [String: SlotValue] = [:],
    openTeams: Set<String> = [],
    facts: [String: SlotValue] = [:]
  ) {
    self.channel = channel
    self.language = language
    self.today = today
    self.customer = customer
    self.context = context
    self.event = event
    self.openTeams = openTeams
    self.facts = facts
  }
}

/// A customer as the shop's own backend knows them; nothing of it was typed by the customer.
package struct Customer: Sendable, Hashable {
  package let id: String
  /// What else is known: name, email, phone, tier, language, last_order.
  package let fields: [String: String]

  package init(id: String, fields: [String: String] = [:]) {
    self.id = id
    self.fields = fields
  }

  /// A field by its name; `id` is one.
  package subscript(name: String) -> String? { name == "id" ? id : fields[name] }
}

extension Condition {
  /// Whether the condition holds; what is not known makes every comparison false.
  package func holds(in situation: Situation, slots: [String: SlotValue]) -> Bool {
    switch self {
    case .all(let parts): return parts.allSatisfy { $0.holds(in: situation, slots: slots) }
    case .any(let parts): return parts.contains { $0.holds(in: situation, slots: slots) }
    case .not(let part): return !part.holds(in: situation, slots: slots)
    case .isSet(let operand): return operand.value(in: situation, slots: slots) != nil
    case .isTrue(let operand): return operand.value(in: situation, slots: slots) == .bool(true)
    case .among(let operand, let values):
      guard let value = operand.value(in: situation, slots: slots) else { return false }
      return values.contains { Self.compare(value, .equal, $0) }
    case .compare(let left, let comparison, let right):
      guard let left = left.value(in: situation, slots: slots),
        let right = right.value(in: situation, slots: slots)
      else { return false }
      return Self.compare(left, comparison, right)
    }
  }

  private static func compare(
    _ left: SlotValue,
    _ comparison: Comparison,
    _ right: SlotValue
  ) -> Bool {
    func decide<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch comparison {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
    switch (left, right) {
    case (.text(let left), .text(let right)): return decide(left, right)
    case (.date(let left), .date(let right)): return decide(left, right)
    case (.date(let left), .text(let right)): return decide(left.description, right)
    default:
      if let left = left.number, let right = right.number { return decide(left, right) }
      switch comparison {
      case .equal: return left == right
      case .notEqual: return left != right
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return false
      }
    }
  }
}

extension Condition.Operand {
  /// What the operand stands for now; nil when nobody knows.
  package func value(in situation: Situation, slots: [String: SlotValue]) -> SlotValue? {
    switch self {
    case .literal(let value): return value
    case .slot(let name): return slots[name]
    case .channel: return .text(situation.channel)
    case .language: return .text(situation.language.code)
    case .open(let team):
      guard let team else { return .bool(!situation.openTeams.isEmpty) }
      return .bool(situation.openTeams.contains(team))
    case .customer(let field): return situation.customer?[field].map { .text($0) }
    case .context(let name): return situation.context?[name].map { .text($0) }
    case .event(let field): return situation.event[field]
    case .fact(let name): return situation.facts[name]
    case .daysSince(let operand):
      guard case .date(let date) = operand.value(in: situation, slots: slots) else { return nil }
      return .number(situation.today.dayNumber - date.dayNumber)
    }
  }
}

extension SlotValue {
  /// The value as a number to compare with.
  fileprivate var number: Double? {
    switch self {
    case .number(let number): Double(number)
    case .amount(let amount, _): amount.value
    case .text, .date, .bool, .attachment, .records: nil
    }
  }
}
