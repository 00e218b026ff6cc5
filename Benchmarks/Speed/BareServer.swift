import LineServer
import Wire

/// A line in, a line out: the server's loop, sockets and line decoder with one function behind them.
final class BareServer {
  /// Appends the answer to a line, without its end.
  typealias Answer = (String, inout [UInt8]) -> Void

  private final class Connection {
    let socket: Descriptor
    var decoder = LineDecoder()
    /// Lines that wait to be taken.
    var waiting: [UInt8] = []

    init(_ socket: Descriptor) { self.socket = socket }
  }

  private let loop: EventLoop
  private let answer: Answer
  private var scratch = [UInt8](repeating: 0, count: 64 * 1024)

  /// Serves until the program is ended.
  static func run(on address: SocketAddress, answer: @escaping Answer) throws {
    let loop = try EventLoop(elapsed: TimeSource.system.elapsed)
    let acceptor = try Acceptor(on: [address], loop: loop, pause: .seconds(1)) { print($0) }
    let server = BareServer(loop, answer: answer)
    acceptor.start { socket, _ in server.open(Connection(socket)) }
    loop.run()
  }

  private init(_ loop: EventLoop, answer: @escaping Answer) {
    self.loop = loop
    self.answer = answer
  }

  private func open(_ connection: Connection) {
    loop.watch(connection.socket, for: .reading) { [unowned self] interest in
      if interest.contains(.reading) { receive(connection) } else { flush(connection) }
    }
  }

  private func receive(_ connection: Connection) {
    switch connection.socket.read(into: &scratch) {
    case .wouldBlock: return
    case .bytes(let count) where count > 0: connection.decoder.append(scratch[..<count])
    case .bytes, .failed:
      loop.unwatch(connection.socket)
      return connection.socket.close()
    }
    while case .line(let line)? = connection.decoder.next() {
      answer(line.text, &connection.waiting)
      connection.waiting.append(UInt8(ascii: "\n"))
    }
    flush(connection)
  }

  private func flush(_ connection: Connection) {
    if case .bytes(let count) = connection.socket.write(connection.waiting[...]) {
      if count == connection.waiting.count {
        connection.waiting.removeAll(keepingCapacity: true)
      } else {
        connection.waiting.removeFirst(count)
      }
    }
    // Who does not read is not read from.
    loop.change(connection.socket, to: connection.waiting.isEmpty ? .reading : .writing)
  }
}
