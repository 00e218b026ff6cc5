import TextAnalysis

extension Facts {
  /// Reads the file.
  ///
  /// A unit without a plural form that its language needs is a warning: `other` stands in for it.
  /// - Throws: `ContentProblem`, also for a unit that is not among the units.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let root = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(
      root,
      allowed: ["facts", "units"],
      of: "the file of facts",
      warnings: &warnings
    )
    var parser = FactsParser(file: file)
    for entry in try root["units"]?.map("units").entries ?? [] {
      try parser.readUnit(entry, warnings: &warnings)
    }
    for entry in try root["facts"]?.map("facts").entries ?? [] {
      try parser.readFact(entry, warnings: &warnings)
    }
    self.init(file: file, facts: parser.facts, units: parser.units)
  }
}

private struct FactsParser {
  let file: String
  var facts: [String: Fact] = [:]
  var units: [String: [Facts.UnitForm: [PluralCategory: String]]] = [:]

  init(file: String) {
    self.file = file
  }

  // MARK: Facts

  mutating func readFact(
    _ entry: YAMLEntry,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    guard Placeholder.isName(entry.key) else {
      throw problem(
        entry.keyLine,
        "the name of a fact has only a-z, 0-9 and `_` and starts with a letter, found "
          + "`\(entry.key)`",
        rule: "fact-name"
      )
    }
    let map = try entry.node.map(entry.key)
    try KeyCheck.check(
      map,
      allowed: ["number", "unit", "from", "to", "amount", "percent", "text"],
      of: "a fact",
      warnings: &warnings
    )
    facts[entry.key] = Fact(name: entry.key, line: entry.keyLine, kind: try kind(entry.key, map))
  }

  private func kind(_ name: String, _ map: YAMLMap) throws(ContentProblem) -> Fact.Kind {
    let kinds = ["number", "from", "amount", "percent", "text"].filter { map[$0] != nil }
    guard let kind = kinds.first, kinds.count == 1, let node = map[kind] else {
      throw problem(
        map.line,
        "`\(name)`: expected exactly one of `number`, `from` with `to`, `amount`, `percent` and "
          + "`text`",
        rule: "fact-kind"
      )
    }
    let isRange = kind == "from"
    if let to = map["to"], !isRange {
      throw problem(to.line, "`\(name)`: `to` goes only with `from`", rule: "fact-kind")
    }
    if let unit = map["unit"], kind != "number", !isRange {
      throw problem(
        unit.line,
        "`\(name)`: `unit` goes only with `number` or `from`",
        rule: "fact-kind"
      )
    }
    switch kind {
    case "number":
      return .number(try node.number("number"), unit: try unit(of: map))
    case "amount":
      let amount = try node.number("amount")
      guard amount.fractionDigits <= 2 else {
        throw problem(
          node.line,
          "`\(name)`: expected an amount with at most two digits behind the point",
          rule: "fact-kind"
        )
      }
      return .amount(amount)
    case "percent":
      return .percent(try node.number("percent"))
    case "from":
      return try range(name, map, from: node)
    default:
      return try text(name, node)
    }
  }

  private func range(
    _ name: String,
    _ map: YAMLMap,
    from: YAMLNode
  ) throws(ContentProblem) -> Fact.Kind {
    let to = try map.required("to", of: "the fact `\(name)`")
    if try from.text("from").utf8.contains(.colon) {
      if let unit = map["unit"] {
        throw problem(unit.line, "`\(name)`: hours of the day have no `unit`", rule: "fact-kind")
      }
      return .hours(from: try hour(from, "from"), to: try hour(to, "to"))
    }
    let lower = try from.number("from")
    let upper = try to.number("to")
    guard lower.value < upper.value else {
      throw problem(
        to.line,
        "`\(name)`: expected `from` to be less than `to`",
        rule: "fact-kind"
      )
    }
    return .range(lower, upper, unit: try unit(of: map))
  }

