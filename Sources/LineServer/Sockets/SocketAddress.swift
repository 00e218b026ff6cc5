#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where to listen: `127.0.0.1:7070`, `[::1]:7070`, `localhost:7070` or `unix:/run/frontdesk.sock`.
///
/// Names other than localhost are refused: what a server listens on should not depend on what a
/// name server says that day.
package enum SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// `host` is in dotted decimal notation.
  case ipv4(host: String, port: UInt16)
  /// `host` is in the canonical notation of RFC 5952, without brackets.
  case ipv6(host: String, port: UInt16)
  case unix(path: String)

  /// An address that was not understood, and what was expected.
  package struct ParseError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// Where the program listens unless told otherwise.
  package static let standard = SocketAddress.ipv4(host: "127.0.0.1", port: 7070)

  package init(parsing text: String) throws(ParseError) {
    if text.hasPrefix("unix:") {
      self = try Self.unix(checking: String(text.dropFirst("unix:".count)))
      return
    }
    guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else {
      throw ParseError(
        description: "\"\(text)\" is not an address; \(Self.expected)"
      )
    }
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let port = UInt16(digits) else {
      throw ParseError(
        description: "\"\(digits)\" in \"\(text)\" is not a port; expected 0 to 65535"
      )
    }
    let host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      let inner = String(host.dropFirst().dropLast())
      guard let canonical = Self.canonicalIPv6(inner) else {
        throw ParseError(
          description: "\"\(inner)\" in \"\(text)\" is not an IPv6 address; \(Self.expected)"
        )
      }
      self = .ipv6(host: canonical, port: port)
    } else if let canonical = Self.canonicalIPv4(host == "localhost" ? "127.0.0.1" : String(host)) {
      self = .ipv4(host: canonical, port: port)
    } else {
      throw ParseError(
        description: "\"\(host)\" in \"\(text)\" is not a numeric host; \(Self.expected)"
      )
    }
  }

  package var description: String {
    switch self {
    case .ipv4(let host, let port): "\(host):\(port)"
    case .ipv6(let host, let port): "[\(host)]:\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }

  /// Whether only this machine can connect.
  package var isLocal: Bool {
    switch self {
    case .ipv4(let host, _): host.hasPrefix("127.")
    case .ipv6(let host, _): host == "::1"
    case .unix: true
    }
  }

  private static let expected =
    "expected 127.0.0.1:7070, [::1]:7070, localhost:7070 or unix:/path/to.sock"

  /// The path must fit into `sun_path` with its terminating zero.
  private static func unix(checking path: String) throws(ParseError) -> SocketAddress {
    let limit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
    guard !path.isEmpty else {
      throw ParseError(description: "unix: needs a path, such as unix:/run/frontdesk.sock")
    }
    guard path.utf8.count <= limit, !path.utf8.contains(0) else {
      throw ParseError(
        description: "\"\(path)\" is too long for a socket: \(path.utf8.count) bytes, not \(limit)"
      )
    }
    return .unix(path: path)
  }

  private static func canonicalIPv4(_ host: String) -> String? {
    var address = in_addr()
    guard inet_pton(AF_INET, host, &address) == 1 else { return nil }
    return text(of: &address, family: AF_INET)
  }

  private static func canonicalIPv6(_ host: String) -> String? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, host, &address) == 1 else { return nil }
    return text(of: &address, family: AF_INET6)
  }

  private static func text(of address: UnsafeRawPointer, family: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, address, &buffer, socklen_t(buffer.count)) != nil else { return nil }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

// MARK: - The C side

extension SocketAddress {
  var family: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// Calls `body` with the address as the system calls want it.
  func withSystemAddress<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    switch self {
    case .ipv4(let host, let port):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      inet_pton(AF_INET, host, &address.sin_addr)
      return Self.rebound(&address, body)
    case .ipv6(let host, let port):
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      inet_pton(AF_INET6, host, &address.sin6_addr)
      return Self.rebound(&address, body)
    case .unix(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      return Self.rebound(&address, body)
    }
  }

  private static func rebound<Address, Result>(
    _ address: inout Address,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }

  /// Reads an address the system filled in; nil for other families.
  init?(_ storage: sockaddr_storage) {
    var storage = storage
    switch Int32(storage.ss_family) {
    case AF_INET:
      var address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in.self) }
      guard let host = Self.text(of: &address.sin_addr, family: AF_INET) else { return nil }
      self = .ipv4(host: host, port: UInt16(bigEndian: address.sin_port))
    case AF_INET6:
      var address = withUnsafeBytes(of: &storage) { $0.load(as: sockaddr_in6.self) }
      guard let host = Self.text(of: &address.sin6_addr, family: AF_INET6) else { return nil }
      self = .ipv6(host: host, port: UInt16(bigEndian: address.sin6_port))
    default: return nil
    }
  }
}
