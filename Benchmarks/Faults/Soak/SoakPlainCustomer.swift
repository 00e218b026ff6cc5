import Foundation
import LineServer
import TestSupport

/// A person with a terminal: asks a few questions, each when the one before is answered, and goes.
final class SoakPlainCustomer: SoakParty {
  private let address: SocketAddress
  private var client: LineClient?
  private var generator: SeededGenerator
  private var questions: [String] = []
  private var askedAt: Double?
  private var isGoing = false
  private var block: [String] = []
  private var nextAt: Double
  private let pause: Double
  private(set) var sent = 0
  var isFinishing = false

  init(_ address: SocketAddress, pause: Double, seed: UInt64, now: Double) {
    self.address = address
    self.pause = pause
    generator = SeededGenerator(seed: seed)
    nextAt = now + Double.random(in: 0..<pause * 2, using: &generator)
  }

  var clients: [LineClient] { client.map { [$0] } ?? [] }

  var isWaiting: Bool { askedAt != nil }

  func longestWait(_ now: Double) -> Double { askedAt.map { now - $0 } ?? 0 }

  func tick(_ now: Double, _ figures: inout SoakFigures) throws {
    for line in client?.lines() ?? [] {
      guard line.isEmpty else {
        block.append(line)
        continue
      }
      try receive(block.joined(separator: "\n"), now, &figures)
      block = []
    }
    if let client, client.hasEnded {
      try require(isGoing && askedAt == nil, "a customer's connection was closed; \(block)")
      self.client = nil
      isGoing = false
    }
    guard now >= nextAt, askedAt == nil, !isGoing, !isFinishing else { return }
    if client == nil {
      client = try LineClient(address)
      let language = Int.random(in: 0..<CustomerLines.languageCount, using: &generator)
      questions = Array(
        CustomerLines.questions(language: language).shuffled(using: &generator).prefix(5)
      )
    }
    askedAt = now
    sent += 1
    if let question = questions.popLast() {
      client?.send(question)
    } else {
      isGoing = true
      client?.send("/quit")
    }
  }

  private func receive(_ text: String, _ now: Double, _ figures: inout SoakFigures) throws {
    guard let since = askedAt else {
      // Whoever was handed over hears of the queue.
      return
    }
    try require(!text.hasPrefix("!"), "a customer was refused: \(text)")
    // For so long the server waits whether more is said.
    figures.note(wait: max(0, now - since - Soak.burst))
    askedAt = nil
    nextAt = now + Double.random(in: 0..<pause * 2, using: &generator)
  }
}
