import Dialogue
import FrontdeskEngine
import Handoff
import Wire

/// Becoming somebody else than a customer.
extension Server {
  /// Why somebody does not become what they want to be.
  enum Refusal: Error {
    case invalidToken
    case missingToken
    case notAName
    case nameInUse
    case refused(String)
  }

  /// Who holds a token of a role.
  ///
  /// Agents of this machine need none as long as nobody has one.
  func holder(
    of token: String?,
    as role: AccessRole,
    named name: String?,
    on connection: Connection
  ) throws(Refusal) -> String {
    if let token {
      guard let holder = tokens.holder(of: token, as: role), name == nil || name == holder else {
        throw .invalidToken
      }
      return holder
    }
    guard role == .agent, !tokens.has(.agent), connection.peer?.isLocal ?? true, let name else {
      throw .missingToken
    }
    guard AccessTokens.isName(name) else { throw .notAName }
    return name
  }

  /// Has the answer to a wrong token wait, and tells the log.
  func punish(
    _ connection: Connection,
    _ role: AccessRole,
    _ answer: @escaping (Server) -> Void
  ) {
    metrics.failedTokens += 1
    let address = Self.host(of: connection)
    let delay = failedAttempts.note(address, at: time.elapsed())
    log(.warning, "a wrong token for the role \(role.rawValue) from \(address)", connection)
    connection.isPaused = true
    loop.schedule(after: delay) { [unowned self] in
      guard connection.phase != .closed else { return }
      connection.isPaused = false
      answer(self)
      touch(connection)
    }
  }

  // MARK: Agents

  /// Makes a connection an agent's; returns what is to be delivered now.
  func becomeAgent(
    _ name: String,
    _ connection: Connection,
    speaksJSON: Bool,
    replaces: Bool
  ) throws(Refusal) -> [Delivery] {
    let agent = AgentID(name)
    if let former = agents[agent], former !== connection {
      guard replaces else { throw .nameInUse }
      if former.role.isAgentSpeakingJSON {
        former.push(JSONReply("moved"))
      } else {
        former.enqueue(.error("you are connected from somewhere else now"))
      }
      former.role = .customer
      touch(former)
    }
    var deliveries: [Delivery] = []
    // First, so that a ticket of the agent's own is not among those that wait.
    for conversation in conversations(of: connection) {
      unhost(conversation, from: connection)
      forget(conversation, on: connection)
      deliveries += engine.customerLeft(conversation, at: time.now())
    }
    departures.removeAll { $0 == .agent(agent) }
    if let timer = lostAgents.removeValue(forKey: agent) {
      loop.cancel(timer)
    } else if !engine.isPresent(agent) {
      do throws(DeskError) {
        deliveries += try engine.agentArrived(agent, at: time.now())
      } catch {
        throw .refused(error.message)
      }
    }
    if connection.role.agent != agent { leaveDesk(connection) }
    connection.role = .agent(agent, speaksJSON: speaksJSON)
    leaveChannel(connection)
    agents[agent] = connection
    return deliveries
  }

  /// What the connection was sent to be delivered goes to others.
  private func leaveChannel(_ connection: Connection) {
    guard channels.removeValue(forKey: connection.number) != nil else { return }
    deliverOutbound(leftBy: connection)
  }

  /// The agent whose connection it was goes home.
  private func leaveDesk(_ connection: Connection) {
    guard let former = connection.role.agent, agents[former] === connection else { return }
    agents[former] = nil
    depart(.agent(former))
  }

  func becomePlainAgent(_ name: String, token: String?, _ connection: Connection) {
    do throws(Refusal) {
      guard AccessTokens.isName(name) else { throw .notAName }
      let holder = try holder(of: token, as: .agent, named: name, on: connection)
      let wasPresent = engine.isPresent(AgentID(holder))
      let deliveries = try becomeAgent(
        holder,
        connection,
        speaksJSON: false,
        replaces: token != nil
      )
      deliver(deliveries)
      if wasPresent {
        connection.enqueue(.text("you are agent \(holder); /queue lists the waiting tickets"))
      }
    } catch {
      switch error {
      case .invalidToken:
        punish(connection, .agent) { _ in
          connection.enqueue(.error(ProtocolError.invalidToken.message))
        }
      case .missingToken:
        connection.enqueue(.error(ProtocolError.missingToken(usage: "/agent NAME TOKEN").message))
      case .notAName: connection.enqueue(.error(ProtocolError.notAnAgentName(name).message))
      case .nameInUse: connection.enqueue(.error(ProtocolError.agentNameInUse(name).message))
      case .refused(let why): connection.enqueue(.error(why))
      }
    }
  }

  func becomePlainAdmin(_ token: String, _ connection: Connection) {
    do throws(Refusal) {
      let name = try holder(of: token, as: .admin, named: nil, on: connection)
      becomes(.admin(name), connection)
      connection.enqueue(.text("you are administrator \(name)"))
    } catch {
      punish(connection, .admin) { _ in
        connection.enqueue(.error(ProtocolError.invalidToken.message))
      }
    }
  }

  func becomes(_ role: Role, _ connection: Connection) {
    leaveDesk(connection)
    connection.role = role
    if case .channel = role {
      channels[connection.number] = connection
    } else {
      leaveChannel(connection)
    }
    log(.info, "is \(role.name) now", connection)
  }
}
