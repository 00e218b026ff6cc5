import Synchronization

@testable import Connectors

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A server of HTTP/1.1 on the loopback interface; each connection has a thread of its own.
final class LocalServer: Sendable {
  /// A request as it arrived.
  struct Received: Sendable {
    /// The head of the request, in lower case.
    let head: String
    let body: String
  }

  enum Answer: Sendable {
    case status(Int, body: String, header: String = "")
    /// The connection is closed without a word.
    case drop
    /// The beginning of an answer, and then the connection is closed.
    case half
    /// Nothing is answered, and the connection stays open.
    case silence
  }

  let port: UInt16
  private let listener: Int32
  private let log: Log

  var received: [Received] { log.received.withLock { $0 } }

  func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Starts a server that answers a request and its number, counted from 1.
  init?(_ answer: @escaping @Sendable (Received, Int) -> Answer) {
    guard let (listener, port) = Self.listen() else { return nil }
    self.listener = listener
    self.port = port
    let log = Log()
    self.log = log
    let accepting = ConnectorThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        _ = ConnectorThread { Self.serve(connection, log, answer) }
      }
    }
    guard accepting != nil else { return nil }
  }

  deinit {
    // Ends accept() in the other thread, which close() alone does not.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private final class Log: Sendable {
    let received = Mutex<[Received]>([])
  }

  private static func listen() -> (listener: Int32, port: UInt16)? {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    let listener = socket(AF_INET, stream, 0)
    guard listener >= 0 else { return nil }
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && systemListen(listener)
          && getsockname(listener, pointer, &length) == 0
      }
    }
    return isBound ? (listener, UInt16(bigEndian: address.sin_port)) : nil
  }

  private static func serve(
    _ connection: Int32,
    _ log: Log,
    _ answer: (Received, Int) -> Answer
  ) {
    let stream = FileDescriptor(number: connection)
    while let request = read(stream) {
      let number = log.received.withLock { received in
        received.append(request)
        return received.count
      }
      switch answer(request, number) {
      case .status(let status, let body, let header):
        let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n\(header)\r\n"
        _ = stream.write(Array((head + body).utf8)[...])
        continue
      case .half:
        _ = stream.write(Array("HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\n{".utf8)[...])
      case .silence:
        var scratch = [UInt8](repeating: 0, count: 64)
        while case .bytes(let count) = stream.read(into: &scratch), count > 0 {}
      case .drop: break
      }
      break
    }
    stream.close()
  }

  /// Reads one request; nil at the end of the connection.
  private static func read(_ stream: FileDescriptor) -> Received? {
    var bytes: [UInt8] = []
    var scratch = [UInt8](repeating: 0, count: 4096)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.firstRange(of: "\r\n\r\n") {
        let head = text[..<end.lowerBound].lowercased()
        let body = String(text[end.upperBound...])
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length =
          field?.split(separator: ":").last
          .flatMap { Int($0.filter { $0 != " " }) } ?? 0
        if body.utf8.count >= length { return Received(head: head, body: body) }
      }
      guard case .bytes(let count) = stream.read(into: &scratch), count > 0 else { return nil }
      bytes += scratch[..<count]
    }
  }
}

private func systemListen(_ number: Int32) -> Bool { listen(number, 16) == 0 }
