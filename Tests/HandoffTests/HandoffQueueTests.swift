import Content
import Dialogue
import Handoff
import Testing
import TextAnalysis

@Suite("Handoff queue")
struct HandoffQueueTests {
  @Test("Tickets are taken by priority, then deadline, then age")
  func order() {
    var queue = HandoffQueue()
    queue.open("mail", channel: "email", at: 0)
    queue.open("first", at: 1)
    queue.open("second", at: 2)
    queue.open("low", priority: .low, at: 3)
    queue.open("high", priority: .high, at: 4)
    queue.open("danger", priority: .urgent, at: 5)
    #expect(queue.line == ["danger", "high", "first", "second", "mail", "low"])
    for (index, ticket) in queue.waiting.enumerated() {
      #expect(queue.position(of: ticket.id) == index + 1)
    }
    #expect(queue.position(of: TicketID(99)) == 0)
  }

  @Test("The position counts the line of the team")
  func teams() {
    var queue = HandoffQueue()
    queue.open("a", team: "support")
    let second = queue.open("b", team: "fraud")
    queue.open("c", team: "support", at: 1)
    #expect(queue.position(of: second) == 1)
    #expect(queue.line == ["a", "b", "c"])
  }

  @Test("A conversation has one open ticket, which is raised, and a new one after it is closed")
  func oneTicket() throws {
    var queue = HandoffQueue()
    let ticket = queue.open("a")
    queue.open("b")
    #expect(queue.open("a", priority: .high, at: 5) == ticket)
    #expect(queue.ticket(ticket)?.priority == .high)
    #expect(queue.open("a", priority: .low, at: 6) == ticket)
    #expect(queue.ticket(ticket)?.priority == .high)
    try queue.arrive(ana, at: at(7))
    _ = try queue.assign(ticket, to: ana, at: at(7))
    #expect(queue.open("a", at: 8) == ticket)
    try queue.resolve(ticket, by: ana, at: at(9))
    #expect(queue.ticket(of: ConversationID("a")) == nil)
    #expect(queue.open("a", at: 10) == TicketID(3))
  }

  @Test("A call-back takes the place of the conversation that waits")
  func callBackInstead() throws {
    var queue = HandoffQueue()
    let chat = queue.open("a")
    let call = queue.open("a", kind: .callBack(CallBack(phone: "1")), at: 5)
    #expect(queue.ticket(chat)?.state == .expired(reason: "call-back instead"))
    #expect(queue.callBack(of: ConversationID("a"))?.id == call)
    // A call keeps nobody else from the conversation, and is promised once.
    #expect(queue.ticket(of: ConversationID("a")) == nil)
    #expect(queue.open("a", kind: .callBack(CallBack(phone: "1")), at: 6) == call)
    let second = queue.open("a", at: 7)
    #expect(second != call)
    #expect(queue.ticket(of: ConversationID("a"))?.id == second)
  }

  @Test("Deadlines count business time by channel; an urgent ticket is due at once")
  func deadlines() throws {
    var queue = try DeskFixture.queue(
      "teams:\n  support: {hours: {monday-friday: \"09:00-18:00\"}}"
    )
    // What is asked on Monday at 17:59:30 is due on Tuesday.
    let late = queue.open("late", team: "support", at: 9 * 3600 - 30)
    #expect(queue.ticket(late)?.firstResponseDue == at(24 * 3600 + 30))
    let mail = queue.open("mail", team: "support", channel: "email", at: 3600)
    #expect(queue.ticket(mail)?.firstResponseDue == at(25 * 3600))
    #expect(queue.ticket(mail)?.resolutionDue == at(49 * 3600))
    let urgent = queue.open("danger", team: "support", priority: .urgent, at: -3600)
    #expect(queue.ticket(urgent)?.firstResponseDue == at(-3600))
    let window = at(7200)...at(10_800)
    let call = queue.open(
      "call",
      team: "support",
      kind: .callBack(CallBack(phone: "1", window: window)),
      at: 0
    )
    #expect(queue.ticket(call)?.firstResponseDue == at(10_800))
  }

  @Test("A late ticket is told once, for the first response and for the resolution")
  func missed() throws {
    var queue = HandoffQueue()
    let ticket = queue.open("a")
    try queue.arrive(ana, at: at(0))
    _ = try queue.assign(ticket, to: ana, at: at(1))
    #expect(queue.nextDeadline == at(60))
    #expect(queue.tick(at: at(59)) == [])
    #expect(queue.tick(at: at(60)) == [.deadlineMissed(ticket)])
    try queue.agentWrote(by: ana, in: ticket, at: at(61))
    #expect(queue.tick(at: at(3599)) == [])
    #expect(queue.tick(at: at(3600)) == [.deadlineMissed(ticket)])
    #expect(queue.tick(at: at(9000)) == [])
  }

