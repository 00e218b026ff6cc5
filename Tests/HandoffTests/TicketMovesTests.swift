import Dialogue
import Handoff
import Testing
import TextAnalysis

@Suite("Moves of a ticket")
struct TicketMovesTests {
  enum Place: String, CaseIterable { case pending, assigned, snoozed, resolved, rejected, expired }

  static func ticket(_ place: Place, kind: Ticket.Kind = .chat) throws -> Ticket {
    let opening = TicketOpening(
      conversation: ConversationID("c"),
      kind: kind,
      language: .english,
      team: "support",
      reason: .askedForPerson,
      firstResponseDue: at(60)
    )
    var ticket = Ticket(opening: opening, id: TicketID(12), at: at(0))
    if place == .rejected { try ticket.apply(.rejected(by: ana, reason: "spam"), at: at(5)) }
    if place == .expired { try ticket.apply(.expired(reason: "withdrawn"), at: at(5)) }
    if [.assigned, .snoozed, .resolved].contains(place) {
      try ticket.apply(.assigned(ana, why: ""), at: at(10))
    }
    if place == .snoozed { try ticket.apply(.snoozed(by: ana, until: at(500)), at: at(20)) }
    if place == .resolved { try ticket.apply(.resolved(by: ana, reason: "done"), at: at(20)) }
    return ticket
  }

  /// Each event, and the states that allow it; the ticket is that of ana.
  static let moves: [(event: TicketEvent, from: [Place], to: Ticket.State?)] = [
    (
      .raised(reason: .anger, priority: .high, team: "care"), [.pending, .assigned, .snoozed], nil
    ),
    (.assigned(boris, why: "x"), [.pending], .assigned(boris)),
    (.returned(by: ana), [.assigned, .snoozed], .pending),
    (.returned(by: boris), [], nil),
    (.requeued(from: ana, why: "silent"), [.assigned, .snoozed], .pending),
    (.requeued(from: boris, why: "silent"), [], nil),
    (.transferred(by: ana, to: .agent(boris)), [.assigned, .snoozed], .assigned(boris)),
    (.transferred(by: boris, to: .agent(ana)), [], nil),
    (.transferred(by: ana, to: .agent(ana)), [], nil),
    (.transferred(by: ana, to: .team("care")), [.pending, .assigned, .snoozed], .pending),
    (.transferred(by: boris, to: .team("care")), [.pending], .pending),
    (.transferred(by: ana, to: .team("support")), [], nil),
    (.snoozed(by: ana, until: at(900)), [.assigned, .snoozed], .snoozed(ana, until: at(900))),
    (.snoozed(by: ana, until: at(100)), [], nil),
    (.snoozed(by: boris, until: at(900)), [], nil),
    (.woke, [.snoozed], .pending),
    (.resolved(by: ana, reason: "ok"), [.assigned, .snoozed], .resolved(reason: "ok")),
    (.resolved(by: boris, reason: "ok"), [], nil),
    (.resolved(by: nil, reason: "ok"), [.assigned, .snoozed], .resolved(reason: "ok")),
    (.rejected(by: ana, reason: "no"), [.pending, .assigned, .snoozed], .rejected(reason: "no")),
    (.rejected(by: boris, reason: "no"), [.pending], .rejected(reason: "no")),
    (.expired(reason: "x"), [.pending, .assigned, .snoozed], .expired(reason: "x")),
    (.reopened(by: nil), [.resolved], .pending),
    (.customerWrote, [.pending, .assigned, .snoozed], nil),
    (.agentWrote(ana), [.assigned, .snoozed], nil),
    (.agentWrote(boris), [], nil),
    (.noted(by: boris, text: "x"), Place.allCases, nil),
    (.noted(by: boris, text: ""), [], nil),
    (.tagged(by: boris, tag: "vip"), Place.allCases, nil),
    (.untagged(by: boris, tag: "vip"), [], nil),
    (.callTried(by: ana, reached: true), [], nil),
    (.longWaitOffered, [.pending], nil),
    (.positionTold(2), [.pending], nil),
  ]

  @Test("Every event is legal in its states and in no other", arguments: moves.indices)
  func table(index: Int) throws {
    let (event, from, to) = Self.moves[index]
    for place in Place.allCases {
      let before = try Self.ticket(place)
      var after = before
      do throws(DeskError) {
        try after.apply(event, at: at(100))
        #expect(from.contains(place), "\(place) \(event)")
        #expect(after.state == to ?? before.state)
        #expect((after.endedAt != nil) == !after.isOpen)
      } catch {
        #expect(!from.contains(place), "\(place) \(event): \(error.message)")
        #expect(after == before)
        #expect(error.message.contains("ticket 12"))
      }
    }
  }

