import Foundation
import JSON
import LineServer
import TestSupport

/// Many customers' sessions over one connection, which is lost now and then in the middle of a line.
final class SoakBackend: SoakParty {
  private struct Talk {
    let name: String
    let language: Int
    var count = 0
    /// The line that waits to be answered; it is sent again after a reconnect.
    var open: (id: String, line: String, sentAt: Double)?
    var isSentAgain = false
    var isEnding = false
    var nextAt: Double
    /// The number of the last line received.
    var seq = 0
    /// The answer that the changed article must have from now on.
    var expected: String?
  }

  private let address: SocketAddress
  private let token: String
  private var client: LineClient?
  private var talks: [String: Talk] = [:]
  private var order: [String] = []
  private var names = 0
  private var generator: SeededGenerator
  private var nextCut: Double
  private let pause: Double
  private(set) var sent = 0
  private(set) var cuts = 0
  private(set) var checkedContents = 0
  var isFinishing = false

  /// What the changed article says, in turn; the number of the one in use, once that is known.
  var content: Int?

  init(
    _ address: SocketAddress,
    token: String,
    sessions: Int,
    pause: Double,
    seed: UInt64,
    now: Double
  ) {
    self.address = address
    self.token = token
    self.pause = pause
    generator = SeededGenerator(seed: seed)
    nextCut = now + 10
    for _ in 0..<sessions { begin(now) }
  }

  var clients: [LineClient] { client.map { [$0] } ?? [] }

  var open: Int { talks.values.count { $0.open != nil } }

  /// The longest that somebody waits still, in seconds.
  func longestWait(_ now: Double) -> Double {
    talks.values.reduce(0) { max($0, $1.open.map { now - $0.sentAt } ?? 0) }
  }

  /// New content is on its way: until it is in use nobody knows which of the two is told.
  func contentChanges() {
    content = nil
    for name in order { talks[name]?.expected = nil }
  }

  private func begin(_ now: Double) {
    names += 1
    let name = "k\(names)"
    talks[name] = Talk(
      name: name,
      language: names % CustomerLines.languageCount,
      nextAt: now + Double.random(in: 0..<pause * 2, using: &generator)
    )
    order.append(name)
  }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    if client == nil || client?.hasEnded == true { try connect() }
    for line in client?.lines() ?? [] { try receive(line, now, &figures) }
    for name in order {
      guard var talk = talks[name], talk.open == nil, now >= talk.nextAt, !isFinishing else {
        continue
      }
      let line = next(&talk)
      talk.open = (line.id, line.text, now)
      talk.isSentAgain = false
      talks[name] = talk
      sent += 1
      client?.send(line.text)
    }
    if now >= nextCut, !isFinishing {
      nextCut = now + Double.random(in: 10..<30, using: &generator)
      cuts += 1
      client?.send(unfinished: Array("{\"session\":\"k1\",\"id\":\"half\",\"text\":\"nev".utf8))
      if Bool.random(using: &generator) { client?.reset() } else { client?.close() }
    }
  }

  private func connect() throws {
    let client = try LineClient(address)
    client.send("{\"type\":\"hello\",\"role\":\"backend\",\"token\":\"\(token)\"}")
    for name in order {
      guard var talk = talks[name], talk.seq > 0 || talk.open != nil else { continue }
      client.send("{\"type\":\"hello\",\"session\":\"\(name)\",\"resume\":\(talk.seq)}")
      if let open = talk.open {
        talk.isSentAgain = true
        client.send(open.line)
      }
      talks[name] = talk
    }
    self.client = client
  }

  private func next(_ talk: inout Talk) -> (id: String, text: String) {
    talk.count += 1
    talk.expected = nil
    let id = "\(talk.name)-\(talk.count)"
    if talk.count > 20 {
      talk.isEnding = true
      return (id, "{\"type\":\"end\",\"session\":\"\(talk.name)\",\"id\":\"\(id)\"}")
    }
    // The article that changes is only sure to answer who has said nothing else yet.
    if talk.count == 1, talk.language == 0 {
      if let content { talk.expected = SoakContent.beginnings[content] }
      return (id, Ledger.line(talk.name, id: id, text: SoakContent.question))
    }
    let text = CustomerLines.next(language: talk.language, using: &generator)
    return (id, Ledger.line(talk.name, id: id, text: text))
  }

  private func receive(_ line: String, _ now: Double, _ figures: inout SoakFigures) throws {
    let members = try SoakLine.members(line)
    let type = members["type"] as? String ?? ""
    guard let name = members["session"] as? String else {
      try require(
        type == "welcome" && members["role"] as? String == "backend",
        "the backend was told: \(line)"
      )
      return
    }
    guard var talk = talks[name] else { return }
    let re = members["re"] as? String
    defer { if talks[name] != nil { talks[name] = talk } }
    switch type {
    case "welcome":
      try require(members["seq"] as? Int ?? -1 >= talk.seq, "\(name) had \(talk.seq): \(line)")
      return
    case "result":
      guard talk.isEnding, re == talk.open?.id else { return }
      figures.note(wait: now - (talk.open?.sentAt ?? now))
      talks[name] = nil
      order.removeAll { $0 == name }
      begin(now)
      return
    case "message", "ack", "status": break
    default: throw Difference("\(name) was told: \(line)")
    }
    guard let seq = members["seq"] as? Int else { throw Difference("no number: \(line)") }
    if seq <= talk.seq {
      try require(
        talk.isSentAgain && re == talk.open?.id || talk.isSentAgain && talk.open == nil,
        "\(name): number \(seq) came again after \(talk.seq): \(line)"
      )
    } else {
      try require(seq == talk.seq + 1, "\(name): number \(seq) came after \(talk.seq): \(line)")
      talk.seq = seq
    }
    guard let open = talk.open, re == open.id, !talk.isEnding else { return }
    if let expected = talk.expected {
      checkedContents += 1
      try require(
        (members["text"] as? String ?? "").contains(expected),
        "after the reload \(name) was told what the content said before: \(line)"
      )
    }
    figures.note(wait: now - open.sentAt)
    talk.open = nil
    talk.nextAt = now + Double.random(in: 0..<pause * 2, using: &generator)
  }
}

/// Somebody who takes part in a soak: has connections, and does something now and then.
protocol SoakParty: AnyObject {
  /// The connections that poll is to look at.
  var clients: [LineClient] { get }

  /// Reads what has come, and does what is due.
  func tick(_ now: Double, _ figures: inout SoakFigures) throws
}

/// Reading lines of JSON.
enum SoakLine {
  static func members(_ line: String) throws -> [String: Any] {
    guard let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)),
      let members = value as? [String: Any]
    else { throw Difference("not a line of JSON: \(line)") }
    return members
  }
}
