import Dialogue
import Testing

@Suite("The log of a conversation's events")
struct EventLogTests {
  @Test(
    "holds every event at its number, however many there are",
    arguments: [0, 1, 15, 16, 17, 999]
  )
  func holdsEvents(count: Int) {
    var log = EventLog()
    for number in 0..<count { log.append(.botSaid("\(number)")) }
    #expect(log.count == count)
    #expect(Array(log) == (0..<count).map { .botSaid("\($0)") })
    for number in 0..<count { #expect(log[number] == .botSaid("\(number)")) }
    #expect(Array(log.reversed()) == (0..<count).reversed().map { .botSaid("\($0)") })
    #expect(Array(log.dropFirst(count / 2)) == Array(log)[(count / 2)...].map { $0 })
  }

  @Test("a copy keeps what it held when the other grows")
  func copiesAreApart() {
    var log = EventLog()
    var copies: [EventLog] = []
    for number in 0..<200 {
      copies.append(log)
      log.append(.customerSaid("\(number)"))
    }
    for (count, copy) in copies.enumerated() {
      #expect(Array(copy) == (0..<count).map { .customerSaid("\($0)") })
      var other = copy
      other.append(.declined(text: "other"))
      #expect(other.last == .declined(text: "other"))
      #expect(copy.count == count)
    }
    #expect(copies[150] == EventLog(copies[150]))
    #expect(copies[150] != copies[151])
  }
}

extension EventLog {
  fileprivate init(_ events: some Sequence<ConversationEvent>) {
    self.init()
    for event in events { append(event) }
  }
}
