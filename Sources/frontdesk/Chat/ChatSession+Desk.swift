import Dialogue
import FrontdeskEngine
import Handoff

/// Both sides of the desk in one terminal.
extension ChatSession {
  /// Shows what a person would be handed now, calling one if nobody has.
  mutating func handOff() throws -> [String] {
    var lines: [String] = []
    if shop.engine.ticket(of: conversation) == nil { lines += try callPerson() }
    guard let ticket = shop.engine.ticket(of: conversation),
      let view = try shop.engine.view(of: ticket.id, at: now)
    else { return lines + ["nobody was called"] }
    return lines + TicketText.lines(of: view, at: now, style: Style(isColored: false))
  }

  /// Lets what is typed be said by an agent, or by the customer again.
  mutating func play(_ argument: String) throws -> [String] {
    if argument.isEmpty {
      guard let agent else { return ["expected :agent NAME, such as :agent ana"] }
      self.agent = nil
      return ["what you type is said by the customer again; :agent \(agent) goes back"]
    }
    if argument == "done", let agent {
      self.agent = nil
      return try atDesk { engine, time throws(DeskError) in try engine.finish(by: agent, at: time) }
    }
    let name = AgentID(argument)
    var lines: [String] = []
    if !shop.engine.isPresent(name) {
      lines += try atDesk { engine, time throws(DeskError) in
        try engine.agentArrived(name, at: time)
      }
    }
    if shop.engine.ticket(of: conversation) == nil { lines += try callPerson() }
    guard let ticket = shop.engine.ticket(of: conversation) else {
      return lines + ["nobody was called"]
    }
    if ticket.agent != name {
      lines += try atDesk { engine, time throws(DeskError) in
        if let other = ticket.agent {
          return try engine.transfer(ticket.id, by: other, to: .agent(name), at: time)
        }
        return try engine.take(ticket.id, by: name, at: time)
      }
    }
    guard shop.engine.ticket(of: conversation)?.agent == name else { return lines }
    agent = name
    return lines + [
      "what you type is said by \(name); /NAME sends a ready-made reply, :agent gives the floor "
        + "back, :agent done closes the ticket"
    ]
  }

  /// What an agent types.
  func sayAsAgent(_ line: String, _ agent: AgentID) throws -> [String] {
    try atDesk { engine, time throws(DeskError) in
      line.hasPrefix("/")
        ? try engine.sendReadyReply(String(line.dropFirst()), by: agent, at: time)
        : try engine.say(line, by: agent, at: time)
    }
  }

  private mutating func callPerson() throws -> [String] {
    guard case .reply(let reply?) = try sayAsCustomer("/human/request") else { return [] }
    return reply.wholeText.split(separator: "\n").map { "to the customer: \($0)" }
  }

  private func atDesk(
    _ body: (Engine, Instant) throws(DeskError) -> [Delivery]
  ) throws -> [String] {
    do throws(DeskError) {
      return Self.told(try body(shop.engine, now))
    } catch {
      return [error.message]
    }
  }

  /// What was delivered, in lines that say to whom.
  static func told(_ deliveries: [Delivery]) -> [String] {
    deliveries.filter { !$0.text.isEmpty }.flatMap { delivery in
      let who =
        switch delivery.recipient {
        case .agent(let agent): "\(agent) reads"
        case .customer: "to the customer"
        }
      return delivery.text.split(separator: "\n").map { "\(who): \($0)" }
    }
  }
}
