import JSON

/// Members of what a server sent, whichever of them are there.
extension JSONValue {
  subscript(name: String) -> JSONValue {
    if case .object(let members) = self { return members[name] ?? .null }
    return .null
  }

  var int: Int? {
    if case .number(let digits) = self { return Int(digits) }
    return nil
  }

  var double: Double? {
    if case .number(let digits) = self { return Double(digits) }
    return nil
  }

  /// The elements; none where it is no list.
  var list: [JSONValue] {
    if case .array(let values) = self { return values }
    return []
  }

  /// The members in the order of their names; none where it is no object.
  var members: [(name: String, value: JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  /// The value in words, for a person to read.
  var words: String {
    switch self {
    case .null: ""
    case .bool(let bool): bool ? "yes" : "no"
    case .number(let digits): digits
    case .string(let string): string
    case .array(let values): values.map(\.words).joined(separator: ", ")
    case .object:
      members.map { "\($0.name.spaced) \($0.value.words)" }.joined(separator: ", ")
    }
  }
}

extension String {
  /// A name as programs write it, in words: `order_number` becomes `order number`.
  var spaced: String { split(separator: "_").joined(separator: " ") }
}
