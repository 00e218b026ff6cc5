import JSON

/// Everything about a ticket, as the server's `view` tells it.
struct TicketDetails: Equatable, Sendable {
  /// One thing that was said or done.
  struct Entry: Equatable, Sendable {
    /// `customer`, `bot`, `agent` or the name of one.
    var who: String
    /// Seconds since the Unix epoch, where it is told.
    var time: Double?
    var text: String

    var isCustomers: Bool { who == "customer" }
  }

  struct Suggestion: Equatable, Sendable {
    let article: String
    let title: String
    /// 0 to 1.
    let confidence: Double?
  }

  struct ReadyReply: Equatable, Sendable {
    let name: String
    /// What it says, where that is told.
    let text: String
  }

  struct Row: Equatable, Sendable {
    let name: String
    let text: String
  }

  let ticket: DeskTicket?
  let transcript: [Entry]
  let slots: [Row]
  let orders: [String]
  let suggestions: [Suggestion]
  let replies: [ReadyReply]
  let notes: [Entry]
  let earlier: [String]

  init(_ view: JSONValue) {
    ticket = DeskTicket(view["card"])
    transcript = view["transcript"].list.map(Self.entry)
    slots = Self.rows(view["slots"])
    orders = view["orders"].list.map(\.words).filter { !$0.isEmpty }
    suggestions = view["suggestions"].list.compactMap { value in
      (value["article"].string ?? value["id"].string ?? value.string).map {
        Suggestion(
          article: $0,
          title: value["title"].string ?? "",
          confidence: value["confidence"].double
        )
      }
    }
    replies = view["replies"].list.compactMap { value in
      (value["name"].string ?? value.string).map {
        ReadyReply(name: $0, text: value["text"].string ?? "")
      }
    }
    notes = view["notes"].list.map(Self.entry)
    earlier = view["earlier"].list.map(Self.earlier)
  }

  /// How many lines of the transcript the customer said.
  var customerLines: Int { transcript.count { $0.isCustomers } }

  /// Reads an entry: an object, or a line such as `customer: where is my parcel?`.
  private static func entry(_ value: JSONValue) -> Entry {
    if let line = value.string {
      guard let colon = line.firstRange(of: ": "),
        line[..<colon.lowerBound].unicodeScalars.count <= 48
      else { return Entry(who: "", text: line) }
      return Entry(who: String(line[..<colon.lowerBound]), text: String(line[colon.upperBound...]))
    }
    let who = ["agent", "by", "from", "who", "speaker", "author"].lazy
      .compactMap { value[$0].string }.first
    let time = ["time", "at"].lazy.compactMap { value[$0].string }.first
    var text = value["text"].string ?? ""
    if let article = value["article"].string { text += text.isEmpty ? article : " (\(article))" }
    for attachment in value["attachments"].list {
      text += (text.isEmpty ? "" : "\n") + SentFile(attachment).words
    }
    return Entry(
      who: who ?? "",
      time: time.flatMap { DeskTicket.moment($0) },
      text: text
    )
  }

  private static func rows(_ value: JSONValue) -> [Row] {
    if case .array(let values) = value {
      return values.map {
        Row(name: $0["name"].words.spaced, text: ($0["value"]).words)
      }
    }
    return value.members.map { Row(name: $0.name.spaced, text: $0.value.words) }
  }

  /// One line about another conversation of the same customer.
  private static func earlier(_ value: JSONValue) -> String {
    guard case .object = value else { return value.words }
    let day = ["last", "time", "at"].lazy.compactMap { value[$0].string }.first.map {
      String($0.prefix(10))
    }
    let messages = (value["messages"].int ?? value["turns"].int).map { "\($0) messages" }
    let handoffs = value["handoffs"].int.flatMap {
      $0 > 0 ? "\($0) handoff\($0 == 1 ? "" : "s")" : nil
    }
    let last = ["question", "last_message", "text"].lazy.compactMap { value[$0].string }.first
    let figures = [day, messages, handoffs].compactMap { $0 }.joined(separator: ", ")
    let name = (value["conversation"].string ?? value["session"].string) ?? ""
    return [figures.isEmpty ? name : figures, last ?? ""].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }
}

/// A file that a customer sent: never fetched, only shown.
struct SentFile {
  /// Such as `file: a.jpg, image/jpeg, 47 KiB, https://example.com/a.jpg`.
  let words: String

  init(_ value: JSONValue) {
    let size = value["bytes"].int.map { $0 < 1_024 ? "\($0) bytes" : "\($0 / 1_024) KiB" }
    let parts = [
      value["name"].string, value["mime"].string, size, value["url"].string ?? value.string,
    ]
    words = "file: " + parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
