import Wire

/// How much of everything the server takes before it says no.
package struct Limits: Sendable {
  /// Without line end; a longer line is refused, the connection stays.
  package var maximumLineBytes: Int
  /// Lets one connection that sends a thousand lines at once not keep the others waiting.
  package var linesPerTurn = 64
  /// Messages a second from a connection of this machine, and of another; nil allows any.
  package var localRate: Double? = 1_000
  package var remoteRate: Double? = 20
  /// Further ones are told so and closed; standard input does not count.
  package var maximumConnections = 20_000
  /// Sessions without a token of an address of this machine, and of another; nil allows any.
  package var localSessionsPerAddress: Int?
  package var remoteSessionsPerAddress: Int? = 100
  package var sessionsPerBackend = 50_000
  /// While more bytes of replies wait for one connection, none of its lines are read.
  package var maximumWaitingBytes = 256 << 10
  /// A connection with more bytes waiting is dropped: others can talk to someone who never reads.
  package var dropAboveWaitingBytes = 4 << 20
  /// A connection that takes nothing of what waits for it is dropped after this long.
  package var stallTimeout = Duration.seconds(30)
  /// A line that was begun must end within this.
  package var lineTimeout = Duration.seconds(30)
  /// Whoever connects must say something within this.
  package var openingTimeout = Duration.seconds(300)
  /// Customers who say nothing for so long are closed.
  package var idleTimeout = Duration.seconds(3_600)
  /// What all connections together may hold, in and out, in bytes.
  package var maximumHeldBytes = 256 << 20
  /// An agent whose connection was lost has so long to come back.
  package var agentGrace = Duration.seconds(30)
  /// Outbound messages on their way over one connection.
  package var deliveriesOnTheirWay = 100
  /// How long replies may still take to go out once the server has been asked to stop.
  package var stopTimeout = Duration.seconds(4)
  /// After running out of descriptors or memory no connection is accepted for this long.
  package var acceptPause = Duration.seconds(1)
  /// How often timeouts and memory are looked at.
  package var sweepEvery = Duration.seconds(1)

  package init() { maximumLineBytes = LineDecoder.defaultMaximumLineBytes }
}
