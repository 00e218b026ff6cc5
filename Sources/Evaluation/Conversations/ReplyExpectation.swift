package import Content
package import Dialogue
package import FrontdeskEngine
import Understanding

/// One reply, as the expectations of a test look at it.
package struct ReplyExpectation {
  private let reply: Reply?
  /// The conversation after the reply.
  private let conversation: Conversation?
  private let responses: ResponseCatalog

  package init(reply: Reply?, conversation: Conversation?, responses: ResponseCatalog) {
    self.reply = reply
    self.conversation = conversation
    self.responses = responses
  }

  /// What the reply is instead of what is expected; nil when it is that.
  package func mismatch(_ expectation: ConversationTest.Expectation) -> String? {
    func unless(_ holds: Bool, _ actual: String) -> String? { holds ? nil : actual }
    let flow = conversation?.frames.last?.flow
    switch expectation {
    case .slotWasSet(let name, let value):
      guard let held = conversation?.slots[name] else { return "\(name) is not set" }
      return unless(value == nil || value == held.testText, "\(name): \(held.testText)")
    case .slotWasNotSet(let name):
      let held = conversation?.slots[name]
      return unless(held == nil, "\(name): \(held?.testText ?? "")")
    case .flow(let name):
      return unless(flow == name, "flow: \(flow ?? "none")")
    default: break
    }
    guard let reply else { return "no reply" }
    let text = Self.normalized(reply.text)
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
      let offered = (reply.choices.isEmpty ? reply.buttons.map(\.title) : reply.choices)
        .map(Self.normalized)
      return unless(
        expected == offered || (!offered.isEmpty && expected == Array(offered.dropLast())),
        "buttons: [\(offered.joined(separator: ", "))]"
      )
    case .state(let state):
      return unless(Self.state(of: reply) == state, outcome(reply))
    case .completed(let name):
      let names = reply.completed.map(\.flow)
      return unless(names.contains(name), "completed: \(names.joined(separator: ", "))")
    case .reason(let name):
      let reason = reply.handoff?.reason.name
      return unless(reason == name, "reason: \(reason ?? "no handoff")")
    case .notice(let id):
      return unless(
        reply.notices.contains(id),
        "notices: \(reply.notices.joined(separator: ", "))"
      )
    case .slotWasSet, .slotWasNotSet, .flow: return nil
    }
  }

  /// The reply in few words: its state and what it answers with.
  private func outcome(_ reply: Reply) -> String {
    var parts = ["state: \(Self.state(of: reply).rawValue)"]
    if case .article(let id) = reply.target { parts.append("article: \(id)") }
    if let intent = Self.intent(of: reply) { parts.append("intent: \(intent)") }
    if let flow = reply.flow { parts.append("flow: \(flow)") }
    if let reason = reply.handoff?.reason.name { parts.append("reason: \(reason)") }
    if !reply.choices.isEmpty {
      parts.append("buttons: [\(reply.choices.joined(separator: ", "))]")
    }
    return parts.joined(separator: ", ")
  }

  /// Whether the text says a response, whatever the program filled in for its values.
  private func says(_ name: String, _ text: String) -> Bool {
    responses.variants(name).contains { template in
      var rest = text[...]
      for part in Self.fixedParts(of: template.text) {
        let part = Self.normalized(part)
        guard !part.isEmpty else { continue }
        guard let place = rest.firstRange(of: part) else { return false }
        rest = rest[place.upperBound...]
      }
      return true
    }
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

extension SlotValue {
  /// The value as tests write it, the same in every language.
  package var testText: String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .amount(let amount, let currency): "\(amount.value) \(currency)"
    case .date(let date): date.description
    case .bool(let isTrue): "\(isTrue)"
    case .attachment(let attachment): attachment.url
    case .records(let rows): "\(rows.count) rows"
    }
  }
}
