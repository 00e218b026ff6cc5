import Content
import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import TextAnalysis
import Wire

/// What customers send, and backends for theirs.
enum CustomerTypes {
  static let all: [JSONType] = [
    JSONType("message", .customers) { (request, exchange) throws(JSONError) in
      try message(request, exchange)
    },
    JSONType("resume", .customers) { (request, exchange) throws(JSONError) in
      let seq = try request.number("seq", in: 0...Int.max, "the last one seen, 0 for none")
      let conversation = try exchange.conversation(of: request)
      exchange.server.deliver(exchange.engine.outgoing(in: conversation, after: seq))
    },
    JSONType("event", .customers) { (request, exchange) throws(JSONError) in
      try event(request, exchange)
    },
    JSONType("typing", .customers) { (request, exchange) throws(JSONError) in
      let isOn = try request.flag("on", otherwise: true)
      let conversation = try exchange.conversation(of: request)
      exchange.tellAgent(of: conversation, "typing") { $0.member("on", isOn) }
    },
    JSONType("read", .customers) { (request, exchange) throws(JSONError) in
      let seq = try request.number("seq", in: 0...Int.max, "the last one seen")
      let conversation = try exchange.conversation(of: request)
      exchange.tellAgent(of: conversation, "read") { $0.member("seq", seq) }
    },
    JSONType("feedback", .customers) { (request, exchange) throws(JSONError) in
      try feedback(request, exchange)
    },
    JSONType("end", .customers) { (request, exchange) throws(JSONError) in
      try end(request, exchange)
    },
  ]

  private static func message(
    _ request: JSONRequest,
    _ exchange: Exchange
  ) throws(JSONError) {
    let files = try request.attachments()
    let text: String =
      files.isEmpty || request.has("text")
      ? try request.text("text", "what the customer says") : ""
    let gathers = try request.flag("gather")
    let explains = try request.flag("explain")
    let statement = try exchange.server.statement(in: request, on: exchange.connection)
    let conversation = try exchange.conversation(of: request)
    let message = CustomerMessage(
      text,
      attachments: files.map(Attachment.init),
      clientID: request.id
    )
    let (engine, now) = (exchange.engine, exchange.now)
    if let statement { engine.state(statement, in: conversation, at: now) }
    let deliveries = engine.receive(
      message,
      in: conversation,
      channel: statement?.channel ?? "",
      gathers: gathers,
      at: now
    )
    exchange.server.deliver(deliveries, explaining: explains ? text : nil)
  }

  private static func event(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    guard case .backend = exchange.connection.role else {
      throw request.refused(.forbidden, "events come from backends, with a token")
    }
    let name = try request.text("name", "the name of the event, such as order_placed")
    guard let fields = SlotValue.fields(try request.object("fields") ?? [:]) else {
      throw request.wrong(
        "fields",
        "texts, whole numbers, true or false, {\"date\":\"2026-11-24\"}, "
          + "{\"amount\":\"12.50\",\"currency\":\"EUR\"}"
      )
    }
    let conversation = try exchange.conversation(of: request)
    exchange.server.deliver(
      exchange.engine.take(
        ShopEvent(name, fields: fields),
        in: conversation,
        channel: "",
        clientID: request.id,
        at: exchange.now
      )
    )
    exchange.reply(.result(to: request))
  }

  private static func feedback(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let expected = Feedback.Kind.allCases.map(\.rawValue).joined(separator: ", ")
    guard let kind = Feedback.Kind(rawValue: try request.text("kind", expected)) else {
      throw request.wrong("kind", expected)
    }
    let range = kind.values
    let value = try request.number("value", in: range, "a whole number from \(range)")
    let comment = try request.optionalText("comment", longest: 4_000)
    let conversation = try exchange.conversation(of: request)
    let deliveries = try exchange.asking(request) { () throws(DeskError) in
      try exchange.engine.give(
        Feedback(kind, value: value, comment: comment),
        in: conversation,
        clientID: request.id,
        at: exchange.now
      )
    }
    exchange.server.deliver(deliveries)
    exchange.reply(.result(to: request))
  }

  private static func end(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let conversation = try exchange.conversation(of: request)
    exchange.server.deliver(
      exchange.engine.end(conversation, clientID: request.id, at: exchange.now)
    )
    exchange.reply(.result(to: request))
    exchange.server.unhost(conversation, from: exchange.connection)
    exchange.server.forget(conversation, on: exchange.connection)
  }
}

extension Exchange {
  /// The conversation a line is about, which is noted with it.
  func conversation(of request: JSONRequest) throws(JSONError) -> ConversationID {
    let conversation = try server.conversation(of: request, on: connection)
    server.owes(connection, conversation)
    return conversation
  }

  /// Carries out what the desk may refuse.
  func asking<Result>(
    _ request: JSONRequest,
    _ body: () throws(DeskError) -> Result
  ) throws(JSONError) -> Result {
    do throws(DeskError) {
      return try body()
    } catch {
      throw request.refused(.refused, error.message)
    }
  }

  /// Tells the agent who has a conversation what is not kept.
  fileprivate func tellAgent(
    of conversation: ConversationID,
    _ type: String,
    _ members: (inout JSONWriter) -> Void
  ) {
    guard let ticket = engine.ticket(of: conversation), let agent = ticket.agent,
      let connection = server.agents[agent], connection.role.isAgentSpeakingJSON
    else { return }
    server.touch(connection)
    connection.enqueue(
      JSONReply(type) { writer in
        writer.member("ticket", ticket.id.number)
        members(&writer)
      }
    )
  }
}

extension Attachment {
  init(_ file: FileReference) {
    self.init(url: file.url, mime: file.mime ?? "", name: file.name ?? "", bytes: file.bytes)
  }
}

extension FileReference {
  init(_ attachment: Attachment) {
    self.init(
      url: attachment.url,
      mime: attachment.mime.isEmpty ? nil : attachment.mime,
      name: attachment.name.isEmpty ? nil : attachment.name,
      bytes: attachment.bytes
    )
  }
}
