import Content
import Dialogue
import TextAnalysis
import Understanding

/// What a line says to the question that a script has asked.
extension Turn {
  /// Takes a line that is an answer, and little else, to the question that is open.
  ///
  /// Such a line need not be understood: "A-10432" is of no language.
  mutating func takeShortAnswer(_ line: String) -> Bool {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else { return false }
    if definition.kind == .bool, agreesToStopping(line) {
      // "Ok, cancel it" agrees to cancelling an order.
      fill(collect, .bool(true), line)
      return true
    }
    // "Go back" is no answer, though "money back" may be one of the choices.
    if !isLabel(line, of: definition) {
      switch memory.reading(of: line) {
      case .cancel?, .startAgain?, .goBack?, .wait?: return steer(line)
      default: break
      }
    }
    if case .text = definition.kind { return false }
    if takeCorrection(line) { return true }
    guard case .value(var value, let range) = read(definition, line, wasAsked: true),
      Self.words(in: line, outside: range) <= 3, readers.deskPhrases(in: line).isEmpty
    else { return false }
    if case .code = definition.kind,
      case .value(let other, _) = read(
        definition,
        Self.blanked(range, of: line),
        wasAsked: false
      )
    {
      // "A-10432, sorry, A-10433": the last one said is meant.
      value = other
      fill(collect, value, line)
      return true
    }
    fill(collect, value, line, range: range)
    return true
  }

  /// Takes a line as the answer to the open question, as another value for an earlier one, as an
  /// excuse, or as a question of its own; false when no question is open.
  mutating func takeOpenAnswer(_ line: String, _ interpretation: Interpretation?) -> Bool {
    guard let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else {
      guard isWaiting else { return false }
      return takeWhileLooking(interpretation)
    }
    if let interpretation, meansOtherScript(line, interpretation),
      digress(interpretation, collect)
    {
      return true
    }
    if takeCorrection(line) { return true }
    let isFreeText = if case .text = definition.kind { true } else { false }
    let reading = read(definition, line, wasAsked: true)
    if isFreeText {
      if line.hasQuestionMark, let interpretation, digress(interpretation, collect) { return true }
      if takeExcuse(line, collect) { return true }
      if case .value(let value, _) = reading {
        fill(collect, value, line)
        return true
      }
    } else if case .value(let value, let range) = reading {
      // A question beside the value is answered first.
      if let interpretation, Self.words(in: line, outside: range) >= 4 {
        answerBeside(interpretation)
      }
      fill(collect, value, line)
      return true
    }
    if definition.kind == .bool, reading == .none, readers.hasRefusal(line) {
      // What is not done by mistake can be asked for again.
      fill(collect, .bool(false), line)
      return true
    }
    if takeExcuse(line, collect) { return true }
    if let value = namedRow(line, definition) {
      fill(collect, value, line)
      return true
    }
    if case .invalid(_, let range) = reading, Self.words(in: line, outside: range) <= 2 {
      refuse(reading, definition, collect)
      return true
    }
    if takeOtherSlots(line, collect) { return true }
    let said = memory.readings(of: line)
    if said.contains(.acknowledgement) || said.contains(.greeting) || said.contains(.thumbsUp) {
      // Nothing was said that could be wrong.
      because("nothing is said to the question")
      askAgain(collect)
      return true
    }
    if let interpretation, digress(interpretation, collect) { return true }
    refuse(reading, definition, collect)
    return true
  }

  /// Fills the open question's slot, and others the line has values for.
  mutating func fill(
    _ collect: FlowStep.Collect,
    _ value: SlotValue,
    _ line: String,
    range: Range<Int>? = nil
  ) {
    because("the answer to \(collect.slot)")
    let others = interpreter.wanted(conversation).filter { $0.name != collect.slot }
    for (name, value) in slots(in: line, of: others) {
      conversation.apply(.slotSet(name, value))
    }
    outcome = .said
    carryOut(interpreter.answer(value, in: &conversation))
    if let range { takeRest(of: line, behind: range) }
  }

  /// Takes what stands beside an answer as the answer to the question that follows: "A-10421, 20095".
  mutating func takeRest(of line: String, behind range: Range<Int>) {
    guard (1...3).contains(Self.words(in: line, outside: range)),
      let collect = interpreter.openQuestion(conversation),
      let definition = scripts.flows.slot(collect.slot)
    else { return }
    switch definition.kind {
    case .emailOrPostcode, .email, .phone, .postcode, .size: break
    default: return
    }
    let text = Self.blanked(range, of: line)
    guard case .value(let value, _) = read(definition, text, wasAsked: true) else { return }
    parts.removeLast(min(parts.count, 1))
    fill(collect, value, text)
  }

  /// Takes values for other slots the flow will ask for; the open question is asked again.
  mutating func takeOtherSlots(_ line: String, _ collect: FlowStep.Collect) -> Bool {
    let found = slots(in: line, of: interpreter.wanted(conversation))
    guard !found.isEmpty else { return false }
    // "How long does the refund take?" chooses nothing.
    let isChoice = found.allSatisfy { name, _ in
      if case .choice? = scripts.flows.slot(name)?.kind { true } else { false }
    }
    if isChoice, line.hasQuestionMark { return false }
    for (name, value) in found { conversation.apply(.slotSet(name, value)) }
    because("other slots than the one asked for: \(found.map(\.0).joined(separator: ", "))")
    if conversation.slots[collect.slot] != nil {
      conversation.apply(.questionAnswered)
      carryOut(interpreter.advance(&conversation))
    } else {
      askAgain(collect)
    }
    return true
  }

