import Content
import Dialogue
import JSON
import TextAnalysis

/// A request as connectors outside of the program get it: one line of JSON.
///
/// ```
/// {"action":"cancel_order","arguments":{"number":"A-10432"},"channel":"web","customer":"C-1001",
///  "key":"...","language":"en","time":"2026-11-22T11:26:50Z","today":"2026-11-22"}
/// ```
/// `customer` is missing unless the shop's own backend has named the customer.
enum RequestLine {
  /// The line with its line feed.
  static func bytes(of request: ActionRequest) -> [UInt8] {
    var members: [String: JSONValue] = [
      "key": .string(request.key),
      "action": .string(request.action),
      "arguments": .object(request.arguments.mapValues(\.json)),
      "language": .string(request.language.code),
      "channel": .string(request.channel),
      "time": .string(CivilDay.text(secondsSinceEpoch: request.time.secondsSinceEpoch)),
      "today": .string(request.today.description),
    ]
    if let customer = request.customer { members["customer"] = .string(customer) }
    var bytes: [UInt8] = []
    JSONValue.object(members).write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
