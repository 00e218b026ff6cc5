import Dialogue

/// Who is at the other end of a connection.
enum Role: Equatable {
  case customer
  /// By its token's name; nil is standard input, which is trusted as it is.
  case backend(String?)
  case agent(AgentID, speaksJSON: Bool)
  /// With what it delivers; nil delivers everything.
  case channel(String, delivers: String?)
  case admin(String)

  var name: String {
    switch self {
    case .customer: "customer"
    case .backend: "backend"
    case .agent: "agent"
    case .channel: "channel"
    case .admin: "admin"
    }
  }

  var agent: AgentID? {
    if case .agent(let agent, _) = self { return agent }
    return nil
  }

  var isAgentSpeakingJSON: Bool {
    if case .agent(_, true) = self { return true }
    return false
  }
}
