import Content
import JSON

/// A connector's reply: one line of JSON.
///
/// ```
/// {"key":"...","status":"done","result":{"stage":"shipped"}}
/// {"key":"...","status":"failed","error":"no such order"}
/// {"key":"...","status":"failed","error":"the database is locked","retry":true}
/// {"key":"...","status":"unknown","error":"the connection was dropped"}
/// ```
/// `failed` says that nothing was done, for certain; with `"retry":true` it may be asked again.
/// `unknown` says that the connector itself cannot tell. Members of other names are passed over.
struct ReplyLine: Sendable, Hashable {
  let key: String
  let answer: AttemptAnswer

  /// Reads a line without its line feed; nil when not even the key can be read.
  ///
  /// A reply with a key whose rest cannot be read says that nobody knows what was done.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard case .object(let members) = JSONParser.value(of: bytes),
      let key = members["key"]?.string
    else { return nil }
    self.key = key
    answer = Self.answer(members)
  }

  /// Reads a reply without regard to its key, as HTTP answers do not need one; nil for no reply.
  static func answer(_ bytes: ArraySlice<UInt8>) -> AttemptAnswer? {
    guard case .object(let members) = JSONParser.value(of: bytes) else { return nil }
    return answer(members)
  }

  private static func answer(_ members: [String: JSONValue]) -> AttemptAnswer {
    let reason = members["error"]?.string ?? "the connector gave no reason"
    switch members["status"]?.string {
    case "done":
      switch members["result"] {
      case nil, .null: return .done([:])
      case .object(let result):
        guard let fields = SlotValue.fields(result) else {
          return .noAnswer("the result has a field that is no value of a slot")
        }
        return .done(fields)
      default: return .noAnswer("the result is no object")
      }
    case "failed":
      return members["retry"]?.bool == true ? .notDone(reason) : .refused(reason)
    case "unknown": return .noAnswer(reason)
    default: return .noAnswer("the reply has no status that is known")
    }
  }
}
