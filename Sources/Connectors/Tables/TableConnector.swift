import Content
import Dialogue
import Synchronization

/// Carries out operations on tables, one after another on a thread of its own.
final class TableConnector: Sendable {
  private let mailbox: CompletionMailbox
  private let wakePipe = WakePipe()
  private let inbox = Mutex(Inbox())

  private struct Inbox {
    var waiting: [(operation: TableOperation, request: ActionRequest)] = []
    var isClosing = false
  }

  init(mailbox: CompletionMailbox) {
    self.mailbox = mailbox
  }

  func send(_ operation: TableOperation, _ request: ActionRequest) {
    inbox.withLock { $0.waiting.append((operation, request)) }
    wakePipe.wake()
  }

  /// Lets the thread end once everything sent before is done.
  func close() {
    inbox.withLock { $0.isClosing = true }
    wakePipe.wake()
  }

  /// Works until it is closed.
  func run(tables: TableSet, currency: String) {
    var runner = TableRunner(tables: tables, currency: currency)
    while true {
      wakePipe.wait()
      wakePipe.drain()
      let (waiting, isClosing) = inbox.withLock { inbox in
        defer { inbox.waiting = [] }
        return (inbox.waiting, inbox.isClosing)
      }
      for (operation, request) in waiting {
        mailbox.complete(request.key, runner.run(operation, request))
      }
      if isClosing { return }
    }
  }
}
