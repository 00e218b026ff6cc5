import Connectors
import Content
import Dialogue
import FrontdeskEngine
import LineServer
import Storage
import TextAnalysis

extension Command {
  static let serve = Command(
    name: "serve",
    summary: "answers customers and agents on sockets; PROTOCOL.md says how",
    options: [
      Serve.listen, Serve.stdio, OpenStore.store, Serve.allowRemote, Serve.burst, Serve.verbose,
    ] + OpenShop.options,
    details: """
      Every connection is a conversation of its own; a line in gives a block of lines out that an
      empty line ends. `/agent NAME` makes a connection an agent's, who then has /queue, /take N
      and /done. On standard input a line that begins with { is JSON: a message of one of many
      sessions, with an id by which it may be sent again. Everything is kept in the store before
      it is replied to; --store :memory: keeps it only while the program runs. Stops on SIGINT
      and SIGTERM once everything is sent.
      """,
    examples: [
      Example("frontdesk serve --listen 127.0.0.1:7070", "serves this machine on a port"),
      Example("frontdesk serve --listen unix:/run/frontdesk.sock", "serves on a Unix socket"),
      Example("frontdesk serve --stdio", "serves one conversation on standard input and output"),
      Example(
        "echo '{\"session\":\"s1\",\"id\":\"m1\",\"text\":\"hello\"}' | frontdesk serve --stdio",
        "takes a message of session s1 as JSON"
      ),
    ],
    run: { try Serve.run($0, $1) }
  )
}

/// The line server over a shop.
enum Serve {
  static let listen = Option(
    name: "listen",
    value: "ADDRESS",
    expected: "HOST:PORT or unix:PATH, such as \(SocketAddress.standard)",
    summary: "where to listen; may be given several times (default \(SocketAddress.standard))"
  )
  static let stdio = Option(
    name: "stdio",
    summary: "serves standard input and output as one more connection"
  )
  static let allowRemote = Option(
    name: "allow-remote",
    summary: "also listens where other machines can connect; no password!"
  )
  static let burst = Option(
    name: "burst",
    value: "SECONDS",
    expected: "seconds such as 1.5, or 0",
    summary: "how long lines of one customer are gathered into one turn (default 1.5)"
  )
  static let verbose = Option(
    name: "verbose",
    short: "v",
    summary: "logs connections as they come and go"
  )

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    var addresses: [SocketAddress] = []
    for text in arguments.values(of: listen) {
      do throws(SocketAddress.ParseError) {
        addresses.append(try SocketAddress(parsing: text))
      } catch {
        throw UsageError("--listen: \(error.description)")
      }
    }
    let usesStandardStreams = arguments.has(stdio)
    if addresses.isEmpty && !usesStandardStreams { addresses = [.standard] }

    let store =
      arguments.value(of: OpenStore.store) == ":memory:"
      ? try SQLiteStore.inMemory() : try OpenStore.forWriting(arguments)
    defer { store.close() }
    let shop = try OpenShop(arguments, console, store: store)
    if let warning = shop.engine.shop.thresholdWarning { try console.log(warning.description) }
    // Customers should not wait for indexes, nor the shop learn of its mistakes from them.
    for language in shop.engine.shop.settings.languages { _ = try shop.knowledgeBase(language) }
    let hub = try shop.hub()
    let systems = ShopSystems(
      wakeDescriptor: hub.wakeDescriptor,
      send: { requests in for request in requests { hub.send(request) } },
      takeCompletions: { hub.takeCompletions() }
    )
    shop.engine.burstWindow = try burst(arguments)
    shop.beginRun()
    let personal = shop.engine.shop.personalData()
    let server: Server
    do {
      server = try Server(
        engine: shop.engine,
        systems: systems,
        listening: addresses,
        stdio: usesStandardStreams,
        allowRemote: arguments.has(allowRemote),
        isVerbose: arguments.has(verbose),
        log: { log(personal.masked($0), console) }
      )
    } catch let error as ServerError {
      throw UsageError(error.description)
    }
    for address in server.boundAddresses { log("listening on \(address)", console) }
    try server.run()
    return .success
  }

  /// The window in which lines of one customer are one turn.
  private static func burst(_ arguments: Arguments) throws -> BurstWindow {
    guard let text = arguments.value(of: burst) else { return .standard }
    guard let seconds = Double(text), (0...60).contains(seconds) else {
      throw arguments.wrong(text, for: burst)
    }
    let longest = max(BurstWindow.standard.longest, seconds)
    return BurstWindow(pause: seconds, longest: seconds == 0 ? 0 : longest)
  }

  /// Logs a line; a server does not end because nobody reads its log.
  private static func log(_ line: String, _ console: Console) {
    do {
      try console.log("frontdesk: \(line)")
    } catch {
      // There is nowhere left to say it.
    }
  }
}
