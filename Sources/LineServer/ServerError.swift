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
      \(address) can be reached from other machines, and whoever connects could become an agent: \
      it is listened on once both an agent and an administrator have a token \
      (frontdesk token new agent NAME, frontdesk token new admin NAME)
      """
    }
  }
}
