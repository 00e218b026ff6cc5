/// Why a server was not started.
package enum ServerError: Error, Equatable, Sendable, CustomStringConvertible {
  case nothingToServe
  case remoteAddress(SocketAddress)
  case closedStandardStreams

  package var description: String {
    switch self {
    case .nothingToServe:
      "there is nothing to serve: name an address to listen on, such as \(SocketAddress.standard)"
    case .closedStandardStreams:
      "standard input or standard output is closed; --stdio needs both"
    case .remoteAddress(let address):
      """
      \(address) can be reached from other machines, and there is no password: whoever connects \
      can become an agent and read conversations. Listen on 127.0.0.1 or a unix: path, or pass \
      --allow-remote if something else guards the port
      """
    }
  }
}
