import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import Wire

/// Saying who is speaking, in JSON.
extension Server {
  /// Carries out a `hello`.
  func greet(_ request: JSONRequest, on connection: Connection) throws(JSONError) {
    guard let wanted = try request.optionalText("role", longest: 20) else {
      return try greetSession(request, on: connection)
    }
    let token = try request.optionalText("token", longest: 200)
    if wanted == "customer" {
      guard connection.role == .customer else {
        throw request.refused(.forbidden, "the connection is \(connection.role.name)'s already")
      }
      return try greetSession(request, on: connection)
    }
    guard let role = AccessRole(rawValue: wanted) else {
      throw request.wrong("role", "customer, backend, agent, channel or admin")
    }
    let holder: String
    do throws(Refusal) {
      let name = try request.optionalName()
      holder = try self.holder(of: token, as: role, named: name, on: connection)
      if role == .agent {
        deliver(
          try becomeAgent(holder, connection, speaksJSON: true, replaces: token != nil)
        )
      }
    } catch {
      return try refuse(error, role, request, connection)
    }
    switch role {
    case .backend: try greetBackend(holder, request, connection)
    case .agent: greetAgent(holder, request, connection)
    case .channel: try greetChannel(holder, request, connection)
    case .admin:
      becomes(.admin(holder), connection)
      welcome(request, connection) { $0.member("name", holder) }
    }
  }

  private func refuse(
    _ refusal: Refusal,
    _ role: AccessRole,
    _ request: JSONRequest,
    _ connection: Connection
  ) throws(JSONError) {
    switch refusal {
    case .invalidToken:
      let number = connection.lineCount
      punish(connection, role) { server in
        let error = request.refused(.unauthorized, ProtocolError.invalidToken.message)
        server.metrics.errorsByCode[error.code.rawValue, default: 0] += 1
        connection.enqueue(.error(error, line: number))
      }
    case .missingToken:
      throw request.refused(.unauthorized, "the role \(role.rawValue) needs a \"token\"")
    case .notAName: throw request.wrong("name", "1 to 32 letters, digits, '-', '_' or '.'")
    case .nameInUse:
      throw request.refused(.refused, "an agent of this name is connected already")
    case .refused(let why): throw request.refused(.refused, why)
    }
  }

  private func greetBackend(
    _ holder: String,
    _ request: JSONRequest,
    _ connection: Connection
  ) throws(JSONError) {
    if connection.role != .backend(holder) {
      for conversation in conversations(of: connection) {
        unhost(conversation, from: connection)
        forget(conversation, on: connection)
      }
      becomes(.backend(holder), connection)
      connection.bucket = TokenBucket(perSecond: nil, at: time.elapsed())
    }
    if let channel = try request.optionalText("channel", longest: 40) {
      connection.channel = channel
    }
    if request.session != nil { return try greetSession(request, on: connection) }
    welcome(request, connection) { $0.member("name", holder) }
  }

  private func greetAgent(
    _ holder: String,
    _ request: JSONRequest,
    _ connection: Connection
  ) {
    let agent = AgentID(holder)
    do throws(JSONError) {
      if request.has("presence") { try setPresence(request, of: agent) }
    } catch {
      refuse(connection, error, asJSON: true)
    }
    let known = engine.knownAgents.first(where: { $0.profile.id == agent })
    welcome(request, connection) { writer in
      writer.member("name", holder)
      writer.member("presence", known?.presence.rawValue ?? "online")
      writer.cards("tickets", engine.cards(of: agent, at: time.now()))
      writer.member("waiting", engine.deskCounts.waiting)
    }
  }

  private func greetChannel(
    _ holder: String,
    _ request: JSONRequest,
    _ connection: Connection
  ) throws(JSONError) {
    let channel = try request.optionalText("channel", longest: 40)
    becomes(.channel(holder, delivers: channel), connection)
    welcome(request, connection) { writer in
      writer.member("name", holder)
      if let channel { writer.member("channel", channel) }
    }
    // After the welcome.
    connection.wantsDeliveries = true
  }

  /// Takes what a `hello` says of a session, and tells where it stands.
  private func greetSession(
    _ request: JSONRequest,
    on connection: Connection
  ) throws(JSONError) {
    switch connection.role {
    case .customer: break
    case .backend where request.session != nil: break
    default: return welcome(request, connection) { _ in }
    }
    let statement = try statement(in: request, on: connection)
    let seq = try request.optionalNumber(
      "resume",
      in: 0...Int.max,
      "the number of the last message seen, 0 for none"
    )
    let conversation = try conversation(of: request, on: connection)
    if let statement { engine.state(statement, in: conversation, at: time.now()) }
    let last = engine.lastSeq(of: conversation)
    welcome(request, connection) { writer in
      writer.member("session", name(of: conversation, on: connection))
      writer.member("seq", last)
    }
    if let seq { deliver(engine.outgoing(in: conversation, after: seq)) }
  }

  private func welcome(
    _ request: JSONRequest,
    _ connection: Connection,
    _ members: (inout JSONWriter) -> Void
  ) {
    connection.enqueue(
      JSONReply("welcome") { writer in
        if let re = request.id { writer.member("re", re) }
        writer.member("role", connection.role.name)
        members(&writer)
        writer.member("version", configuration.version)
      }
    )
  }
}

extension JSONRequest {
  /// The name an agent gives, for whom no token says it.
  fileprivate func optionalName() throws(Server.Refusal) -> String? {
    guard has("name") else { return nil }
    do throws(JSONError) {
      return try optionalText("name", longest: 128)
    } catch {
      throw .notAName
    }
  }
}
