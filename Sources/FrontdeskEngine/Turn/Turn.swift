import Content
import Dialogue
import TextAnalysis
import Understanding

/// One turn: something comes in, and all that follows from it in one conversation.
///
/// Takes a conversation and a moment, and makes the conversation with its new events, the reply and the
/// requests to the shop's systems. What is counted across conversations (wrong proofs, how often a
/// proactive rule spoke, tickets) it tells the engine.
struct Turn {
  let engine: Engine
  let time: Instant
  /// The day it is at the shop, and the teams that are there.
  private let today: ContentDate
  private let openTeams: Set<String>
  /// How many events the conversation had before.
  let eventsBefore: Int
  var conversation: Conversation
  var reply: Reply
  /// What is said, a part each, in order.
  var parts: [String] = []
  /// The event that tells what the turn came to, once its text is known.
  var outcome = Outcome.said
  var requests: [ActionRequest] = []
  /// The person that is to be brought, and why.
  var call: Call?
  /// The slots of a step that is behind, while its response is said.
  private var spokenSlots: [String: SlotValue]?
  /// The topics that were offered with the introduction.
  var topics: [Target] = []
  /// Why a person is called.
  struct Call {
    let reason: HandoffReason
    let evidence: String
  }

  enum Outcome {
    case said
    case answered([Target])
    case offered([Target])
    case missed
  }

  init(_ conversation: Conversation, engine: Engine, at time: Instant) {
    self.engine = engine
    self.time = time
    let hours = engine.hours(at: time)
    today = hours.today
    openTeams = hours.openTeams
    self.conversation = conversation
    eventsBefore = conversation.events.count
    reply = Reply(
      kind: .answer,
      text: "",
      language: engine.spokenLanguage(conversation)
    )
  }

  var shop: Shop { engine.shop }
  var scripts: ShopScripts { engine.shop.scripts }
  var base: KnowledgeBase { engine.knowledgeBase(reply.language) }
  var readers: LineReaders { engine.readers(reply.language) }
  var memory: LineMemory { engine.memory(reply.language) }

  /// What is known around the conversation now.
  var situation: Situation {
    Situation(
      channel: conversation.channel,
      language: reply.language,
      today: today,
      customer: conversation.customer,
      context: conversation.context,
      openTeams: openTeams,
      facts: shop.factValues
    )
  }

  var interpreter: FlowInterpreter {
    FlowInterpreter(
      library: scripts.flows,
      situation: situation,
      reasks: scripts.desk.reasks,
      keyPrefix: engine.keyPrefix
    )
  }

  // MARK: Saying

  /// Says a response if there is one of the name; false when there is none.
  @discardableResult
  mutating func say(_ name: String, values: [String: String] = [:]) -> Bool {
    guard let (text, buttons) = wording(name, values: values), !text.isEmpty else { return false }
    // What was said a moment ago need not be said twice.
    if parts.last == text { return true }
    parts.append(text)
    reply.buttons += buttons
    return true
  }

  @discardableResult
  mutating func say(_ response: ScriptResponse, values: [String: String] = [:]) -> Bool {
    say(response.rawValue, values: values)
  }

  /// Says a response about other things than the conversation's own slots.
  mutating func say(_ name: String, about slots: [String: SlotValue]) {
    spokenSlots = slots
    say(name)
    spokenSlots = nil
  }

  /// A response as it is said now, and what may be clicked below it.
  func wording(
    _ name: String,
    values: [String: String] = [:]
  ) -> (text: String, buttons: [Reply.Button])? {
    engine.wording(
      name,
      in: reply.language,
      conversation: conversation,
      slots: spokenSlots ?? conversation.slots,
      situation: situation,
      values: values
    )
  }

  /// Notes a ground of the decision.
  mutating func because(_ reason: String) { reply.reasons.append(reason) }

  // MARK: Effects

  /// Carries out what flows want done.
  mutating func carryOut(_ effects: [FlowInterpreter.Effect]) {
    var effects = effects[...]
    while let effect = effects.popFirst() {
      switch effect {
      case .say(let name, let slots):
        say(name, about: slots)
      case .ask(let collect, let asking):
        if asking == .first, let value = alreadySaid(collect) {
          effects += interpreter.answer(value, in: &conversation)
          continue
        }
        ask(collect, asking)
      case .request(let action, let key):
        effects += request(action, key: key)
      case .handOff(let reason):
        let flow = conversation.frames.last?.flow ?? conversation.lastFlow?.flow ?? ""
        call = call ?? Call(reason: reason, evidence: "flow \(flow)")
      case .completed(let flow, let slots):
        completed(flow, slots)
      }
    }
    if let frame = conversation.frames.last { reply.flow = frame.flow }
  }

  /// The row that the message which started the flow names: "do you have the linen shirt in L".
  ///
  /// What there is to choose from is known only when the shop's systems have answered, and a size is
  /// one only where something with sizes is spoken of.
  private func alreadySaid(_ collect: FlowStep.Collect) -> SlotValue? {
    guard let frame = conversation.frames.last,
      let definition = scripts.flows.slot(collect.slot),
      let message = conversation.lastQuestion, frame.startedInTurn == conversation.turnCount
    else { return nil }
    switch definition.kind {
    case .record:
      let options = options(of: definition)
      return readers.named(options, in: message).map { .text($0.name) }
    case .size: break
    default: return nil
    }
    let reading = readers.slots.read(
      definition,
      in: message,
      wasAsked: true,
      today: situation.today,
      options: options(of: definition)
    )
    guard case .value(let value, _) = reading else { return nil }
    return value
  }

