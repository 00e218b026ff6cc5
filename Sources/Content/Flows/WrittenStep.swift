/// A step as it is written: what hangs on it is still inside, and its targets are names.
struct WrittenStep {
  enum Kind {
    case collect(FlowStep.Collect)
    case action(String, onFailure: Target?)
    case say(String)
    case setSlots([FlowStep.Assignment])
    case link(String)
    case call(String)
    case handoff(reason: String)
    case noop
  }

  indirect enum Target {
    case step(LocatedText)
    case end
    case steps([WrittenStep])
  }

  struct Branch {
    let condition: Condition
    let target: Target
    let line: Int
  }

  enum Next {
    /// The step behind it in its list.
    case following
    case to(Target)
    case branches([Branch], otherwise: Target?)
  }

  /// The name it was given, if any.
  let id: LocatedText?
  let kind: Kind
  let next: Next
  let line: Int

  /// How many steps it is with all that hang on it.
  var count: Int { 1 + targets.reduce(0) { $0 + $1.count } }

  /// Where it may lead, in the order in which the steps in them are numbered.
  private var targets: [Target] {
    var targets: [Target] = []
    if case .action(_, let failure?) = kind { targets.append(failure) }
    switch next {
    case .following: break
    case .to(let target): targets.append(target)
    case .branches(let branches, let otherwise):
      targets += branches.map(\.target)
      if let otherwise { targets.append(otherwise) }
    }
    return targets
  }

  /// The steps that hang on it, list by list.
  var nested: [[WrittenStep]] {
    targets.compactMap { if case .steps(let steps) = $0 { steps } else { nil } }
  }
}

extension WrittenStep.Target {
  /// How many steps stand in it.
  fileprivate var count: Int {
    if case .steps(let steps) = self { steps.reduce(0) { $0 + $1.count } } else { 0 }
  }
}
