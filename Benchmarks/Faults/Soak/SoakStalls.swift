import Foundation
import LineServer

/// Where the time went when somebody waited long: in answering, in keeping, or in the proof itself.
struct SoakStalls {
  /// How often the server took longer than `bound` for a line, and for keeping a turn.
  private(set) var lines = 0
  private(set) var commits = 0
  /// The longest the proof was busy with one party, in seconds; so long nothing was read.
  private(set) var longestOwn = 0.0

  /// One of the bounds of the server's histograms, in seconds.
  static let bound = "0.25"

  mutating func noteOwn(_ seconds: Double) { longestOwn = max(longestOwn, seconds) }

  /// Asks the server what it has counted.
  mutating func ask(_ address: SocketAddress, token: String) throws {
    let client = try LineClient(address)
    defer { client.close() }
    client.send("{\"type\":\"hello\",\"role\":\"admin\",\"token\":\"\(token)\"}")
    client.send("{\"type\":\"metrics\",\"id\":\"m\"}")
    let deadline = Date(timeIntervalSinceNow: 10)
    while deadline.timeIntervalSinceNow > 0 {
      var polled = [client.polled]
      _ = poll(&polled, 1, 100)
      client.write()
      client.isReady = true
      for line in client.lines() {
        let members = try SoakLine.members(line)
        guard members["re"] as? String == "m" else { continue }
        let text = members.values.compactMap { $0 as? String }.first { $0.contains("# HELP") }
        guard let text else { throw Difference("no metrics: \(line)") }
        lines = Self.above(text, "frontdesk_line_seconds")
        commits = Self.above(text, "frontdesk_commit_seconds")
        return
      }
    }
    throw Difference("the server does not tell its metrics")
  }

  /// How many values of a histogram are above the bound.
  private static func above(_ text: String, _ name: String) -> Int {
    func value(_ key: String) -> Int {
      let line = text.split(separator: "\n").first { $0.hasPrefix(key + " ") }
      return Int(line?.dropFirst(key.count + 1) ?? "") ?? 0
    }
    return value(name + "_count") - value("\(name)_bucket{le=\"\(bound)\"}")
  }
}