  /// "No, it's A-10433": another value for a slot that is filled.
  mutating func takeCorrection(_ line: String) -> Bool {
    let definitions = interpreter.correctable(conversation)
    guard !definitions.isEmpty else { return false }
    if let (slot, value) = otherCode(in: line, definitions),
      let effects = interpreter.correct(slot, to: value, in: &conversation)
    {
      because("\(slot) is another one now")
      outcome = .said
      carryOut(effects)
      return true
    }
    guard
      let correction = readers.slots.correction(
        of: definitions,
        in: line,
        today: situation.today
      ),
      let effects = interpreter.correct(
        correction.slot,
        to: correction.value,
        in: &conversation
      )
    else { return false }
    because("\(correction.slot) is corrected")
    outcome = .said
    carryOut(effects)
    return true
  }

  /// "Skip" and nothing else, which must not be taken for anything but an excuse.
  mutating func takePlainExcuse(_ line: String) -> Bool {
    let steering = memory.reading(of: line)
    guard steering == .cannot || steering == .ratherNot,
      let collect = interpreter.openQuestion(conversation)
    else { return false }
    return takeExcuse(line, collect)
  }

  /// Whether a line clearly starts another script, about another number of the shop.
  func meansOtherScript(_ line: String, _ interpretation: Interpretation) -> Bool {
    guard otherCode(in: line, interpreter.correctable(conversation)) != nil,
      case .answer(let candidate) = decision(interpretation),
      let flow = flow(for: candidate.target, intent: candidate.intent)
    else { return false }
    return !conversation.frames.contains { $0.flow == flow.name }
  }

  /// Another number of the shop than the one that was given: it can be meant for nothing else.
  func otherCode(
    in line: String,
    _ definitions: [SlotDefinition]
  ) -> (slot: String, value: SlotValue)? {
    for definition in definitions {
      guard case .code = definition.kind,
        case .value(let value, _) = read(definition, line, wasAsked: false),
        let held = conversation.slots[definition.name], held != value
      else { continue }
      return (definition.name, value)
    }
    return nil
  }

  /// "I can't", "I don't have it", "skip".
  mutating func takeExcuse(_ line: String, _ collect: FlowStep.Collect) -> Bool {
    let steering = memory.reading(of: line)
    let isExcuse =
      steering == .cannot || steering == .ratherNot
      || (Self.words(in: line, outside: 0..<0) <= Self.excuseWords && readers.hasExcuse(line))
    if scripts.flows.slot(collect.slot)?.kind == .bool, readers.steering.yesOrNo(line) != nil {
      return false
    }
    let isNo = steering == .no && scripts.flows.slot(collect.slot)?.kind != .bool
    guard isExcuse || (isNo && collect.isOptional) else { return false }
    if collect.isOptional {
      because("\(collect.slot) is left out")
      outcome = .said
      carryOut(interpreter.answer(nil, in: &conversation))
      return true
    }
    because("the customer does not have \(collect.slot)")
    let effects = interpreter.fail(in: &conversation)
    if effects.contains(where: \.isHandOff) {
      carryOut(effects.map { $0.isHandOff ? .handOff(.cannotGoOn) : $0 })
    } else {
      say(.cannotWithout)
    }
    return true
  }

  /// Says what is wrong with an answer and asks again.
  mutating func refuse(
    _ reading: SlotReading,
    _ definition: SlotDefinition,
    _ collect: FlowStep.Collect
  ) {
    if definition.kind == .attachment, collect.isOptional {
      // Whatever was said, it was no picture, and none is needed.
      because("\(collect.slot) is left out")
      outcome = .said
      return carryOut(interpreter.answer(nil, in: &conversation))
    }
    var hint = definition.hintForNothing
    if case .invalid(let problem, _) = reading { hint = problem.hint }
    because("no answer to \(collect.slot)")
    reply.kind = .ask
    let effects = interpreter.fail(in: &conversation)
    if let hint, !effects.contains(where: \.isHandOff) { say(hint, values: hintValues(definition)) }
    carryOut(effects)
  }

  func hintValues(_ definition: SlotDefinition) -> [String: String] {
    switch definition.kind {
    case .code(let code): ["example": code.example]
    case .quantity(let minimum, let maximum): ["minimum": "\(minimum)", "maximum": "\(maximum)"]
    case .email, .emailOrPostcode, .emailOrPhone: ["example": "ana@example.com"]
    case .phone: ["example": "+40 721 234 567"]
    case .postcode: ["example": "400123"]
    default: [:]
    }
  }

  mutating func askAgain(_ collect: FlowStep.Collect) {
    carryOut([.ask(collect, .first)])
  }
}

extension SlotProblem {
  /// The response that tells the customer what is wrong.
  fileprivate var hint: String {
    switch self {
    case .noSuchOption: "hint_choice"
    case .tooShort: "hint_text"
    case .notWhole: "hint_too_small"
    default: "hint_\(rawValue)"
    }
  }
}

extension SlotDefinition {
  /// The response that says what is expected when an answer had nothing of the kind.
  fileprivate var hintForNothing: String? {
    switch kind {
    case .code: "hint_pattern"
    case .email, .emailOrPostcode: "hint_email"
    case .emailOrPhone: "hint_phone"
    case .phone: "hint_phone"
    case .postcode: "hint_postcode"
    case .size: "hint_size"
    case .choice, .record: "hint_choice"
    case .bool: "hint_yes_no"
    case .attachment: "hint_attachment"
    case .text: "hint_text"
    case .amount, .quantity, .date: nil
    }
  }
}

extension CodePattern {
  /// A number of this form, to show.
  fileprivate var example: String {
    var digit = 0
    return String(
      pattern.map { character in
        switch character {
        case "#":
          digit = digit % 9 + 1
          return Character("\(digit)")
        case "@": return "A"
        default: return character
        }
      }
    )
  }
}