  @Test("A waiting customer is offered something else once, and in the end the ticket expires")
  func waiting() {
    var queue = HandoffQueue()
    let ticket = queue.open("a", at: 0)
    let mail = queue.open("mail", channel: "email", at: 0)
    #expect(queue.tick(at: at(60)) == [.deadlineMissed(ticket)])
    #expect(queue.tick(at: at(599)) == [])
    #expect(queue.tick(at: at(600)) == [.longWait(ticket)])
    #expect(queue.tick(at: at(700)) == [])
    let news = queue.tick(at: at(72 * 3600))
    #expect(news.contains(.expired(ticket)) && news.contains(.expired(mail)))
    #expect(news.filter { $0 == .longWait(mail) }.count <= 1)
    #expect(queue.waiting.isEmpty)
    _ = queue.tick(at: at(97 * 3600))
    #expect(queue.ticket(ticket) == nil)
    #expect(queue.nextDeadline == nil)
  }

  @Test("A ticket whose deadline is ahead does not expire, nor does a call")
  func noExpiry() throws {
    var queue = try DeskFixture.queue(
      """
      teams:
        support: {hours: {monday: "09:00-10:00"}}
      queue: {expire_hours: 1}
      """
    )
    let mail = queue.open("mail", team: "support", channel: "email", at: 1800)
    let call = queue.open("call", team: "support", kind: .callBack(CallBack(phone: "1")), at: 0)
    _ = queue.tick(at: at(6 * 24 * 3600))
    #expect(queue.ticket(mail)?.isOpen == true)
    _ = queue.tick(at: at(7 * 24 * 3600 + 3600))
    #expect(queue.ticket(mail)?.isOpen == false)
    #expect(queue.ticket(call)?.isOpen == true)
  }

  @Test("Whoever waits long rises, but never before somebody urgent")
  func ageing() throws {
    var queue = HandoffQueue()
    queue.open("low", priority: .low, at: 0)
    queue.open("normal", at: 10)
    _ = queue.tick(at: at(3659))
    queue.open("high", priority: .high, at: 3659)
    #expect(queue.line == ["high", "normal", "low"])
    _ = queue.tick(at: at(3670))
    #expect(queue.line == ["normal", "high", "low"])
    _ = queue.tick(at: at(7260))
    queue.open("danger", priority: .urgent, at: 7260)
    #expect(queue.line == ["danger", "low", "normal", "high"])
  }

  @Test("A customer hears of a better place, not of a worse one, and not all the time")
  func positions() throws {
    var queue = HandoffQueue()
    for index in 0..<4 { queue.open("c\(index)", at: Double(index)) }
    queue.open("high", priority: .high, at: 5)
    #expect(queue.tick(at: at(40)).isEmpty)
    for _ in 0..<2 {
      queue.withdraw(conversation: try #require(queue.waiting.first).conversation, at: at(41))
    }
    let news = queue.tick(at: at(46))
    #expect(
      news == [
        .position(TicketID(2), WaitEstimate(position: 1)),
        .position(TicketID(3), WaitEstimate(position: 2)),
        .position(TicketID(4), WaitEstimate(position: 3)),
      ]
    )
    queue.withdraw(conversation: ConversationID("c1"), at: at(47))
    #expect(queue.tick(at: at(60)).filter { $0 != .deadlineMissed(TicketID(2)) }.isEmpty)
    #expect(queue.nextDeadline.map { $0 <= at(76) } == true)
    let later = queue.tick(at: at(76)).filter { if case .position = $0 { true } else { false } }
    #expect(later.count == 2)
  }

  @Test("The customer leaves the queue, and the agent is free again")
  func withdraw() throws {
    var queue = HandoffQueue()
    queue.open("a")
    queue.open("b")
    #expect(queue.withdraw(conversation: ConversationID("a"), at: at(1))?.id == TicketID(1))
    #expect(queue.withdraw(conversation: ConversationID("a"), at: at(1)) == nil)
    #expect(queue.ticket(TicketID(1))?.state == .expired(reason: "withdrawn"))
    try queue.arrive(ana, at: at(2))
    _ = try queue.assign(TicketID(2), to: ana, at: at(2))
    #expect(queue.withdraw(conversation: ConversationID("b"), at: at(3))?.agent == ana)
    #expect(queue.tickets(of: ana).isEmpty)
  }

  @Test("Kept tickets come back with their agents, their order and their numbers")
  func loading() throws {
    var queue = HandoffQueue()
    for index in 0..<4 { queue.open("c\(index)", at: Double(index)) }
    try queue.arrive(ana, at: at(10))
    _ = try queue.assign(TicketID(3), to: ana, at: at(11))
    _ = try queue.assign(TicketID(1), to: ana, at: at(12))
    var kept: [TicketID: TicketChange] = [:]
    for change in queue.takeChanges() { kept[change.ticket] = change }
    var other = HandoffQueue()
    other.load(
      kept.values.map(\.state),
      numbersOfEvents: kept.mapValues { $0.number + 1 },
      lastNumber: 4
    )
    #expect(other.waiting == queue.waiting)
    #expect(other.tickets(of: ana) == queue.tickets(of: ana))
    #expect(other.takeChanges().isEmpty)
    #expect(other.presentAgents.isEmpty)
    try other.arrive(ana, at: at(20))
    #expect(other.current(of: ana)?.id == TicketID(1))
    #expect(other.open("new", at: 21) == TicketID(5))
    try other.resolve(TicketID(1), by: ana, at: at(22))
    let changes = other.takeChanges().filter { $0.ticket == TicketID(1) }
    #expect(changes.map(\.number) == [(kept[TicketID(1)]?.number ?? 0) + 1])
  }
}
