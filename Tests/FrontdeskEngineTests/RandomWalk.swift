import Content
import Dialogue
import FrontdeskEngine
import Handoff
import TestSupport
import TextAnalysis
import Understanding

/// Customers, agents, the shop and its systems doing things in a random order that a seed fixes.
struct RandomWalk {
  private let engine: Engine
  private let language: Language
  private var random: SeededGenerator
  private var time = Instant(secondsSinceEpoch: 1_767_607_200)
  private let customers = ["a", "b"].map { ConversationID($0) }
  private let agents = ["ana", "bob"].map { AgentID($0) }
  /// Answers of the shop's systems that are still on their way.
  private var late: [ActionCompletion] = []
  private let identifier = LanguageIdentifier(enabled: Language.allCases)
  private let mostFrames: Int

  /// What was done and what came of it, in order.
  private(set) var transcript: [String] = []
  /// What must never be and was.
  private(set) var broken: [String] = []
  /// What has come about at all.
  private(set) var seen: Set<String> = []

  init(_ engine: Engine, _ language: Language, seed: UInt64) {
    self.engine = engine
    self.language = language
    random = SeededGenerator(seed: seed)
    let flows = engine.shop.scripts.flows
    // Of three flows that interrupt each other, each may be in the middle of calls.
    let calls = flows.flows.map { Self.depth(of: $0, in: flows, []) }.max() ?? 0
    mostFrames = FlowInterpreter.deepest + calls
    for customer in customers { engine.setLanguage(language, in: customer) }
    if seed.isMultiple(of: 2) { engine.burstWindow = .standard }
  }

  private static func depth(of flow: Flow, in library: FlowLibrary, _ above: [String]) -> Int {
    guard !above.contains(flow.name) else { return 0 }
    return flow.steps.map { step in
      switch step.kind {
      case .call(let name):
        return 1 + (library.flow(name).map { depth(of: $0, in: library, above + [flow.name]) } ?? 0)
      case .link(let name):
        return library.flow(name).map { depth(of: $0, in: library, above + [flow.name]) } ?? 0
      default: return 0
      }
    }.max() ?? 0
  }

  mutating func run(steps: Int) {
    for _ in 0..<steps {
      let seconds = random.next() % 40 == 0 ? 3_700 : Double(random.next() % 40)
      time = Instant(secondsSinceEpoch: time.secondsSinceEpoch + seconds)
      if engine.nextDeadline.map({ $0 <= time }) ?? false {
        observe(customers[0], "tick") { $0.tick(at: $1) }
        answerRequests()
      }
      step()
      answerRequests()
    }
  }

  // MARK: What happens

  private mutating func step() {
    let customer = pick(customers)
    // Otherwise most of the time would be spent with agents.
    if engine.conversation(customer)?.owner ?? .bot != .bot, random.next() % 3 == 0 {
      return desk(customer)
    }
    switch random.next() % 20 {
    case 0:
      let event = event()
      observe(customer, "event \(event.name)") { $0.take(event, in: customer, at: $1) }
    case 1:
      let message = CustomerMessage(
        random.next() % 2 == 0 ? "" : line(),
        attachments: [Attachment(url: "https://x.example/a.jpg", mime: "image/jpeg")]
      )
      observe(customer, "file \(message.text)") { $0.receive(message, in: customer, at: $1) }
    case 2:
      time = Instant(secondsSinceEpoch: time.secondsSinceEpoch + 3)
      observe(customer, "tick") { $0.tick(at: $1) }
    case 3: desk(customer)
    case 4 where !late.isEmpty:
      let completion = late.remove(at: Int(random.next() % UInt64(late.count)))
      observe(completion.conversation, "late \(completion.key)") {
        $0.complete(completion, at: $1)
      }
    default:
      let line = answer(in: customer) ?? line()
      observe(customer, line) { $0.receive(line, in: customer, at: $1) }
    }
  }

