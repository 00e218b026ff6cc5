import JSON

/// What a request line becomes in HTTP, and what an answer of HTTP means for it.
///
/// The body that is posted is the request line; the answer's body is a reply as every connector
/// gives it, in which the key may be missing. Sends nothing itself.
package struct HTTPExchange: Sendable {
  /// Names the request, from its line.
  package let key: String
  /// The body to be posted.
  package let body: [UInt8]

  /// Takes a request line without its line feed; nil when it has no key.
  package init?(line: ArraySlice<UInt8>) {
    guard case .object(let members) = JSONParser.value(of: line),
      let key = members["key"]?.string
    else { return nil }
    self.key = key
    body = Array(line)
  }

  /// The headers to be sent; `Idempotency-Key` has the key, with everything but letters, digits
  /// and `-._~/:` percent-encoded (RFC 3986, 2.1).
  package var headers: [String: String] {
    [
      "Content-Type": "application/json",
      "Accept": "application/json",
      "Idempotency-Key": Self.encoded(key),
    ]
  }

  /// The reply line for an answer of HTTP.
  ///
  /// - 2xx: what the body says; a body that is no reply means that nobody knows what was done.
  /// - 3xx: redirections are not followed. 307 and 308 say that nothing was done here (RFC 9110);
  ///   the others are also sent when all is done.
  /// - 4xx: nothing was done; 429 may be asked again.
  /// - 5xx: nobody knows.
  package func reply(status: Int, body: [UInt8], location: String? = nil) -> [UInt8] {
    switch status {
    case 200..<300: return reply(body)
    case 307, 308:
      return failed(
        "it has moved to \(location ?? "another place"); expected that URL in the action"
      )
    case 400..<500: return failed("HTTP status \(status)", mayRetry: status == 429)
    default: return unknown("HTTP status \(status)")
    }
  }

  /// The reply line for a request of which nothing was sent.
  package func notSent(_ reason: String, mayRetry: Bool) -> [UInt8] {
    failed(reason, mayRetry: mayRetry)
  }

  /// The reply line for a request that may have arrived and has no answer.
  package func unknown(_ reason: String) -> [UInt8] {
    line(["status": .string("unknown"), "error": .string(reason)])
  }

  /// Longer answers would be lines that the program does not take.
  private static let maximumBytes = 1 << 19

  private func reply(_ body: [UInt8]) -> [UInt8] {
    guard body.count <= Self.maximumBytes else { return unknown("the answer is too long") }
    guard case .object(var members) = JSONParser.value(of: body[...]),
      members["status"]?.string != nil
    else { return unknown("the answer is no reply in JSON") }
    if let other = members["key"], other != .string(key) {
      return unknown("the answer is to another key")
    }
    members["key"] = nil
    return line(members)
  }

  private func failed(_ reason: String, mayRetry: Bool = false) -> [UInt8] {
    var members: [String: JSONValue] = ["status": .string("failed"), "error": .string(reason)]
    if mayRetry { members["retry"] = .bool(true) }
    return line(members)
  }

  private func line(_ members: [String: JSONValue]) -> [UInt8] {
    var members = members
    members["key"] = .string(key)
    var bytes: [UInt8] = []
    JSONValue.object(members).write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private static func encoded(_ text: String) -> String {
    let plain = Set("-._~/:".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.append(byte)
      case _ where plain.contains(byte): result.append(byte)
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
