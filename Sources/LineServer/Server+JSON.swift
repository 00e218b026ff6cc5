import Dialogue
import FrontdeskEngine
import Wire

/// Lines of JSON: many sessions through one connection, which is the shop's own program.
extension Server {
  func answerJSON(_ line: String, of connection: Connection) {
    do throws(JSONError) {
      switch try JSONRequest(line: line) {
      case .message(let session, let id, let text):
        connection.owed.append(.json(session: session, re: id))
        let conversation = host(session, on: connection)
        let message = CustomerMessage(text, clientID: id)
        // Through a pipe every line is a turn: nobody types there.
        deliver(engine.receive(message, in: conversation, gathers: false, at: time.now()))
      case .resume(let session, let seq):
        connection.owed.append(.json(session: session, re: nil))
        let conversation = host(session, on: connection)
        deliver(engine.outgoing(in: conversation, after: seq))
      }
    } catch {
      connection.enqueue(.error(error))
    }
  }

  /// Lets the replies of a session go through a connection.
  private func host(_ session: String, on connection: Connection) -> ConversationID {
    let conversation = ConversationID(session)
    connection.host(conversation)
    connections[.customer(conversation)] = connection
    return conversation
  }
}

extension JSONReply.Message {
  init(_ message: OutgoingMessage) {
    self.init(
      type: message.kind.rawValue,
      session: message.conversation.value,
      seq: message.seq,
      re: message.re,
      agent: message.agent?.value,
      text: message.text,
      buttons: message.buttons.map { JSONReply.Button(title: $0.title, payload: $0.payload) },
      article: message.article
    )
  }
}
