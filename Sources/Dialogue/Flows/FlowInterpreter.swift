package import Content
import TextAnalysis

/// Carries flows out: a conversation and what is known around it in, events and effects out.
///
/// Works on the flow that was started last; the others wait below it.
package struct FlowInterpreter: Sendable {
  /// What a flow wants done, in order.
  package enum Effect: Sendable, Hashable {
    /// A response is said, with the slots as they were at that step: a flow that has ended since has
    /// forgotten them.
    case say(String, slots: [String: SlotValue])
    /// A question is asked; again, after an answer that cannot be, or in short after an interruption.
    case ask(FlowStep.Collect, Asking)
    case request(ActionDefinition, key: String)
    case handOff(HandoffReason)
    /// A flow came to its end with these slots.
    case completed(Flow, [String: SlotValue])

    package var isHandOff: Bool { if case .handOff = self { true } else { false } }
  }

  package enum Asking: Sendable, Hashable { case first, again, resumed }

  let library: FlowLibrary
  let situation: Situation
  /// How often a question is asked again before a person is brought.
  let reasks: Int
  /// Stands before every key, so that keys of another run of the program are others.
  let keyPrefix: String

  /// Flows that interrupt each other lie no deeper than this.
  package static let deepest = 3
  /// A flow without a question goes no further than this; content that was checked never does.
  private static let mostSteps = 200

  package init(
    library: FlowLibrary,
    situation: Situation,
    reasks: Int,
    keyPrefix: String = ""
  ) {
    self.keyPrefix = keyPrefix
    self.library = library
    self.situation = situation
    self.reasks = reasks
  }

  /// Starts a flow above those under way, with slots that are known already.
  ///
  /// Nothing is started above a flow that waits for the shop's systems: their answer is its own.
  package func start(
    _ name: String,
    slots: [(String, SlotValue)] = [],
    in conversation: inout Conversation
  ) -> [Effect] {
    if case .waiting? = conversation.frames.last?.phase { return [] }
    conversation.apply(.flowStarted(name, isCalled: false, step: firstStep(of: name)))
    for (name, value) in slots { conversation.apply(.slotSet(name, value)) }
    return advance(&conversation)
  }

  /// The question that waits for an answer.
  package func openQuestion(_ conversation: Conversation) -> FlowStep.Collect? {
    guard let frame = conversation.frames.last, frame.phase == .asking, isUnchanged(frame),
      case .collect(let collect)? = step(frame)?.kind
    else { return nil }
    return collect
  }

  /// Takes an answer to the open question; nil is "I have none".
  package func answer(
    _ value: SlotValue?,
    in conversation: inout Conversation
  ) -> [Effect] {
    guard let collect = openQuestion(conversation) else { return [] }
    conversation.apply(.slotSet(collect.slot, value))
    conversation.apply(.questionAnswered)
    return advance(&conversation)
  }

  /// Notes that what was said is no answer; asks again, or brings a person at last.
  package func fail(in conversation: inout Conversation) -> [Effect] {
    guard let collect = openQuestion(conversation), let frame = conversation.frames.last else {
      return []
    }
    conversation.apply(.questionFailed)
    guard frame.reasks < reasks else {
      // All of them: what called the flow on top would only call it again.
      endAll(.handedOff, &conversation)
      return [.handOff(.reasks)]
    }
    return [.ask(collect, .again)]
  }

  /// Carries steps out until a question is asked, an action is waited for, or all flows are over.
  package func advance(_ conversation: inout Conversation) -> [Effect] {
    var effects: [Effect] = []
    for _ in 0..<Self.mostSteps {
      guard let frame = conversation.frames.last, frame.phase == .running else { return effects }
      guard frame.step != .end else {
        finish(.completed, &conversation, &effects)
        continue
      }
      guard let flow = library.flow(frame.flow), let step = step(frame) else {
        // The content was changed under way.
        effects.append(
          .say(ScriptResponse.flowChanged.rawValue, slots: conversation.slots)
        )
        finish(.failed, &conversation, &effects)
        continue
      }
      carryOut(step, of: flow, frame, &conversation, &effects)
    }
    endAll(.failed, &conversation)
    effects.append(.handOff(.failedAction))
    return effects
  }

  /// Takes the answer of the shop's systems in, and goes on if the flow is on top.
  package func complete(
    _ completion: ActionCompletion,
    in conversation: inout Conversation
  ) -> [Effect] {
    guard
      let frame = conversation.frames.last(where: { $0.phase == .waiting(key: completion.key) }),
      let step = step(frame), case .action(let name, let onFailure) = step.kind
    else {
      return completeUnexpected(completion, in: &conversation)
    }
    let isOnTop = conversation.frames.last?.run == frame.run
    conversation.apply(.actionCompleted(key: completion.key, completion.outcome))
    let slots = conversation.slots
    switch completion.outcome {
    case .done(let fields):
      for binding in library.action(name)?.results ?? [] {
        // A field may be there once for every language.
        let field = "\(binding.field)_\(situation.language.code)"
        conversation.apply(.slotSet(binding.slot, fields[binding.field] ?? fields[field]))
      }
      guard isOnTop else { return [] }
      move(to: destination(of: step, conversation), &conversation)
      return advance(&conversation)
    case .failed:
      guard let onFailure, isOnTop else {
        endAll(.failed, &conversation)
        return [
          .say(ScriptResponse.systemFailed.rawValue, slots: slots),
          .handOff(.failedAction),
        ]
      }
      move(to: onFailure, &conversation)
      return advance(&conversation)
    case .unknown:
      endAll(.failed, &conversation)
      return [
        .say(ScriptResponse.outcomeUnknown.rawValue, slots: slots),
        .handOff(.unknownOutcome),
      ]
    }
  }

  /// Ends the flow on top; what it interrupted goes on.
  package func cancel(in conversation: inout Conversation) -> [Effect] {
    var effects: [Effect] = []
    // A called flow is no business of its own: with it ends what called it.
    while let frame = conversation.frames.last, frame.isCalled { end(.cancelled, &conversation) }
    guard !conversation.frames.isEmpty else { return [] }
    finish(.cancelled, &conversation, &effects)
    return effects + advance(&conversation)
  }

  /// Drops the flow on top without a word.
  package func drop(in conversation: inout Conversation) {
    while let frame = conversation.frames.last, frame.isCalled { end(.cancelled, &conversation) }
    end(.cancelled, &conversation)
  }

  /// Ends all flows under way.
  package func endAll(_ ending: FlowEnding, _ conversation: inout Conversation) {
    while !conversation.frames.isEmpty { end(ending, &conversation) }
  }

  /// Begins the flow on top anew, with nothing known; nil when it has changed something already.
  package func startAgain(in conversation: inout Conversation) -> [Effect]? {
    guard var frame = conversation.frames.last else { return nil }
    while frame.isCalled, let below = conversation.frames.dropLast().last {
      guard !frame.hasChanged else { return nil }
      for slot in frame.filled { conversation.apply(.slotSet(slot, nil)) }
      end(.cancelled, &conversation)
      frame = below
    }
    guard !frame.hasChanged else { return nil }
    for slot in frame.filled { conversation.apply(.slotSet(slot, nil)) }
    conversation.apply(.flowMoved(step: 0, name: firstStep(of: frame.flow)))
    return advance(&conversation)
  }

  /// Goes back to the question answered last; nil when there is none to go back to.
  package func goBack(in conversation: inout Conversation) -> [Effect]? {
    guard var frame = conversation.frames.last, !frame.hasChanged else { return nil }
    // At the first question of a called flow, what called it is gone back in.
    while frame.stepsBefore.isEmpty, frame.isCalled {
      end(.cancelled, &conversation)
      guard let below = conversation.frames.last, !below.hasChanged else { return nil }
      frame = below
    }
    guard let before = frame.stepsBefore.last,
      let last = library.flow(frame.flow)?.place(of: before.name, once: before.number)
    else { return nil }
    forget(from: last, of: frame, &conversation)
    go(to: last, &conversation)
    return advance(&conversation)
  }

  /// Takes another value for a slot that a flow has asked for, and goes on from there.
  ///
  /// Nil when no flow under way has asked for it, or it is too late.
  package func correct(
    _ slot: String,
    to value: SlotValue,
    in conversation: inout Conversation
  ) -> [Effect]? {
    guard
      let index = conversation.frames.lastIndex(where: { stepCollecting(slot, $0) != nil })
    else {
      return correctCalled(slot, to: value, in: &conversation)
    }
    guard conversation.frames[index...].allSatisfy({ !$0.hasChanged }) else { return nil }
    while conversation.frames.count > index + 1 { end(.cancelled, &conversation) }
    guard let frame = conversation.frames.last, let step = stepCollecting(slot, frame) else {
      return nil
    }
    forget(from: step, of: frame, &conversation)
    go(to: step, &conversation)
    conversation.apply(.slotSet(slot, value))
    conversation.apply(.questionAnswered)
    return advance(&conversation)
  }

  /// Corrects what a called flow that is over had asked for: the call is made again.
  private func correctCalled(
    _ slot: String,
    to value: SlotValue,
    in conversation: inout Conversation
  ) -> [Effect]? {
    guard let frame = conversation.frames.last, !frame.hasChanged, frame.filled.contains(slot),
      let flow = library.flow(frame.flow),
      let step = flow.steps.firstIndex(where: { step in
        guard case .call(let name) = step.kind else { return false }
        return library.flow(name)?.steps.contains { Self.collects(slot, $0) } ?? false
      })
    else { return nil }
    forget(from: step, of: frame, &conversation)
    conversation.apply(.slotSet(slot, value))
    go(to: step, &conversation)
    return advance(&conversation)
  }

  /// The slots that the flows under way have asked for and got.
  package func correctable(_ conversation: Conversation) -> [SlotDefinition] {
    var names: [String] = []
    for frame in conversation.frames.reversed() {
      for name in frame.filled.reversed()
      where conversation.slots[name] != nil && !names.contains(name) && isAskedSomewhere(name) {
        names.append(name)
      }
    }
    return names.compactMap { library.slot($0) }
  }

  /// The slots that the flow on top, and those it calls, may still ask for.
  package func wanted(_ conversation: Conversation) -> [SlotDefinition] {
    guard let frame = conversation.frames.last else { return [] }
    return collected(by: frame.flow).filter { conversation.slots[$0.name] == nil }
  }

  /// The slots a flow asks for, those of the flows it calls among them.
  package func collected(by flow: String) -> [SlotDefinition] {
    var names: [String] = []
    var flows = [flow]
    var next = 0
    while next < flows.count {
      for step in library.flow(flows[next])?.steps ?? [] {
        switch step.kind {
        case .collect(let collect) where !collect.asksAlways:
          if !names.contains(collect.slot) { names.append(collect.slot) }
        case .call(let name), .link(let name):
          if !flows.contains(name) { flows.append(name) }
        default: break
        }
      }
      next += 1
    }
    return names.compactMap { library.slot($0) }
  }
}

