import Foundation
import TestSupport

/// A small crowd of customers and what they know, for proofs in which nobody is killed.
struct Course {
  private(set) var ledgers: [String: Ledger]
  private var generator: SeededGenerator
  private let sessions: [String]
  private var next = 0
  private var marks = 0
  /// Ids that were refused and have not been sent again since.
  private(set) var refused: Set<String> = []
  /// What the refused were told, each wording once.
  private(set) var refusals: Set<String> = []
  /// What was said at most once of every line: an answer or a refusal.
  private var open: Set<String> = []

  init(sessions count: Int, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    sessions = (1...count).map { "s\($0)" }
    ledgers = [:]
    for (index, session) in sessions.enumerated() {
      ledgers[session] = Ledger(session: session, language: index % CustomerLines.languageCount)
    }
  }

  var acknowledgedCount: Int { ledgers.values.reduce(0) { $0 + $1.acknowledged.count } }

  /// Has so many customers say something, and waits until each was answered or refused.
  mutating func say(_ count: Int, to server: RunningServer) throws {
    for _ in 0..<count {
      let session = sessions[next % sessions.count]
      next += 1
      guard var ledger = ledgers[session] else { continue }
      server.send(
        ledger.message(CustomerLines.next(language: ledger.language, using: &generator))
      )
      if let id = ledger.sent.last?.id { open.insert(id) }
      ledgers[session] = ledger
    }
    try settle(server)
  }

  /// Sends again what was refused.
  mutating func sayAgain(to server: RunningServer) throws {
    for session in sessions {
      for message in ledgers[session]?.unacknowledged ?? [] {
        server.send(Ledger.line(session, id: message.id, text: message.text))
        open.insert(message.id)
        refused.remove(message.id)
      }
    }
    try settle(server)
  }

  /// Waits until everything that was sent is answered or refused.
  mutating func settle(_ server: RunningServer) throws {
    let isDone = try server.pump(for: 30, until: { open.isEmpty }) { try receive($0) }
    try require(
      isDone,
      "\(open.count) messages were neither answered nor refused, or the server ended: \(server.log)"
    )
  }

  /// Has everything sent again that was ever sent.
  mutating func checkReplays(_ server: RunningServer) throws {
    for session in sessions {
      marks += 1
      for line in ledgers[session]?.replay(mark: "end-\(marks)") ?? [] { server.send(line) }
    }
    let isDone = try server.pump(
      for: 60,
      until: { ledgers.values.allSatisfy { $0.replayEnd == nil } }
    ) { try receive($0) }
    try require(isDone, "no reply to replays within a minute, or the server ended: \(server.log)")
  }

  mutating func receive(_ line: String) throws {
    guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let members = value as? [String: Any], let session = members["session"] as? String,
      ledgers[session] != nil
    else { throw Difference("not a line of a session: \(line)") }
    let re = members["re"] as? String
    if members["type"] as? String == "error" {
      if let end = ledgers[session]?.replayEnd, re == end {
        return try ledgers[session]?.endReplay() ?? ()
      }
      let error = members["error"] as? [String: Any]
      guard error?["code"] as? String == "try_again", let re, open.remove(re) != nil else {
        throw Difference("an error nobody asked for: \(line)")
      }
      refused.insert(re)
      refusals.insert(error?["message"] as? String ?? "")
      return
    }
    guard let seq = members["seq"] as? Int else { throw Difference("no number: \(line)") }
    try ledgers[session]?.receive(line, seq: seq, re: re)
    if let re {
      try require(!refused.contains(re), "\(re) was refused, and then answered: \(line)")
      open.remove(re)
    }
  }
}