  private mutating func desk(_ customer: ConversationID) {
    let agent = pick(agents)
    switch random.next() % 6 {
    case 0: observe(customer, "agent arrives") { (try? $0.agentArrived(agent, at: $1)) ?? [] }
    case 1: observe(customer, "agent leaves", by: agent) { $0.agentLeft(agent, at: $1) }
    case 2, 3:
      guard let ticket = engine.waitingTickets(at: time).first else { return }
      _ = try? engine.agentArrived(agent, at: time)
      observe(customer, "agent takes", by: agent) {
        (try? $0.take(ticket.id, by: agent, at: $1)) ?? []
      }
    case 4:
      observe(customer, "agent says", by: agent) {
        (try? $0.say("one moment", by: agent, at: $1)) ?? []
      }
    default:
      observe(customer, "agent ends", by: agent) { (try? $0.finish(by: agent, at: $1)) ?? [] }
    }
  }

  private mutating func answerRequests() {
    // Each answer may lead to further requests.
    for _ in 0..<64 {
      let requests = engine.takeRequests()
      guard !requests.isEmpty else { return }
      for request in requests {
        let completion = ActionCompletion(
          key: request.key,
          conversation: request.conversation,
          outcome: outcome(of: request)
        )
        let fate = random.next() % 10
        if fate >= 7 { late.append(completion) }
        guard fate <= 8 else { continue }
        observe(request.conversation, "answer \(request.key)") { $0.complete(completion, at: $1) }
      }
    }
    fail("requests go on and on")
  }

  private mutating func outcome(of request: ActionRequest) -> ActionOutcome {
    switch random.next() % 12 {
    case 0: return .failed("no line")
    case 1: return .unknown("no answer")
    default: break
    }
    let flows = engine.shop.scripts.flows
    var fields: [String: SlotValue] = [:]
    for binding in flows.action(request.action)?.results ?? [] where random.next() % 8 != 0 {
      fields[binding.field] = value(of: binding.slot)
    }
    seen.insert("done")
    return .done(fields)
  }

  /// A value as the shop's systems may give it.
  private mutating func value(of slot: String) -> SlotValue {
    let flows = engine.shop.scripts.flows
    guard let kind = flows.slot(slot)?.kind else {
      let titles = (0..<Int(random.next() % 4)).map { "Mug \($0 + 1)" }
      return .records(titles.map { ["title": .text($0), "number": .text("A-1043\($0.count)")] })
    }
    let day = ContentDate(dayNumber: 20_458 - Int(random.next() % 60) + 20)
    return switch kind {
    case .choice(let names): .text(pick(names))
    case .bool: .bool(random.next() % 4 != 0)
    case .date: .date(day)
    case .amount: .amount(DecimalNumber(Int(random.next() % 90)), currency: "EUR")
    case .quantity: .number(Int(random.next() % 9))
    case .email: .text("x@example.com")
    case .size: .text("M")
    default: .text("X1")
    }
  }

  private mutating func event() -> ShopEvent {
    let rules = engine.shop.scripts.proactive.rules
    let name = rules.isEmpty ? "nothing" : pick(rules.map(\.event))
    guard random.next() % 3 != 0 else { return ShopEvent(name) }
    return ShopEvent(name, fields: ["order_number": .text("A-10432")])
  }

  /// A good answer to the question that is open, most of the time.
  private mutating func answer(in customer: ConversationID) -> String? {
    let flows = engine.shop.scripts.flows
    guard let frame = engine.conversation(customer)?.frames.last, frame.phase == .asking,
      let flow = flows.flow(frame.flow), random.next() % 5 > 1,
      case .collect(let collect) = flow.steps[frame.step.number].kind,
      let slot = flows.slot(collect.slot)
    else { return nil }
    return switch slot.kind {
    case .code(let code): code.checkDigit == .none ? "A-1043\(random.next() % 4)" : "GC12345674"
    case .email: "ana.popescu@example.com"
    case .postcode, .emailOrPostcode: "400123"
    case .phone, .emailOrPhone: "+40 721 000 111"
    case .bool: pick(Array(Self.steering(language).prefix(2)))
    case .size: "M"
    case .date(.past): "2026-01-02"
    case .date: "2026-12-02"
    case .choice, .record, .quantity, .amount: "\(random.next() % 3 + 1)"
    case .text: pick(Self.questions(language))
    case .attachment: pick(Array(Self.steering(language).suffix(2)))
    }
  }

