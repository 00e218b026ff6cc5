import Content
package import Dialogue
import Handoff
import TextAnalysis

/// Numbers for whoever runs the engine.
extension Engine {
  package struct DeskCounts: Sendable {
    package let waiting: Int
    /// Waiting, worked on or put aside.
    package let open: Int
  }

  package var deskCounts: DeskCounts {
    let waiting = queue.waiting.count
    let worked = queue.agents.reduce(0) { $0 + $1.tickets.count + $1.snoozed.count }
    return DeskCounts(waiting: waiting, open: waiting + worked)
  }

  /// Conversations in memory.
  package var sessionCount: Int { sessions.count }

  /// Names the content of all languages in use.
  package var contentVersion: String {
    shop.settings.languages.map { "\($0.code):\(knowledgeBase($0).version)" }
      .joined(separator: " ")
  }

  /// Takes back that a line of an agent was taken: the desk refused it, so it may be sent again.
  package func forgetLine(_ clientID: String, by agent: AgentID) {
    journal.agentLines.remove(Journal.AgentLineID(agent: agent, clientID: clientID))
  }

  /// The number of what was sent last in a conversation; 0 before the first.
  package func lastSeq(of id: ConversationID) -> Int { session(id)?.summary.lastSeq ?? 0 }
}
