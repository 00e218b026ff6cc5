import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import TextAnalysis

/// The conversations of one recording, held with today's content.
struct ReplayRun {
  /// A turn that goes otherwise, and how.
  struct Changed {
    let turn: ReplayTurn
    let differences: [ReplayDifference]
  }

  private let shop: OpenShop
  private let language: Language?
  private let start: Instant?
  /// In the order of the file.
  private(set) var changed: [Changed] = []
  private(set) var turnCount = 0
  private(set) var conversationCount = 0
  /// The recording as it goes today: a line for each of it.
  private(set) var today: [UInt8] = []

  /// `language` is that of conversations for which none was chosen; `start` moves each of them there.
  init(_ shop: OpenShop, language: Language?, start: Instant?) {
    self.shop = shop
    self.language = language
    self.start = start
  }

  /// Holds the conversations one after the other, each alone at the desk.
  mutating func hold(_ recording: Recording) throws {
    var order: [ConversationID] = []
    var places: [ConversationID: [Int]] = [:]
    for (place, turn) in recording.turns.enumerated() {
      if places[turn.conversation] == nil { order.append(turn.conversation) }
      places[turn.conversation, default: []].append(place)
    }
    conversationCount = order.count
    var lines = recording.turns.map(\.source)
    var found: [Int: Changed] = [:]
    for conversation in order {
      let places = places[conversation] ?? []
      try hold(places.map { ($0, recording.turns[$0]) }, conversation, &lines, &found)
    }
    changed = found.sorted { $0.key < $1.key }.map(\.value)
    today = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  private mutating func hold(
    _ turns: [(place: Int, turn: ReplayTurn)],
    _ conversation: ConversationID,
    _ lines: inout [[UInt8]],
    _ found: inout [Int: Changed]
  ) throws {
    let chosen = turns.lazy.compactMap(\.turn.chosenLanguage).first ?? language
    // What one conversation changed or used up is not so for the next.
    shop.startAfresh()
    var session = ChatSession(shop, language: chosen, conversation: conversation)
    var comparison = ReplayComparison()
    let first = turns.lazy.compactMap(\.turn.time).first
    let standard = Instant(secondsSinceEpoch: Test.standardTime)
    var shift = 0.0
    if let start { shift = start.secondsSinceEpoch - (first ?? start).secondsSinceEpoch }
    var time = first ?? start ?? standard
    for (place, turn) in turns {
      time = turn.time ?? time
      let moment = Instant(secondsSinceEpoch: time.secondsSinceEpoch + shift)
      session.clock = moment
      guard let taken = try Self.take(turn, &session) else { continue }
      var json = JSONWriter()
      try TurnJSON(question: turn.question, outcome: taken, time: moment, session: session)
        .write(to: &json)
      lines[place] = json.bytes
      guard let recorded = turn.outcome else { continue }
      turnCount += 1
      var reply: Reply?
      if case .reply(let said) = taken { reply = said }
      let differences = comparison.differences(
        recorded,
        TurnOutcome(reply, slots: session.slots)
      )
      if !differences.isEmpty { found[place] = Changed(turn: turn, differences: differences) }
    }
  }

  /// Lets a turn come in again; nil for a command that has no effect on the conversation.
  private static func take(
    _ turn: ReplayTurn,
    _ session: inout ChatSession
  ) throws -> ChatSession.Outcome? {
    switch turn.input {
    case .line(let line):
      // The chat has a reply to these commands, too.
      if case .command(let command, let argument) = ChatCommand.read(line), line.utf8.count > 2,
        [.event, .retry].contains(command)
      {
        return try session.carryOut(command, argument: argument)
      }
      return try session.say(line)
    case .command(let name, let argument):
      guard let command = ChatCommand(rawValue: name) else { return nil }
      switch command {
      case .event: return try session.carryOut(command, argument: argument)
      case .undo, .customer, .lang: _ = try session.carryOut(command, argument: argument)
      default: break
      }
      return nil
    }
  }
}