  private mutating func line() -> String {
    let flows = engine.shop.scripts.flows.flows
    switch random.next() % 12 {
    case 0: return "\(random.next() % 10)"
    case 1: return pick(Self.answers)
    case 2: return random.next() % 2 == 0 ? "/\(pick(flows).name)" : pick(Self.payloads)
    case 3:
      return String(
        String.UnicodeScalarView(
          (0..<random.next() % 30).compactMap { _ in Unicode.Scalar(UInt32(random.next() % 0x700)) }
        )
      )
    case 4, 5: return pick(Self.steering(language))
    case 6 where random.next() % 4 == 0: return pick(Self.questions(pick(Language.allCases)))
    case 7: return pick(Self.questions(language)) + " " + pick(Self.answers)
    default: return pick(Self.questions(language))
    }
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(random.next() % UInt64(list.count))]
  }

  // MARK: What must hold

  private mutating func fail(_ what: String) {
    broken.append("\(what)\n" + transcript.suffix(8).joined(separator: "\n"))
  }

  /// Lets the engine do something, and checks what came of it.
  private mutating func observe(
    _ customer: ConversationID,
    _ what: String,
    by agent: AgentID? = nil,
    _ body: (Engine, Instant) -> [Delivery]
  ) {
    let before = customers.map { engine.conversation($0) }
    let deliveries = body(engine, time)
    transcript.append("> \(customer) \(what)")
    for delivery in deliveries { transcript.append("\(delivery.recipient): \(delivery.text)") }
    for (id, before) in zip(customers, before) {
      guard let after = engine.conversation(id) else { continue }
      check(before, after)
      // Whom an agent has let go is told so.
      guard agent == nil, case .agent? = before?.owner, after.owner == before?.owner else {
        continue
      }
      for delivery in deliveries where delivery.recipient == .customer(id) {
        if !delivery.text.isEmpty { fail("the bot speaks while a person does") }
      }
    }
    for delivery in deliveries {
      guard case .customer(let id) = delivery.recipient else { continue }
      if let reply = delivery.reply { check(reply, of: id) }
    }
  }

  private mutating func check(_ before: Conversation?, _ after: Conversation) {
    let flows = engine.shop.scripts.flows
    if after.frames.count > mostFrames || after.frames.count(where: { !$0.isCalled }) > 3 {
      fail("too deep: \(after.frames.map(\.flow))")
    }
    if !after.frames.isEmpty { seen.insert("flow") }
    if !after.slots.isEmpty { seen.insert("slot") }
    if case .agent = after.owner { seen.insert("agent") }
    if after.owner == .pending { seen.insert("handoff") }
    if after.owner != .bot, !after.frames.isEmpty { fail("a flow beside a person") }
    let waiting = after.frames.dropLast().filter { frame in
      if case .waiting = frame.phase { true } else { false }
    }
    if !waiting.isEmpty { fail("something lies above a flow that waits") }
    let isAsked = after.frames.last?.phase == .asking
    let open = [isAsked, after.pending != nil, !after.choices.isEmpty].count { $0 }
    if open > 1 { fail("\(open) open questions: \(after.pending as Any), \(after.choices)") }
    if after.frames.last?.phase == .running { fail("a flow that neither asks nor waits") }
    let events = after.events.dropFirst(before?.events.count ?? 0)
    for (name, _) in before?.slots ?? [:] where after.slots[name] == nil {
      guard flows.slot(name)?.isKept == true else { continue }
      if !events.contains(.slotSet(name, nil)) { fail("\(name) is lost") }
    }
    for case .flowEnded(_, _, let forgotten) in events {
      if forgotten.contains(where: { flows.slot($0)?.isKept == true }) {
        fail("forgotten: \(forgotten)")
      }
    }
  }

  private mutating func check(_ reply: Reply, of customer: ConversationID) {
    guard let conversation = engine.conversation(customer) else { return }
    if let spoken = conversation.language, reply.language != spoken {
      fail("a reply in \(reply.language.code), spoken is \(spoken.code)")
    }
    guard reply.kind != .unsupportedLanguage else { return }
    var text = reply.wholeText
    if text.contains("{{") { fail("a value is missing") }
    // What was said or looked up may be of any language.
    var values = Array(conversation.slots.values) + Array(conversation.lastFlowSlots.values)
    for event in conversation.events.suffix(60) {
      if case .slotSet(_, let value?) = event { values.append(value) }
    }
    for case .text(let value) in values where value.count > 3 {
      text = text.replacing(value, with: " ")
    }
    let words = text.split(whereSeparator: \.isWhitespace).filter { word in
      !word.contains("@") && !word.contains("://") && word != "Lumora"
    }
    text = words.joined(separator: " ")
    guard text.unicodeScalars.count(where: \.properties.isAlphabetic) > 40 else { return }
    seen.insert("language")
    let guess = identifier.identify(text, prior: nil)
    if guess.language != reply.language || guess.writing != .native {
      fail("in \(guess.language.code) \(guess.writing), not \(reply.language.code): \(text)")
    }
  }
}

