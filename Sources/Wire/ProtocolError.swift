/// Every way a line can be wrong before the desk looks at it.
package enum ProtocolError: Error, Equatable, Sendable {
  case lineTooLong(bytes: Int, maximumLineBytes: Int)
  case missingVerb
  case unknownVerb(String, suggestion: String?)
  /// The verb is known, the number of its arguments is wrong; `usage` is like `/take N`.
  case wrongArguments(usage: String)
  case notATicketNumber(String)
  case notAnAgentName(String)
  case agentNameInUse(String)
  case agentsOnly(verb: String)
  case customersOnly(verb: String)
  case administratorsOnly(verb: String)
  case invalidToken
  /// The role has a token, and none was given.
  case missingToken(usage: String)
  case tooFast
  case notALanguage(String, known: [String])

  /// The sentence sent back: what is wrong and what was expected, safe to show on a terminal.
  package var message: String {
    switch self {
    case .lineTooLong(let bytes, let maximum):
      "the line has \(bytes) bytes, at most \(maximum) are taken; nothing of it was read"
    case .missingVerb:
      "a verb must follow the slash; /help lists them, // starts a text with a slash"
    case .unknownVerb(let verb, let suggestion?):
      "there is no verb /\(quoted(verb)); did you mean /\(suggestion)?"
    case .unknownVerb(let verb, nil):
      "there is no verb /\(quoted(verb)); /help lists them, // starts a text with a slash"
    case .wrongArguments(let usage):
      "expected: \(usage)"
    case .notATicketNumber(let text):
      "\"\(quoted(text))\" is not a ticket number; /queue lists them"
    case .notAnAgentName(let text):
      "\"\(quoted(text))\" is not a name for an agent: 1 to 32 letters, digits, '-', '_' or '.'"
    case .agentNameInUse(let name):
      "an agent called \(quoted(name)) is already connected; choose another name"
    case .agentsOnly(let verb):
      "/\(verb) is for agents; become one with /agent NAME [TOKEN]"
    case .customersOnly(let verb):
      "/\(verb) is for customers, and you are none"
    case .administratorsOnly(let verb):
      "/\(verb) is for administrators; become one with /admin TOKEN"
    case .invalidToken: "this token is not valid here"
    case .missingToken(let usage): "a token is needed: \(usage)"
    case .tooFast: "too fast: the line was not taken; send fewer a second"
    case .notALanguage(let code, let known):
      "\"\(quoted(code))\" is no language of this shop; there are: \(known.joined(separator: ", "))"
    }
  }

  /// What was received, shortened and without anything a terminal would obey.
  private func quoted(_ text: String) -> String {
    let limit = 40
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return String(shown) + (text.unicodeScalars.count > limit ? "..." : "")
  }
}
