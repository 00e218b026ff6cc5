/// Waits, dispatches what became ready, fires timers; everything on the thread that calls `run`.
final class EventLoop {
  typealias Action = (Interest) -> Void

  /// A timer that has not fired yet.
  struct TimerID: Hashable {
    fileprivate let deadline: Duration
    fileprivate let number: Int
  }

  /// Called before every wait; true when work is left, so that the wait must not sleep.
  ///
  /// Replies are flushed here, after everything that arrived together has been answered.
  var beforeSleep: () -> Bool = { false }

  private let elapsed: () -> Duration
  private var poller = Poller()
  private var ready: [(Descriptor, Interest)] = []
  private var watches: [Descriptor: Watch] = [:]
  /// By deadline, then by age: the next to fire is the last.
  private var timers: [Timer] = []
  private var count = 0
  private var isStopping = false

  init(elapsed: @escaping () -> Duration) {
    self.elapsed = elapsed
  }

  /// Turns until `stop()`.
  func run() {
    while !isStopping { runOnce() }
  }

  /// Ends `run` after the current turn.
  func stop() { isStopping = true }

  /// One turn: before sleep, wait, dispatch, timers.
  func runOnce() {
    let workIsLeft = beforeSleep()
    guard !isStopping else { return }
    let untilTimer = timers.last.map { $0.id.deadline - elapsed() }
    poller.wait(atMost: workIsLeft ? .zero : untilTimer, into: &ready)
    // Copied, because an action may unwatch a descriptor and another may open one under the same
    // number: the watch must be the one that was waited for.
    let turn = ready.map { ($0, $1, watches[$0]) }
    for (descriptor, interest, watch) in turn {
      guard let watch, watches[descriptor]?.number == watch.number else { continue }
      watch.action(interest)
    }
    fireTimers()
  }
}

// MARK: - Descriptors

extension EventLoop {
  private struct Watch {
    let number: Int
    let action: Action
  }

  func watch(_ descriptor: Descriptor, for interest: Interest, action: @escaping Action) {
    count += 1
    watches[descriptor] = Watch(number: count, action: action)
    poller.watch(descriptor, for: interest)
  }

  /// Changes what a watched descriptor is watched for.
  func change(_ descriptor: Descriptor, to interest: Interest) {
    precondition(watches[descriptor] != nil, "descriptor \(descriptor.number) is not watched")
    poller.watch(descriptor, for: interest)
  }

  /// Must come before the descriptor is closed.
  func unwatch(_ descriptor: Descriptor) {
    watches[descriptor] = nil
    poller.forget(descriptor)
  }
}

// MARK: - Timers

extension EventLoop {
  private struct Timer {
    let id: TimerID
    let action: () -> Void
  }

  /// Calls `action` once, no earlier than `delay` from now.
  ///
  /// Complexity: linear in the timers that are pending; only stalled connections have one.
  @discardableResult
  func schedule(after delay: Duration, _ action: @escaping () -> Void) -> TimerID {
    count += 1
    let id = TimerID(deadline: elapsed() + delay, number: count)
    let position = timers.lastIndex { $0.id.deadline > id.deadline }.map { $0 + 1 } ?? 0
    timers.insert(Timer(id: id, action: action), at: position)
    return id
  }

  /// Forgets a timer; one that has fired is no error.
  func cancel(_ id: TimerID) {
    timers.removeAll { $0.id == id }
  }

  private func fireTimers() {
    guard !timers.isEmpty else { return }
    // Those scheduled by an action wait for the next turn, even with no delay.
    let now = elapsed()
    let newest = count
    while let index = timers.lastIndex(where: { $0.id.number <= newest }),
      timers[index].id.deadline <= now
    {
      timers.remove(at: index).action()
    }
  }
}
