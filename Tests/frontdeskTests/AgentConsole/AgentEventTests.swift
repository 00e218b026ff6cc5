import Testing

@testable import frontdesk

@Suite("Events in the agents' console")
struct AgentEventTests {
  @Test(
    "Events at the desk are told in a line, the agent's own not twice",
    arguments: [
      (
        "queue.enqueued", ConsoleFixture.card(3, "pending", #","question":"why?""#), "",
        "ticket 3 waits: en, web, asked for a person: why?"
      ),
      ("queue.position", ConsoleFixture.card(3, "pending"), #","position":2"#, nil),
      (
        "queue.assigned", ConsoleFixture.card(3, "snoozed", #","agent":"bob""#),
        #","agent":"bob","why":"taken""#, "ticket 3 is with bob: taken"
      ),
      (
        "queue.assigned", ConsoleFixture.card(3), #","agent":"ana","why":"speaks English""#,
        "ticket 3 is given to you (speaks English): en, web, asked for a person"
      ),
      ("queue.assigned", ConsoleFixture.card(7), #","agent":"ana","why":"taken""#, nil),
      (
        "queue.transferred", ConsoleFixture.card(3), #","by":"bob","to":"ana""#,
        "ticket 3 is given to you by bob: en, web, asked for a person"
      ),
      (
        "queue.requeued", ConsoleFixture.card(7, "pending"), #","by":"desk","why":"silent""#,
        "ticket 7 waits again: silent; it is not yours any more"
      ),
      (
        "queue.requeued", ConsoleFixture.card(7, "pending"), #","by":"ana","why":"silent""#,
        "ticket 7 waits again: silent; it is not yours any more"
      ),
      ("queue.requeued", ConsoleFixture.card(4, "pending"), #","by":"ana""#, nil),
      ("queue.expired", ConsoleFixture.card(3, "expired"), "", "ticket 3 has expired"),
      (
        "handoff.status", ConsoleFixture.card(3, "pending"), #","status":"late""#,
        "ticket 3 is late: en, web, asked for a person"
      ),
      ("handoff.status", ConsoleFixture.card(7), #","status":"called""#, nil),
      (
        "conversation.resolved", ConsoleFixture.card(3, "rejected"), #","by":"bob","why":"spam""#,
        "ticket 3 is turned away by bob: spam"
      ),
      ("conversation.resolved", ConsoleFixture.card(4, "resolved"), #","by":"ana""#, nil),
      (
        "csat.received", ConsoleFixture.card(7), #","kind":"csat","value":5,"comment":"thanks""#,
        "ticket 7: csat 5: thanks"
      ),
    ] as [(String, String, String, String?)]
  )
  func events(name: String, card: String, more: String, shown: String?) {
    var console = ConsoleFixture.welcomed(7, isScripted: true)
    console.receive(#"{"type":"event","event":"\#(name)","ticket":\#(card)\#(more)}"#)
    #expect(console.shown == (shown.map { [$0] } ?? []))
  }

  @Test("Who waits is told with for how long, and whether the answer is late")
  func queue() {
    var console = ConsoleFixture.welcomed()
    console.now = 1_767_225_600 + 750
    console.type("/queue")
    let late =
      #","opened":"2026-01-01T00:00:00.250Z","due":"2026-01-01T00:05:00Z","question":"why?""#
    let calm = #","opened":"2026-01-01T00:12:00Z","due":"2026-01-01T02:20:30+02:00","position":2"#
    let cards = [ConsoleFixture.card(3, "pending", late), ConsoleFixture.card(9, "pending", calm)]
    console.answer("queue", #""tickets":[\#(cards.joined(separator: ","))]"#)
    #expect(
      console.shown == [
        "#9  en  30 s    due 8 min  asked for a person, Иван",
        "#3  en  12 min  late       asked for a person: why?",
      ]
    )
  }
}
