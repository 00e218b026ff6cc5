extension Condition {
  /// Reads a condition.
  ///
  /// `and` binds closer than `or`, `not` closer than both. Complexity: linear in the text.
  /// - Throws: `ConditionError` with the column of the first thing that cannot be understood.
  package init(_ text: String) throws(ConditionError) {
    var parser = ConditionParser(tokens: try ConditionScanner.tokens(of: text))
    self = try parser.whole()
  }
}

extension Condition.Operand {
  /// Reads what stands on one side of a comparison, such as `slots.email` or `12`.
  package init(_ text: String) throws(ConditionError) {
    var parser = ConditionParser(tokens: try ConditionScanner.tokens(of: text))
    self = try parser.wholeOperand()
  }
}

/// Reads conditions by recursive descent; the grammar is that of `Condition`.
private struct ConditionParser {
  private static let maximumDepth = 24
  private static let roots = [
    "channel", "context", "customer", "days_since", "event", "facts", "hours", "language", "slots",
  ]

  private let tokens: [ConditionScanner.Located]
  private var position = 0

  init(tokens: [ConditionScanner.Located]) {
    self.tokens = tokens
  }

  mutating func whole() throws(ConditionError) -> Condition {
    if token == .end { throw error("expected a condition, found nothing") }
    let condition = try disjunction(depth: 0)
    try expectEnd("`and`, `or` or the end of the condition")
    return condition
  }

  mutating func wholeOperand() throws(ConditionError) -> Condition.Operand {
    let operand = try operand(depth: 0)
    try expectEnd("the end")
    return operand
  }

  // MARK: Conditions