  @Test("A ticket is opened once")
  func opened() throws {
    var ticket = try Self.ticket(.pending)
    let opening = TicketOpening(
      conversation: ConversationID("c"),
      language: .english,
      reason: .anger,
      firstResponseDue: at(60)
    )
    #expect(throws: DeskError.self) { try ticket.apply(.opened(opening), at: at(1)) }
  }

  @Test("An illegal move says what the state is and what was expected")
  func messages() throws {
    func message(_ place: Place, _ event: TicketEvent) throws -> String {
      var ticket = try Self.ticket(place)
      do {
        try ticket.apply(event, at: at(100))
        return ""
      } catch {
        return error.message
      }
    }
    #expect(
      try message(.assigned, .resolved(by: boris, reason: ""))
        == "ticket 12 is with ana; expected one of boris; ask ana to transfer it"
    )
    #expect(
      try message(.pending, .agentWrote(boris))
        == "ticket 12 is pending: nobody has it; expected one of boris; take it first"
    )
    #expect(
      try message(.resolved, .assigned(boris, why: ""))
        == "ticket 12 is resolved (done); expected a pending one; reopen it first"
    )
    #expect(
      try message(.rejected, .reopened(by: nil))
        == "ticket 12 is rejected (spam); expected a resolved one"
    )
  }

  @Test("A ticket that comes back keeps its old place, a reopened one waits from now on")
  func places() throws {
    var ticket = try Self.ticket(.assigned)
    try ticket.apply(.requeued(from: ana, why: "silent"), at: at(400))
    #expect(ticket.waitingSince == at(0))
    #expect(ticket.pendingSince == at(400))
    #expect(ticket.requeueCount == 1)
    #expect(ticket.avoidedAgent == ana)
    try ticket.apply(.assigned(boris, why: ""), at: at(500))
    try ticket.apply(.resolved(by: boris, reason: ""), at: at(600))
    try ticket.apply(.reopened(by: nil), at: at(700))
    #expect(ticket.waitingSince == at(700))
    #expect(ticket.preferredAgent == boris)
    #expect(ticket.reopenCount == 1)
  }

  @Test("The customer waits from the first unanswered line on, and for the agent's first word")
  func waits() throws {
    var ticket = try Self.ticket(.assigned)
    #expect(ticket.customerWaitsSince == at(10))
    try ticket.apply(.customerWrote, at: at(30))
    #expect(ticket.customerWaitsSince == at(10))
    try ticket.apply(.agentWrote(ana), at: at(40))
    #expect(ticket.customerWaitsSince == nil)
    #expect(ticket.firstResponseAt == at(40))
    try ticket.apply(.customerWrote, at: at(50))
    try ticket.apply(.customerWrote, at: at(60))
    #expect(ticket.customerWaitsSince == at(50))
    try ticket.apply(.agentWrote(ana), at: at(70))
    #expect(ticket.firstResponseAt == at(40))
  }

  @Test("A call-back is resolved when the customer is reached, and stays when not")
  func calls() throws {
    var ticket = try Self.ticket(.assigned, kind: .callBack(CallBack(phone: "+40123")))
    #expect(ticket.customerWaitsSince == nil)
    #expect(throws: DeskError.self) {
      try ticket.apply(.callTried(by: boris, reached: true), at: at(20))
    }
    try ticket.apply(.callTried(by: ana, reached: false), at: at(20))
    #expect(ticket.callBack?.tries == 1)
    #expect(ticket.state == .assigned(ana))
    try ticket.apply(.callTried(by: ana, reached: true), at: at(30))
    #expect(ticket.state == .resolved(reason: "reached"))
    #expect(ticket.firstResponseAt == at(30))
  }

  @Test("Notes and tags are kept, each tag once, and something urgent is due at once")
  func labels() throws {
    var ticket = try Self.ticket(.pending)
    try ticket.apply(.noted(by: ana, text: "calls often"), at: at(1))
    try ticket.apply(.tagged(by: ana, tag: "vip"), at: at(2))
    #expect(throws: DeskError.self) { try ticket.apply(.tagged(by: boris, tag: "vip"), at: at(3)) }
    #expect(ticket.notes == [TicketNote(author: ana, text: "calls often", at: at(1))])
    #expect(ticket.tags == ["vip"])
    try ticket.apply(.untagged(by: boris, tag: "vip"), at: at(4))
    #expect(ticket.tags == [])
    try ticket.apply(.raised(reason: .anger, priority: .urgent, team: "support"), at: at(5))
    #expect(ticket.firstResponseDue == at(5))
    try ticket.apply(.raised(reason: .cannotGoOn, priority: .low, team: "support"), at: at(6))
    #expect(ticket.priority == .urgent)
  }
}