// MARK: - Steps

extension FlowInterpreter {
  private func carryOut(
    _ step: FlowStep,
    of flow: Flow,
    _ frame: FlowFrame,
    _ conversation: inout Conversation,
    _ effects: inout [Effect]
  ) {
    switch step.kind {
    case .collect(let collect):
      guard
        frame.answeredStep == frame.step
          || (conversation.slots[collect.slot] != nil && !collect.asksAlways)
      else {
        if collect.asksAlways { conversation.apply(.slotSet(collect.slot, nil)) }
        conversation.apply(.questionAsked)
        effects.append(.ask(collect, .first))
        return
      }
      // What was known before the flow began is the flow's too, so that it can be corrected.
      if let value = conversation.slots[collect.slot], !frame.filled.contains(collect.slot) {
        conversation.apply(.slotSet(collect.slot, value))
      }
      let rejection = collect.rejections.first {
        $0.condition.holds(in: situation, slots: conversation.slots)
      }
      if let rejection {
        effects.append(.say(rejection.response, slots: conversation.slots))
        conversation.apply(.slotSet(collect.slot, nil))
        conversation.apply(.questionAsked)
        effects += fail(in: &conversation)
        return
      }
      move(to: destination(of: step, conversation), &conversation)
    case .action(let name, _):
      guard let action = library.action(name) else {
        return finish(.failed, &conversation, &effects)
      }
      let key =
        "\(keyPrefix)\(conversation.id)/\(conversation.expiries)/\(frame.run)/\(frame.flow).\(step.id)"
        + "/\(frame.requests + 1)"
      conversation.apply(
        .actionRequested(key: key, action: name, changes: action.effect == .changes)
      )
      effects.append(.request(action, key: key))
    case .say(let response):
      effects.append(.say(response, slots: conversation.slots))
      move(to: destination(of: step, conversation), &conversation)
    case .setSlots(let assignments):
      for assignment in assignments {
        let value = assignment.value?.value(in: situation, slots: conversation.slots)
        conversation.apply(.slotSet(assignment.slot, value))
      }
      move(to: destination(of: step, conversation), &conversation)
    case .link(let name):
      conversation.apply(.flowEnded(frame.flow, .linked, forgotten: []))
      conversation.apply(
        .flowStarted(name, isCalled: frame.isCalled, step: firstStep(of: name))
      )
      // The slots go along.
      for slot in frame.filled {
        guard let value = conversation.slots[slot] else { continue }
        conversation.apply(.slotSet(slot, value))
      }
    case .call(let name):
      conversation.apply(.flowStarted(name, isCalled: true, step: firstStep(of: name)))
    case .handoff(let reason):
      effects.append(.handOff(HandoffReason(reason)))
      move(to: destination(of: step, conversation), &conversation)
    case .noop:
      move(to: destination(of: step, conversation), &conversation)
    }
  }