  private mutating func ask(_ collect: FlowStep.Collect, _ asking: FlowInterpreter.Asking) {
    let name = asking == .again ? collect.askAgain(where: base.responses.contains) : collect.ask
    if asking == .resumed, let frame = conversation.frames.last {
      let title = wording("flow_\(frame.flow)")?.text ?? frame.flow
      say(.resume, values: ["flow_title": title])
    }
    guard let (text, buttons) = wording(name) else { return }
    parts.append(text)
    var choices = buttons
    if choices.isEmpty, let definition = scripts.flows.slot(collect.slot) {
      choices = options(of: definition).map { Reply.Button(title: $0.label, payload: $0.label) }
      if !choices.isEmpty, choices.count <= Self.mostListed, definition.kind != .bool {
        parts.append(
          choices.enumerated().map { "\($0.offset + 1) \($0.element.title)" }
            .joined(separator: "\n")
        )
      }
    }
    reply.buttons += choices.prefix(Self.mostListed)
    reply.flow = conversation.frames.last?.flow
  }

  /// Longer lists of choices are not read out.
  private static let mostListed = 9

  /// What may be answered to a question about a slot.
  func options(of definition: SlotDefinition) -> [SlotOption] {
    switch definition.kind {
    case .choice(let names):
      let readers = self.readers
      if let known = memory.constantOptions[definition.name] { return known }
      var isConstant = true
      let options = names.map { name in
        let response = "choice_\(definition.name)_\(name)"
        if base.responses.contains(response), base.responses.constantText(response) == nil {
          isConstant = false
        }
        let words = (wording(response)?.text ?? name)
          .split(separator: "|").map { String($0).trimmed }
        return readers.slots.prepared(
          SlotOption(name: name, label: words.first ?? name, words: Array(words.dropFirst()))
        )
      }
      if isConstant { memory.constantOptions[definition.name] = options }
      return options
    case .record(let slot, let label):
      guard case .records(let rows)? = conversation.slots[slot] else { return [] }
      return rows.map { row in
        let title = row["\(label)_\(reply.language.code)"] ?? row[label]
        let text = engine.plainText(of: title, in: reply.language)
        return SlotOption(name: text, label: text)
      }
    default:
      return []
    }
  }

  private mutating func request(
    _ action: ActionDefinition,
    key: String
  ) -> [FlowInterpreter.Effect] {
    var arguments: [String: SlotValue] = [:]
    for binding in action.arguments { arguments[binding.field] = conversation.slots[binding.slot] }
    if let slot = action.verifies, isLocked(slot) {
      because("too many wrong tries to prove \(slot)")
      conversation.apply(
        .actionCompleted(key: key, .failed("too many wrong tries"))
      )
      interpreter.endAll(.failed, &conversation)
      return [
        .say(ScriptResponse.tooManyTries.rawValue, slots: conversation.slots),
        .handOff(.failedVerification),
      ]
    }
    because("asks the shop's systems: \(action.name)")
    send(action, key: key, arguments)
    return []
  }

  /// Asks what an earlier run of the program asked and got no answer to.
  ///
  /// A look-up is asked again. Whether a change was made nobody knows, and it is not made twice.
  mutating func askAgain(_ open: Conversation.OpenRequest) -> ActionCompletion? {
    guard let action = scripts.flows.action(open.action) else {
      let why = "the content has no action \(open.action) any more"
      return completion(of: open, open.changes ? .unknown(why) : .failed(why))
    }
    if open.changes {
      return completion(of: open, .unknown("the program ended before the answer came"))
    }
    var arguments = open.arguments ?? [:]
    if open.arguments == nil {
      for binding in action.arguments {
        arguments[binding.field] = conversation.slots[binding.slot]
      }
    }
    send(action, key: open.key, arguments)
    return nil
  }

  private func completion(
    of open: Conversation.OpenRequest,
    _ outcome: ActionOutcome
  ) -> ActionCompletion {
    ActionCompletion(key: open.key, conversation: conversation.id, outcome: outcome)
  }

  private mutating func send(
    _ action: ActionDefinition,
    key: String,
    _ arguments: [String: SlotValue]
  ) {
    requests.append(
      ActionRequest(
        key: key,
        conversation: conversation.id,
        action: action.name,
        arguments: arguments,
        language: reply.language,
        channel: conversation.channel,
        customer: conversation.customer?.id,
        time: time,
        today: situation.today
      )
    )
  }

  private mutating func completed(_ flow: Flow, _ slots: [String: SlotValue]) {
    reply.completed.append(CompletedFlow(flow: flow.name, slots: slots))
    because("flow \(flow.name) is completed")
    guard let record = flow.record, let action = scripts.flows.action(record.text) else { return }
    var arguments = slots
    for binding in action.arguments {
      arguments[binding.field] = slots[binding.slot] ?? conversation.slots[binding.slot]
    }
    let run = "\(conversation.id)/\(conversation.expiries)/\(conversation.flowCount)"
    let key = "\(engine.keyPrefix)\(run)/\(flow.name)/record"
    conversation.apply(.recordRequested(key: key, action: action.name, arguments: arguments))
    send(action, key: key, arguments)
  }

  // MARK: Verification

  /// Whether so many proofs were wrong that no more are taken, for the slot's value or the customer.
  private func isLocked(_ slot: String) -> Bool {
    engine.verifications.isLocked(verificationKeys(slot), at: time)
  }

  /// Notes whether a proof was right.
  mutating func noteVerification(_ slot: String, isRight: Bool) {
    engine.noteProof(verificationKeys(slot), isRight: isRight, at: time)
  }

  private func verificationKeys(_ slot: String) -> [String] {
    var keys: [String] = []
    if case .text(let value)? = conversation.slots[slot] { keys.append("\(slot) \(value)") }
    keys.append("customer \(conversation.customer?.id ?? conversation.id.value)")
    return keys
  }
}
