import Content
import Dialogue
import Testing
import TextAnalysis

@testable import Connectors

/// The day the tests take place on.
func day(_ text: String = "2026-11-22") throws -> ContentDate {
  try #require(ContentDate(text))
}

/// A request as the engine makes it.
func request(
  _ key: String,
  _ action: String = "act",
  _ arguments: [String: SlotValue] = [:],
  language: Language = .english,
  customer: String? = nil,
  today: String = "2026-11-22"
) throws -> ActionRequest {
  ActionRequest(
    key: key,
    conversation: ConversationID("c-" + key),
    action: action,
    arguments: arguments,
    language: language,
    channel: "web",
    customer: customer,
    time: Instant(secondsSinceEpoch: 1_795_347_610.5),
    today: try day(today)
  )
}

extension ActionOutcome {
  /// The fields of an action that was done.
  var fields: [String: SlotValue]? {
    if case .done(let fields) = self { return fields }
    return nil
  }

  /// Its case, without reasons.
  var name: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .unknown: "unknown"
    }
  }
}
