import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A turn of a chat as a JSON object, with all that `frontdesk replay` needs to hold it again.
struct TurnJSON {
  let question: String
  let outcome: ChatSession.Outcome
  /// When the turn was taken.
  let time: Instant
  /// The chat after the turn.
  let session: ChatSession

  static let goodbye = "goodbye"

  func write(to json: inout JSONWriter) throws {
    var base: KnowledgeBase?
    if case .reply(let reply?) = outcome { base = try session.shop.knowledgeBase(reply.language) }
    json.object { json in
      switch outcome {
      case .reply(let reply):
        if let reply, let base {
          ReplyJSON(question: question, reply: reply, knowledgeBase: base).write(to: &json)
        } else {
          json.member("question", question)
          json.member("kind", "silent")
        }
        writeSlots(to: &json)
      case .report(let command, let lines):
        write(command, lines.joined(separator: "\n"), to: &json)
      case .quit:
        write(.quit, Self.goodbye, to: &json)
      }
      json.member("conversation", session.conversation.value)
      let date = Date(timeIntervalSince1970: time.secondsSinceEpoch)
      json.member("time", date.formatted(.iso8601))
      json.member("chosen_language", session.firstLanguage?.code)
    }
  }

  private func writeSlots(to json: inout JSONWriter) {
    let slots = session.slots.sorted { $0.key < $1.key }
    json.key("slots")
    json.object { json in
      for (name, value) in slots {
        json.key(named: name)
        json.string(value)
      }
    }
  }

  private func write(_ command: ChatCommand?, _ text: String, to json: inout JSONWriter) {
    json.member("kind", "command")
    json.member("command", command?.rawValue)
    if case .command(_, let argument) = ChatCommand.read(question), !argument.isEmpty {
      json.member("argument", argument)
    }
    json.member("text", text)
  }
}

extension ChatSession {
  /// What the conversation knows, without what is private.
  var slots: [String: String] {
    TurnOutcome.slots(
      of: shop.engine.conversation(conversation),
      in: shop.engine.shop.scripts.flows
    )
  }
}
