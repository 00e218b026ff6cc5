#if os(Linux)
  import CEpoll
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Stream sockets, opened and accepted; always non-blocking.
enum Socket {
  /// Opens a socket bound to `address`, not yet listening.
  static func bound(to address: SocketAddress) throws(SystemError) -> Descriptor {
    let what = "cannot listen on \(address)"
    let socket = try open(for: address, what)
    do throws(SystemError) {
      switch address {
      case .ipv4: try setOption(socket, SOL_SOCKET, SO_REUSEADDR, what)
      case .ipv6:
        try setOption(socket, SOL_SOCKET, SO_REUSEADDR, what)
        // [::1]:7070 and 127.0.0.1:7070 are two addresses; neither takes the other's port.
        try setOption(socket, ipv6Level, IPV6_V6ONLY, what)
      case .unix: break
      }
      guard address.withSystemAddress({ bind(socket.number, $0, $1) }) == 0 else {
        throw SystemError(what, code: errno, hint: hint(for: errno))
      }
      return socket
    } catch {
      socket.close()
      throw error
    }
  }

  static func listen(on socket: Descriptor, _ address: SocketAddress) throws(SystemError) {
    guard startListening(socket.number) == 0 else {
      throw SystemError("cannot listen on \(address)", code: errno, hint: hint(for: errno))
    }
  }

  /// The address a bound socket has, with the port the system chose for port 0.
  static func localAddress(of socket: Descriptor) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(socket.number, $0, &length)
      }
    }
    return result == 0 ? SocketAddress(storage) : nil
  }

  enum Acceptance {
    /// `peer` is nil for Unix sockets, whose clients have no name.
    case connection(Descriptor, peer: SocketAddress?)
    case nobodyWaits
    /// Out of descriptors or memory: the caller must not ask again at once.
    case exhausted(SystemError)
  }

  static func accept(from listener: Descriptor) -> Acceptance {
    while true {
      var storage = sockaddr_storage()
      let number = acceptNext(listener.number, &storage)
      if number >= 0 {
        let socket = Descriptor(number: number)
        #if !os(Linux)
          do throws(SystemError) { try socket.prepareForPolling() } catch {
            socket.close()
            return .exhausted(error)
          }
        #endif
        let peer = SocketAddress(storage)
        // A reply is one write; waiting for more to send would only delay it.
        if peer != nil { try? setOption(socket, tcpLevel, TCP_NODELAY, "cannot set TCP_NODELAY") }
        return .connection(socket, peer: peer)
      }
      switch errno {
      case EINTR, ECONNABORTED, EPROTO: continue
      case EAGAIN, EWOULDBLOCK: return .nobodyWaits
      case let code: return .exhausted(SystemError("cannot accept a connection", code: code))
      }
    }
  }

  /// Ends the sending side, so that the peer reads everything and then the end.
  static func endSending(_ socket: Descriptor) { _ = shutdown(socket.number, endOfSending) }

  /// Whether someone listens on a Unix socket; nil when that cannot be told.
  static func hasListener(_ address: SocketAddress) -> Bool? {
    guard let socket = try? open(for: address, "cannot try \(address)") else { return nil }
    defer { socket.close() }
    if address.withSystemAddress({ connect(socket.number, $0, $1) }) == 0 { return true }
    switch errno {
    case ECONNREFUSED: return false
    // A full queue of connections not yet accepted.
    case EAGAIN, EINPROGRESS: return true
    default: return nil
    }
  }

  private static func open(
    for address: SocketAddress,
    _ what: String
  ) throws(SystemError) -> Descriptor {
    let number = socket(address.family, streamType, 0)
    guard number >= 0 else { throw SystemError(what, code: errno) }
    let socket = Descriptor(number: number)
    do throws(SystemError) { try socket.prepareForPolling() } catch {
      socket.close()
      throw error
    }
    return socket
  }

  private static func setOption(
    _ socket: Descriptor,
    _ level: Int32,
    _ option: Int32,
    _ what: String
  ) throws(SystemError) {
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard setsockopt(socket.number, level, option, &on, size) == 0 else {
      throw SystemError(what, code: errno)
    }
  }

  private static func hint(for code: Int32) -> String? {
    switch code {
    case EADDRINUSE: "is another frontdesk running?"
    case EADDRNOTAVAIL: "this machine has no such address"
    case EACCES: "ports below 1024 and some folders need more rights"
    default: nil
    }
  }
}

private func startListening(_ number: Int32) -> Int32 { listen(number, SOMAXCONN) }

/// Linux sets the new socket up in the same call.
private func acceptNext(_ number: Int32, _ storage: inout sockaddr_storage) -> Int32 {
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
  #if os(Linux)
    return frontdesk_accept(number, &storage, &length)
  #else
    return withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept(number, $0, &length) }
    }
  #endif
}
