import Testing

@testable import LineServer

@Suite("The event loop")
struct EventLoopTests {
  @Test("Timers fire by deadline, then by age, and not before their time")
  func timers() {
    let clock = ManualClock()
    let loop = EventLoop(elapsed: { clock.time })
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
  func endlessTimers() {
    let loop = EventLoop(elapsed: { .zero })
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

  @Test("What was unwatched during a turn is not called in it")
  func unwatching() throws {
    let (first, second) = try (StopPipe(), StopPipe())
    let loop = EventLoop(elapsed: { .zero })
    var called = 0
    for (own, other) in [(first, second), (second, first)] {
      own.stop()
      loop.watch(own.reading, for: .reading) { interest in
        #expect(interest == .reading)
        called += 1
        loop.unwatch(other.reading)
      }
    }
    loop.runOnce()
    #expect(called == 1)
  }

  @Test("A descriptor watched for nothing wakes nobody")
  func noInterest() throws {
    let pipe = try StopPipe()
    pipe.stop()
    let loop = EventLoop(elapsed: { .zero })
    loop.beforeSleep = { true }
    var called = 0
    loop.watch(pipe.reading, for: .reading) { _ in called += 1 }
    loop.change(pipe.reading, to: [])
    loop.runOnce()
    #expect(called == 0)
    loop.change(pipe.reading, to: .reading)
    loop.runOnce()
    #expect(called == 1)
  }
}

private final class ManualClock {
  var time = Duration.zero
}
