import Synchronization

/// The one way into a loop from other threads: what is left here happens on the loop's thread.
///
/// In the order it was left, after the events of the turn it wakes. Whoever has it may use it at any
/// time: once the loop is gone, nothing comes of it.
package final class LoopInbox: Sendable {
  enum Item: Sendable {
    case action(@Sendable () -> Void)
    case value(any Sendable, receiver: Int)
  }

  private struct State {
    var items: [Item] = []
    var isOpen = true
  }

  private let wakeup: Wakeup
  private let state = Mutex(State())

  init() throws(SystemError) { wakeup = try Wakeup() }

  /// Can be read while something is here.
  var descriptor: Descriptor { wakeup.descriptor }

  /// Calls `action` on the loop's thread; false when there is no loop any more.
  @discardableResult
  package func post(_ action: @escaping @Sendable () -> Void) -> Bool { leave(.action(action)) }

  @discardableResult
  func leave(_ item: Item) -> Bool {
    let (isOpen, isFirst) = state.withLock { state in
      guard state.isOpen else { return (false, false) }
      state.items.append(item)
      return (true, state.items.count == 1)
    }
    // Whoever left the first has woken the loop, or is about to.
    if isFirst { wakeup.signal() }
    return isOpen
  }

  /// Takes everything that was left since the last time.
  func take() -> [Item] {
    // In this order: what is left after the clearing wakes again.
    wakeup.clear()
    return state.withLock { state in
      defer { state.items = [] }
      return state.items
    }
  }

  /// Forgets what is here and takes nothing any more.
  func close() {
    // The items go outside of the lock: who goes with them may leave something in turn.
    let items = state.withLock { state in
      defer { state = State(isOpen: false) }
      return state.items
    }
    _ = items
  }
}

/// Sends values from any thread to a closure on a loop's thread, which need not be Sendable.
package struct LoopSender<Value: Sendable>: Sendable {
  let inbox: LoopInbox
  let receiver: Int

  /// Gives the loop a value; false when there is no loop any more.
  @discardableResult
  package func send(_ value: Value) -> Bool { inbox.leave(.value(value, receiver: receiver)) }
}
