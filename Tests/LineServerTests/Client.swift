@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A client that blocks: sends bytes, reads blocks, gives up after twenty seconds of silence.
final class Client {
  struct Failure: Error {
    let what: String
  }

  private let number: Int32
  private var isOpen = true
  private var received: [UInt8] = []

  init(to address: SocketAddress, receiveBuffer: Int32? = nil) throws {
    number = socket(address.family, streamType, 0)
    guard number >= 0 else { throw Failure(what: "socket: \(errno)") }
    if var size = receiveBuffer {
      setsockopt(number, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    // Otherwise a second line waits for the first to be acknowledged, which may take 40 ms.
    var on: Int32 = 1
    setsockopt(number, tcpLevel, TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let number = number
    guard address.withSystemAddress({ connect(number, $0, $1) }) == 0 else {
      throw Failure(what: "connect to \(address): \(errno)")
    }
  }

  deinit { closeOnce() }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure(what: "write: \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends one line and reads one block.
  func ask(_ line: String) throws -> String? {
    try send(line + "\n")
    return try block()
  }

  /// Reads the next block without its empty line, or the next line of JSON; nil at the end of the
  /// stream.
  func block() throws -> String? {
    while true {
      if let end = endOfBlock() {
        let text = String(decoding: received[..<end], as: UTF8.self)
        received.removeSubrange(...(text.utf8.first == UInt8(ascii: "{") ? end : end + 1))
        return text
      }
      guard try readMore() else {
        guard received.isEmpty else { throw Failure(what: "the stream ended inside a block") }
        return nil
      }
    }
  }

  /// Whether nothing has come.
  var isSilent: Bool {
    var asked = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return received.isEmpty && poll(&asked, 1, 0) == 0
  }

  /// Reads to the end of the stream, which may be an abrupt one.
  func rest() throws -> [UInt8] {
    while try readMore() {}
    defer { received = [] }
    return received
  }

  func endSending() { shutdown(number, endOfSending) }

  /// Closes with a reset instead of an orderly end.
  func closeAbruptly() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    closeOnce()
  }

  private func closeOnce() {
    if isOpen { close(number) }
    isOpen = false
  }

  private func endOfBlock() -> Int? {
    // Lines of blocks never begin so.
    if received.first == UInt8(ascii: "{") { return received.firstIndex(of: 10) }
    return received.indices.dropLast().first { received[$0] == 10 && received[$0 + 1] == 10 }
  }

  private func readMore() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(number, &buffer, buffer.count)
    if count < 0, errno == ECONNRESET || errno == EPIPE { return false }
    guard count >= 0 else { throw Failure(what: "read: \(errno)") }
    received += buffer[..<count]
    return count > 0
  }
}
