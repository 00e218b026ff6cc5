package import JSON

/// The one way each value of a slot is written in JSON:
///
/// ```
/// text        "A-10432"
/// number      3
/// bool        true
/// amount      {"amount":"12.50","currency":"EUR"}
/// date        {"date":"2026-11-24"}
/// attachment  {"url":"https://...","mime":"image/jpeg","name":"a.jpg"}
/// records     [{"title":"White shirt","quantity":1}]
/// ```
extension SlotValue {
  package var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .number(String(number))
    case .bool(let bool): .bool(bool)
    case .amount(let amount, let currency):
      .object(["amount": .string(AmountText.text(amount)), "currency": .string(currency)])
    case .date(let date): .object(["date": .string(date.description)])
    case .attachment(let attachment):
      Self.json(of: attachment)
    case .records(let rows): .array(rows.map { .object($0.mapValues(\.json)) })
    }
  }

  private static func json(of attachment: Attachment) -> JSONValue {
    var members: [String: JSONValue] = [
      "url": .string(attachment.url), "mime": .string(attachment.mime),
      "name": .string(attachment.name),
    ]
    if let bytes = attachment.bytes { members["bytes"] = .number(String(bytes)) }
    return .object(members)
  }

  /// Reads a value; nil when it is written in no such way.
  ///
  /// An amount may be a number instead of a text; members of an attachment other than the URL may
  /// be missing. Numbers with a fraction are no values: they are amounts, or texts.
  package init?(_ json: JSONValue) {
    switch json {
    case .null: return nil
    case .bool(let bool): self = .bool(bool)
    case .string(let text): self = .text(text)
    case .number(let digits):
      guard let number = Int(digits) else { return nil }
      self = .number(number)
    case .array(let values):
      var rows: [[String: SlotValue]] = []
      for value in values {
        guard case .object(let members) = value, let row = Self.fields(members) else { return nil }
        rows.append(row)
      }
      self = .records(rows)
    case .object(let members):
      guard let value = Self.value(of: members) else { return nil }
      self = value
    }
  }

  /// The fields of an object, those that are null left out; nil when one of them is no value.
  package static func fields(_ members: [String: JSONValue]) -> [String: SlotValue]? {
    var fields: [String: SlotValue] = [:]
    for (name, member) in members where member != .null {
      guard let value = SlotValue(member) else { return nil }
      fields[name] = value
    }
    return fields
  }

  private static func value(of members: [String: JSONValue]) -> SlotValue? {
    switch Set(members.keys) {
    case ["date"]:
      return members["date"]?.string.flatMap { ContentDate($0) }.map { .date($0) }
    case ["amount", "currency"]:
      guard let currency = members["currency"]?.string, isCurrency(currency) else { return nil }
      switch members["amount"] {
      case .string(let text), .number(let text):
        return DecimalNumber(text).map { .amount($0, currency: currency) }
      default: return nil
      }
    case let names
    where names.contains("url") && names.isSubset(of: ["url", "mime", "name", "bytes"]):
      guard let url = members["url"]?.string else { return nil }
      let mime = members["mime"]?.string ?? "", name = members["name"]?.string ?? ""
      var bytes: Int?
      if case .number(let digits)? = members["bytes"] { bytes = Int(digits) }
      return .attachment(Attachment(url: url, mime: mime, name: name, bytes: bytes))
    default:
      return nil
    }
  }

  /// Three capital letters (ISO 4217).
  private static func isCurrency(_ code: String) -> Bool {
    code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
