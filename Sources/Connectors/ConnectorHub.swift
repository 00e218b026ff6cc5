package import Content
package import Dialogue

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sends requests to the shop's own systems and collects what comes back.
///
/// Every request has exactly one completion, also where a connector crashes, hangs, answers twice or
/// answers nonsense, and where the hub is closed:
/// - an error known before anything was sent: `failed`;
/// - an action that reads and has no answer in time: `failed`;
/// - a change that may have reached the other side and has no answer in time: `unknown`, unless it
///   was sent again with a key the other side honours, and then answered.
///
/// It belongs to one thread; connectors work on threads and in programs of their own.
package final class ConnectorHub {
  private let definitions: [String: ActionDefinition]
  private let mailbox = CompletionMailbox()
  private let tables: TableSet
  private let currency: String
  private let retryDelay: Duration
  private let httpProgram: String
  private var tableConnector: (connector: TableConnector, thread: ConnectorThread)?
  private var commandConnectors: [[String]: (connector: CommandConnector, thread: ConnectorThread)]
  private var isClosed = false

  /// Creates a hub; nothing is started before the first request.
  ///
  /// `currency` is the ISO 4217 code of the amounts in tables; `retryDelay` is the seconds before
  /// anything is tried again, doubled each time; `httpProgram` is the path of `frontdesk-http`.
  package init(
    definitions: [ActionDefinition],
    tables: TableSet,
    currency: String,
    retryDelay: Double = 0.2,
    httpProgram: String = "frontdesk-http"
  ) {
    self.definitions = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
    self.tables = tables
    self.currency = currency
    self.retryDelay = .seconds(min(max(retryDelay, 0.001), 60))
    self.httpProgram = httpProgram
    commandConnectors = [:]
  }

  deinit { close() }

  /// Where `frontdesk-http` lies: beside the file of the program.
  package static func httpProgram(beside program: String) -> String {
    guard let slash = program.lastIndex(of: "/") else { return "frontdesk-http" }
    return program[...slash] + "frontdesk-http"
  }

  /// Readable while completions wait to be taken.
  package var wakeDescriptor: Int32 { mailbox.wakePipe.reading.number }

  /// Requests whose completion has not been taken yet.
  package var outstanding: Int { mailbox.outstanding }

  /// Sends a request; its completion comes later, even if it cannot be sent.
  ///
  /// A key that is still under way is the same request, which is not sent twice.
  package func send(_ request: ActionRequest) {
    guard mailbox.open(request) else { return }
    guard !isClosed else {
      return mailbox.complete(request.key, .failed("the connector is closed"))
    }
    guard let definition = definitions[request.action] else {
      let reason = "there is no action `\(request.action)`"
      return mailbox.complete(request.key, .failed(reason))
    }
    switch definition.connector {
    case .table(let operation):
      guard let connector = startedTableConnector() else {
        return mailbox.complete(request.key, .failed("no thread is left for the tables"))
      }
      connector.send(operation, request)
    case .command(let command):
      send(request, definition, to: command)
    case .http(let url):
      // A little less, so that it is there and says itself that no answer came.
      let seconds = definition.timeout - min(0.25, definition.timeout / 8)
      send(request, definition, to: [httpProgram, url, "\(seconds)"])
    }
  }

  /// What came of requests since the last time, in the order in which it came.
  package func takeCompletions() -> [ActionCompletion] { mailbox.take() }

  /// Sleeps until completions wait to be taken or the seconds are over; false when there are none.
  @discardableResult
  package func waitForCompletions(upTo seconds: Double) -> Bool {
    let deadline = ContinuousClock.now.advanced(by: .seconds(min(max(seconds, 0), 1e9)))
    repeat {
      mailbox.wakePipe.wait(atMost: deadline - .now)
      if mailbox.hasCompletions { return true }
    } while ContinuousClock.now < deadline
    return false
  }

  /// Ends all connectors; whatever is still open gets its completion, which can be taken afterwards.
  ///
  /// Nothing more is sent. Replies on their way are waited for as long as `grace`, in seconds.
  package func close(grace: Double = 1) {
    guard !isClosed else { return }
    isClosed = true
    // All of them at once, so that the waits are not added up.
    tableConnector?.connector.close()
    for (connector, _) in commandConnectors.values {
      connector.close(grace: .seconds(min(max(grace, 0), 3600)))
    }
    tableConnector?.thread.join()
    for (_, thread) in commandConnectors.values { thread.join() }
    tableConnector = nil
    commandConnectors = [:]
    mailbox.completeAll(.unknown("the connector was closed before it answered"))
  }

  private func send(
    _ request: ActionRequest,
    _ definition: ActionDefinition,
    to command: [String]
  ) {
    if let (connector, _) = commandConnectors[command] {
      return connector.send(request, definition)
    }
    let connector = CommandConnector(command: command, mailbox: mailbox, retryDelay: retryDelay)
    guard let thread = ConnectorThread({ connector.run() }) else {
      return mailbox.complete(request.key, .failed("no thread is left for the connector"))
    }
    commandConnectors[command] = (connector, thread)
    connector.send(request, definition)
  }

  private func startedTableConnector() -> TableConnector? {
    if let tableConnector { return tableConnector.connector }
    let connector = TableConnector(mailbox: mailbox)
    guard
      let thread = ConnectorThread({ [tables, currency] in
        connector.run(tables: tables, currency: currency)
      })
    else { return nil }
    tableConnector = (connector, thread)
    return connector
  }
}
