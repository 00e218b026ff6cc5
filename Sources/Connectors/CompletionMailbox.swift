import Dialogue
import Synchronization

/// The one place where all connectors leave their completions.
///
/// Whatever connectors do, each key that was opened is completed once: a second outcome for a key
/// and one for an unknown key are dropped.
final class CompletionMailbox: Sendable {
  let wakePipe = WakePipe()
  private let state = Mutex(State())

  private struct State {
    var open: [String: ConversationID] = [:]
    var completions: [ActionCompletion] = []
  }

  /// Requests whose completion has not been taken yet.
  var outstanding: Int { state.withLock { $0.open.count + $0.completions.count } }

  var hasCompletions: Bool { state.withLock { !$0.completions.isEmpty } }

  /// Expects an outcome for the key; false when one is expected already.
  func open(_ request: ActionRequest) -> Bool {
    state.withLock { state in
      guard state.open[request.key] == nil else { return false }
      state.open[request.key] = request.conversation
      return true
    }
  }

  /// Leaves the outcome of a key and wakes whoever waits.
  func complete(_ key: String, _ outcome: ActionOutcome) {
    let wakes = state.withLock { state in
      guard let conversation = state.open.removeValue(forKey: key) else { return false }
      state.completions.append(
        ActionCompletion(key: key, conversation: conversation, outcome: outcome)
      )
      return state.completions.count == 1
    }
    if wakes { wakePipe.wake() }
  }

  /// Gives every key that is still open the outcome; a connector that is gone answers none.
  func completeAll(_ outcome: ActionOutcome) {
    for key in state.withLock({ $0.open.keys.sorted() }) { complete(key, outcome) }
  }

  func take() -> [ActionCompletion] {
    // In this order: what arrives after the emptying wakes again.
    wakePipe.drain()
    return state.withLock { state in
      defer { state.completions = [] }
      return state.completions
    }
  }
}