// MARK: - What customers say

extension RandomWalk {
  private static let answers = [
    "A-10432", "a 10433", "A-1", "ana.popescu@example.com", "400123", "+40 721 000 111", "M", "44",
    "it is really quite broken", "Strada Exemplu 12, Cluj", "2", "10/10", "GC12345674", "👍", "👎",
    "2026-01-02", "no, it's A-10440", "GC00000000", "ok", "?", "", "   ",
  ]
  private static let payloads = [
    "/thumbs_up", "/thumbs_down", "/order/track{\"order_number\":\"A-10432\"}", "/order/cancel",
    "/stock/check{\"size\":\"M\"}", "/nothing", "/order/track{", "/human/request",
  ]

  private static func questions(_ language: Language) -> [String] {
    switch language {
    case .english:
      [
        "where is my order", "I want to return my shoes", "cancel my order", "hello", "thanks",
        "how much is delivery to Germany", "I want to talk to a human", "goodbye",
        "what is on my gift card", "the mug arrived broken", "please call me back", "this is awful",
        "I want to make a complaint", "do you have it in stock", "my orders",
        "how do I pay and when will it come", "and to France?", "where is my refund",
      ]
    case .russian:
      [
        "где мой заказ", "хочу вернуть обувь", "отменить заказ", "привет", "спасибо",
        "сколько стоит доставка в Германию", "позовите оператора", "до свидания",
        "сколько на подарочной карте", "кружка пришла разбитой", "перезвоните мне", "это ужас",
        "хочу оставить жалобу", "есть ли в наличии", "мои заказы", "где мои деньги за возврат",
      ]
    case .romanian:
      [
        "unde este comanda mea", "vreau să returnez pantofii", "anulați comanda", "bună ziua",
        "mulțumesc", "cât costă livrarea în Germania", "vreau să vorbesc cu un om", "la revedere",
        "cât mai am pe cardul cadou", "cana a venit spartă", "sunați-mă înapoi", "e groaznic",
        "vreau să fac o reclamație", "este în stoc", "comenzile mele", "unde sunt banii mei",
      ]
    case .turkish:
      [
        "siparişim nerede", "ayakkabımı iade etmek istiyorum", "siparişimi iptal edin", "merhaba",
        "teşekkürler", "Almanya'ya kargo ne kadar", "temsilciye bağlanmak istiyorum", "hoşça kal",
        "hediye kartımda ne kadar var", "bardak kırık geldi", "beni arayın", "bu berbat",
        "şikayetim var", "stokta var mı", "siparişlerim", "param nerede",
      ]
    case .arabic:
      [
        "أين طلبي", "أريد إرجاع الحذاء", "إلغاء الطلب", "مرحبا", "شكرا", "كم سعر الشحن إلى ألمانيا",
        "أريد التحدث مع موظف", "مع السلامة", "كم رصيد بطاقة الهدايا", "وصل الكوب مكسورا",
        "اتصلوا بي", "هذا سيئ جدا", "أريد تقديم شكوى", "هل هو متوفر", "طلباتي", "أين نقودي",
      ]
    }
  }

  private static func steering(_ language: Language) -> [String] {
    switch language {
    case .english: ["yes", "no", "cancel", "go back", "start again", "I don't have it", "skip"]
    case .russian: ["да", "нет", "отмена", "назад", "сначала", "не знаю", "пропустить"]
    case .romanian: ["da", "nu", "anulează", "înapoi", "de la capăt", "nu știu", "sari peste"]
    case .turkish: ["evet", "hayır", "iptal", "geri", "baştan", "bilmiyorum", "geç"]
    case .arabic: ["نعم", "لا", "إلغاء", "رجوع", "من البداية", "لا أعرف", "تخطي"]
    }
  }
}
