import Content
import Dialogue
import Synchronization

/// Sends requests to one program, line by line, and passes on its replies.
///
/// The program is started with the first request and lives on; when it has ended it is started again
/// for the next request, after a pause that doubles each time it ends without a reply. It may answer
/// out of order. What it writes to its standard error appears on ours with its name before it.
final class CommandConnector: Sendable {
  let command: [String]
  let mailbox: CompletionMailbox
  /// The pause before anything is tried again the first time.
  let retryDelay: Duration
  private let wakePipe = WakePipe()
  private let inbox = Mutex(Inbox())

  private struct Inbox {
    var waiting: [(request: ActionRequest, definition: ActionDefinition)] = []
    var closing: Duration?
  }

  init(command: [String], mailbox: CompletionMailbox, retryDelay: Duration) {
    self.command = command
    self.mailbox = mailbox
    self.retryDelay = retryDelay
  }

  func send(_ request: ActionRequest, _ definition: ActionDefinition) {
    inbox.withLock { $0.waiting.append((request, definition)) }
    wakePipe.wake()
  }

  /// Sends nothing more, waits so long for replies on their way, and ends the program.
  func close(grace: Duration) {
    inbox.withLock { $0.closing = grace }
    wakePipe.wake()
  }

  /// Works until it is closed.
  func run() {
    var loop = CommandLoop(connector: self, wake: wakePipe.reading)
    while true {
      wakePipe.drain()
      let (waiting, closing) = inbox.withLock { inbox in
        defer { inbox.waiting = [] }
        return (inbox.waiting, inbox.closing)
      }
      for (request, definition) in waiting { loop.accept(request, definition) }
      if let closing { return loop.close(grace: closing) }
      loop.step()
    }
  }
}
