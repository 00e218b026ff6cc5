package import Dialogue
import FrontdeskEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where the server gets the time from.
package struct TimeSource {
  /// The time of day, for the engine.
  let now: () -> Instant
  /// Time since some fixed moment, never set back, for deadlines.
  package let elapsed: () -> Duration

  package init(now: @escaping () -> Instant, elapsed: @escaping () -> Duration) {
    self.now = now
    self.elapsed = elapsed
  }

  /// The clocks of the machine.
  package static var system: TimeSource {
    TimeSource(
      now: {
        let (seconds, nanoseconds) = read(CLOCK_REALTIME)
        return Instant(secondsSinceEpoch: Double(seconds) + Double(nanoseconds) / 1e9)
      },
      elapsed: {
        let (seconds, nanoseconds) = read(CLOCK_MONOTONIC)
        return .seconds(seconds) + .nanoseconds(nanoseconds)
      }
    )
  }

  private static func read(_ clock: clockid_t) -> (seconds: Int, nanoseconds: Int) {
    var time = timespec()
    clock_gettime(clock, &time)
    return (Int(time.tv_sec), Int(time.tv_nsec))
  }
}
