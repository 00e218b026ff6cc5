#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// poll(2), which every system has.
///
/// Complexity: each wait is linear in the descriptors watched.
final class PollPoller: Poller {
  private var entries: [pollfd] = []
  private var positions: [Descriptor: Int] = [:]

  func watch(_ descriptor: Descriptor, for interest: Interest) {
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

  func forget(_ descriptor: Descriptor) {
    guard let position = positions.removeValue(forKey: descriptor) else { return }
    let last = entries.removeLast()
    guard position < entries.count else { return }
    entries[position] = last
    positions[Descriptor(number: last.fd >= 0 ? last.fd : -1 - last.fd)] = position
  }

  func wait(atMost timeout: Duration?, into ready: inout [(Descriptor, Interest)]) {
    ready.removeAll(keepingCapacity: true)
    let milliseconds = Duration.pollMilliseconds(timeout)
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
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
}