  private mutating func disjunction(depth: Int) throws(ConditionError) -> Condition {
    var parts = [try conjunction(depth: depth)]
    while takes(word: "or") { parts.append(try conjunction(depth: depth)) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction(depth: Int) throws(ConditionError) -> Condition {
    var parts = [try negation(depth: depth)]
    while takes(word: "and") { parts.append(try negation(depth: depth)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation(depth: Int) throws(ConditionError) -> Condition {
    guard depth < Self.maximumDepth else {
      throw error("the condition is nested more than \(Self.maximumDepth) deep")
    }
    if takes(word: "not") { return .not(try negation(depth: depth + 1)) }
    guard takes(sign: "(") else { return try predicate(depth: depth) }
    let inner = try disjunction(depth: depth + 1)
    guard takes(sign: ")") else { throw expected("`)`") }
    return inner
  }

  private mutating func predicate(depth: Int) throws(ConditionError) -> Condition {
    let start = position
    let left = try operand(depth: depth)
    if case .sign(let sign) = token, let comparison = Condition.Comparison(rawValue: sign) {
      position += 1
      return .compare(left, comparison, try operand(depth: depth))
    }
    if takes(word: "in") { return .among(left, try values()) }
    if takes(word: "not") {
      guard takes(word: "in") else { throw expected("`in` after `not`") }
      return .not(.among(left, try values()))
    }
    if takes(word: "is") {
      let isNot = takes(word: "not")
      guard case .word(let word) = token, word == "set" || word == "true" || word == "false" else {
        throw expected("`set`, `true` or `false` after `is`")
      }
      position += 1
      let condition: Condition =
        switch word {
        case "set": .isSet(left)
        case "true": .isTrue(left)
        default: .compare(left, .equal, .literal(.bool(false)))
        }
      return isNot ? .not(condition) : condition
    }
    switch left {
    case .literal(.bool), .slot, .open, .customer, .context, .event: return .isTrue(left)
    default:
      throw ConditionError(
        column: tokens[start].column,
        message: "\(tokens[start].token.phrase) alone is neither true nor false; expected a "
          + "comparison such as `== \"web\"`"
      )
    }
  }

  /// The list behind `in`.
  private mutating func values() throws(ConditionError) -> [SlotValue] {
    guard takes(sign: "[") else { throw expected("a list such as [\"web\", \"app\"]") }
    var values: [SlotValue] = []
    while !takes(sign: "]") {
      guard let value = literal() else {
        throw expected("a text in double quotes, a number, `true` or `false` in the list")
      }
      values.append(value)
      if takes(sign: ",") { continue }
      guard token == .sign("]") else { throw expected("`,` or `]`") }
    }
    guard !values.isEmpty else { throw error("the list is empty; expected at least one value") }
    return values
  }

  // MARK: Operands

  private mutating func operand(depth: Int) throws(ConditionError) -> Condition.Operand {
    guard depth < Self.maximumDepth else {
      throw error("the condition is nested more than \(Self.maximumDepth) deep")
    }
    if let value = literal() { return .literal(value) }
    guard case .word(let word) = token else {
      throw expected("`slots.name`, a text in double quotes, a number or another value")
    }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count) {
    case ("channel", 1):
      position += 1
      return .channel
    case ("language", 1):
      position += 1
      return .language
    case ("days_since", 1): return try daysSince(depth: depth)
    case ("slots", _): return .slot(try name(parts, "`slots.name`"))
    case ("facts", _): return .fact(try name(parts, "`facts.name`"))
    case ("customer", _): return .customer(try name(parts, "`customer.name`"))
    case ("context", _): return .context(try contextName(parts))
    case ("event", _): return .event(try name(parts, "`event.name`"))
    case ("hours", _):
      let team = try name(parts, "`hours.open` or `hours.` and a team")
      return .open(team: team == "open" ? nil : team)
    default:
      let hint = KeyCheck.hint(for: parts[0], among: Self.roots + ["true", "false", "not"])
      throw error(
        "`\(word)` has no meaning here; expected `slots.name`, `facts.name`, `customer.name`, "
          + "`context.name`, `event.name`, `channel`, `language`, `hours.open`, `days_since(...)` or a value"
          + (hint.isEmpty ? " (texts stand in double quotes)" : hint)
      )
    }
  }

  /// The name behind the dot of the token, which is taken.
  private mutating func name(
    _ parts: [String],
    _ form: String
  ) throws(ConditionError) -> String {
    guard parts.count == 2, Placeholder.isName(parts[1]) else { throw expected(form) }
    position += 1
    return parts[1]
  }

  private mutating func contextName(_ parts: [String]) throws(ConditionError) -> String {
    let known = Condition.contextNames
    guard parts.count == 2, known.contains(parts[1]) else {
      throw expected("`context.` and one of \(known.joined(separator: ", "))")
    }
    return try name(parts, "`context.order`")
  }

  private mutating func daysSince(depth: Int) throws(ConditionError) -> Condition.Operand {
    position += 1
    guard takes(sign: "(") else { throw expected("`(` after `days_since`") }
    let inner = try operand(depth: depth + 1)
    guard takes(sign: ")") else { throw expected("`)`") }
    return .daysSince(inner)
  }

  /// Takes a text, number or truth value, if there is one.
  ///
  /// A number with a fraction is an amount in the currency of what it is compared with.
  private mutating func literal() -> SlotValue? {
    let value: SlotValue
    switch token {
    case .text(let text): value = .text(text)
    case .number(let number): value = .number(number)
    case .decimal(let decimal): value = .amount(decimal, currency: "")
    case .word("true"): value = .bool(true)
    case .word("false"): value = .bool(false)
    default: return nil
    }
    position += 1
    return value
  }

  // MARK: Tokens

  private var token: ConditionScanner.Token { tokens[position].token }

  private mutating func takes(word: String) -> Bool { takes(.word(word)) }

  private mutating func takes(sign: String) -> Bool { takes(.sign(sign)) }

  private mutating func takes(_ wanted: ConditionScanner.Token) -> Bool {
    guard token == wanted else { return false }
    position += 1
    return true
  }

  private func expectEnd(_ what: String) throws(ConditionError) {
    guard token == .end else { throw expected(what) }
  }

  private func expected(_ what: String) -> ConditionError {
    error("expected \(what), found \(token.phrase)")
  }

  private func error(_ message: String) -> ConditionError {
    ConditionError(column: tokens[position].column, message: message)
  }
}
