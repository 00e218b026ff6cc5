/// Waits, dispatches what became ready, fires timers; everything on the thread that calls `run`.
package final class EventLoop {
  package typealias Action = (Interest) -> Void

  /// A timer that has not fired yet.
  package struct TimerID: Hashable {
    fileprivate let id: TimerHeap.ID
  }

  /// Called before every wait; true when work is left, so that the wait must not sleep.
  ///
  /// Replies are flushed here, after everything that arrived together has been answered.
  package var beforeSleep: () -> Bool = { false }

  /// How other threads reach the loop.
  package let inbox: LoopInbox

  private let elapsed: () -> Duration
  private let poller: any Poller
  private var ready: [(Descriptor, Interest)] = []
  /// By the number of the descriptor.
  private var watches: [Watch?] = []
  private var watchCount = 0
  private var timers = TimerHeap()
  private var receivers: [(any Sendable) -> Void] = []
  private var isStopping = false

  /// Opens what the loop needs; `poller` takes the place of the system's best.
  package init(
    elapsed: @escaping () -> Duration,
    poller: (any Poller)? = nil
  ) throws(SystemError) {
    self.elapsed = elapsed
    if let poller { self.poller = poller } else { self.poller = try standardPoller() }
    inbox = try LoopInbox()
    watch(inbox.descriptor, for: .reading) { [unowned self] _ in takeInbox() }
  }

  deinit {
    poller.forget(inbox.descriptor)
    inbox.close()
  }

  /// Turns until `stop()`.
  package func run() {
    while !isStopping { runOnce() }
  }

  /// Ends `run` after the current turn.
  package func stop() { isStopping = true }

  /// One turn: before sleep, wait, dispatch, timers.
  package func runOnce() {
    let workIsLeft = beforeSleep()
    guard !isStopping else { return }
    poller.wait(
      atMost: workIsLeft ? .zero : timers.earliest.map { $0 - elapsed() },
      into: &ready
    )
    // An action may unwatch a descriptor and another may open one under the same number: the watch
    // must be one that was waited for.
    let newest = watchCount
    for (descriptor, found) in ready {
      guard let watch = watches[Int(descriptor.number)], watch.age <= newest else { continue }
      let interest = found.intersection(watch.interest)
      if !interest.isEmpty { watch.action(interest) }
    }
    fireTimers()
  }
}

// MARK: - Descriptors

extension EventLoop {
  private struct Watch {
    let age: Int
    var interest: Interest
    let action: Action
  }

  /// Calls `action` whenever the descriptor is ready for something of `interest`.
  ///
  /// The descriptor must be open and non-blocking, unless `action` asks for what never blocks.
  package func watch(
    _ descriptor: Descriptor,
    for interest: Interest,
    action: @escaping Action
  ) {
    let index = Int(descriptor.number)
    while index >= watches.count { watches.append(nil) }
    watchCount += 1
    watches[index] = Watch(age: watchCount, interest: interest, action: action)
    poller.watch(descriptor, for: interest)
  }

  /// Changes what a watched descriptor is watched for.
  package func change(_ descriptor: Descriptor, to interest: Interest) {
    let index = Int(descriptor.number)
    guard watches.indices.contains(index), let watch = watches[index] else {
      preconditionFailure("descriptor \(descriptor.number) is not watched")
    }
    guard watch.interest != interest else { return }
    watches[index]?.interest = interest
    poller.watch(descriptor, for: interest)
  }

  /// Must come before the descriptor is closed; one that is not watched is no error.
  package func unwatch(_ descriptor: Descriptor) {
    let index = Int(descriptor.number)
    guard watches.indices.contains(index), watches[index] != nil else { return }
    watches[index] = nil
    poller.forget(descriptor)
  }
}

// MARK: - Timers

extension EventLoop {
  /// Calls `action` once, no earlier than `delay` from now.
  ///
  /// Complexity: logarithmic in the timers that are pending.
  @discardableResult
  package func schedule(after delay: Duration, _ action: @escaping () -> Void) -> TimerID {
    TimerID(id: timers.insert(at: elapsed() + max(delay, .zero), action))
  }

  /// Forgets a timer; one that has fired is no error.
  ///
  /// Complexity: logarithmic in the timers that are pending.
  package func cancel(_ timer: TimerID) { timers.remove(timer.id) }

  private func fireTimers() {
    guard timers.earliest != nil else { return }
    // Those scheduled by an action wait for the next turn, even with no delay.
    let (now, newest) = (elapsed(), timers.newest)
    while let action = timers.next(dueAt: now, upTo: newest) { action() }
  }
}

// MARK: - Other threads

extension EventLoop {
  /// Calls `action` in a turn to come; for other threads there is `inbox`.
  package func post(_ action: @escaping @Sendable () -> Void) { inbox.post(action) }

  /// Lets other threads send values to `take`, which is called on the loop's thread.
  ///
  /// It is kept as long as the loop is.
  package func receive<Value: Sendable>(
    _ type: Value.Type = Value.self,
    _ take: @escaping (Value) -> Void
  ) -> LoopSender<Value> {
    receivers.append { value in
      if let value = value as? Value { take(value) }
    }
    return LoopSender(inbox: inbox, receiver: receivers.count - 1)
  }

  private func takeInbox() {
    for item in inbox.take() {
      switch item {
      case .action(let action): action()
      case .value(let value, let receiver): receivers[receiver](value)
      }
    }
  }
}
