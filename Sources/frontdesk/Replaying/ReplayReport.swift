import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import JSON

/// What became of recordings, in text and JSON.
struct ReplayReport {
  private struct Line {
    let file: String
    let turn: ReplayTurn
    let difference: ReplayDifference
  }

  /// What is wrong with the files.
  var problems: [ContentProblem] = []
  private var lines: [Line] = []
  private(set) var turnCount = 0
  private(set) var conversationCount = 0
  private(set) var changedCount = 0

  var isDifferent: Bool { changedCount > 0 }

  /// Adds what became of a recording.
  mutating func add(_ recording: Recording, _ run: ReplayRun) {
    turnCount += run.turnCount
    conversationCount += run.conversationCount
    changedCount += run.changed.count
    for changed in run.changed {
      lines += changed.differences.map {
        Line(file: recording.file, turn: changed.turn, difference: $0)
      }
    }
  }

  /// The types that occur, in their order, and how often they do.
  private var counts: [(kind: ReplayDifference.Kind, count: Int)] {
    ReplayDifference.Kind.allCases.map { kind in
      (kind, lines.count { $0.difference.kind == kind })
    }.filter { $0.count > 0 }
  }

  /// Writes problems, differences and the lines that sum them up.
  func write(to output: Output) throws {
    let style = output.style
    for problem in problems {
      try output.writeLine(
        "\(VisibleText.clean(problem.place)): \(style.red("error")): "
          + "\(VisibleText.clean(problem.message)) \(style.dim("(\(problem.rule))"))"
      )
    }
    for line in lines {
      let difference = line.difference
      try output.writeLine(
        VisibleText.clean("\(line.file):\(line.turn.line)") + " "
          + style.red(difference.kind.rawValue) + " "
          + VisibleText.clean("\(line.turn.question): \(difference.was) -> \(difference.now)")
      )
    }
    if !lines.isEmpty { try output.writeLine() }
    for (kind, count) in counts {
      let padding = String(repeating: " ", count: 8 - kind.rawValue.utf8.count)
      try output.writeLine("\(kind.rawValue)\(padding)\(count)")
    }
    if turnCount == 0, problems.isEmpty {
      try output.writeLine("there are no turns; expected lines that frontdesk chat -o json wrote")
    }
    let changing = "\(changedCount) changed"
    try output.writeLine(
      "\(Self.counted(turnCount, "turn")) in \(Self.counted(conversationCount, "conversation")): "
        + "\(turnCount - changedCount) as recorded, "
        + (isDifferent ? style.red(changing) : changing)
        + (problems.isEmpty ? "" : ", \(Self.counted(problems.count, "error")) in files")
    )
  }

  private static func counted(_ number: Int, _ one: String) -> String {
    "\(number) \(one)\(number == 1 ? "" : "s")"
  }

  /// Writes one object: counts, problems and every difference.
  func writeJSON(to output: Output) throws {
    var json = JSONWriter()
    json.object { json in
      json.member("conversations", conversationCount)
      json.member("turns", turnCount)
      json.member("changed", changedCount)
      json.key("counts")
      json.object { json in
        for kind in ReplayDifference.Kind.allCases {
          json.key(named: kind.rawValue)
          json.number(lines.count { $0.difference.kind == kind })
        }
      }
      json.key("problems")
      json.array(problems) { json, problem in
        json.object { json in
          json.member("file", problem.file)
          json.member("line", problem.line)
          json.member("message", problem.message)
          json.member("rule", problem.rule)
        }
      }
      json.key("differences")
      json.array(lines) { json, line in
        json.object { json in
          json.member("file", line.file)
          json.member("line", line.turn.line)
          json.member("conversation", line.turn.conversation.value)
          json.member("type", line.difference.kind.rawValue)
          json.member("question", line.turn.question)
          json.member("was", line.difference.was)
          json.member("is", line.difference.now)
        }
      }
    }
    try json.endLine(into: output)
  }
}
