import Content
package import Dialogue
package import FrontdeskEngine
import TextAnalysis
import Understanding

/// What a table says of a conversation in one row.
package struct ConversationRow: Sendable {
  /// The columns of every table, in their order.
  package static let columns = [
    "conversation", "channel", "language", "customer", "started", "ended", "turns", "answers",
    "clarifications", "fallbacks", "handoffs", "owner", "agents", "topics", "csat", "nps",
    "thumbs_up", "thumbs_down", "comment", "first_question", "last_question",
  ]

  private let summary: ConversationSummary
  private var topics: [String] = []
  private var agents: [String] = []
  private var ratings: [Feedback.Kind: Int] = [:]
  private var (thumbsUp, thumbsDown) = (0, 0)
  private var comments: [String] = []
  private var firstQuestion = ""
  private var lastQuestion = ""
  /// What each slot held last, though it is forgotten by now.
  private var slots: [String: SlotValue] = [:]
  /// The scripts that were started.
  package private(set) var flows: [String] = []

  package init(_ summary: ConversationSummary) {
    self.summary = summary
  }

  package mutating func take(_ event: ConversationEvent) {
    switch event {
    case .customerSaid(let text):
      if firstQuestion.isEmpty { firstQuestion = text }
      if !text.isEmpty { lastQuestion = text }
    case .answered(let target, text: _) where !target.isSmallTalk:
      Self.add(target.name, to: &topics)
    case .agentJoined(let agent): Self.add(agent.value, to: &agents)
    case .slotSet(let name, let value?): slots[name] = value
    case .flowStarted(let name, isCalled: _, step: _): Self.add(name, to: &flows)
    case .feedbackGiven(let feedback):
      if let comment = feedback.comment {
        Self.add(comment, to: &comments)
      } else if feedback.kind == .thumbs {
        if feedback.value > 0 { thumbsUp += 1 } else { thumbsDown += 1 }
      }
      ratings[feedback.kind] = feedback.value
    default: break
    }
  }

  /// The cells below `columns`, then those of the slots; texts go through `mask`.
  package func cells(slots names: [String] = [], mask: (String) -> String) -> [String] {
    let owner =
      switch summary.owner {
      case .bot: "bot"
      case .pending: "pending"
      case .agent(let agent): "agent \(agent)"
      }
    let cells = [
      summary.id.value, summary.channel, summary.language?.code ?? "",
      CustomerName.shown(summary.customer ?? "", mask: mask),
      UTCTime.text(summary.startedAt), UTCTime.text(summary.lastAt),
      "\(summary.turnCount)", "\(summary.answers)", "\(summary.clarifications)",
      "\(summary.declines)", "\(summary.handoffs)", owner, agents.joined(separator: " "),
      topics.joined(separator: " "), ratings[.csat].map { "\($0)" } ?? "",
      ratings[.nps].map { "\($0)" } ?? "", "\(thumbsUp)", "\(thumbsDown)",
      mask(comments.joined(separator: " / ")), mask(firstQuestion), mask(lastQuestion),
    ]
    return cells + names.map { mask(slots[$0]?.testText ?? "") }
  }

  private static func add(_ text: String, to texts: inout [String]) {
    if !texts.contains(text) { texts.append(text) }
  }
}
