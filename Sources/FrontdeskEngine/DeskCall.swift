package import Dialogue
package import Handoff

/// Something done at the desk, as a value: the same on a command line as over a socket.
package enum DeskCall: Sendable, Hashable {
  case assign(TicketID, to: AgentID)
  case transfer(TicketID, by: AgentID, to: TransferTarget)
  case putBack(TicketID, by: AgentID)
  case snooze(TicketID, by: AgentID, until: Instant)
  case resolve(TicketID, by: AgentID?, reason: String)
  case reject(TicketID, by: AgentID, reason: String)
  case reopen(TicketID, by: AgentID?)
  case note(TicketID, by: AgentID, text: String)
  case tag(TicketID, by: AgentID, tag: String)
  case untag(TicketID, by: AgentID, tag: String)
  case say(TicketID, by: AgentID, text: String)
  case article(TicketID, by: AgentID, id: String)
  case readyReply(TicketID, by: AgentID, name: String)
  /// Whether a customer who was to be rung up was reached.
  case callTried(TicketID, by: AgentID, reached: Bool)
  /// The bot's answer with the event's number, or the last one, was wrong.
  case markWrong(TicketID, answer: Int?, by: AgentID)
  case mark(Mark)
}

extension Engine {
  /// Carries out what is done at the desk.
  package func perform(_ call: DeskCall, at time: Instant) throws(DeskError) -> [Delivery] {
    switch call {
    case .assign(let id, let agent): return try take(id, by: agent, isPresent: false, at: time)
    case .transfer(let id, let agent, let target):
      return try transfer(id, by: agent, to: target, at: time)
    case .putBack(let id, let agent): return try putBack(id, by: agent, at: time)
    case .snooze(let id, let agent, let until):
      return try snooze(id, by: agent, until: until, at: time)
    case .resolve(let id, let agent, let reason):
      return try resolve(id, by: agent, reason: reason, at: time)
    case .reject(let id, let agent, let reason):
      return try reject(id, by: agent, reason: reason, at: time)
    case .reopen(let id, let agent): return try reopen(id, by: agent, at: time)
    case .note(let id, let agent, let text): try note(text, on: id, by: agent, at: time)
    case .tag(let id, let agent, let tag): try self.tag(tag, on: id, by: agent, at: time)
    case .untag(let id, let agent, let tag): try untag(tag, on: id, by: agent, at: time)
    case .say(let id, let agent, let text): return try say(text, by: agent, in: id, at: time)
    case .article(let id, let agent, let article):
      return try insertArticle(article, by: agent, in: id, at: time)
    case .readyReply(let id, let agent, let name):
      return try sendReadyReply(name, by: agent, in: id, at: time)
    case .callTried(let id, let agent, let reached):
      _ = try callTried(id, by: agent, reached: reached, at: time)
    case .markWrong(let id, let number, let agent):
      try markWrong(id, answer: number, by: agent, at: time)
    case .mark(let mark): note(mark)
    }
    return []
  }
}
