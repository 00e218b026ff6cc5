import Dialogue
import FrontdeskEngine
import Wire

/// What a handler of a line of JSON may look at.
struct Exchange {
  let server: Server
  let connection: Connection

  var engine: Engine { server.engine }
  var now: Instant { server.time.now() }

  func reply(_ reply: JSONReply) { connection.enqueue(reply) }
}

/// A type of a line of JSON: one row of the table.
struct JSONType: Sendable {
  enum Audience: Sendable {
    case everyone
    /// Customers, and backends for theirs.
    case customers
    case backends, agents, channels, administrators

    func includes(_ role: Role) -> Bool {
      switch (self, role) {
      case (.everyone, _), (.customers, .customer), (.customers, .backend), (.backends, .backend),
        (.agents, .agent), (.channels, .channel), (.administrators, .admin):
        true
      default: false
      }
    }
  }

  let name: String
  let audience: Audience
  let handler: @Sendable (JSONRequest, Exchange) throws(JSONError) -> Void

  init(
    _ name: String,
    _ audience: Audience,
    _ handler: @escaping @Sendable (JSONRequest, Exchange) throws(JSONError) -> Void
  ) {
    self.name = name
    self.audience = audience
    self.handler = handler
  }
}

/// The types there are; a name may mean one thing to an agent and another to a customer.
struct JSONTypeTable: Sendable {
  static let standard = JSONTypeTable(
    [
      JSONType("hello", .everyone) { (request, exchange) throws(JSONError) in
        try exchange.server.greet(request, on: exchange.connection)
      }
    ]
      + CustomerTypes.all + HelpTypes.all + AgentTypes.all + ChannelTypes.all + AdminTypes.all
  )

  private let byName: [String: [JSONType]]

  init(_ types: [JSONType]) { byName = Dictionary(grouping: types, by: \.name) }

  func carryOut(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let role = exchange.connection.role
    guard let types = byName[request.type] else { throw unknown(request, role) }
    guard let type = types.first(where: { $0.audience.includes(role) }) else {
      throw request.refused(
        .forbidden,
        "\"\(request.type)\" is not for the role \(role.name)"
      )
    }
    try type.handler(request, exchange)
  }

  private func unknown(_ request: JSONRequest, _ role: Role) -> JSONError {
    let open = byName.values.joined().filter { $0.audience.includes(role) }.map(\.name).sorted()
    let hint =
      suggestion(for: request.type, among: open).map { "did you mean \"\($0)\"?" }
      ?? "expected one of: \(open.joined(separator: ", "))"
    var error = request.refused(.badType, "there is no such \"type\"; \(hint)")
    error.member = "type"
    return error
  }
}
