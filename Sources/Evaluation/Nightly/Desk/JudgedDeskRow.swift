import Dialogue
package import FrontdeskEngine
import TextAnalysis
package import Understanding

/// A row of a desk set, what the bot did, and whether that was right.
package struct JudgedDeskRow: Sendable {
  /// A handover, or a script that came of a message.
  package struct Events: Sendable, Hashable {
    /// The reason a person was called for, and what gave it; nil when none was.
    package let handoff: Handoff?
    /// The scripts that the message started, the outermost first.
    package let startedFlows: [String]
    /// What was answered, in order.
    package let answered: [Target]
    /// The grounds of the decision, as the engine tells them.
    package let reasons: [String]

    package struct Handoff: Sendable, Hashable, Encodable {
      package let reason: String
      package let evidence: String
    }

    init(
      handoff: Handoff? = nil,
      startedFlows: [String] = [],
      answered: [Target] = [],
      reasons: [String] = []
    ) {
      self.handoff = handoff
      self.startedFlows = startedFlows
      self.answered = answered
      self.reasons = reasons
    }

    /// Takes from a reply what is judged; `startedFlows` are those its message started.
    package init(_ reply: Reply, startedFlows: [String]) {
      self.init(
        handoff: reply.handoff.map { Handoff(reason: $0.reason.name, evidence: $0.evidence) },
        startedFlows: startedFlows,
        answered: (reply.target.map { [$0] } ?? []) + reply.alsoAnswered,
        reasons: reply.reasons
      )
    }
  }

  package let row: DeskRow
  package let observation: Observation
  package let events: Events
  package let isRight: Bool

  package init(_ row: DeskRow, _ observation: Observation, _ events: Events, names: ShopNames) {
    self.row = row
    self.observation = observation
    self.events = events
    isRight =
      switch row.label {
      case .message(wantsPerson: true, _):
        events.handoff != nil || events.startedFlows.contains(where: names.personFlows.contains)
      // A script can be left with a word; a person who was called comes.
      case .message(wantsPerson: false, _):
        events.handoff == nil
      case .pair(let first, let second):
        observation.language == row.language
          && events.answered
            == [first, second].map { name in
              names.articles.contains(name) ? .article(name) : .intent(name)
            }
      case .single:
        events.answered.count < 2
      }
  }

  /// Whether its measure counts it.
  package var isCounted: Bool { isRight == row.measure.isGood }
}
