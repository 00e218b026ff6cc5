import Dialogue
import FrontdeskEngine
import Testing

/// A moment of a test; engines are told the time.
func moment(_ seconds: Double = 0) -> Instant { Instant(secondsSinceEpoch: seconds) }

extension Engine {
  /// What the bot says to a line, and how it came to say it.
  func reply(to line: String, in id: String = "c") throws -> Reply {
    let delivery = try #require(receive(line, in: ConversationID(id), at: moment()).first)
    #expect(delivery.recipient == .customer(ConversationID(id)))
    return try #require(delivery.reply)
  }
}

/// Whether a text can be shown: nothing in it steers a terminal or the direction of text.
func isSafe(_ text: String) -> Bool {
  // Isolates that end on their line do no harm (UAX #9).
  let isBalanced = text.split(separator: "\n").allSatisfy { line in
    var depth = 0
    for scalar in line.unicodeScalars {
      if scalar == "\u{2068}" { depth += 1 }
      if scalar == "\u{2069}" { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
  return isBalanced
    && text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x2068, 0x2069: true
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
}
