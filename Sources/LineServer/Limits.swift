import Wire

/// How much of everything the server takes before it says no.
package struct Limits: Sendable {
  /// Without line end; a longer line is refused, the connection stays.
  package var maximumLineBytes: Int
  /// Lets one connection that sends a thousand lines at once not keep the others waiting.
  package var linesPerTurn = 64
  /// Further ones are told so and closed; standard input does not count.
  package var maximumConnections = 1_000
  /// While more bytes of replies wait for one connection, none of its lines are read.
  package var maximumWaitingBytes = 1 << 20
  /// A connection with more bytes waiting is dropped: others can talk to someone who never reads.
  package var dropAboveWaitingBytes = 16 << 20
  /// A connection that takes nothing of what waits for it is dropped after this long.
  package var stallTimeout = Duration.seconds(30)
  /// How long replies may still take to go out once the server has been asked to stop.
  package var stopTimeout = Duration.seconds(5)
  /// After running out of descriptors or memory no connection is accepted for this long.
  package var acceptPause = Duration.seconds(1)

  package init() { maximumLineBytes = LineDecoder.defaultMaximumLineBytes }
}