  private func move(to destination: FlowStep.Destination, _ conversation: inout Conversation) {
    switch destination {
    case .step(let step): go(to: step, &conversation)
    case .end:
      conversation.apply(.flowMoved(step: FlowPlace.end.number, name: FlowPlace.end.name))
    }
  }

  /// Has the flow on top go to a step, which is there.
  private func go(to step: Int, _ conversation: inout Conversation) {
    let steps = conversation.frames.last.flatMap { library.flow($0.flow) }?.steps ?? []
    let name = steps.indices.contains(step) ? steps[step].name : .unknown
    conversation.apply(.flowMoved(step: step, name: name))
  }

  private func firstStep(of flow: String) -> StepName {
    library.flow(flow)?.steps.first?.name ?? .unknown
  }

  private func destination(
    of step: FlowStep,
    _ conversation: Conversation
  ) -> FlowStep.Destination {
    switch step.next {
    case .to(let destination): return destination
    case .branch(let branches, let otherwise):
      return branches.first { $0.condition.holds(in: situation, slots: conversation.slots) }?
        .destination ?? otherwise
    }
  }

  func step(_ frame: FlowFrame) -> FlowStep? {
    guard let flow = library.flow(frame.flow),
      let place = flow.place(of: frame.step.name, once: frame.step.number)
    else { return nil }
    return flow.steps[place]
  }

