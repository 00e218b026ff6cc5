import Connectors
import Content
import Dialogue
import FrontdeskEngine
import JSON
import LineServer
import Storage
import TextAnalysis

extension Command {
  static let serve = Command(
    name: "serve",
    summary: "answers customers and agents on sockets; PROTOCOL.md says how",
    options: [
      Serve.listen, Serve.stdio, OpenStore.store, TokenFile.tokens, Serve.burst,
    ] + ServeLimits.options + [ServeLog.format, Serve.verbose] + OpenShop.options,
    details: """
      Plain lines are for people: a line in gives a block of lines out that an empty line ends;
      /help lists the verbs, and nc 127.0.0.1 \(Serve.standardPort) talks to it. A line that begins with { is JSON, for programs: many sessions on one
      connection, backends that say who their customers are, agents, administrators. Everything is
      kept in the store before it is replied to; --store :memory: keeps it only while the program runs.

      SIGHUP reads content and tokens again, beside the running. SIGINT and SIGTERM stop it once
      everything is sent, a second one at once. Other machines can connect only when an agent's and
      an administrator's token are known; `frontdesk token new` makes them.

      \(ServeLimits.details)
      """,
    examples: [
      Example("frontdesk serve", "serves this machine on port \(Serve.standardPort)"),
      Example("frontdesk serve --listen unix:/run/frontdesk.sock", "serves on a Unix socket"),
      Example(
        "frontdesk serve --listen 0.0.0.0:7070 --max-connections 5000",
        "serves other machines too, where tokens are known"
      ),
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
  static let burst = Option(
    name: "burst",
    value: "SECONDS",
    expected: "seconds such as 1.5, or 0",
    summary: "how long plain lines of one customer are gathered into one turn (default 1.5)"
  )
  static let verbose = Option(
    name: "verbose",
    short: "v",
    summary: "logs connections as they come and go"
  )

  fileprivate static let standardPort = "7070"

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let addresses = try addresses(arguments)
    let tokenPath = try TokenFile.path(arguments)
    let tokens = try TokenFile.read(tokenPath)

    let store =
      arguments.value(of: OpenStore.store) == ":memory:"
      ? try SQLiteStore.inMemory() : try OpenStore.forWriting(arguments)
    defer { store.close() }
    let shop = try OpenShop(arguments, console, store: store)
    let log = try ServeLog(arguments, console, privacy: shop.engine.shop.personalData())
    if let warning = shop.engine.shop.thresholdWarning {
      log.write(LogRecord(.warning, warning.description))
    }
    // Customers should not wait for indexes, nor the shop learn of its mistakes from them.
    for language in shop.engine.shop.settings.languages { _ = try shop.knowledgeBase(language) }
    shop.engine.burstWindow = try burst(arguments)
    shop.beginRun()

    var configuration = Configuration(log: { log.write($0) })
    configuration.limits = try ServeLimits.limits(arguments)
    configuration.systems = ShopSystems(try shop.hub())
    configuration.content = .files(
      try OpenShop.folder(arguments),
      tokens: tokenPath,
      cache: OpenShop.cache(arguments),
      for: shop
    )
    configuration.isVerbose = arguments.has(verbose)
    configuration.version = Frontdesk.version
    configuration.explain = { explanation(of: $0, to: $1, shop) }
    configuration.residentBytes = { residentBytes() }
    raiseDescriptorLimit()
    let server: Server
    do {
      server = try Server(
        engine: shop.engine,
        listening: addresses,
        stdio: arguments.has(stdio),
        tokens: tokens,
        configuration: configuration
      )
    } catch let error as ServerError {
      throw UsageError(error.description)
    }
    for address in server.boundAddresses { log.info("listening on \(address)") }
    if !server.boundAddresses.isEmpty, !tokens.has(.agent) {
      log.info("no agent has a token: whoever can connect from this machine may become one")
    }
    try server.run()
    return .success
  }

  private static func addresses(_ arguments: Arguments) throws -> [SocketAddress] {
    var addresses: [SocketAddress] = []
    for text in arguments.values(of: listen) {
      do throws(SocketAddress.ParseError) {
        addresses.append(try SocketAddress(parsing: text))
      } catch {
        throw UsageError("--listen: \(error.description)")
      }
    }
    return addresses.isEmpty && !arguments.has(stdio) ? [.standard] : addresses
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

  /// How a reply came about, on one line.
  private static func explanation(of reply: Reply, to question: String, _ shop: OpenShop) -> String?
  {
    guard let base = try? shop.knowledgeBase(reply.language) else { return nil }
    var json = JSONWriter()
    json.object { json in
      ReplyJSON(question: question, reply: reply, knowledgeBase: base).write(to: &json)
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
