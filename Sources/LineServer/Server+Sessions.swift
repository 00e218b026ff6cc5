import Dialogue
import FrontdeskEngine
import JSON
import Wire

/// Which connection speaks for which conversation, and what it calls it.
extension Server {
  /// The conversation of a connection's plain lines; it begins with the first of them.
  func own(of connection: Connection) -> ConversationID {
    if let own = connection.own { return own }
    let own = configuration.newConversation()
    connection.own = own
    host(own, on: connection)
    return own
  }

  /// The conversations a connection speaks for.
  func conversations(of connection: Connection) -> [ConversationID] {
    (connection.own.map { [$0] } ?? []) + connection.sessions.keys.sorted()
  }

  /// What a connection calls a conversation of its own.
  func name(of conversation: ConversationID, on connection: Connection) -> String {
    connection.sessions[conversation] ?? conversation.value
  }

  /// The conversation a line of JSON is about.
  ///
  /// - Throws: `JSONError` where the connection may not speak for it.
  func conversation(
    of request: JSONRequest,
    on connection: Connection
  ) throws(JSONError) -> ConversationID {
    switch connection.role {
    case .customer: try customersConversation(request, connection)
    case .backend(let name): try backendsConversation(request, connection, name)
    case .agent, .channel, .admin:
      throw request.refused(
        .forbidden,
        "the connection is \(connection.role.name)'s and has no sessions"
      )
    }
  }

  private func customersConversation(
    _ request: JSONRequest,
    _ connection: Connection
  ) throws(JSONError) -> ConversationID {
    guard let name = request.session else {
      if connection.own == nil { try countSession(request, connection) }
      connection.ownForm = .json
      return own(of: connection)
    }
    if name == connection.own?.value {
      connection.ownForm = .json
      return own(of: connection)
    }
    if let known = connection.aliases[name] {
      host(known, on: connection)
      return known
    }
    let conversation: ConversationID
    if RandomKey.isOne(name) {
      // Whoever knows a name of 128 random bits was told it.
      conversation = ConversationID(name)
      guard isKnown(conversation) else { throw unknown(request) }
      try countSession(request, connection)
    } else {
      try countSession(request, connection)
      conversation = configuration.newConversation()
    }
    connection.aliases[name] = conversation
    serve(conversation, as: name, on: connection)
    return conversation
  }

  private func backendsConversation(
    _ request: JSONRequest,
    _ connection: Connection,
    _ backend: String?
  ) throws(JSONError) -> ConversationID {
    guard let name = request.session else {
      throw request.wrong("session", "1 to 128 visible characters of ASCII")
    }
    let conversation: ConversationID
    if let backend, !RandomKey.isOne(name) {
      conversation = ConversationID("\(backend)/\(name)")
    } else {
      conversation = ConversationID(name)
      // A backend takes no name that could be guessed to be a customer's key.
      if backend != nil, connection.sessions[conversation] == nil, !isKnown(conversation) {
        throw unknown(request)
      }
    }
    if connection.sessions[conversation] == nil {
      guard !isStopping else {
        throw request.refused(.draining, "the server takes no new sessions any more")
      }
      guard connection.sessions.count < limits.sessionsPerBackend else {
        throw request.refused(
          .tooMany,
          "the connection serves \(limits.sessionsPerBackend) sessions; end some"
        )
      }
    }
    serve(conversation, as: name, on: connection)
    return conversation
  }

  private func isKnown(_ conversation: ConversationID) -> Bool {
    hosts[conversation] != nil || engine.conversation(conversation) != nil
  }

  private func unknown(_ request: JSONRequest) -> JSONError {
    request.refused(
      .unknownSession,
      "there is no session of this name; begin one without a name, or with a shorter one"
    )
  }

  private func serve(_ conversation: ConversationID, as name: String, on connection: Connection) {
    if connection.sessions[conversation] == nil { connection.sessions[conversation] = name }
    host(conversation, on: connection)
  }

  /// Has what is said in a conversation go to a connection.
  private func host(_ conversation: ConversationID, on connection: Connection) {
    if let former = hosts[conversation] {
      guard former !== connection else { return }
      if former.speaksJSON {
        let name = name(of: conversation, on: former)
        former.push(JSONReply("moved") { $0.member("session", name) })
        touch(former)
      }
      forget(conversation, on: former)
    }
    hosts[conversation] = connection
    engine.customerIsHere(conversation)
  }

  /// Nothing that is said in a conversation goes to a connection any more.
  func unhost(_ conversation: ConversationID, from connection: Connection) {
    guard hosts[conversation] === connection else { return }
    hosts[conversation] = nil
    engine.customerIsAway(conversation)
  }

  /// A connection does not speak for a conversation any more.
  func forget(_ conversation: ConversationID, on connection: Connection) {
    if let name = connection.sessions.removeValue(forKey: conversation) {
      connection.aliases[name] = nil
    }
    if connection.own == conversation {
      connection.own = nil
      connection.ownForm = .plain
    }
    uncountSessions(of: connection, 1)
  }

  // MARK: Sessions of an address

  private func countSession(
    _ request: JSONRequest,
    _ connection: Connection
  ) throws(JSONError) {
    guard !isStopping else {
      throw request.refused(.draining, "the server takes no new sessions any more")
    }
    if let most = sessionsExhausted(by: connection) {
      throw request.refused(.tooMany, "\(most) sessions are open from this address")
    }
  }

  /// Whether a plain line may begin the connection's conversation.
  func mayBeginConversation(on connection: Connection) -> Bool {
    connection.own != nil || connection.role != .customer
      || sessionsExhausted(by: connection) == nil
  }

  /// Counts one more session of the connection's address; the limit when there is no room for it.
  private func sessionsExhausted(by connection: Connection) -> Int? {
    guard let most = mostSessions(of: connection) else { return nil }
    let address = Self.host(of: connection)
    guard sessionsByAddress[address, default: 0] < most else { return most }
    sessionsByAddress[address, default: 0] += 1
    connection.countedSessions += 1
    return nil
  }

  func uncountSessions(of connection: Connection, _ count: Int) {
    let counted = min(connection.countedSessions, count)
    guard counted > 0 else { return }
    connection.countedSessions -= counted
    let address = Self.host(of: connection)
    let left = sessionsByAddress[address, default: 0] - counted
    sessionsByAddress[address] = left > 0 ? left : nil
  }

  private func mostSessions(of connection: Connection) -> Int? {
    guard let peer = connection.peer else { return nil }
    return peer.isLocal ? limits.localSessionsPerAddress : limits.remoteSessionsPerAddress
  }

  /// The address without the port, which every connection has another of.
  static func host(of connection: Connection) -> String {
    switch connection.peer {
    case .ipv4(let host, _)?, .ipv6(let host, _)?: host
    case .unix?: "unix"
    case nil: "stdio"
    }
  }
}
