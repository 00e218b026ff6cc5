package import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of recorded conversations: a JSON object a line, as `frontdesk chat -o json` writes them.
package struct Recording: Sendable {
  package let file: String
  /// In the order of the file.
  package private(set) var turns: [ReplayTurn] = []

  /// The conversation of lines that name none.
  private static let standardConversation = ConversationID("chat")

  /// Reads the lines; what is wrong with them becomes problems.
  ///
  /// Members not known are passed over.
  package init(parsing bytes: [UInt8], file: String, problems: inout [ContentProblem]) {
    self.file = file
    let decoder = JSONDecoder()
    var turns: [ReplayTurn] = []
    var found: [ContentProblem] = []
    SourceFile(name: file, bytes: bytes).forEachLine { source, number in
      do {
        let line = try decoder.decode(RecordedLine.self, from: Data(source))
        turns.append(
          ReplayTurn(
            line: number,
            source: Array(source),
            conversation: line.conversation.map { ConversationID($0) }
              ?? Self.standardConversation,
            time: line.time,
            chosenLanguage: line.chosenLanguage,
            input: line.input,
            outcome: line.outcome
          )
        )
      } catch {
        let message = (error as? RecordedLine.Misfit)?.message ?? RecordedLine.Misfit.noObject
        found.append(ContentProblem(file: file, line: number, message, rule: "recording"))
      }
    }
    self.turns = turns
    problems += found
  }
}

extension Recording {
  /// The recording with what customers said, and what commands were given, written otherwise.
  package func rewritten(_ text: (String) -> String) -> Recording {
    var copy = self
    copy.turns = turns.map { $0.rewritten(text) }
    return copy
  }
}

/// A line as it is written.
private struct RecordedLine: Decodable {
  /// What is wrong with a line.
  struct Misfit: Error {
    let message: String

    static let noObject =
      "expected a JSON object on one line, as {\"question\": \"…\", \"kind\": \"answer\"}"
  }

  private enum Key: String, CodingKey {
    case question, kind, language, text, introduction, intent, target, article, also, choices
    case flow, completed, handoff, slots, conversation, time, command, argument
    case chosenLanguage = "chosen_language"
  }

  private struct Handoff: Decodable {
    let reason: String
    let team: String?
    let priority: String?
  }

  let conversation: String?
  let time: Instant?
  let chosenLanguage: Language?
  let input: ReplayTurn.Input
  let outcome: TurnOutcome?

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    conversation = try Self.text(.conversation, members)
    time = try Self.time(members)
    chosenLanguage = try Self.text(.chosenLanguage, members).map { code in
      guard let language = Language(code: code) else {
        let expected = "expected a language such as en"
        throw Misfit(message: "`chosen_language`: \(expected), found \"\(code)\"")
      }
      return language
    }
    let kind = try Self.kind(members)
    guard kind != Self.command else {
      let name = try Self.text(.command, members) ?? ""
      input = .command(name, argument: try Self.text(.argument, members) ?? "")
      // An event about which nothing was said.
      var silence = TurnOutcome()
      silence.values[.kind] = TurnOutcome.silent
      outcome = name == "event" ? silence : nil
      return
    }
    guard let question = try Self.text(.question, members) else {
      throw Misfit(message: "`question` is missing; expected what the customer said")
    }
    input = .line(question)
    outcome = try Self.outcome(members, kind: kind)
  }

  /// The kind of a line about a command of the chat.
  private static let command = "command"

  private typealias Members = KeyedDecodingContainer<Key>

  private static func kind(_ members: Members) throws -> String {
    let kinds = Reply.Kind.allCases.map(\.rawValue) + [TurnOutcome.silent, command]
    let expected = "expected one of \(kinds.joined(separator: ", "))"
    guard let kind = try text(.kind, members) else {
      throw Misfit(message: "`kind` is missing; \(expected)")
    }
    guard kinds.contains(kind) else {
      throw Misfit(message: "`kind`: \(expected), found \"\(kind)\"")
    }
    return kind
  }

  private static func time(_ members: Members) throws -> Instant? {
    guard let text = try text(.time, members) else { return nil }
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw Misfit(
        message: "`time`: expected a time such as 2026-01-05T10:00:00Z, found \"\(text)\""
      )
    }
    return Instant(secondsSinceEpoch: date.timeIntervalSince1970)
  }

  private static func outcome(_ members: Members, kind: String) throws -> TurnOutcome {
    var outcome = TurnOutcome()
    outcome.values[.kind] = kind
    for (key, member) in [
      (Key.intent, TurnOutcome.Member.intent), (.target, .target), (.article, .article),
      (.language, .language), (.flow, .flow),
    ] where members.contains(key) {
      outcome.values[member] = try text(key, members) ?? ""
    }
    for (key, member) in [
      (Key.also, TurnOutcome.Member.also), (.choices, .choices), (.completed, .completed),
    ] where members.contains(key) {
      outcome.values[member] = TurnOutcome.list(
        try value([String].self, key, members, "a list of texts") ?? []
      )
    }
    if members.contains(.handoff) {
      let handoff = try value(
        Handoff.self,
        .handoff,
        members,
        "null or an object with `reason`, `team` and `priority`"
      )
      outcome.values[.handoff] =
        handoff.map {
          TurnOutcome.handoff(
            reason: $0.reason,
            team: $0.team ?? "",
            priority: $0.priority ?? "none"
          )
        } ?? ""
    }
    if let text = try text(.text, members) {
      let introduction = try Self.text(.introduction, members) ?? ""
      outcome.values[.text] = TurnOutcome.text(introduction: introduction, text)
    }
    outcome.slots = try value(
      [String: String].self,
      .slots,
      members,
      "an object of names and texts"
    )
    return outcome
  }

  private static func text(_ key: Key, _ members: Members) throws -> String? {
    try value(String.self, key, members, "a text")
  }

  /// A member; nil when it is not there or null.
  private static func value<Value: Decodable>(
    _ type: Value.Type,
    _ key: Key,
    _ members: Members,
    _ expected: String
  ) throws -> Value? {
    do {
      return try members.decodeIfPresent(type, forKey: key)
    } catch {
      throw Misfit(message: "`\(key.rawValue)`: expected \(expected)")
    }
  }
}
