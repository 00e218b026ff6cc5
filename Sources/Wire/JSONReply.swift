package import JSON

/// One line of JSON that is sent.
///
/// ```
/// {"type":"message","session":"s1","seq":8,"re":"m1","text":"...","article":"track-order"}
/// {"type":"ack","session":"s1","seq":9,"re":"m2"}
/// {"type":"error","session":"s1","re":"m3","error":{"code":"bad_value","message":"..."}}
/// ```
package struct JSONReply: Equatable, Sendable {
  /// The line with its line feed.
  package let bytes: [UInt8]

  /// A line of a type, with what `members` writes.
  package init(_ type: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", type)
      members(&writer)
    }
    bytes = writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The answer to a line that is no part of a conversation.
  package static func result(
    to request: JSONRequest,
    _ members: (inout JSONWriter) -> Void = { _ in }
  ) -> JSONReply {
    JSONReply("result") { writer in
      if let session = request.session { writer.member("session", session) }
      if let re = request.id { writer.member("re", re) }
      members(&writer)
    }
  }

  /// An error, with the number of the line it is about and the name its log has for it.
  package static func error(
    _ error: JSONError,
    line: Int? = nil,
    request: String? = nil
  ) -> JSONReply {
    JSONReply("error") { writer in
      if let session = error.session { writer.member("session", session) }
      if let re = error.re { writer.member("re", re) }
      writer.key("error")
      writer.object { writer in
        writer.member("code", error.code.rawValue)
        writer.member("message", error.message)
        if let member = error.member { writer.member("member", member) }
        if let line { writer.member("line", line) }
        if let column = error.column { writer.member("column", column) }
        if let seconds = error.retryAfter { writer.member("retry_after", seconds) }
        if let request { writer.member("request", request) }
        if !error.findings.isEmpty {
          writer.key("findings")
          writer.array(error.findings) { $0.string($1) }
        }
      }
    }
  }

  /// Writes the line behind what is already in `output`.
  package func append(to output: inout [UInt8]) { output.append(contentsOf: bytes) }
}

/// Something said in a session, as it is sent.
package struct SessionMessage: Equatable, Sendable {
  package struct Button: Equatable, Sendable {
    package let title: String
    package let payload: String

    package init(title: String, payload: String) {
      self.title = title
      self.payload = payload
    }
  }

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
  package var attachments: [FileReference]
  /// 0 to 1.
  package var confidence: Double?
  /// JSON on one line.
  package var explanation: String?

  package init(
    type: String,
    session: String,
    seq: Int,
    re: String? = nil,
    agent: String? = nil,
    text: String = "",
    buttons: [Button] = [],
    article: String? = nil,
    attachments: [FileReference] = [],
    confidence: Double? = nil,
    explanation: String? = nil
  ) {
    self.type = type
    self.session = session
    self.seq = seq
    self.re = re
    self.agent = agent
    self.text = text
    self.buttons = buttons
    self.article = article
    self.attachments = attachments
    self.confidence = confidence
    self.explanation = explanation
  }

  /// Writes the line with its line feed behind what is already in `output`.
  package func append(to output: inout [UInt8]) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", type)
      writer.member("session", session)
      writer.member("seq", seq)
      if let re { writer.member("re", re) }
      if let agent { writer.member("agent", agent) }
      if !text.isEmpty { writer.member("text", text) }
      if !buttons.isEmpty {
        writer.key("buttons")
        writer.array(buttons) { writer, button in
          writer.object { writer in
            writer.member("title", button.title)
            writer.member("payload", button.payload)
          }
        }
      }
      if let article { writer.member("article", article) }
      writer.attachments(attachments)
      if let confidence { writer.member("confidence", confidence) }
      if let explanation {
        writer.key("explanation")
        writer.value(explanation)
      }
    }
    output.append(contentsOf: writer.bytes)
    output.append(UInt8(ascii: "\n"))
  }
}

extension JSONWriter {
  /// Writes `attachments`, where there are any.
  package mutating func attachments(_ files: [FileReference]) {
    guard !files.isEmpty else { return }
    key("attachments")
    array(files) { writer, file in
      writer.object { writer in
        writer.member("url", file.url)
        if let mime = file.mime { writer.member("mime", mime) }
        if let name = file.name { writer.member("name", name) }
        if let bytes = file.bytes { writer.member("bytes", bytes) }
      }
    }
  }
}
