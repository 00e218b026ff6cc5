#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The client's end of a connection to a server; non-blocking, to be waited for in poll.
package final class ClientSocket {
  /// The descriptor's number, for poll: to write until it is connected, to read from then on.
  package let number: Int32
  package private(set) var isConnected = false
  private let address: SocketAddress
  private var isOpen = true

  /// Begins to connect; what is not done at once goes on while the caller waits.
  package init(connectingTo address: SocketAddress) throws(SystemError) {
    self.address = address
    number = openSocket(address.family)
    guard number >= 0 else { throw SystemError("cannot connect to \(address)", code: errno) }
    guard fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) == 0,
      fcntl(number, F_SETFD, FD_CLOEXEC) == 0
    else {
      let code = errno
      close()
      throw SystemError("cannot connect to \(address)", code: code)
    }
    prepare()
    let number = number
    if address.withSystemAddress({ startConnecting(number, $0, $1) }) == 0 {
      isConnected = true
      return
    }
    let code = errno
    guard code == EINPROGRESS || code == EINTR else {
      close()
      throw SystemError("cannot connect to \(address)", code: code)
    }
  }

  deinit { close() }

  /// Finds out what came of connecting, once poll says that the socket can be written.
  ///
  /// False when it goes on still.
  package func finishConnecting() throws(SystemError) -> Bool {
    guard !isConnected else { return true }
    var asked = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard poll(&asked, 1, 0) == 1 else { return false }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
      throw SystemError("cannot connect to \(address)", code: code == 0 ? errno : code)
    }
    isConnected = true
    return true
  }

  /// Reads what is there: 0 bytes are the end, nil is nothing yet.
  package func read(into buffer: inout [UInt8]) throws(SystemError) -> Int? {
    while true {
      let count = buffer.withUnsafeMutableBytes { receive(number, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return nil
      case let code: throw SystemError("the connection to \(address) is lost", code: code)
      }
    }
  }

  /// Writes as much as is taken; says how many bytes that is.
  package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    var written = 0
    while written < bytes.count {
      let count = bytes.dropFirst(written).withUnsafeBytes {
        transmit(number, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK: return written
      case let code: throw SystemError("the connection to \(address) is lost", code: code)
      }
    }
    return written
  }

  package func close() {
    guard isOpen else { return }
    isOpen = false
    if number >= 0 { closeSocket(number) }
  }

  /// Notices a peer that is gone without a word, and sends lines without waiting for more.
  private func prepare() {
    if case .unix = address { return }
    func set(_ level: Int32, _ option: Int32, _ value: Int32) {
      var value = value
      // Connecting works without them.
      _ = setsockopt(number, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
    set(SOL_SOCKET, SO_KEEPALIVE, 1)
    set(tcpLevel, TCP_NODELAY, 1)
    #if os(Linux)
      set(tcpLevel, TCP_KEEPIDLE, 30)
      set(tcpLevel, TCP_KEEPINTVL, 10)
      set(tcpLevel, TCP_KEEPCNT, 3)
      // What is sent and never acknowledged counts too, in milliseconds.
      set(tcpLevel, TCP_USER_TIMEOUT, 60_000)
    #endif
  }
}

// Inside a type with methods of these names the C functions cannot be called unqualified.
private func openSocket(_ family: Int32) -> Int32 { socket(family, streamType, 0) }

private func startConnecting(
  _ number: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 { connect(number, address, length) }

private func receive(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, bytes, count)
}

private func transmit(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(number, bytes, count)
}

private func closeSocket(_ number: Int32) { _ = close(number) }
