import Content
package import Dialogue
import Understanding

/// What an agent reads before taking over: everything said, one line each.
package struct Transcript: Sendable {
  package let lines: [String]

  package init(_ conversation: Conversation) {
    lines = conversation.events.compactMap { event in
      switch event {
      case .customerSaid(let text): "customer: \(Self.oneLine(text))"
      case .answered(_, text: ""), .choicesOffered(_, text: ""): nil
      case .answered(let target, let text): "bot (\(target.name)): \(Self.oneLine(text))"
      case .choicesOffered(_, let text), .declined(let text), .botSaid(let text):
        "bot: \(Self.oneLine(text))"
      case .agentSaid(let text): "agent: \(Self.oneLine(text))"
      case .attachmentReceived(let attachment):
        "customer sent: \(Self.oneLine(attachment.url))"
      case .actionCompleted(_, .failed(let why)):
        "system: failed: \(Self.oneLine(why))"
      case .actionCompleted(_, .unknown(let why)):
        "system: nobody knows whether it was done: \(Self.oneLine(why))"
      case .actionRequested(_, let action, changes: true):
        "system: asked for \(Self.oneLine(action))"
      case .actionCompleted(let key, .done) where conversation.change(of: key) != nil:
        "system: done"
      case .feedbackGiven(let feedback):
        "customer: \(feedback.kind.rawValue) \(feedback.value)"
      default: nil
      }
    }
  }

  /// Keeps a line of a transcript a line, and safe to show.
  private static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: line += " / "
      case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        line += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
