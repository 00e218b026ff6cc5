import Testing

@testable import frontdesk

@Suite("The agents' console and its connection")
struct AgentConnectionTests {
  @Test("What was not answered is sent again as it was; what only looked is asked anew")
  func again() {
    var console = ConsoleFixture.welcomed(7)
    console.type("first")
    let first = console.sent.last
    console.type("/note second")
    let second = console.sent.last
    console.answer("note", #""ticket":\#(ConsoleFixture.card(7))"#)
    console.disconnect()
    #expect(console.shown == ["it is lost; trying again in 1 s"])
    console.type("third")
    #expect(console.sent.isEmpty)
    console.connect()
    #expect(console.sent.count == 1)
    #expect(console.sent.first?.contains("\"x-h2\"") == true)
    console.welcome([7])
    #expect(console.sent.first == first)
    #expect(!console.sent.contains { $0 == second })
    #expect(console.sent.contains { $0.contains("third") })
    #expect(console.shown == ["connected again"])
  }

  @Test("Two connections lost one after the other lose nothing either")
  func twice() {
    var console = ConsoleFixture.welcomed(7)
    console.type("first")
    let first = console.sent.last
    for _ in 0..<2 {
      console.disconnect()
      console.connect()
    }
    console.welcome([7])
    #expect(console.sent.first == first)
    #expect(!console.console.isIdle)
    console.answer("say")
    console.answer("ticket", #""view":{}"#)
    #expect(console.console.isIdle)
  }

  @Test("What customers wrote meanwhile is shown once the connection is back")
  func missed() {
    var console = ConsoleFixture.welcomed(7, 9)
    console.type("/7")
    console.type("/ticket")
    console.answer("ticket", #""view":{"transcript":["customer: a","bot: b"]}"#)
    console.receive(#"{"type":"message","ticket":7,"text":"c"}"#)
    console.disconnect()
    console.connect()
    console.welcome([7])
    console.answer(
      "ticket",
      #""view":{"transcript":["customer: a","bot: b","customer: c","customer: d","ana: e"]}"#
    )
    #expect(console.shown == ["Ana: d"])
  }

  @Test("A server that still holds the former connection of the name is tried again")
  func nameInUse() {
    var console = ConsoleFixture.welcomed(7)
    console.disconnect()
    console.connect()
    console.refuse("hello", "refused", "an agent of this name is connected already")
    #expect(console.other == [.reconnect])
  }

  @Test("A ticket that went elsewhere meanwhile is said to be gone, and written to no more")
  func elsewhere() {
    var console = ConsoleFixture.welcomed(7)
    console.disconnect()
    console.connect()
    console.welcome([])
    #expect(console.shown.contains("ticket 7 is not yours any more"))
    console.type("hello?")
    #expect(console.sent.isEmpty)
  }

  @Test("A server that asks to try again gets the line again, in order, a few times")
  func tryAgain() {
    var console = ConsoleFixture.welcomed(7)
    console.type("first")
    let first = console.sent.last
    console.refuse("say", "try_again", "the disk is full")
    #expect(console.sent.isEmpty && console.shown.isEmpty)
    console.type("second")
    #expect(console.sent.isEmpty, "it would arrive before the first")
    console.now += 2.1
    #expect(console.console.deadline.map { $0 <= console.now } == true)
    console.wake()
    #expect(console.sent.count == 2)
    #expect(console.sent.first == first)
    for _ in 0..<6 {
      console.refuse("say", "too_fast", "no", #","retry_after":0.5"#)
      console.now += 1
      console.wake()
    }
    #expect(console.console.refusals == 1)
  }

  @Test("An error names its line where the server could not read an id")
  func lineNumbers() {
    var console = ConsoleFixture.welcomed(7)
    console.type("/note one")
    console.type("two")
    // hello, queue and a view of ticket 7 came before.
    console.receive(
      #"{"type":"error","error":{"code":"not_json","message":"broken","line":5}}"#
    )
    #expect(console.shown == ["not sent: broken / two"])
  }

  @Test("What is longer than the server takes is not sent")
  func long() {
    var console = ConsoleFixture.welcomed(7)
    console.type(String(repeating: "ж", count: 9_000))
    #expect(console.sent.isEmpty)
    #expect(console.shown.first?.hasPrefix("not sent: 18") == true)
  }

  @Test("The agent's typing is told at most every few seconds, and taken back")
  func typing() {
    func notice(_ line: String?) -> String? {
      line.map { $0.contains("\"on\":true") ? "on" : $0.contains("\"on\":false") ? "off" : $0 }
    }
    var console = ConsoleFixture.welcomed(7)
    var told: [String] = []
    for (text, seconds) in [
      ("H", 0.1), ("He", 0.1), ("Hel", 4), ("Hell", 0.1), ("", 1), ("/not", 1), ("//", 1), ("", 1),
    ] {
      console.edit(text)
      told += console.sent.compactMap { notice($0) }
      console.now += seconds
    }
    #expect(told == ["on", "on", "off", "on", "off"])
    console.edit("Hello")
    console.type("Hello")
    #expect(console.sent.map { notice($0) }.first == "off")
    #expect(console.sent.last?.contains("say") == true)
    console.edit("again")
    console.now += 11
    console.wake()
    #expect(console.sent.compactMap { notice($0) } == ["off"])
    #expect(console.console.typing.deadline == nil)
  }

  @Test("Going home is asked for twice with tickets in hand, and ends without an answer too")
  func leaving() {
    var console = ConsoleFixture.welcomed(7)
    console.type("/quit")
    #expect(console.sent.isEmpty)
    console.type("/queue")
    console.answer("queue", #""tickets":[]"#)
    console.type("/quit")
    #expect(console.sent.isEmpty, "something else was done in between")
    console.type("/quit")
    #expect(console.sent.last?.contains(#""type":"end""#) == true)
    console.now += 4
    console.wake()
    #expect(console.other == [.end(.success, nil)])
  }

  @Test("Waiting grows from one second to half a minute, and begins anew")
  func delays() {
    var delay = ReconnectDelay()
    #expect((0..<8).map { _ in delay.afterFailure() } == [1, 2, 4, 8, 16, 30, 30, 30])
    delay.connectionWorks()
    #expect(delay.afterFailure() == 1)
  }
}
