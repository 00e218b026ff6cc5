import JSON

/// One line of JSON that is sent.
///
/// ```
/// {"type":"message","session":"s1","seq":8,"re":"m1","text":"...","article":"track-order"}
/// {"type":"ack","session":"s1","seq":9,"re":"m2"}
/// {"type":"error","session":"s1","re":"m3","error":{"code":"bad_text","message":"..."}}
/// ```
package enum JSONReply: Equatable, Sendable {
  package struct Button: Equatable, Sendable {
    package let title: String
    package let payload: String

    package init(title: String, payload: String) {
      self.title = title
      self.payload = payload
    }
  }

  package struct Message: Equatable, Sendable {
    /// `message`, `ack` or `status`.
    package var type: String
    package var session: String
    package var seq: Int
    /// The id of the message it replies to.
    package var re: String?
    /// The agent who says it; nil is the bot.
    package var agent: String?
    package var text: String
    package var buttons: [Button]
    package var article: String?

    package init(
      type: String,
      session: String,
      seq: Int,
      re: String? = nil,
      agent: String? = nil,
      text: String = "",
      buttons: [Button] = [],
      article: String? = nil
    ) {
      self.type = type
      self.session = session
      self.seq = seq
      self.re = re
      self.agent = agent
      self.text = text
      self.buttons = buttons
      self.article = article
    }
  }

  case message(Message)
  case error(JSONError)

  /// Writes the line with its line feed behind what is already in `output`.
  package func append(to output: inout [UInt8]) {
    var writer = JSONWriter()
    writer.object { writer in
      switch self {
      case .message(let message): Self.write(message, to: &writer)
      case .error(let error): Self.write(error, to: &writer)
      }
    }
    output.append(contentsOf: writer.bytes)
    output.append(UInt8(ascii: "\n"))
  }

  private static func write(_ message: Message, to writer: inout JSONWriter) {
    writer.member("type", message.type)
    writer.member("session", message.session)
    writer.member("seq", message.seq)
    if let re = message.re { writer.member("re", re) }
    if let agent = message.agent { writer.member("agent", agent) }
    if !message.text.isEmpty { writer.member("text", message.text) }
    if !message.buttons.isEmpty {
      writer.key("buttons")
      writer.array(message.buttons) { writer, button in
        writer.object { writer in
          writer.member("title", button.title)
          writer.member("payload", button.payload)
        }
      }
    }
    if let article = message.article { writer.member("article", article) }
  }

  private static func write(_ error: JSONError, to writer: inout JSONWriter) {
    writer.member("type", "error")
    if let session = error.session { writer.member("session", session) }
    if let re = error.re { writer.member("re", re) }
    writer.key("error")
    writer.object { writer in
      writer.member("code", error.code.rawValue)
      writer.member("message", error.message)
    }
  }
}
