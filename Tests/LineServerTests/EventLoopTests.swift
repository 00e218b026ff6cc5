import Testing

@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("The event loop")
struct EventLoopTests {
  @Test("Timers fire by deadline, then by age, and not before their time")
  func timers() throws {
    let clock = ManualClock()
    let loop = try EventLoop(elapsed: { clock.time })
    loop.beforeSleep = { true }
    var fired: [String] = []
    loop.schedule(after: .seconds(2)) { fired.append("two") }
    loop.schedule(after: .seconds(1)) { fired.append("one") }
    loop.schedule(after: .seconds(1)) { fired.append("one again") }
    let cancelled = loop.schedule(after: .seconds(1)) { fired.append("never") }
    loop.cancel(cancelled)
    loop.runOnce()
    #expect(fired.isEmpty)
    clock.time = .seconds(1)
    loop.runOnce()
    #expect(fired == ["one", "one again"])
    clock.time = .seconds(5)
    loop.runOnce()
    loop.runOnce()
    #expect(fired == ["one", "one again", "two"])
  }

  @Test("A timer that schedules another at once does not starve the loop")
  func endlessTimers() throws {
    let loop = try EventLoop(elapsed: { .zero })
    loop.beforeSleep = { true }
    var count = 0
    func again() {
      count += 1
      loop.schedule(after: .zero, again)
    }
    loop.schedule(after: .zero, again)
    for _ in 0..<3 { loop.runOnce() }
    #expect(count == 3)
  }

  @Test("A timer scheduled for the past by one that is late holds up none that is due")
  func lateTimers() throws {
    let clock = ManualClock()
    let loop = try EventLoop(elapsed: { clock.time })
    loop.beforeSleep = { true }
    var fired: [String] = []
    loop.schedule(after: .seconds(1)) {
      fired.append("first")
      loop.schedule(after: .seconds(-10)) { fired.append("past") }
    }
    let second = loop.schedule(after: .seconds(2)) { fired.append("second") }
    loop.schedule(after: .seconds(3)) {
      fired.append("third")
      loop.cancel(second)
    }
    clock.time = .seconds(5)
    loop.runOnce()
    #expect(fired == ["first", "second", "third"])
    loop.runOnce()
    #expect(fired == ["first", "second", "third", "past"])
  }

  @Test("A timer that is cancelled by one of the same turn does not fire")
  func cancelledInTurn() throws {
    let clock = ManualClock()
    let loop = try EventLoop(elapsed: { clock.time })
    loop.beforeSleep = { true }
    var second: EventLoop.TimerID?
    var fired = 0
    loop.schedule(after: .seconds(1)) {
      fired += 1
      if let second { loop.cancel(second) }
    }
    second = loop.schedule(after: .seconds(1)) { fired += 1 }
    clock.time = .seconds(1)
    for _ in 0..<2 { loop.runOnce() }
    #expect(fired == 1)
  }

  @Test("What was unwatched during a turn is not called in it", arguments: PollerKind.allCases)
  func unwatching(kind: PollerKind) throws {
    let (first, second) = try (StreamPair(), StreamPair())
    let loop = try kind.makeLoop()
    var called = 0
    for (own, other) in [(first, second), (second, first)] {
      own.send()
      loop.watch(own.near, for: .reading) { interest in
        #expect(interest == .reading)
        called += 1
        loop.unwatch(other.near)
      }
    }
    loop.runOnce()
    #expect(called == 1)
  }

  @Test(
    "Who opens a descriptor under a number that was ready does not get the old one's event",
    arguments: PollerKind.allCases
  )
  func reusedNumber(kind: PollerKind) throws {
    let (first, second, new) = try (StreamPair(), StreamPair(), StreamPair())
    let loop = try kind.makeLoop()
    loop.beforeSleep = { true }
    var called: [String] = []
    for (own, other) in [(first, second), (second, first)] {
      own.send()
      loop.watch(own.near, for: .reading) { _ in
        called.append("old")
        loop.unwatch(own.near)
        loop.unwatch(other.near)
        #expect(dup2(new.near.number, other.near.number) == other.near.number)
        loop.watch(other.near, for: .reading) { _ in called.append("new") }
      }
    }
    // The new one has nothing to read.
    for _ in 0..<2 { loop.runOnce() }
    #expect(called == ["old"])
    new.send()
    loop.runOnce()
    #expect(called == ["old", "new"])
  }

  @Test(
    "What another action of the turn has taken back is not called for",
    arguments: PollerKind.allCases
  )
  func changing(kind: PollerKind) throws {
    let (first, second) = try (StreamPair(), StreamPair())
    let loop = try kind.makeLoop()
    var called: [Interest] = []
    for (own, other) in [(first, second), (second, first)] {
      own.send()
      loop.watch(own.near, for: [.reading, .writing]) { interest in
        called.append(interest)
        if called.count == 1 { loop.change(other.near, to: .writing) }
      }
    }
    loop.runOnce()
    #expect(called == [[.reading, .writing], .writing])
  }

  @Test("A descriptor watched for nothing wakes nobody", arguments: PollerKind.allCases)
  func noInterest(kind: PollerKind) throws {
    let pair = try StreamPair()
    pair.send()
    pair.close(pair.far)
    let loop = try kind.makeLoop()
    loop.beforeSleep = { true }
    var called = 0
    loop.watch(pair.near, for: .reading) { _ in called += 1 }
    loop.change(pair.near, to: [])
    loop.runOnce()
    #expect(called == 0)
    loop.change(pair.near, to: .reading)
    loop.runOnce()
    #expect(called == 1)
  }

  @Test("A hang-up that nobody asks about does not turn the loop", arguments: PollerKind.allCases)
  func quietHangUp(kind: PollerKind) throws {
    let pair = try StreamPair()
    let loop = try kind.makeLoop(elapsed: TimeSource.system.elapsed)
    loop.watch(pair.near, for: .reading) { _ in Issue.record("nobody asks") }
    loop.change(pair.near, to: [])
    pair.send()
    pair.close(pair.far)
    var turns = 0
    loop.beforeSleep = {
      turns += 1
      return false
    }
    loop.schedule(after: .milliseconds(100)) { loop.stop() }
    loop.run()
    // One, or few when signals or a clock of milliseconds wake it early; without sleep, thousands.
    #expect(turns < 20)
  }
}

private final class ManualClock {
  var time = Duration.zero
}
