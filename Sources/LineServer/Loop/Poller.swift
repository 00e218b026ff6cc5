/// Reading, writing, or neither.
package struct Interest: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let reading = Interest(rawValue: 1)
  package static let writing = Interest(rawValue: 2)
}

/// Waits until one of many descriptors can be read or written.
///
/// Level-triggered: what is not read or written is reported again. An error or hang-up counts as
/// ready for what was asked, because the read or write will tell. Files are always ready.
package protocol Poller: AnyObject {
  /// Watches a descriptor or changes what it is watched for; with no interest it costs nothing.
  func watch(_ descriptor: Descriptor, for interest: Interest)

  /// Must come before the descriptor is closed.
  func forget(_ descriptor: Descriptor)

  /// Sleeps until something is ready, a signal came or the time is up; nil waits for ever.
  ///
  /// What is ready takes the place of what `ready` contained.
  func wait(atMost timeout: Duration?, into ready: inout [(Descriptor, Interest)])
}

/// The best poller there is here.
func standardPoller() throws(SystemError) -> any Poller {
  #if os(Linux)
    try EpollPoller()
  #else
    PollPoller()
  #endif
}

extension Duration {
  /// For calls that take milliseconds: nil, for ever, is -1.
  ///
  /// Rounded up, lest a loop spin through the last fraction of a millisecond before a deadline; an
  /// hour at most.
  static func pollMilliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    guard timeout > .zero else { return 0 }
    guard timeout < .seconds(3600) else { return 3_600_000 }
    let (seconds, attoseconds) = timeout.components
    let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
    let milliseconds =
      seconds * 1000 + (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
    return Int32(milliseconds)
  }
}
