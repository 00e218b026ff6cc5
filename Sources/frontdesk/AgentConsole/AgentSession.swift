import LineServer
import Wire

/// The console at work: its connection, opened again when it is lost, and the time.
///
/// Whoever owns it waits until `descriptor` is ready or `deadline` is reached, and calls then.
final class AgentSession {
  private(set) var console: AgentConsole
  /// How the program is to end; nil while it goes on.
  private(set) var ending: (status: ExitStatus, message: String?)?

  private let address: SocketAddress
  private let show: (ConsoleLine) throws -> Void
  private let ring: () throws -> Void
  private var socket: ClientSocket?
  private var decoder = LineDecoder(maximumLineBytes: 16 * 1_024 * 1_024)
  private var outgoing: [UInt8] = []
  private var delay = ReconnectDelay()
  /// When the connection is tried again, or a try is given up.
  private var retryAt: Double?
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// How long opening the connection may take, in seconds.
  private static let patience = 10.0
  /// How long the welcome may take: who guesses tokens is kept waiting, and others with them.
  private static let welcomePatience = 45.0
  /// How often a program's session tries to come back.
  private static let mostScriptedTries = 5

  init(
    _ settings: AgentConsole.Settings,
    address: SocketAddress,
    show: @escaping (ConsoleLine) throws -> Void,
    ring: @escaping () throws -> Void
  ) {
    console = AgentConsole(settings)
    self.address = address
    self.show = show
    self.ring = ring
  }

  /// The socket to wait for; nil while there is none.
  var descriptor: Int32? { socket?.number }

  /// Whether the socket is to be waited for until it can be written.
  var wantsToWrite: Bool { socket.map { !$0.isConnected || !outgoing.isEmpty } ?? false }

  /// When `wake` is to be called at the latest.
  var deadline: Double? { [retryAt, console.deadline].compactMap { $0 }.min() }

  var prompt: String { console.prompt }

  func open() throws {
    outgoing = []
    decoder = LineDecoder(maximumLineBytes: 16 * 1_024 * 1_024)
    do throws(SystemError) {
      let socket = try ClientSocket(connectingTo: address)
      self.socket = socket
      retryAt = secondsSinceEpoch() + Self.patience
      if socket.isConnected { try opened() }
    } catch {
      try lost("\(error)")
    }
  }

  func type(_ line: String) throws { try act { $0.type(line, at: $1) } }

  func edited(_ text: String) throws { try act { $0.edited(text, at: $1) } }

  /// The socket can be read or written.
  func ready() throws {
    guard let socket else { return }
    do throws(SystemError) {
      if !socket.isConnected {
        guard try socket.finishConnecting() else { return }
        try opened()
      }
      try send()
    } catch {
      try lost("\(error)")
      return
    }
    try read(from: socket)
  }

  /// Does what the time has come for.
  func wake() throws {
    let now = secondsSinceEpoch()
    if let retryAt, now >= retryAt {
      self.retryAt = nil
      if socket == nil { try open() } else { try lost("the server does not answer") }
    }
    try act { $0.wake(at: $1) }
  }

  func close() {
    socket?.close()
    socket = nil
  }

  // MARK: The connection

  private func opened() throws(SystemError) {
    retryAt = secondsSinceEpoch() + Self.welcomePatience
    do { try act { $0.connected(at: $1) } } catch let error as SystemError { throw error } catch {
      ending = ending ?? (.failure, "\(error)")
    }
  }

  private func read(from socket: ClientSocket) throws {
    while ending == nil, self.socket === socket {
      let count: Int?
      do throws(SystemError) {
        count = try socket.read(into: &buffer)
      } catch {
        try lost("\(error)")
        return
      }
      guard let count else { return }
      guard count > 0 else {
        try lost("the server has closed the connection")
        return
      }
      decoder.append(buffer[..<count])
      while ending == nil, self.socket === socket, let event = decoder.next() {
        guard case .line(let line) = event else { continue }
        try act { $0.receive(line.text, at: $1) }
        if console.link == .up, retryAt != nil {
          retryAt = nil
          delay.connectionWorks()
        }
      }
    }
  }

  private func send() throws(SystemError) {
    guard let socket, socket.isConnected, !outgoing.isEmpty else { return }
    let count = try socket.write(outgoing[...])
    outgoing.removeFirst(count)
  }

  private func lost(_ why: String) throws {
    close()
    outgoing = []
    guard console.wasWelcomed else {
      ending = ending ?? (.failure, "\(why); is frontdesk serve listening there?")
      return
    }
    let seconds = delay.afterFailure()
    if console.settings.isScripted, delay.failures > Self.mostScriptedTries {
      ending = (.failure, "\(why); not everything was answered")
      return
    }
    let now = secondsSinceEpoch()
    retryAt = now + Double(seconds)
    try act { $0.disconnected(why, retryIn: seconds, at: $1) }
  }

  /// Lets the console change, and does what it wants done.
  private func act(_ change: (inout AgentConsole, Double) -> [AgentConsole.Effect]) throws {
    for effect in change(&console, secondsSinceEpoch()) {
      switch effect {
      case .send(let line):
        outgoing += line.utf8
        outgoing.append(UInt8(ascii: "\n"))
      case .show(let line): try show(line)
      case .ring: try ring()
      case .reconnect: try lost("the connection is closed")
      case .end(let status, let message): ending = ending ?? (status, message)
      }
    }
    do throws(SystemError) { try send() } catch { try lost("\(error)") }
  }
}
