extension YAMLNode {
  /// The node as `true` or `false`.
  func truth(_ name: String) throws(ContentProblem) -> Bool {
    switch try text(name) {
    case "true": return true
    case "false": return false
    case let written:
      throw problem("`\(name)`: expected true or false, found `\(written)`", rule: "wrong-type")
    }
  }

  /// The node as a whole number in a range.
  func whole(_ name: String, in range: ClosedRange<Int>) throws(ContentProblem) -> Int {
    let written = try text(name)
    guard let number = Int(written), range.contains(number) else {
      throw problem(
        "`\(name)`: expected a whole number from \(range.lowerBound) to \(range.upperBound), found "
          + "`\(written)`",
        rule: "wrong-type"
      )
    }
    return number
  }

  /// The node as a day of the calendar.
  func date(_ name: String) throws(ContentProblem) -> ContentDate {
    let written = try text(name)
    guard let date = ContentDate(written) else {
      throw ContentProblem(
        file: file,
        line: line,
        "`\(name)`: expected a day of the calendar as YYYY-MM-DD, found `\(written)`",
        rule: "date"
      )
    }
    return date
  }

  /// The node as one of the names of an enumeration.
  func option<Option: RawRepresentable<String> & CaseIterable>(
    _ name: String,
    as type: Option.Type
  ) throws(ContentProblem) -> Option {
    let written = try text(name)
    if let option = Option(rawValue: written) { return option }
    let names = Option.allCases.map(\.rawValue)
    throw problem(
      "`\(name)`: expected one of \(names.joined(separator: ", ")), found `\(written)`"
        + KeyCheck.hint(for: written, among: names),
      rule: "wrong-type"
    )
  }

  /// The texts of a list; a text alone is a list of one.
  func oneOrMoreTexts(_ name: String) throws(ContentProblem) -> [LocatedText] {
    if case .scalar = value { return [try locatedText(name)] }
    return try texts(name)
  }

  func problem(_ message: String, rule: String) -> ContentProblem {
    ContentProblem(file: file, line: textLine, message, rule: rule)
  }
}

extension YAMLEntry {
  /// Refuses a key that cannot name a slot, action, flow or team.
  func checkName(of what: String) throws(ContentProblem) {
    guard !Placeholder.isName(key) else { return }
    throw ContentProblem(
      file: node.file,
      line: keyLine,
      "the name of \(what) has only a-z, 0-9 and `_` and starts with a letter, found `\(key)`",
      rule: "script-name"
    )
  }
}
