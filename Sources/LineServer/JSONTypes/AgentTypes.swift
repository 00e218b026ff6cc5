import Content
import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import Wire

/// What agents send: the desk's verbs.
enum AgentTypes {
  static let all: [JSONType] =
    looking + [
      JSONType("take", .agents) { (request, exchange) throws(JSONError) in
        try onTicket(request, exchange) { (id, agent) throws(DeskError) in
          try exchange.engine.take(id, by: agent, at: exchange.now)
        }
      },
      JSONType("next", .agents) { (request, exchange) throws(JSONError) in
        try next(request, exchange)
      },
      JSONType("say", .agents) { (request, exchange) throws(JSONError) in
        let files = try request.attachments().map(Attachment.init)
        let text: String =
          files.isEmpty || request.has("text")
          ? try request.text("text", "what the customer is told") : ""
        guard !text.isEmpty || !files.isEmpty else {
          throw request.wrong("text", "what the customer is told")
        }
        try onTicket(request, exchange) { (id, agent) throws(DeskError) in
          try exchange.engine.say(text, attachments: files, by: agent, in: id, at: exchange.now)
        }
      },
      JSONType("typing", .agents) { (request, exchange) throws(JSONError) in
        try typing(request, exchange)
      },
      JSONType("presence", .agents) { (request, exchange) throws(JSONError) in
        let agent = try exchange.agent(of: request)
        try exchange.server.setPresence(request, of: agent)
        exchange.reply(.result(to: request))
      },
      JSONType("end", .agents) { (request, exchange) throws(JSONError) in
        exchange.reply(.result(to: request))
        exchange.connection.isLeaving = true
        exchange.connection.hasSaidGoodbye = true
        exchange.connection.phase = .draining
      },
    ] + calls

  /// Verbs that are a call on the desk about one ticket.
  private static let calls: [JSONType] = [
    call("reply") { (request, id, agent) throws(JSONError) in
      .readyReply(id, by: agent, name: try request.text("name", "the name of a ready-made reply"))
    },
    call("article") { (request, id, agent) throws(JSONError) in
      .article(id, by: agent, id: try request.text("article", "the id of an article"))
    },
    call("note") { (request, id, agent) throws(JSONError) in
      .note(id, by: agent, text: try request.text("text", "what only agents see"))
    },
    call("tag") { (request, id, agent) throws(JSONError) in
      .tag(id, by: agent, tag: try request.text("tag", "a word"))
    },
    call("untag") { (request, id, agent) throws(JSONError) in
      .untag(id, by: agent, tag: try request.text("tag", "a word"))
    },
    call("transfer") { (request, id, agent) throws(JSONError) in
      let name = try request.text("to", "an agent, or team:NAME")
      let team = name.hasPrefix("team:") ? String(name.dropFirst(5)) : nil
      return .transfer(id, by: agent, to: team.map { .team($0) } ?? .agent(AgentID(name)))
    },
    call("return") { (_, id, agent) throws(JSONError) in .putBack(id, by: agent) },
    call("resolve") { (request, id, agent) throws(JSONError) in
      .resolve(id, by: agent, reason: try request.optionalText("reason") ?? "done")
    },
    call("reject") { (request, id, agent) throws(JSONError) in
      .reject(id, by: agent, reason: try request.text("reason", "why it is turned away"))
    },
    call("reopen") { (_, id, agent) throws(JSONError) in .reopen(id, by: agent) },
    call("reached") { (_, id, agent) throws(JSONError) in
      .callTried(id, by: agent, reached: true)
    },
    call("missed") { (_, id, agent) throws(JSONError) in
      .callTried(id, by: agent, reached: false)
    },
    call("wrong") { (request, id, agent) throws(JSONError) in
      let answer = try request.optionalNumber("answer", in: 0...Int.max, "an answer's number")
      return .markWrong(id, answer: answer, by: agent)
    },
    JSONType("snooze", .agents) { (request, exchange) throws(JSONError) in
      let minutes = try request.number("minutes", in: 1...100_000, "1 to 100,000")
      let until = exchange.now.after(Double(minutes) * 60)
      try onTicket(request, exchange) { (id, agent) throws(DeskError) in
        try exchange.engine.snooze(id, by: agent, until: until, at: exchange.now)
      }
    },
  ]

  private static let looking: [JSONType] = [
    JSONType("queue", .agents) { (request, exchange) throws(JSONError) in
      let cards = exchange.engine.waitingCards(at: exchange.now)
      exchange.reply(.result(to: request) { $0.cards("tickets", cards) })
    },
    JSONType("tickets", .agents) { (request, exchange) throws(JSONError) in
      let cards = exchange.engine.cards(of: try exchange.agent(of: request), at: exchange.now)
      exchange.reply(.result(to: request) { $0.cards("tickets", cards) })
    },
    JSONType("ticket", .agents) { (request, exchange) throws(JSONError) in
      try show(request, exchange)
    },
  ]

