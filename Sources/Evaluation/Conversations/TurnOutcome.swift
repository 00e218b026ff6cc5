package import Content
package import Dialogue
package import FrontdeskEngine
import TextAnalysis
import Understanding

/// What a turn of a conversation came to, as far as it is known.
package struct TurnOutcome: Sendable, Hashable {
  /// One thing that two outcomes are compared by.
  enum Member: String, Sendable, CaseIterable {
    case intent, target, article, also, choices, kind, language, flow, completed, handoff, text
  }

  /// The kind of a turn in which nothing was said.
  static let silent = "silent"

  /// What is known, in few words; empty for none.
  var values: [Member: String] = [:]
  /// The slots after the turn; nil when they are not known.
  var slots: [String: String]?

  /// An outcome of which nothing is known yet.
  init() {}

  /// The outcome of a reply, and of what the conversation knows after it.
  package init(_ reply: Reply?, slots: [String: String]) {
    self.slots = slots
    guard let reply else {
      values[.kind] = Self.silent
      return
    }
    values[.intent] = reply.intent
    values[.target] = reply.target?.description
    if case .article(let id) = reply.target { values[.article] = id }
    values[.also] = Self.list(reply.alsoAnswered.map(\.name))
    values[.choices] = Self.list(reply.choices)
    values[.kind] = reply.kind.rawValue
    values[.language] = reply.language.code
    values[.flow] = reply.flow
    values[.completed] = Self.list(reply.completed.map(\.flow))
    if let handoff = reply.handoff {
      values[.handoff] = Self.handoff(
        reason: handoff.reason.name,
        team: handoff.team,
        priority: handoff.priority.name
      )
    }
    values[.text] = Self.text(introduction: reply.introduction, reply.text)
  }

  /// The slots of a conversation in plain values, without those that are private.
  package static func slots(
    of conversation: Conversation?,
    in library: FlowLibrary
  ) -> [String: String] {
    (conversation?.slots ?? [:]).filter { library.slot($0.key)?.isPrivate != true }
      .mapValues(\.testText)
  }

  static func list(_ names: [String]) -> String {
    names.map(ReplyExpectation.normalized).joined(separator: ", ")
  }

  static func handoff(reason: String, team: String, priority: String) -> String {
    "\(reason), team \(team.isEmpty ? "none" : team), priority \(priority)"
  }

  static func text(introduction: String, _ text: String) -> String {
    ReplyExpectation.normalized("\(introduction)\n\(text)")
  }
}
