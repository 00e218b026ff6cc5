import Dialogue

/// Moments at which something has to be done about a ticket, the earliest first (binary heap).
struct DeadlineHeap: Sendable {
  struct Entry: Sendable, Comparable {
    let time: Instant
    let ticket: TicketID

    static func < (left: Entry, right: Entry) -> Bool {
      left.time == right.time ? left.ticket < right.ticket : left.time < right.time
    }
  }

  private var entries: [Entry] = []

  var first: Entry? { entries.first }

  mutating func insert(_ entry: Entry) {
    var child = entries.count
    entries.append(entry)
    while child > 0, entries[child] < entries[(child - 1) / 2] {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    guard let last = entries.popLast(), !entries.isEmpty else { return }
    entries[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && entries[child] < entries[least] {
        least = child
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }
}