  private static func call(
    _ name: String,
    _ make:
      @escaping @Sendable (JSONRequest, TicketID, AgentID) throws(JSONError) -> DeskCall
  ) -> JSONType {
    JSONType(name, .agents) { (request, exchange) throws(JSONError) in
      let call = try make(
        request,
        try exchange.ticket(of: request),
        try exchange.agent(of: request)
      )
      try onTicket(request, exchange) { (_, _) throws(DeskError) in
        try exchange.engine.perform(call, at: exchange.now)
      }
    }
  }

  /// Does something with a ticket and answers with its card; a line that was taken before does nothing.
  private static func onTicket(
    _ request: JSONRequest,
    _ exchange: Exchange,
    _ body: (TicketID, AgentID) throws(DeskError) -> [Delivery]
  ) throws(JSONError) {
    let id = try exchange.ticket(of: request)
    let agent = try exchange.agent(of: request)
    if let clientID = request.id, exchange.engine.repeats(clientID, by: agent) {
      return exchange.answer(request, about: id)
    }
    let deliveries = try exchange.asking(request, by: agent) { () throws(DeskError) in
      try body(id, agent)
    }
    exchange.server.deliver(deliveries)
    exchange.answer(request, about: id)
  }

  private static func next(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let (engine, now) = (exchange.engine, exchange.now)
    let agent = try exchange.agent(of: request)
    if let clientID = request.id, engine.repeats(clientID, by: agent) {
      guard let ticket = engine.currentTicket(of: agent) else {
        return exchange.reply(.result(to: request))
      }
      return exchange.answer(request, about: ticket.id)
    }
    let deliveries = try exchange.asking(request, by: agent) { () throws(DeskError) in
      try engine.takeNext(by: agent, at: now)
    }
    exchange.server.deliver(deliveries)
    guard let ticket = engine.currentTicket(of: agent) else {
      return exchange.reply(.result(to: request))
    }
    exchange.answer(request, about: ticket.id)
  }

  private static func typing(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let isOn = try request.flag("on", otherwise: true)
    let id = try exchange.ticket(of: request)
    let agent = try exchange.agent(of: request)
    guard
      let ticket = exchange.engine.cards(of: agent, at: exchange.now)
        .first(where: { $0.number == id.number })
    else { throw request.refused(.refused, "ticket \(id) is not yours; take it first") }
    let server = exchange.server
    guard let connection = server.hosts[ticket.ticket.conversation], connection.speaksJSON else {
      return
    }
    server.touch(connection)
    connection.enqueue(
      JSONReply("typing") { writer in
        writer.member("session", server.name(of: ticket.ticket.conversation, on: connection))
        writer.member("agent", agent.value)
        writer.member("on", isOn)
      }
    )
  }

  private static func show(_ request: JSONRequest, _ exchange: Exchange) throws(JSONError) {
    let id = try exchange.ticket(of: request)
    let view: TicketView?
    do throws(StoreError) {
      view = try exchange.engine.view(of: id, at: exchange.now)
    } catch {
      throw request.refused(.tryAgain, "what is known of the ticket could not be read")
    }
    guard let view, let card = exchange.engine.card(of: id, at: exchange.now) else {
      throw request.refused(.notFound, "there is no ticket \(id)")
    }
    exchange.reply(.result(to: request) { $0.view(view, card, at: exchange.now) })
  }
}

extension Exchange {
  func agent(of request: JSONRequest) throws(JSONError) -> AgentID {
    guard let agent = connection.role.agent else {
      throw request.refused(.forbidden, "the connection is no agent's")
    }
    return agent
  }

  /// Carries out what the desk may refuse; a line that is refused may be sent again.
  fileprivate func asking(
    _ request: JSONRequest,
    by agent: AgentID,
    _ body: () throws(DeskError) -> [Delivery]
  ) throws(JSONError) -> [Delivery] {
    do throws(DeskError) {
      return try body()
    } catch {
      if let clientID = request.id { engine.forgetLine(clientID, by: agent) }
      throw request.refused(.refused, error.message)
    }
  }

  fileprivate func ticket(of request: JSONRequest) throws(JSONError) -> TicketID {
    TicketID(try request.number("ticket", in: 1...Int.max, "the number of a ticket"))
  }

  fileprivate func answer(_ request: JSONRequest, about id: TicketID) {
    let card = engine.card(of: id, at: now)
    reply(
      .result(to: request) { writer in
        guard let card else { return }
        writer.key("ticket")
        writer.card(card)
      }
    )
  }
}

extension Server {
  /// Sets an agent's presence as a line says.
  func setPresence(_ request: JSONRequest, of agent: AgentID) throws(JSONError) {
    let expected = "online, away or offline"
    guard let presence = Presence(rawValue: try request.text("presence", expected)) else {
      throw request.wrong("presence", expected)
    }
    do throws(DeskError) {
      deliver(try engine.setPresence(presence, of: agent, at: time.now()))
    } catch {
      throw request.refused(.refused, error.message)
    }
  }
}
