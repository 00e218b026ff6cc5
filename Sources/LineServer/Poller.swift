#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reading, writing, or neither.
struct Interest: OptionSet {
  let rawValue: UInt8

  static let reading = Interest(rawValue: 1)
  static let writing = Interest(rawValue: 2)
}

/// Waits until one of many descriptors can be read or written: poll(2), which every system has.
///
/// Complexity: each wait is linear in the descriptors watched.
struct Poller {
  private var entries: [pollfd] = []
  private var positions: [Descriptor: Int] = [:]

  /// Watches a descriptor or changes what it is watched for; with no interest it costs nothing.
  mutating func watch(_ descriptor: Descriptor, for interest: Interest) {
    var entry = pollfd(fd: descriptor.number, events: 0, revents: 0)
    if interest.contains(.reading) { entry.events |= Int16(POLLIN) }
    if interest.contains(.writing) { entry.events |= Int16(POLLOUT) }
    // poll reports a hang-up even to those who asked for nothing, but skips negative numbers.
    if interest.isEmpty { entry.fd = -1 - descriptor.number }
    if let position = positions[descriptor] {
      entries[position] = entry
    } else {
      positions[descriptor] = entries.count
      entries.append(entry)
    }
  }

  mutating func forget(_ descriptor: Descriptor) {
    guard let position = positions.removeValue(forKey: descriptor) else { return }
    let last = entries.removeLast()
    guard position < entries.count else { return }
    entries[position] = last
    positions[Descriptor(number: last.fd >= 0 ? last.fd : -1 - last.fd)] = position
  }

  /// Sleeps until something is ready, a signal came or the time is up; nil waits for ever.
  ///
  /// An error or hang-up counts as ready for what was asked: the read or write will tell.
  mutating func wait(atMost timeout: Duration?, into ready: inout [(Descriptor, Interest)]) {
    ready.removeAll(keepingCapacity: true)
    guard poll(&entries, nfds_t(entries.count), Self.milliseconds(timeout)) > 0 else { return }
    for entry in entries where entry.revents != 0 && entry.fd >= 0 {
      let failed = entry.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
      var found: Interest = []
      if entry.events & Int16(POLLIN) != 0, failed || entry.revents & Int16(POLLIN) != 0 {
        found.insert(.reading)
      }
      if entry.events & Int16(POLLOUT) != 0, failed || entry.revents & Int16(POLLOUT) != 0 {
        found.insert(.writing)
      }
      if !found.isEmpty { ready.append((Descriptor(number: entry.fd), found)) }
    }
  }

  /// Rounds up, lest the loop spin through the last fraction of a millisecond before a deadline.
  private static func milliseconds(_ timeout: Duration?) -> Int32 {
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
