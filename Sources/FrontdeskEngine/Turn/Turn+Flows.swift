import Content
import Dialogue
import TextAnalysis
import Understanding

/// Starting scripts, with what a line says for them.
extension Turn {

  /// The flow that a target starts, if it is not switched off.
  ///
  /// Where the intent an article was asked with starts none, a value that one of its other intents'
  /// flows asks for does: "how much is delivery to Romania".
  func flow(for target: Target, intent: String?) -> Flow? {
    guard conversation.owner == .bot else { return nil }
    var found = scripts.flows.flow(for: target, intent: intent)
    if found == nil, case .article(let id) = target,
      let utterance = reply.interpretation?.utterance.analysis,
      let likest = memory.examples.intent(ofArticle: id, likest: utterance, in: base)
    {
      found = scripts.flows.flow(triggeredByIntent: likest)
    }
    if found == nil, case .article(let id) = target {
      found = base.intents(ofArticle: id).lazy.compactMap { name in
        self.scripts.flows.flow(triggeredByIntent: name)
      }.first { flow in
        !self.slots(
          in: self.conversation.lastQuestion ?? "",
          of: self.interpreter.collected(by: flow.name)
        ).isEmpty
      }
    }
    if found == nil, case .article(let id) = target,
      let code = scripts.flows.slots.first(where: { definition in
        if case .code = definition.kind { definition.isKept } else { false }
      }), conversation.slots[code.name] != nil,
      readers.hasReference(conversation.lastQuestion ?? "")
    {
      // "When do I get my refund for it": the order that was spoken of.
      found = base.intents(ofArticle: id).lazy.compactMap { name in
        self.scripts.flows.flow(triggeredByIntent: name)
      }.first { flow in
        self.interpreter.collected(by: flow.name).contains { $0.name == code.name }
      }
    }
    guard let flow = found, scripts.isOn(flow: flow.name),
      flow.condition.map({ $0.holds(in: situation, slots: conversation.slots) }) ?? true
    else { return nil }
    return flow
  }

  /// Starts the flow of a target, with what the line says for its slots; false when it cannot be.
  mutating func start(_ flow: Flow, for target: Target) -> Bool {
    if conversation.frames.contains(where: { $0.flow == flow.name }) {
      // It is under way: what was said is no other question.
      guard let collect = interpreter.openQuestion(conversation) else { return false }
      say(.resume, values: ["flow_title": title(of: flow.name)])
      askAgain(collect)
      return true
    }
    guard conversation.frames.count < FlowInterpreter.deepest, !isWaiting else { return false }
    because("flow \(flow.name) starts")
    let slots = self.slots(
      in: conversation.lastQuestion ?? "",
      of: interpreter.collected(by: flow.name)
    )
    // Who has not said what it is about may only want to know how it goes.
    if slots.isEmpty, flow.saysArticle, case .article = target {
      let text = answerText(target)
      if !text.isEmpty { parts.append(text) }
    }
    outcome = .answered([target])
    begin(flow.name, slots: slots)
    takeProofBeside(conversation.lastQuestion ?? "")
    return true
  }

  /// Takes the proof that stands beside an order's number: "where is A-10506, 9000".
  mutating func takeProofBeside(_ message: String) {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot), definition.kind == .emailOrPostcode,
      let code = codes(in: message).first
    else { return }
    let rest = Self.blanked(code, of: message)
    guard case .value(let value, let range) = read(definition, rest, wasAsked: true),
      range.count >= 4,
      rest.utf8.dropFirst(range.lowerBound).prefix(range.count).contains(where: {
        (0x30...0x39).contains($0)
      })
    else { return }
    parts.removeLast(min(parts.count, 1))
    fill(collect, value, rest)
  }

  mutating func begin(_ flow: String, slots: [(String, SlotValue)]) {
    reply.flow = flow
    carryOut(interpreter.start(flow, slots: slots, in: &conversation))
  }

  func title(of flow: String) -> String { wording("flow_\(flow)")?.text ?? flow }

  /// What a text says by itself for slots that have no value yet; each range counts once.
  func slots(in text: String, of definitions: [SlotDefinition]) -> [(String, SlotValue)] {
    var found: [(String, SlotValue)] = []
    var taken: [Range<Int>] = []
    for definition in definitions {
      let reading = readers.slots.read(
        definition,
        in: text,
        wasAsked: false,
        today: situation.today,
        options: options(of: definition)
      )
      guard case .value(let value, let range) = reading,
        !taken.contains(where: { $0.overlaps(range) })
      else { continue }
      taken.append(range)
      found.append((definition.name, value))
    }
    return found
  }

  /// Whether the flow on top waits for the shop's systems.
  var isWaiting: Bool {
    guard case .waiting? = conversation.frames.last?.phase else { return false }
    return true
  }

  /// How many words a line has outside of a range of its UTF-8.
  static func words(in line: String, outside range: Range<Int>) -> Int {
    var count = 0
    var isInWord = false
    for (position, byte) in line.utf8.enumerated() {
      let isLetter =
        !range.contains(position)
        && (byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF))
      if isLetter, !isInWord { count += 1 }
      isInWord = isLetter
    }
    return count
  }
}
