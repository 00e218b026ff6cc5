import Dialogue
import Evaluation
import FrontdeskEngine
import TextAnalysis

extension BenchRound {
  /// Asks the rows of a desk set, each as if nothing had ever been said.
  ///
  /// At one fixed moment, since desks open and close; without the introduction, which may end in a
  /// question of its own. `progress` is called after each row.
  mutating func askDesk(
    _ set: DeskSet,
    _ names: ShopNames,
    progress: () throws -> Void
  ) throws -> [JudgedDeskRow] {
    let engine = shop.engine
    let introduces = engine.introduces
    engine.introduces = false
    defer {
      engine.introduces = introduces
      engine.startAfresh()
    }
    let conversation = ConversationID("desk")
    var judged: [JudgedDeskRow] = []
    var isOpenerIdle = false
    for row in set.rows {
      engine.startAfresh()
      if case .message(_, inFlow: true) = row.label, let opener = set.opener {
        _ = try say(opener, in: conversation)
        let isStarted = engine.conversation(conversation)?.frames.isEmpty == false
        isOpenerIdle = isOpenerIdle || !isStarted
      }
      let before = engine.conversation(conversation)?.flowCount ?? 0
      guard let reply = try say(row.text, in: conversation) else {
        throw BenchError("the engine gave no reply to the message \(row.id)")
      }
      let after = engine.conversation(conversation)
      let started = (after?.frames ?? []).filter { $0.run > before }.map(\.flow)
      judged.append(
        JudgedDeskRow(
          row,
          Observation(reply, offered: after?.choices ?? []),
          JudgedDeskRow.Events(reply, startedFlows: started),
          names: names
        )
      )
      try progress()
    }
    if isOpenerIdle {
      warnings.append(
        "\(set.language.code): the opener of \(DeskSet.Part.desk.fileName) starts no script; what is "
          + "said inside one was asked without"
      )
    }
    return judged
  }

  private func say(_ text: String, in conversation: ConversationID) throws -> Reply? {
    let time = Instant(secondsSinceEpoch: Test.standardTime)
    return try shop.reply(in: conversation, at: time) { engine, time in
      engine.receive(text, in: conversation, at: time)
    }.reply
  }
}
