import Content
import Dialogue

/// What came of sending a request once.
enum AttemptAnswer: Sendable, Hashable {
  case done([String: SlotValue])
  /// The other side says that it was not done, and that asking again is no use.
  case refused(String)
  /// It was not done, for certain, and may be asked again: nothing could be sent, say.
  case notDone(String)
  /// It was sent, and nobody knows what became of it.
  case noAnswer(String)
}

/// Decides after each attempt whether a request is sent again, and otherwise what came of it.
///
/// A request may be sent twice only where that does no harm: for actions that read, and for changes
/// whose key the other side honours.
struct Attempts {
  private let isChange: Bool
  private let mayRepeat: Bool
  private var retriesLeft: Int
  /// Whether any attempt may have reached the other side without an answer.
  private var mayBeDone = false
  private(set) var made = 0

  enum Verdict: Equatable {
    case again
    case complete(ActionOutcome)
  }

  init(_ definition: ActionDefinition) {
    isChange = definition.effect == .changes
    mayRepeat = !isChange || definition.honoursKey
    retriesLeft = max(definition.retries, 0)
  }

  /// `isLast` forbids sending again whatever the definition says.
  mutating func verdict(on answer: AttemptAnswer, isLast: Bool = false) -> Verdict {
    made += 1
    let reason: String
    switch answer {
    case .done(let fields): return .complete(.done(fields))
    // The other side answers for the key, and so for the attempts before.
    case .refused(let text): return .complete(.failed(text))
    case .notDone(let text): reason = text
    case .noAnswer(let text):
      reason = text
      mayBeDone = true
    }
    if mayRepeat, retriesLeft > 0, !isLast {
      retriesLeft -= 1
      return .again
    }
    return .complete(isChange && mayBeDone ? .unknown(reason) : .failed(reason))
  }
}
