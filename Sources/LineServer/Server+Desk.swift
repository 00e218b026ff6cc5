import Dialogue
import FrontdeskEngine
import Handoff
import JSON
import TextAnalysis
import Wire

/// What happens at the desk and beyond it, for programs.
extension Server {
  /// Tells every agent who speaks JSON what has happened at the desk and has been kept.
  func tellOfDesk() {
    let events = engine.takeDeskEvents()
    guard !events.isEmpty else { return }
    let listening = agents.values.filter(\.role.isAgentSpeakingJSON)
      .sorted { $0.number < $1.number }
    guard !listening.isEmpty else { return }
    for event in events {
      let card = engine.card(of: event.ticket)
      let line = JSONReply("event") { writer in
        writer.member("event", event.name)
        writer.key("ticket")
        writer.card(card)
        for (name, value) in event.details {
          writer.key(named: name)
          switch value {
          case .text(let text): writer.string(text)
          case .number(let number): writer.number(number)
          }
        }
      }
      for connection in listening {
        connection.push(line)
        touch(connection)
      }
    }
  }

  // MARK: Messages for those who are not there

  /// Sends what was kept since the last time to who delivers it, and what waited to who has room.
  func deliverOutbound() {
    let hasMore = !engine.takeNewOutbound().isEmpty
    for connection in channels.isEmpty ? [] : deliverers
    where hasMore || connection.wantsDeliveries {
      connection.wantsDeliveries = false
      deliverOutbound(over: connection)
    }
  }

  /// What a connection was sent and did not acknowledge goes to others.
  func deliverOutbound(leftBy former: Connection) {
    guard !former.deliveriesOnTheirWay.isEmpty else { return }
    former.deliveriesOnTheirWay = []
    for connection in deliverers { deliverOutbound(over: connection) }
  }

  /// Sends a connection what waits for it, in order, and not too much at once.
  func deliverOutbound(over connection: Connection) {
    guard case .channel(_, let channel) = connection.role, connection.phase == .open else { return }
    let others = deliverers.filter { $0 !== connection }
    let limit = limits.deliveriesOnTheirWay
    do {
      let taken = deliverers.reduce(0) { $0 + $1.deliveriesOnTheirWay.count }
      for message in try engine.undelivered(over: channel, limit: limit + taken) {
        guard connection.deliveriesOnTheirWay.count < limit else { break }
        guard !others.contains(where: { $0.deliveriesOnTheirWay.contains(message.id) }),
          connection.deliveriesOnTheirWay.insert(message.id).inserted
        else { continue }
        connection.push(Self.line(of: message))
        touch(connection)
      }
    } catch {
      log(.error, "messages that wait to be delivered could not be read: \(error)")
    }
  }

  private var deliverers: [Connection] {
    channels.values.sorted { $0.number < $1.number }
  }

  private static func line(of message: OutboundMessage) -> JSONReply {
    JSONReply("deliver") { writer in
      writer.member("id", "d\(message.id)")
      writer.member("session", message.conversation.value)
      writer.member("channel", message.channel)
      writer.member("address", message.address)
      writer.member("text", message.text)
      writer.member("language", message.language.code)
    }
  }
}
