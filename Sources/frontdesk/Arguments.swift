import TextAnalysis
import Wire

/// A wrong use of the program: what is wrong and what was expected.
///
/// The program ends with status 2.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The options and operands given to a command.
///
/// A value follows its option behind a space or `=`, or directly behind a short one: `--lang ro`,
/// `--lang=ro`, `-l ro`, `-lro`. `--` ends the options. Of one option given twice the last counts.
struct Arguments {
  private var values: [String: [String]] = [:]
  private(set) var operands: [String] = []

  /// How many operands a command takes.
  typealias OperandCount = ClosedRange<Int>

  /// Reads the arguments behind the command's name.
  ///
  /// - Throws: `UsageError` for the first thing that is wrong.
  init(_ arguments: [String], options: [Option]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      if argument.hasPrefix("--") {
        let parts = argument.dropFirst(2).split(
          separator: "=",
          maxSplits: 1,
          omittingEmptySubsequences: false
        )
        try take(
          "--\(parts[0])",
          try Self.option(named: String(parts[0]), among: options),
          attached: parts.count > 1 ? String(parts[1]) : nil,
          &rest
        )
      } else if argument.hasPrefix("-"), argument.count > 1 {
        try takeShort(argument, options, &rest)
      } else {
        operands.append(argument)
      }
    }
  }

  /// Whether an option was given.
  func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option; nil when it was not given.
  func value(of option: Option) -> String? { values[option.name]?.last }

  /// The values of an option that may be given several times, in order.
  func values(of option: Option) -> [String] { values[option.name] ?? [] }

  /// The value of an option that must be given.
  func required(_ option: Option) throws -> String {
    guard let value = value(of: option) else {
      throw UsageError("--\(option.name) is missing; expected \(option.expected)")
    }
    return value
  }

  /// The language asked for with `--lang`, if any.
  func language() throws -> Language? {
    guard let code = value(of: .language) else { return nil }
    guard let language = Language(code: code) else { throw wrong(code, for: .language) }
    return language
  }

  /// Whether JSON was asked for with `-o json`.
  func wantsJSON() throws -> Bool {
    switch value(of: .output) {
    case nil, "text": false
    case "json": true
    case let value?: throw wrong(value, for: .output)
    }
  }

  /// What to say of a value that an option cannot have.
  func wrong(_ value: String, for option: Option) -> UsageError {
    UsageError("--\(option.name) cannot be \"\(value)\"; expected \(option.expected)")
  }

  /// Checks how many operands there are; `what` is what they are called in the help.
  func expectOperands(_ count: OperandCount, _ what: String) throws {
    if operands.count < count.lowerBound { throw UsageError("\(what) is missing") }
    guard operands.count > count.upperBound else { return }
    let extra = operands[count.upperBound]
    throw UsageError(
      count.upperBound == 0
        ? "\"\(extra)\" is not expected here; there are only options"
        : "\"\(extra)\" is one too many; expected \(what) and options. "
          + "Text with spaces goes between quotes"
    )
  }
}

extension Arguments {
  private mutating func take(
    _ spelling: String,
    _ option: Option,
    attached: String?,
    _ rest: inout ArraySlice<String>
  ) throws {
    guard option.value != nil else {
      guard attached == nil else { throw UsageError("\(spelling) takes no value") }
      values[option.name, default: []].append("")
      return
    }
    var value = attached
    if value == nil, let next = rest.first, !next.hasPrefix("-") || next == "-" {
      value = next
      rest.removeFirst()
    }
    guard let value, !value.isEmpty else {
      throw UsageError("\(spelling) needs a value; expected \(option.expected)")
    }
    values[option.name, default: []].append(value)
  }

  private mutating func takeShort(
    _ argument: String,
    _ options: [Option],
    _ rest: inout ArraySlice<String>
  ) throws {
    let letter = argument[argument.index(after: argument.startIndex)]
    guard let option = options.first(where: { $0.short == letter }) else {
      // A long option with one dash, or a short one that does not exist.
      let name = String(argument.dropFirst().prefix { $0 != "=" })
      let meant = argument.count > 2 ? Self.suggestedName(for: name, among: options) : nil
      throw UsageError(
        "there is no option -\(name)" + (meant.map { "; did you mean --\($0)?" } ?? "")
      )
    }
    var attached: Substring? = argument.count > 2 ? argument.dropFirst(2) : nil
    if attached?.first == "=" { attached?.removeFirst() }
    try take("-\(letter)", option, attached: attached.map { String($0) }, &rest)
  }

  private static func option(named name: String, among options: [Option]) throws -> Option {
    if let option = options.first(where: { $0.name == name || $0.aliases.contains(name) }) {
      return option
    }
    let meant = suggestedName(for: name, among: options)
    throw UsageError(
      "there is no option --\(name)" + (meant.map { "; did you mean --\($0)?" } ?? "")
    )
  }

  private static func suggestedName(for name: String, among options: [Option]) -> String? {
    suggestion(for: name, among: options.flatMap { [$0.name] + $0.aliases })
  }
}
