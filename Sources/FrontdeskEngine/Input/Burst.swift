import Dialogue

/// How long lines of one customer are gathered before they are taken as one turn.
package struct BurstWindow: Sendable, Hashable {
  /// Seconds after each line; 0 takes every line by itself.
  package let pause: Double
  /// Seconds after the first line at most.
  package let longest: Double

  package init(pause: Double, longest: Double) {
    self.pause = pause
    self.longest = longest
  }

  /// Every line is a turn: pipes, terminals, tests.
  package static let none = BurstWindow(pause: 0, longest: 0)
  /// What people who type in bursts need.
  package static let standard = BurstWindow(pause: 1.5, longest: 5)
}

/// When the lines came that wait in a conversation to be taken as one turn.
struct Burst {
  let first: Instant
  var last: Instant

  /// When the turn is due.
  func due(_ window: BurstWindow) -> Instant {
    min(last.after(window.pause), first.after(window.longest))
  }
}

extension CustomerMessage {
  /// Lines that are taken as one message, with the files of all of them.
  init(joining messages: [CustomerMessage]) {
    self.init(
      messages.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n"),
      attachments: messages.flatMap(\.attachments),
      clientID: messages.last { $0.clientID != nil }?.clientID
    )
  }
}