  /// Reads a time of day such as 09:00 and drops the zero in front.
  private func hour(_ node: YAMLNode, _ key: String) throws(ContentProblem) -> String {
    let text = try node.text(key)
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: .colon, omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      let hour = Int(String(decoding: parts[0], as: UTF8.self)),
      let minute = Int(String(decoding: parts[1], as: UTF8.self)),
      bytes.allSatisfy({ $0.isDigit || $0 == .colon }),
      hour * 60 + minute <= 24 * 60, minute < 60
    else {
      throw problem(
        node.line,
        "`\(key)`: expected a time of day such as \"09:00\", found `\(text)`",
        rule: "fact-kind"
      )
    }
    return "\(hour):" + String(decoding: parts[1], as: UTF8.self)
  }

  private func unit(of map: YAMLMap) throws(ContentProblem) -> String? {
    guard let node = map["unit"] else { return nil }
    let unit = try node.text("unit")
    guard units[unit] != nil else {
      throw problem(
        node.line,
        "unknown unit `\(unit)`; expected one under `units:`"
          + KeyCheck.hint(for: unit, among: units.keys),
        rule: "fact-unit"
      )
    }
    return unit
  }

  private func text(_ name: String, _ node: YAMLNode) throws(ContentProblem) -> Fact.Kind {
    guard case .map = node.value else { return .text(try node.text(name)) }
    return .texts(try LanguageList.texts(node, key: name))
  }

  // MARK: Units

  mutating func readUnit(
    _ entry: YAMLEntry,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    var forms: [Facts.UnitForm: [PluralCategory: String]] = [:]
    for words in try entry.node.map(entry.key).entries {
      let form = try unitForm(words)
      forms[form] = try categories(words, unit: entry.key, form: form, warnings: &warnings)
    }
    units[entry.key] = forms
  }

  private func unitForm(_ entry: YAMLEntry) throws(ContentProblem) -> Facts.UnitForm {
    let parts = entry.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let language = try LanguageList.language(
      parts.first ?? "",
      file: file,
      line: entry.keyLine,
      key: entry.key
    )
    guard parts.count > 1 else { return Facts.UnitForm(language: language, form: nil) }
    guard parts.count == 2, Placeholder.isName(parts[1]), parts[1] != Placeholder.numberForm else {
      throw problem(
        entry.keyLine,
        "expected a language and a case such as ru.genitive, found `\(entry.key)`; "
          + "`\(Placeholder.numberForm)` is always the number alone",
        rule: "fact-unit"
      )
    }
    return Facts.UnitForm(language: language, form: parts[1])
  }

  private func categories(
    _ entry: YAMLEntry,
    unit: String,
    form: Facts.UnitForm,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) -> [PluralCategory: String] {
    var result: [PluralCategory: String] = [:]
    for word in try entry.node.map(entry.key).entries {
      guard let category = PluralCategory(rawValue: word.key) else {
        let names = PluralCategory.allCases.map(\.rawValue)
        throw problem(
          word.keyLine,
          "unknown plural form `\(word.key)`; expected one of \(names.joined(separator: ", "))"
            + KeyCheck.hint(for: word.key, among: names),
          rule: "plural-form"
        )
      }
      result[category] = try word.node.text(word.key)
    }
    guard result[.other] != nil else {
      throw problem(
        entry.keyLine,
        "the unit `\(unit)` has no form `other` for `\(entry.key)`",
        rule: "plural-form"
      )
    }
    let missing = PluralRules.neededCategories(in: form.language).filter { result[$0] == nil }
    if !missing.isEmpty {
      warnings.append(
        ContentProblem(
          .warning,
          file: file,
          line: entry.keyLine,
          "the unit `\(unit)` has no form \(missing.map(\.rawValue).joined(separator: ", ")) for "
            + "`\(entry.key)`; `other` is used",
          rule: "plural-form"
        )
      )
    }
    return result
  }

  private func problem(_ line: Int, _ message: String, rule: String) -> ContentProblem {
    ContentProblem(file: file, line: line, message, rule: rule)
  }
}