  /// Whether a frame's step still does what it did when the flow came to it.
  func isUnchanged(_ frame: FlowFrame) -> Bool {
    guard let step = step(frame) else { return false }
    guard !frame.step.name.isUnknown else { return true }
    return step.name.what == frame.step.name.what
  }

  /// Ends the flow on top and takes up what lies below it.
  private func finish(
    _ ending: FlowEnding,
    _ conversation: inout Conversation,
    _ effects: inout [Effect]
  ) {
    guard let frame = conversation.frames.last else { return }
    if ending == .completed, !frame.isCalled, let flow = library.flow(frame.flow) {
      effects.append(
        .completed(flow, conversation.slots.filter { frame.filled.contains($0.key) })
      )
    }
    end(ending, &conversation)
    guard let below = conversation.frames.last else { return }
    if frame.isCalled, below.phase == .running, let step = step(below), case .call = step.kind {
      return move(to: destination(of: step, conversation), &conversation)
    }
    if let collect = openQuestion(conversation) { effects.append(.ask(collect, .resumed)) }
  }

  /// Takes the flow on top away, and its slots but for those that are kept or used below.
  private func end(_ ending: FlowEnding, _ conversation: inout Conversation) {
    guard let frame = conversation.frames.last else { return }
    let below = conversation.frames.dropLast()
    let forgotten = frame.filled.filter { slot in
      !(library.slot(slot)?.isKept ?? false) && !below.contains { $0.filled.contains(slot) }
        && !(frame.isCalled && ending == .completed)
    }
    conversation.apply(.flowEnded(frame.flow, ending, forgotten: forgotten))
  }

  /// Forgets what was confirmed, and chosen among rows, at or behind a step: both hung on the answers
  /// before them.
  private func forget(
    from step: Int,
    of frame: FlowFrame,
    _ conversation: inout Conversation
  ) {
    guard let flow = library.flow(frame.flow) else { return }
    for (index, step) in flow.steps.enumerated().dropFirst(step) {
      guard case .collect(let collect) = step.kind, conversation.slots[collect.slot] != nil else {
        continue
      }
      if case .record = library.slot(collect.slot)?.kind {
        conversation.apply(.slotSet(collect.slot, nil))
      } else if collect.asksAlways || index == flow.steps.startIndex {
        conversation.apply(.slotSet(collect.slot, nil))
      }
    }
    if case .collect(let collect) = flow.steps[step].kind {
      conversation.apply(.slotSet(collect.slot, nil))
    }
  }

  private static func collects(_ slot: String, _ step: FlowStep) -> Bool {
    guard case .collect(let collect) = step.kind else { return false }
    return collect.slot == slot
  }

  private func stepCollecting(_ slot: String, _ frame: FlowFrame) -> Int? {
    guard frame.filled.contains(slot), let flow = library.flow(frame.flow) else { return nil }
    return flow.steps.firstIndex { Self.collects(slot, $0) }
  }

  private func isAskedSomewhere(_ slot: String) -> Bool {
    library.flows.contains { flow in flow.steps.contains { Self.collects(slot, $0) } }
  }
}
