import JSON

/// Lines of JSON as agents send them; PROTOCOL.md lists them.
enum OutgoingLine {
  /// The longest that a server takes, in bytes.
  static let maximumBytes = 16 * 1_024

  static func line(
    _ type: String,
    _ id: String,
    _ members: (inout JSONWriter) -> Void = { _ in }
  ) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("type", type)
      json.member("id", id)
      members(&json)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func typing(_ id: String, _ ticket: Int, isOn: Bool) -> String {
    line("typing", id) { json in
      json.member("ticket", ticket)
      json.key("on")
      json.bool(isOn)
    }
  }

  static func request(_ purpose: Outbox.Purpose, _ id: String, presence: String) -> String {
    switch purpose {
    case .say(let ticket, let text):
      line("say", id) { json in
        json.member("ticket", ticket)
        json.member("text", text)
      }
    case .queue: line("queue", id)
    case .tickets: line("tickets", id)
    case .view(let ticket, _): line("ticket", id) { $0.member("ticket", ticket) }
    case .end: line("end", id)
    case .verb(let verb, let ticket, let text):
      line(type(of: verb), id) { json in
        if let ticket { json.member("ticket", ticket) }
        switch verb {
        case .article: json.member("article", text)
        case .reply: json.member("name", text)
        case .note: json.member("text", text)
        case .tag, .untag: json.member("tag", text)
        case .transfer: json.member("to", text)
        case .snooze: json.member("minutes", Int(text) ?? 0)
        case .done, .reject: if !text.isEmpty { json.member("reason", text) }
        case .wrong: if let number = Int(text) { json.member("answer", number) }
        case .away, .back: json.member("presence", presence)
        default: break
        }
      }
    }
  }

  /// What the protocol calls a verb.
  private static func type(of verb: AgentVerb) -> String {
    switch verb {
    case .done: "resolve"
    case .away, .back: "presence"
    default: verb.rawValue
    }
  }
}
