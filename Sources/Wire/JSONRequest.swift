import JSON

/// What one line of JSON asks for: an object with a `type`, which may be left out for messages.
///
/// ```
/// {"type":"message","session":"s1","id":"m1","text":"where is my parcel?"}
/// {"type":"resume","session":"s1","seq":7}
/// ```
/// Members of other names are passed over.
package enum JSONRequest: Equatable, Sendable {
  /// A customer says something; with an id, sending it again is safe.
  case message(session: String, id: String?, text: String)
  /// What was sent in the session after the number is sent again.
  case resume(session: String, seq: Int)

  /// Reads a line that begins with `{`.
  ///
  /// - Throws: `JSONError` with what could be read of the session and the id.
  package init(line: String) throws(JSONError) {
    guard case .object(let members)? = JSONParser.value(of: Array(line.utf8)[...]) else {
      throw JSONError(.notJSON, "the line begins with { and is no JSON object")
    }
    let session = members["session"]?.string
    let id = members["id"]?.string
    func refused(_ code: JSONError.Code, _ message: String) -> JSONError {
      JSONError(code, message, session: session, re: id)
    }
    guard let session, Self.isName(session) else {
      throw refused(.badSession, "expected \"session\": 1 to 128 visible characters of ASCII")
    }
    if members["id"] != nil {
      guard let id, Self.isName(id) else {
        throw refused(.badID, "expected \"id\": 1 to 128 visible characters of ASCII")
      }
    }
    let type = members["type"] == nil ? "message" : members["type"]?.string
    switch type {
    case "message":
      guard let text = members["text"]?.string else {
        throw refused(.badText, "expected \"text\": what the customer says")
      }
      self = .message(session: session, id: id, text: text)
    case "resume":
      guard case .number(let digits)? = members["seq"], let seq = Int(digits), seq >= 0 else {
        throw refused(.badSeq, "expected \"seq\": the number of the last message seen, 0 for none")
      }
      self = .resume(session: session, seq: seq)
    default:
      throw refused(.badType, "expected \"type\": message or resume")
    }
  }

  private static func isName(_ name: String) -> Bool {
    // Letters beyond ASCII have several spellings that look and compare alike.
    (1...128).contains(name.utf8.count) && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// Why a line of JSON was not carried out.
package struct JSONError: Error, Equatable, Sendable {
  package enum Code: String, Sendable {
    case notJSON = "not_json"
    case badType = "bad_type"
    case badSession = "bad_session"
    case badID = "bad_id"
    case badText = "bad_text"
    case badSeq = "bad_seq"
    case tooLong = "too_long"
    /// Nothing was kept; the same line may be sent again.
    case tryAgain = "try_again"
  }

  package let code: Code
  package let message: String
  package let session: String?
  package let re: String?

  package init(_ code: Code, _ message: String, session: String? = nil, re: String? = nil) {
    self.code = code
    self.message = message
    self.session = session
    self.re = re
  }
}
