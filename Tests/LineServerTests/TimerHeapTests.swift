import TestSupport
import Testing

@testable import LineServer

@Suite("Timers")
struct TimerHeapTests {
  @Test("Tens of thousands come by deadline, then by age", arguments: [1, 2, 3] as [UInt64])
  func order(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var heap = TimerHeap()
    var fired: [Int] = []
    var expected: [(deadline: Int, number: Int)] = []
    for number in 0..<30_000 {
      let deadline = Int.random(in: 0..<1000, using: &random)
      _ = heap.insert(at: .milliseconds(deadline)) { fired.append(number) }
      expected.append((deadline, number))
    }
    expected.sort { $0 < $1 }
    #expect(heap.count == 30_000)
    for now in stride(from: 0, to: 1000, by: 50) {
      #expect(
        heap.earliest == expected.dropFirst(fired.count).first.map { .milliseconds($0.deadline) }
      )
      while let action = heap.next(dueAt: .milliseconds(now), upTo: heap.newest) { action() }
      #expect(fired.count == expected.prefix { $0.deadline <= now }.count)
    }
    while let action = heap.next(dueAt: .seconds(1), upTo: heap.newest) { action() }
    #expect(fired == expected.map(\.number))
    #expect(heap.earliest == nil)
  }

  @Test(
    "Inserted, cancelled and fired in any order, it is a sorted list",
    arguments: 1...10 as ClosedRange<UInt64>
  )
  func model(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var heap = TimerHeap()
    var fired: [Int] = []
    var pending: [(deadline: Int, number: Int, id: TimerHeap.ID)] = []
    var gone: [TimerHeap.ID] = []
    for number in 0..<4000 {
      switch Int.random(in: 0..<7, using: &random) {
      case 0...3:
        let deadline = Int.random(in: 0..<50, using: &random)
        let id = heap.insert(at: .seconds(deadline)) { fired.append(number) }
        let place = pending.firstIndex { $0.deadline > deadline } ?? pending.endIndex
        pending.insert((deadline, number, id), at: place)
      case 4...5:
        guard !pending.isEmpty else { break }
        let timer = pending.remove(at: Int.random(in: pending.indices, using: &random))
        heap.remove(timer.id)
        gone.append(timer.id)
      default:
        // One that is gone stays gone, though its place is somebody else's.
        if let id = gone.randomElement(using: &random) { heap.remove(id) }
        guard let first = pending.first else { break }
        heap.next(dueAt: .seconds(first.deadline), upTo: heap.newest)?()
        try #require(fired.last == first.number)
        gone.append(pending.removeFirst().id)
      }
      try #require(heap.count == pending.count)
      try #require(heap.earliest == pending.first.map { .seconds($0.deadline) })
    }
  }

  @Test("A cancelled timer lets go what it would have used")
  func release() {
    final class Owned {}
    var heap = TimerHeap()
    weak var owned: Owned?
    let id: TimerHeap.ID
    do {
      let object = Owned()
      owned = object
      id = heap.insert(at: .zero) { _ = object }
    }
    #expect(owned != nil)
    heap.remove(id)
    #expect(owned == nil)
  }
}
