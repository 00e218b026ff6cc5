import Content
import Dialogue
import FrontdeskEngine
import Understanding

/// One reply, as the expectations of a test look at it.
struct ReplyExpectation {
  let reply: Reply?
  let responses: ResponseCatalog
  /// How many things the customer has said, which chooses among a response's variants.
  let turn: Int

  /// What the reply is instead of what is expected; nil when it is that.
  func mismatch(_ expectation: ConversationTest.Expectation) -> String? {
    guard let reply else { return "no reply" }
    let text = Self.normalized(reply.text)
    func unless(_ holds: Bool, _ actual: String) -> String? { holds ? nil : actual }
    switch expectation {
    case .bot(let expected):
      return unless(text == Self.normalized(expected), "bot: \(text)")
    case .contains(let part):
      return unless(text.contains(Self.normalized(part)), "bot: \(text)")
    case .matches(let pattern):
      guard let regex = try? Regex(pattern) else { return "no regular expression" }
      return unless(Self.withoutMarks(reply.text).contains(regex), "bot: \(text)")
    case .utter(let name):
      return unless(says(name, text), "bot: \(text)")
    case .article(let id):
      return unless(reply.target == .article(id), outcome(reply))
    case .intent(let name):
      return unless(Self.intent(of: reply) == name, outcome(reply))
    case .handoff(let isExpected):
      let isHandoff = reply.kind == .handoff
      return unless(isHandoff == isExpected, "handoff: \(isHandoff), \(outcome(reply))")
    case .buttons(let labels):
      let expected = labels.map(Self.normalized)
      let offered = reply.choices.map(Self.normalized)
      return unless(
        expected == offered || (!offered.isEmpty && expected == Array(offered.dropLast())),
        "buttons: [\(offered.joined(separator: ", "))]"
      )
    case .state(let state):
      return unless(Self.state(of: reply) == state, outcome(reply))
    }
  }

  /// The reply in few words: its state and what it answers with.
  private func outcome(_ reply: Reply) -> String {
    var parts = ["state: \(Self.state(of: reply).rawValue)"]
    if case .article(let id) = reply.target { parts.append("article: \(id)") }
    if let intent = Self.intent(of: reply) { parts.append("intent: \(intent)") }
    if !reply.choices.isEmpty {
      parts.append("buttons: [\(reply.choices.joined(separator: ", "))]")
    }
    return parts.joined(separator: ", ")
  }

  /// Whether the text says a response, whatever the program filled in for its values.
  private func says(_ name: String, _ text: String) -> Bool {
    guard let template = responses.text(name, turn: turn) else { return false }
    var rest = text[...]
    for part in Self.fixedParts(of: template) {
      let part = Self.normalized(part)
      guard !part.isEmpty else { continue }
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }

  /// What stands around the `{{values}}` of a response.
  private static func fixedParts(of template: String) -> [String] {
    var parts: [String] = []
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      parts.append(String(rest[..<open.lowerBound]))
      rest = rest[close.upperBound...]
    }
    return parts + [String(rest)]
  }

  private static func state(of reply: Reply) -> ConversationTest.State {
    switch reply.kind {
    case .answer: .answered
    case .ask: .asked
    case .decline, .unsupportedLanguage, .empty: .declined
    case .handoff: .handoff
    }
  }

  /// The intent that was recognised, whether it answers, leads to an article or brings a person.
  private static func intent(of reply: Reply) -> String? {
    if let intent = reply.intent { return intent }
    if case .intent(let name) = reply.target { return name }
    guard reply.kind == .handoff,
      case .intent(let name) = reply.interpretation?.candidates.first?.target
    else { return nil }
    return name
  }

  /// The text with one space for all white space, and without marks of direction.
  static func normalized(_ text: String) -> String {
    withoutMarks(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The text without what only steers its direction (UAX #9, explicit and implicit controls).
  static func withoutMarks(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
