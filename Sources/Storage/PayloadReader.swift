import Content
import Dialogue
import JSON
import TextAnalysis
import Understanding

/// What is wrong with a stored payload.
struct PayloadError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}

/// The members of a JSON object that was stored, each as the type it must have.
struct PayloadReader {
  let members: [String: JSONValue]

  init(_ bytes: [UInt8]) throws(PayloadError) {
    guard case .object(let members) = JSONParser.value(of: bytes[...]) else {
      throw PayloadError("its payload is no JSON object")
    }
    self.members = members
  }

  init(_ value: JSONValue?, _ name: String) throws(PayloadError) {
    guard case .object(let members) = value else { throw Self.missing(name, "an object") }
    self.members = members
  }

  private static func missing(_ name: String, _ expected: String) -> PayloadError {
    PayloadError("its member \"\(name)\" is not \(expected)")
  }

  private func isMissing(_ name: String) -> Bool {
    switch members[name] {
    case nil, .null: true
    default: false
    }
  }

  func text(_ name: String) throws(PayloadError) -> String {
    guard let text = members[name]?.string else { throw Self.missing(name, "a text") }
    return text
  }

  func optionalText(_ name: String) throws(PayloadError) -> String? {
    isMissing(name) ? nil : try text(name)
  }

  func int(_ name: String) throws(PayloadError) -> Int {
    guard case .number(let digits) = members[name], let number = Int(digits) else {
      throw Self.missing(name, "a whole number")
    }
    return number
  }

  func optionalInt(_ name: String) throws(PayloadError) -> Int? {
    isMissing(name) ? nil : try int(name)
  }

  func double(_ name: String) throws(PayloadError) -> Double {
    guard case .number(let digits) = members[name], let number = Double(digits) else {
      throw Self.missing(name, "a number")
    }
    return number
  }

  func optionalDouble(_ name: String) throws(PayloadError) -> Double? {
    isMissing(name) ? nil : try double(name)
  }

  func bool(_ name: String) throws(PayloadError) -> Bool {
    guard let bool = members[name]?.bool else { throw Self.missing(name, "true or false") }
    return bool
  }

  func list(_ name: String) throws(PayloadError) -> [JSONValue] {
    guard case .array(let values) = members[name] else { throw Self.missing(name, "a list") }
    return values
  }

  func texts(_ name: String) throws(PayloadError) -> [String] {
    var texts: [String] = []
    for value in try list(name) {
      guard let text = value.string else { throw Self.missing(name, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  func object(_ name: String) throws(PayloadError) -> PayloadReader {
    try PayloadReader(members[name], name)
  }

  func optionalObject(_ name: String) throws(PayloadError) -> PayloadReader? {
    isMissing(name) ? nil : try object(name)
  }

  // MARK: What events are made of

  /// A value that is written as a name.
  func named<Value: RawRepresentable<String>>(_ name: String) throws(PayloadError) -> Value {
    let text = try text(name)
    guard let value = Value(rawValue: text) else {
      throw PayloadError("its member \"\(name)\" has the value \"\(text)\", which is not known")
    }
    return value
  }

  func instant(_ name: String) throws(PayloadError) -> Instant {
    Instant(secondsSinceEpoch: try double(name))
  }

  func optionalInstant(_ name: String) throws(PayloadError) -> Instant? {
    try optionalDouble(name).map { Instant(secondsSinceEpoch: $0) }
  }

  func agent(_ name: String) throws(PayloadError) -> AgentID { AgentID(try text(name)) }

  func optionalAgent(_ name: String) throws(PayloadError) -> AgentID? {
    try optionalText(name).map { AgentID($0) }
  }

  func target(_ name: String) throws(PayloadError) -> Target {
    guard let target = Target(stored: try text(name)) else {
      throw Self.missing(name, "an article or intent")
    }
    return target
  }

  func slot(_ name: String) throws(PayloadError) -> SlotValue {
    guard let value = members[name].flatMap({ SlotValue($0) }) else {
      throw Self.missing(name, "the value of a slot")
    }
    return value
  }

  func slots(_ name: String) throws(PayloadError) -> [String: SlotValue] {
    guard case .object(let fields) = members[name], let slots = SlotValue.fields(fields) else {
      throw Self.missing(name, "an object of slots")
    }
    return slots
  }

  func fields(_ name: String) throws(PayloadError) -> [String: String] {
    try object(name).fields()
  }

  /// The object itself, whose members are all texts.
  func fields() throws(PayloadError) -> [String: String] {
    var fields: [String: String] = [:]
    for (name, value) in members {
      guard let text = value.string else { throw Self.missing(name, "a text") }
      fields[name] = text
    }
    return fields
  }

  func attachment(_ name: String) throws(PayloadError) -> Attachment {
    guard case .attachment(let attachment) = try slot(name) else {
      throw Self.missing(name, "an attachment")
    }
    return attachment
  }
}

extension Target {
  /// Reads a document's id back, byte for byte: a name may begin with a mark that would join the
  /// colon before it to one character.
  init?(stored id: String) {
    let colon = id.utf8.firstIndex(of: UInt8(ascii: ":")) ?? id.endIndex
    guard colon < id.endIndex else { return nil }
    let name = String(decoding: id.utf8[id.utf8.index(after: colon)...], as: UTF8.self)
    switch String(decoding: id.utf8[..<colon], as: UTF8.self) {
    case "article": self = .article(name)
    case "intent": self = .intent(name)
    default: return nil
    }
  }
}
