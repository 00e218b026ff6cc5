/// The events of a conversation in their order: grows at its end, and copies share what is old.
///
/// Appending copies at most the last few events, whoever else holds the log, so that a turn costs
/// what its own events do, however long the conversation is. Old events lie in chunks, the longest
/// first, each at least twice as long as the next; an event is moved as often as the logarithm of
/// their number. *Source*: the logarithmic method of Bentley and Saxe, 1980.
package struct EventLog: Sendable {
  private struct Chunk: Sendable {
    /// The number of the first event.
    let start: Int
    let events: [ConversationEvent]
  }

  private var chunks: [Chunk] = []
  /// The events behind the chunks.
  private var tail: [ConversationEvent] = []
  /// The number of the first event of the tail.
  private var tailStart = 0

  /// So many events are put into a chunk together.
  private static let chunkLength = 16

  package init() {}

  /// Adds an event at the end; logarithmic in the number of events, taken over many.
  package mutating func append(_ event: ConversationEvent) {
    tail.append(event)
    guard tail.count == Self.chunkLength else { return }
    var events = tail
    var start = tailStart
    while let last = chunks.last, last.events.count < 2 * events.count {
      events = last.events + events
      start = last.start
      chunks.removeLast()
    }
    chunks.append(Chunk(start: start, events: events))
    tailStart += tail.count
    tail = []
  }
}

extension EventLog: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { tailStart + tail.count }

  /// An event by its number; logarithmic in the number of events.
  package subscript(position: Int) -> ConversationEvent {
    if position >= tailStart { return tail[position - tailStart] }
    precondition(position >= 0, "events are numbered from 0")
    var place = chunks.count - 1
    while chunks[place].start > position { place -= 1 }
    return chunks[place].events[position - chunks[place].start]
  }
}

extension EventLog: Hashable {
  package static func == (one: EventLog, other: EventLog) -> Bool { one.elementsEqual(other) }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for event in self { hasher.combine(event) }
  }
}

extension EventLog: ExpressibleByArrayLiteral {
  package init(arrayLiteral events: ConversationEvent...) {
    for event in events { append(event) }
  }
}
