/// Reads the `slots:` of a file of flows.
enum SlotParser {
  private static let kinds = [
    "amount", "attachment", "bool", "choice", "code", "date", "email", "email_or_phone",
    "email_or_postcode", "phone", "postcode", "quantity", "record", "size", "text",
  ]
  /// The keys that go with one kind only.
  private static let keysOfKind = [
    "code": ["pattern", "check_digit"], "quantity": ["minimum", "maximum"], "date": ["range"],
    "choice": ["values"], "record": ["of", "label"], "text": ["minimum_words"],
  ]
  private static let largestQuantity = 1_000_000_000

  /// Reads `name: {type: ..., ...}`, or `name: type` for a slot that needs no more.
  static func slot(
    _ entry: YAMLEntry,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> SlotDefinition {
    try entry.checkName(of: "a slot")
    let map: YAMLMap
    if case .scalar = entry.node.value {
      map = YAMLMap(
        file: entry.node.file,
        line: entry.node.line,
        entries: [YAMLEntry(key: "type", keyLine: entry.keyLine, node: entry.node)]
      )
    } else {
      map = try entry.node.map(entry.key)
    }
    let owner = "the slot `\(entry.key)`"
    let typeNode = try map.required("type", of: owner)
    let type = try typeNode.text("type")
    guard kinds.contains(type) else {
      throw typeNode.problem(
        "`type`: expected one of \(kinds.joined(separator: ", ")), found `\(type)`"
          + KeyCheck.hint(for: type, among: kinds),
        rule: "slot-type"
      )
    }
    try KeyCheck.check(
      map,
      allowed: ["type", "keep", "private", "unit"] + (keysOfKind[type] ?? []),
      of: "a slot of the type \(type)",
      warnings: &warnings
    )
    return SlotDefinition(
      name: entry.key,
      kind: try kind(type, map, owner),
      unit: try map["unit"]?.text("unit"),
      isKept: try map["keep"]?.truth("keep") ?? false,
      isPrivate: try map["private"]?.truth("private") ?? false,
      file: map.file,
      line: entry.keyLine
    )
  }

  private static func kind(
    _ type: String,
    _ map: YAMLMap,
    _ owner: String
  ) throws(ContentProblem) -> SlotDefinition.Kind {
    switch type {
    case "amount": return .amount
    case "attachment": return .attachment
    case "email_or_phone": return .emailOrPhone
    case "email_or_postcode": return .emailOrPostcode
    case "bool": return .bool
    case "email": return .email
    case "phone": return .phone
    case "postcode": return .postcode
    case "size": return .size
    case "code": return .code(try pattern(map, owner))
    case "choice": return .choice(try choices(try map.required("values", of: owner)))
    case "date":
      return .date(try map["range"]?.option("range", as: SlotDefinition.DateRange.self) ?? .any)
    case "record":
      return .record(
        of: try map.required("of", of: owner).text("of"),
        label: try map.required("label", of: owner).text("label")
      )
    case "quantity":
      let minimum = try map["minimum"]?.whole("minimum", in: 0...largestQuantity) ?? 0
      return .quantity(
        minimum: minimum,
        maximum: try map["maximum"]?.whole("maximum", in: minimum...largestQuantity)
          ?? largestQuantity
      )
    default:
      return .text(minimumWords: try map["minimum_words"]?.whole("minimum_words", in: 1...50) ?? 1)
    }
  }

  private static func pattern(
    _ map: YAMLMap,
    _ owner: String
  ) throws(ContentProblem) -> CodePattern {
    let node = try map.required("pattern", of: owner)
    let text = try node.text("pattern")
    let isKnown = text.utf8.allSatisfy { byte in
      byte.isDigit || (byte.isLetter && !byte.isLowercaseLetter)
        || [.hash, .atSign, .hyphen].contains(byte)
    }
    guard isKnown, text.utf8.contains(.hash) || text.utf8.contains(.atSign) else {
      throw node.problem(
        "`pattern`: expected capital letters, digits and `-` for themselves, `#` for a digit and "
          + "`@` for a letter, as in A-#####, found `\(text)`",
        rule: "slot-pattern"
      )
    }
    let digit =
      try map["check_digit"]?.option("check_digit", as: CodePattern.CheckDigit.self) ?? .none
    guard digit == .none || text.utf8.last == .hash else {
      throw node.problem(
        "`pattern`: the check digit \(digit.rawValue) is the last place; expected `#` there, found "
          + "`\(text)`",
        rule: "slot-pattern"
      )
    }
    return CodePattern(text, checkDigit: digit)
  }

  private static func choices(_ node: YAMLNode) throws(ContentProblem) -> [String] {
    var names: [String] = []
    for value in try node.texts("values") {
      guard Placeholder.isName(value.text), !names.contains(value.text) else {
        throw ContentProblem(
          file: node.file,
          line: value.line,
          "`values`: expected names with a-z, 0-9 and `_`, each once, found `\(value.text)`",
          rule: "slot-values"
        )
      }
      names.append(value.text)
    }
    guard names.count >= 2 else {
      throw node.problem("`values`: expected at least two names, as [a, b]", rule: "slot-values")
    }
    return names
  }
}
