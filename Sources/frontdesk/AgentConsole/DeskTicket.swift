import Dialogue
import Evaluation
import JSON

/// A ticket as the server's cards show it.
struct DeskTicket: Equatable, Sendable {
  let number: Int
  /// `pending`, `assigned`, `snoozed`, `resolved`, `rejected` or `expired`.
  let state: String
  let language: String
  let channel: String
  let team: String
  let priority: String
  let reason: String
  /// Seconds since the Unix epoch.
  let opened: Double?
  let due: Double?
  let position: Int?
  let agent: String?
  let tags: [String]
  let phone: String?
  let question: String
  let customer: String

  /// Reads a card; nil where there is none.
  init?(_ card: JSONValue) {
    guard let number = card["number"].int else { return nil }
    self.number = number
    state = card["state"].string ?? ""
    language = card["language"].string ?? ""
    channel = card["channel"].string ?? ""
    team = card["team"].string ?? ""
    priority = card["priority"].string ?? ""
    reason = card["reason"].string ?? ""
    opened = Self.seconds(card["opened"])
    due = Self.seconds(card["due"])
    position = card["position"].int.flatMap { $0 > 0 ? $0 : nil }
    agent = card["agent"].string.flatMap { $0.isEmpty ? nil : $0 }
    tags = card["tags"].list.compactMap(\.string)
    phone = card["phone"].string.flatMap { $0.isEmpty ? nil : $0 }
    question = card["question"].string ?? ""
    customer = card["customer"].string ?? card["customer"]["name"].string ?? ""
  }

  var waits: Bool { state == "pending" }
  var isClosed: Bool { ["resolved", "rejected", "expired"].contains(state) }

  func belongs(to agent: String) -> Bool { !waits && !isClosed && self.agent == agent }

  /// The first word of the customer's name; `customer` where none is known.
  var firstName: String {
    customer.split(whereSeparator: \.isWhitespace).first.map { String($0) } ?? "customer"
  }

  /// What matters at a glance: `Ana Popescu, en, web, asked for a person`.
  var glance: String {
    [customer, language, channel, reason].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func seconds(_ value: JSONValue) -> Double? { value.string.flatMap { moment($0) } }

  /// A time as servers write it, in whole seconds since the Unix epoch.
  static func moment(_ text: String) -> Double? {
    guard let point = text.firstIndex(of: ".") else {
      return UTCTime.instant(text)?.secondsSinceEpoch
    }
    let zone = text[point...].dropFirst().drop { $0.isASCII && $0.isNumber }
    return UTCTime.instant(String(text[..<point]) + zone)?.secondsSinceEpoch
  }
}
