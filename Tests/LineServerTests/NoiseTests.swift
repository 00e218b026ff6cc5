import TestSupport
import Testing

@testable import LineServer

/// A short form of `faults wire`.
@Suite("Noise on the line")
struct NoiseTests {
  @Test("Whatever others send, a well-behaved client has its answers", arguments: 0..<4)
  func noise(seed: UInt64) throws {
    let server = try DeskServer(tokens: AccessTokens()) { $0.localRate = 1_000 }
    var noise = WireNoise(seed: seed)
    let good = try server.join()
    var others: [Client] = []
    for turn in 0..<60 {
      if others.count < 12 { others.append(try server.connect()) }
      let place = noise.number(below: others.count)
      let end = noise.end()
      do {
        try others[place].send(noise.bytes())
      } catch {
        // It may have been dropped before.
        #expect(error is Client.Failure)
      }
      if turn.isMultiple(of: 10) { try server.advance(by: .seconds(7)) }
      switch end {
      case .goesOn: break
      case .endsSending: others[place].endSending()
      case .closes: others.remove(at: place)
      case .resets: others.remove(at: place).closeAbruptly()
      }
      let answer = try good.ask("{\"id\":\"m\(turn)\",\"text\":\"\(question(turn))\"}")
      try #require(answer.re == "m\(turn)")
      try #require(answer.said == engineReply(to: question(turn)))
    }
    #expect(
      !server.log.contains { $0.level == .error },
      "\(server.log.filter { $0.level == .error })"
    )
  }
}
