import Foundation
import JSON

/// What one customer's program knows: what it sent, and every line it received.
struct Ledger {
  let session: String
  let language: Int
  /// Ids and texts in the order they were first sent.
  private(set) var sent: [(id: String, text: String)] = []
  /// The lines received, by their number from 1.
  private(set) var lines: [String] = []
  /// Ids that were replied to.
  private(set) var acknowledged: Set<String> = []
  /// The number the next line of a replay has; nil outside of one.
  private var replayed: Int?
  private(set) var replayEnd: String?

  init(session: String, language: Int) {
    self.session = session
    self.language = language
  }

  var unacknowledged: [(id: String, text: String)] {
    sent.filter { !acknowledged.contains($0.id) }
  }

  /// A message that has not been sent before, as a line.
  mutating func message(_ text: String) -> String {
    let id = "\(session)-m\(sent.count + 1)"
    sent.append((id, text))
    return Self.line(session, id: id, text: text)
  }

  static func line(_ session: String, id: String, text: String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("session", session)
      writer.member("id", id)
      writer.member("text", text)
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Asks for everything from a number on.
  func resume(after seq: Int) -> String {
    "{\"type\":\"resume\",\"session\":\"\(session)\",\"seq\":\(seq)}"
  }

  /// Asks for everything, and then for something that does not exist: its refusal marks the end.
  mutating func replay(mark: String) -> [String] {
    replayed = 1
    replayEnd = mark
    return [
      resume(after: 0), "{\"type\":\"mark\",\"session\":\"\(session)\",\"id\":\"\(mark)\"}",
    ]
  }

  /// A line the server has sent.
  ///
  /// - Throws: `Difference` when it is not what was received before under its number, or when a
  ///   number is missing before it.
  mutating func receive(_ line: String, seq: Int, re: String?) throws {
    let line = Self.lasting(line)
    // What was on its way when the replay was asked for comes before it.
    let isLive = replayed == 1 && seq > 1 && seq == lines.count + 1
    if let expected = replayed, !isLive {
      try require(
        seq == expected,
        "\(session): a replay has number \(seq) where \(expected) was expected: \(line)"
      )
      replayed = expected + 1
    }
    if seq <= lines.count {
      try require(seq >= 1, "\(session): there is a number \(seq)")
      try require(
        lines[seq - 1] == line,
        "\(session): number \(seq) was first\n  \(lines[seq - 1])\nand then\n  \(line)"
      )
    } else {
      try require(
        seq == lines.count + 1,
        "\(session): number \(seq) came after number \(lines.count): \(line)"
      )
      lines.append(line)
    }
    guard let re else { return }
    try require(
      sent.contains { $0.id == re },
      "\(session): a reply to \(re), which was never sent: \(line)"
    )
    acknowledged.insert(re)
  }

  /// A line without the confidence, which it has the first time only.
  private static func lasting(_ line: String) -> String {
    guard let start = line.range(of: ",\"confidence\":", options: .backwards) else { return line }
    let digits = line[start.upperBound...].prefix { $0.isNumber || $0 == "." }
    return String(line[..<start.lowerBound] + line[digits.endIndex...])
  }

  /// The end of a replay.
  ///
  /// - Throws: `Difference` when less was replayed than had been received.
  mutating func endReplay() throws {
    let count = (replayed ?? 1) - 1
    try require(
      count == lines.count,
      "\(session): \(lines.count) lines were received, and \(count) replayed; missing:\n  "
        + lines[min(count, lines.count)...].prefix(3).joined(separator: "\n  ")
    )
    replayed = nil
    replayEnd = nil
  }
}
