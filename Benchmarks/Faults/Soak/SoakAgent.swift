import Foundation
import JSON
import LineServer
import TestSupport

/// An agent by JSON: takes what is next, answers a few times, closes it, one line at a time.
final class SoakAgent: SoakParty {
  private let address: SocketAddress
  private let token: String
  private let name: String
  private var client: LineClient?
  private var generator: SeededGenerator
  /// How many lines are still to be said to whose ticket.
  private var tickets: [Int: Int] = [:]
  private var open: (id: String, type: String, line: String)?
  private var isWelcome = false
  private var count = 0
  private var nextAt: Double
  private(set) var said = 0
  private(set) var closed = 0
  private(set) var sent = 0
  private(set) var answered = 0
  var isFinishing = false

  init(_ address: SocketAddress, name: String, token: String, seed: UInt64, now: Double) {
    self.address = address
    self.name = name
    self.token = token
    generator = SeededGenerator(seed: seed)
    nextAt = now
  }

  var clients: [LineClient] { client.map { [$0] } ?? [] }

  var isWaiting: Bool { open != nil }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    if client == nil || client?.hasEnded == true {
      let client = try LineClient(address)
      client.send("{\"type\":\"hello\",\"role\":\"agent\",\"token\":\"\(token)\"}")
      isWelcome = false
      self.client = client
    }
    for line in client?.lines() ?? [] { try receive(line) }
    guard isWelcome, open == nil, now >= nextAt, !isFinishing else { return }
    nextAt = now + Double.random(in: 0.05..<0.25, using: &generator)
    act()
  }

  private func act() {
    let numbers = tickets.keys.sorted()
    guard let number = numbers.randomElement(using: &generator), tickets.count > 2 || chance(0.8)
    else { return send("next") }
    let left = tickets[number] ?? 0
    tickets[number] = left - 1
    if left > 0 {
      send("say", number, ("text", "\(name) \(count): one moment, please"))
    } else if chance(0.1) {
      send("return", number)
    } else {
      send("resolve", number, ("reason", "done"))
    }
  }

  private func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }

  private func send(_ type: String, _ ticket: Int? = nil, _ member: (String, String)? = nil) {
    count += 1
    sent += 1
    let id = "\(name)-\(count)"
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", type)
      writer.member("id", id)
      if let ticket { writer.member("ticket", ticket) }
      if let member {
        writer.key(named: member.0)
        writer.string(member.1)
      }
    }
    let line = String(decoding: writer.bytes, as: UTF8.self)
    open = (id, type, line)
    client?.send(line)
  }

  private func receive(_ line: String) throws {
    let members = try SoakLine.members(line)
    let type = members["type"] as? String ?? ""
    switch type {
    case "welcome":
      isWelcome = true
      for card in members["tickets"] as? [[String: Any]] ?? [] { note(card) }
      if let open { client?.send(open.line) }
    case "event":
      note(members["ticket"] as? [String: Any] ?? [:])
    case "result", "error":
      guard let open, members["re"] as? String == open.id else {
        throw Difference("\(name): an answer to what was never sent: \(line)")
      }
      self.open = nil
      answered += 1
      if type == "error" {
        let code = (members["error"] as? [String: Any])?["code"] as? String
        try require(code == "refused", "\(name): \(open.line) was answered by \(line)")
        // It is known soon enough who has the ticket now.
        if open.type != "next" { tickets = [:] }
      } else {
        if open.type == "say" { said += 1 }
        if open.type == "resolve" { closed += 1 }
        if let card = members["ticket"] as? [String: Any] { note(card) }
      }
    case "message", "notice", "typing", "read": break
    default: throw Difference("\(name) was told: \(line)")
    }
  }

  private func note(_ card: [String: Any]) {
    guard let number = card["number"] as? Int else { return }
    if card["agent"] as? String == name, card["state"] as? String == "assigned" {
      if tickets[number] == nil { tickets[number] = Int.random(in: 1...3, using: &generator) }
    } else {
      tickets[number] = nil
    }
  }
}
