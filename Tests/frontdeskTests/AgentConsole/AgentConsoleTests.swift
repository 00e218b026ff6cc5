import Testing

@testable import frontdesk

@Suite("The agents' console")
struct AgentConsoleTests {
  @Test("It says who it is, asks who waits and greets")
  func greeting() {
    var console = ConsoleFixture()
    console.connect()
    #expect(
      console.sent == [
        #"{"type":"hello","id":"x-h1","role":"agent","name":"ana","presence":"online"}"#
      ]
    )
    console.welcome([], waiting: [7, 9])
    #expect(console.sent == [#"{"type":"queue","id":"x-1"}"#])
    #expect(console.shown.first == "you are at the desk as ana; 2 wait")
    #expect(console.console.prompt == "2 waiting > ")
  }

  @Test(
    "Every command is sent as the protocol writes it",
    arguments: [
      ("hello", #""type":"say","id":"x-9","ticket":7,"text":"hello""#),
      ("//etc is a folder", #""type":"say","id":"x-9","ticket":7,"text":"/etc is a folder""#),
      ("/queue", #""type":"queue","id":"x-9""#),
      ("/tickets", #""type":"tickets","id":"x-9""#),
      ("/take 9", #""type":"take","id":"x-9","ticket":9"#),
      ("/take #9", #""type":"take","id":"x-9","ticket":9"#),
      ("/TAKE", #""type":"next","id":"x-9""#),
      ("/next", #""type":"next","id":"x-9""#),
      ("/ticket", #""type":"ticket","id":"x-9","ticket":7"#),
      ("/ticket 9", #""type":"ticket","id":"x-9","ticket":9"#),
      ("/suggest", #""type":"ticket","id":"x-9","ticket":7"#),
      ("/replies", #""type":"ticket","id":"x-9","ticket":7"#),
      ("/article warranty", #""type":"article","id":"x-9","ticket":7,"article":"warranty""#),
      ("/article 1", #""type":"ticket","id":"x-9","ticket":7"#),
      ("/reply late-parcel", #""type":"reply","id":"x-9","ticket":7,"name":"late-parcel""#),
      ("/late-parcel", #""type":"reply","id":"x-9","ticket":7,"name":"late-parcel""#),
      ("/note a \"b\"", #""type":"note","id":"x-9","ticket":7,"text":"a \"b\"""#),
      ("/tag vip", #""type":"tag","id":"x-9","ticket":7,"tag":"vip""#),
      ("/untag vip", #""type":"untag","id":"x-9","ticket":7,"tag":"vip""#),
      ("/transfer bob", #""type":"transfer","id":"x-9","ticket":7,"to":"bob""#),
      ("/transfer team:x", #""type":"transfer","id":"x-9","ticket":7,"to":"team:x""#),
      ("/return", #""type":"return","id":"x-9","ticket":7"#),
      ("/snooze 30", #""type":"snooze","id":"x-9","ticket":7,"minutes":30"#),
      ("/done", #""type":"resolve","id":"x-9","ticket":7"#),
      ("/done paid back", #""type":"resolve","id":"x-9","ticket":7,"reason":"paid back""#),
      ("/reject spam", #""type":"reject","id":"x-9","ticket":7,"reason":"spam""#),
      ("/reopen 3", #""type":"reopen","id":"x-9","ticket":3"#),
      ("/reached", #""type":"reached","id":"x-9","ticket":7"#),
      ("/missed", #""type":"missed","id":"x-9","ticket":7"#),
      ("/wrong", #""type":"wrong","id":"x-9","ticket":7"#),
      ("/wrong 4", #""type":"wrong","id":"x-9","ticket":7,"answer":4"#),
      ("/away", #""type":"presence","id":"x-9","presence":"away""#),
      ("/back", #""type":"presence","id":"x-9","presence":"online""#),
    ]
  )
  func typed(line: String, members: String) throws {
    var console = ConsoleFixture.welcomed(7, waiting: [9])
    console.type(line)
    let sent = try #require(console.sent.first, "\(console.shown)")
    #expect(console.sent.count == 1)
    // Ids only have to differ.
    let id = try #require(sent.split(separator: "\"").dropFirst(7).first)
    #expect(sent == "{" + members.replacing("x-9", with: id) + "}")
  }

  @Test(
    "What cannot be meant is refused without being sent",
    arguments: [
      ("/tkae 9", "there is no command /tkae; did you mean /take?"),
      ("/tkae", "there is no command /tkae; did you mean /take?"),
      ("/", "a command must follow the slash; /help lists them, //TEXT sends /TEXT"),
      ("/take nine", "\"nine\" is not a ticket number; expected: /take [N]"),
      ("/queue 4", "expected: /queue and nothing behind it"),
      ("/note", "expected: /note TEXT"),
      ("/reject", "expected: /reject REASON"),
      ("/snooze 0", "expected: /snooze MINUTES, such as /snooze 30"),
      ("/wrong one", "\"one\" is not the number of an answer"),
      ("/9", "ticket 9 waits; /take 9 takes it"),
      ("/switch 5", "ticket 5 is not yours"),
    ]
  )
  func refused(line: String, why: String) {
    var console = ConsoleFixture.welcomed(7, waiting: [9])
    console.type(line)
    #expect(console.sent.isEmpty)
    #expect(console.shown.last == why)
    #expect(console.console.refusals == 1)
  }

  @Test("Without a ticket nothing is sent to anybody, and the text is shown again")
  func noTicket() {
    var console = ConsoleFixture.welcomed()
    console.type("hello?")
    #expect(console.sent.isEmpty)
    #expect(
      console.shown == [
        "not sent: hello?", "you have no ticket; /next takes the next, /take N takes one",
      ]
    )
  }

  @Test("A ticket that is taken is the current one; its last lines are shown")
  func taking() {
    var console = ConsoleFixture.welcomed(waiting: [9])
    console.type("/next")
    console.answer("next", #""ticket":\#(ConsoleFixture.card(9))"#)
    #expect(console.shown == ["ticket 9 is yours: Иван Петров, en, web, asked for a person"])
    #expect(console.sent.first?.contains(#""type":"ticket""#) == true)
    console.answer(
      "ticket",
      #""view":{"card":\#(ConsoleFixture.card(9)),"transcript":["customer: где?","#
        + #""bot (track-order): Ссылка.",{"by":"bob","text":"hm","time":"1970-01-01T00:02:03Z"}],"#
        + #""suggestions":[{"article":"lost"}]}"#
    )
    #expect(
      console.shown == [
        "Иван: где?", "bot: Ссылка. (track-order)", "bob: hm",
        "may help, /article N sends: 1 lost",
      ]
    )
    #expect(console.console.prompt == "#9 Иван > ")
    console.type("/article 1")
    #expect(console.sent.first?.contains(#""article":"lost""#) == true)
    console.type("/article 2")
    #expect(console.shown.last == "there is no suggestion 2; /suggest shows them")
  }

  @Test("What is typed while a ticket is being taken is for its customer")
  func typedAhead() {
    var console = ConsoleFixture.welcomed(7, waiting: [9])
    console.type("/take 9")
    console.type("hello")
    #expect(console.sent.isEmpty)
    console.answer("take", #""ticket":\#(ConsoleFixture.card(9))"#)
    #expect(console.sent.last?.contains(#""ticket":9,"text":"hello""#) == true)
  }

  @Test("When it was not taken, that is sent to nobody else")
  func notTaken() {
    var console = ConsoleFixture.welcomed(7, waiting: [9])
    console.type("/take 9")
    console.type("only for Ivan")
    console.refuse("take", "refused", "bob was faster")
    #expect(console.sent.isEmpty)
    #expect(console.shown == ["bob was faster", "not sent: only for Ivan"])
    console.type("hello Ana")
    #expect(console.sent.last?.contains(#""ticket":7,"text":"hello Ana""#) == true)
  }

  @Test("Messages of other tickets show their number, and are counted in the prompt")
  func messages() {
    var console = ConsoleFixture.welcomed(7, 9, 12, waiting: [3])
    #expect(console.console.current == nil)
    console.type("/7")
    console.receive(#"{"type":"message","ticket":7,"text":"one"}"#)
    #expect(console.shown == ["Ana: one"])
    #expect(console.other == [.ring])
    console.receive(
      #"{"type":"message","ticket":9,"text":"два","attachments":[{"url":"https://e.x/a.jpg","#
        + #""name":"a.jpg","mime":"image/jpeg","bytes":48213}]}"#
    )
    #expect(console.shown == ["#9 Иван: два / file: a.jpg, image/jpeg, 47 KiB, https://e.x/a.jpg"])
    console.receive(#"{"type":"message","ticket":9,"text":"три"}"#)
    console.receive(#"{"type":"typing","ticket":7,"on":true}"#)
    #expect(console.shown.isEmpty)
    #expect(console.console.prompt == "#7 Ana types · 1 waiting · #9: 2 new > ")
    console.now += 9
    console.wake()
    #expect(console.console.prompt == "#7 Ana · 1 waiting · #9: 2 new > ")
    console.type("/9")
    #expect(console.shown.count == 3)
    #expect(console.console.prompt == "#9 Иван · 1 waiting > ")
    console.type("/12")
    #expect(console.console.prompt == "#12 en · 1 waiting > ", "a name from right to left")
  }

  @Test("A ticket that is gone is written to no more")
  func gone() {
    var console = ConsoleFixture.welcomed(7)
    let closed = ConsoleFixture.card(7, "resolved")
    console.receive(
      #"{"type":"event","event":"conversation.resolved","ticket":\#(closed),"#
        + #""by":"customer","why":"left"}"#
    )
    #expect(console.shown == ["ticket 7 is closed by customer: left"])
    console.type("too late")
    #expect(console.sent.isEmpty)
    #expect(console.shown.first == "not sent: too late")
  }

  @Test(
    "At the door",
    arguments: [
      ("unauthorized", "the server wants a token: no"),
      ("forbidden", "the server does not let you in: no"),
      ("refused", "the server does not let you in: no"),
      ("draining", "the server cannot take you now: no"),
    ]
  )
  func door(code: String, message: String) {
    var console = ConsoleFixture()
    console.connect()
    console.refuse("hello", code, "no")
    guard case .end(.failure, let text?)? = console.other.first else {
      Issue.record("\(console.other)")
      return
    }
    #expect(text.hasPrefix(message))
  }

  @Test("Whoever is connected from elsewhere does not come back by itself")
  func moved() {
    var console = ConsoleFixture.welcomed(7)
    console.receive(#"{"type":"moved"}"#)
    guard case .end(.failure, _)? = console.other.first else {
      Issue.record("\(console.other)")
      return
    }
  }

  @Test(
    "Lines that are not of the protocol change nothing",
    arguments: ["", "{", "[]", "{}", "no"]
  )
  func nonsense(line: String) {
    var console = ConsoleFixture.welcomed(7)
    console.receive(line)
    #expect(console.shown.isEmpty && console.sent.isEmpty && console.other.isEmpty)
  }

  @Test(
    "Tab completes what can be meant",
    arguments: [
      ("/qui", "t "), ("/la", "te-parcel "), ("/ta", nil), ("/take ", "9 "), ("/switch ", "7 "),
      ("/transfer b", "ob "), ("/transfer t", "eam:sales "), ("/article ", "warranty "),
      ("/re", nil), ("/reop", "en "), ("hel", nil), ("//qu", nil), ("/reply late", "-parcel "),
      ("/untag ", "vip "),
    ] as [(String, String?)]
  )
  func completion(text: String, rest: String?) {
    var console = ConsoleFixture.welcomed(7, waiting: [9])
    let tagged = ConsoleFixture.card(7, "assigned", #","tags":["vip"],"team":"sales""#)
    console.type("/replies")
    console.answer(
      "ticket",
      #""view":{"card":\#(tagged),"replies":[{"name":"late-parcel","text":"Sorry"}],"#
        + #""suggestions":[{"article":"warranty"}]}"#
    )
    console.receive(
      #"{"type":"event","event":"queue.expired","ticket":{"number":2,"state":"expired"},"by":"bob"}"#
    )
    #expect(console.console.completion(of: text) == rest)
  }
}
