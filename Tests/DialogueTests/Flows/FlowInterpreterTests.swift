import Content
import Dialogue
import Testing

@Suite("Carrying flows out")
struct FlowInterpreterTests {
  // MARK: Steps

  @Test("questions are asked in order, known slots are not asked for, and the end tells the slots")
  func collect() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.start("order", [("b", .text("2"))]) == ["ask a"])
    #expect(play.asked == "a")
    #expect(play.answer("1") == ["ask c"])
    #expect(play.answer("3") == ["say done", "completed order a=1 b=2 c=3"])
    #expect(play.flows == [])
    // Only what is kept outlives the flow.
    #expect(play.slots == ["a=1"])
    #expect(play.conversation.lastFlow?.ending == .completed)
    // An answer without a question changes nothing.
    #expect(play.answer("4") == [])
    #expect(play.slots == ["a=1"])
  }

  private static let text = """
    slots:
      a: {type: text, keep: true}
      b: text
      c: text
    flows:
      order:
        steps:
          - collect: a
          - collect: b
          - collect: c
          - action: utter_done
    """

  @Test("an optional question is left out, and a confirmation is asked though it is known")
  func optional() throws {
    var play = try PlayedFlows(
      """
      slots: {a: text, ok: bool}
      flows:
        f:
          steps:
            - {collect: a, optional: true}
            - {collect: ok, ask_before_filling: true}
            - {noop: true, next: [{if: slots.ok, then: yes}, {else: END}]}
            - {id: yes, action: utter_yes}
      """
    )
    #expect(play.start("f", [("ok", .bool(true))]) == ["ask a"])
    #expect(play.answer(nil) == ["ask ok"])
    #expect(play.slots == [])
    #expect(play.answer(.bool(true)) == ["say yes", "completed f ok=true"])
  }

  @Test(
    "the first branch that holds is taken, and what is not known makes none hold",
    arguments: [("S", "small"), ("M", "medium"), ("L", "other")]
  )
  func branches(size: String, said: String) throws {
    let text = """
      slots: {size: text, gone: text}
      flows:
        f:
          steps:
            - collect: size
              next:
                - {if: slots.size == slots.gone, then: other}
                - {if: slots.size == "S", then: small}
                - {if: 'slots.size in ["S", "M"]', then: medium}
                - {else: other}
            - {id: small, action: utter_small, next: END}
            - {id: medium, action: utter_medium, next: END}
            - {id: other, action: utter_other}
      """
    var play = try PlayedFlows(text)
    #expect(play.start("f") == ["ask size"])
    #expect(play.answer(size) == ["say \(said)", "completed f size=\(size)"])
  }

  @Test("slots are set, copied and emptied, and a handoff step goes on to the end")
  func setSlots() throws {
    var play = try PlayedFlows(
      """
      slots: {a: text, b: text, c: {type: text, keep: true}}
      flows:
        f:
          steps:
            - collect: a
            - set_slots: [{b: slots.a}, {c: "x"}, {a: null}]
            - handoff: search
      """
    )
    #expect(play.start("f") == ["ask a"])
    #expect(play.answer("1") == ["handoff search", "completed f b=1 c=x"])
    #expect(play.slots == ["c=x"])
  }

  @Test("a called flow leaves its slots to its caller, and goes on behind the call")
  func call() throws {
    var play = try PlayedFlows(Self.calls)
    #expect(play.start("outer") == ["ask a"])
    #expect(play.flows == ["outer", "inner"])
    #expect(play.answer("1") == ["ask b"])
    #expect(play.flows == ["outer"])
    #expect(play.slots == ["a=1"])
    #expect(play.answer("2") == ["say done", "completed outer a=1 b=2"])
    #expect(play.slots == [])
  }

  private static let calls = """
    slots: {a: text, b: text}
    flows:
      inner: {steps: [{collect: a}]}
      outer:
        steps:
          - call: inner
          - collect: b
          - action: utter_done
    """

  @Test("a link ends its flow, takes the slots along and never comes back")
  func link() throws {
    var play = try PlayedFlows(
      """
      slots: {a: text, b: text}
      flows:
        first: {steps: [{collect: a}, {link: second}]}
        second: {steps: [{collect: a}, {collect: b}]}
      """
    )
    #expect(play.start("first") == ["ask a"])
    #expect(play.answer("1") == ["ask b"])
    #expect(play.flows == ["second"])
    #expect(play.answer("2") == ["completed second a=1 b=2"])
    #expect(play.slots == [])
  }

  @Test("a loop asks again as often as it goes round")
  func loop() throws {
    var play = try PlayedFlows(
      """
      slots: {code: text}
      flows:
        f:
          steps:
            - id: code
              collect: code
              next: [{if: slots.code == "right", then: done}, {else: wrong}]
            - {id: wrong, action: utter_wrong}
            - {set_slots: [{code: null}], next: code}
            - {id: done, action: utter_done}
      """
    )
    #expect(play.start("f") == ["ask code"])
    for _ in 0..<20 { #expect(play.answer("x") == ["say wrong", "ask code"]) }
    #expect(play.answer("right") == ["say done", "completed f code=right"])
  }

  @Test("a loop without a question comes to an end, with a person")
  func endless() throws {
    var play = try PlayedFlows(
      """
      flows:
        f: {steps: [{id: a, noop: true}, {noop: true, next: a}]}
        g: {steps: [{call: g}]}
        h: {steps: [{link: h}]}
      """
    )
    for flow in ["f", "g", "h"] {
      #expect(play.start(flow).last == "handoff failed_action")
      #expect(play.flows == [])
    }
  }

  // MARK: Answers that cannot be

  @Test("after two re-asks a person is brought", arguments: 0...3)
  func reasks(allowed: Int) throws {
    let text = "slots: {a: text}\nflows: {f: {steps: [{collect: a}]}}"
    var play = try PlayedFlows(text, reasks: allowed)
    #expect(play.start("f") == ["ask a"])
    for _ in 0..<allowed { #expect(play.fail() == ["ask a again"]) }
    #expect(play.fail() == ["handoff reasks"])
    #expect(play.flows == [])
    #expect(play.fail() == [])
  }

  @Test("re-asks count for each question by itself")
  func reasksOfNext() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.start("order") == ["ask a"])
    for answer in ["1", "2"] {
      #expect(play.fail().first?.hasSuffix("again") == true)
      #expect(play.fail().first?.hasSuffix("again") == true)
      _ = play.answer(answer)
    }
    #expect(play.fail() == ["ask c again"])
  }

  @Test("a rejected answer is forgotten and counts as a re-ask, in a called flow too")
  func rejections() throws {
    var play = try PlayedFlows(
      """
      slots: {a: text}
      flows:
        inner:
          steps:
            - collect: a
              rejections: [{if: slots.a == "bad", utter: utter_bad}]
        outer: {steps: [{call: inner}, {action: utter_done}]}
      """
    )
    #expect(play.start("outer") == ["ask a"])
    #expect(play.answer("bad") == ["say bad", "ask a again"])
    #expect(play.slots == [])
    #expect(play.answer("bad") == ["say bad", "ask a again"])
    #expect(play.answer("good") == ["say done", "completed outer a=good"])
    #expect(play.start("outer") == ["ask a"])
    for _ in 0..<2 { _ = play.answer("bad") }
    // Nothing is begun anew below the flow that failed.
    #expect(play.answer("bad") == ["say bad", "handoff reasks"])
    #expect(play.asked == nil)
  }

  // MARK: Interruptions

  @Test("a flow on top is carried out first; the one below asks its question again")
  func interruption() throws {
    var play = try PlayedFlows(Self.text + "\n  other: {steps: [{collect: c}]}")
    #expect(play.start("order") == ["ask a"])
    #expect(play.start("other") == ["ask c"])
    #expect(play.flows == ["order", "other"])
    #expect(play.answer("3") == ["completed other c=3", "back to a"])
    #expect(play.asked == "a")
    #expect(play.answer("1") == ["ask b"])
    #expect(play.answer("2") == ["ask c"])
  }

  @Test("cancelling ends the flow on top with those that were called, and no other")
  func cancel() throws {
    var play = try PlayedFlows(Self.calls + "\n  other: {steps: [{collect: b}, {call: inner}]}")
    #expect(play.start("outer") == ["ask a"])
    #expect(play.start("other") == ["ask b"])
    #expect(play.answer("2") == ["ask a"])
    #expect(play.flows == ["outer", "inner", "other", "inner"])
    #expect(play.cancel() == ["back to a"])
    #expect(play.flows == ["outer", "inner"])
    #expect(play.slots == [])
    #expect(play.cancel() == [])
    #expect(play.flows == [])
    #expect(play.conversation.lastFlow?.ending == .cancelled)
    #expect(play.cancel() == [])
  }

  // MARK: Changing one's mind

  @Test("a correction goes back to its question and asks again what hung on it")
  func correction() throws {
    var play = try PlayedFlows(
      """
      slots: {a: text, b: text, row: {type: record, of: rows, label: title}, ok: bool}
      flows:
        f:
          steps:
            - collect: a
            - collect: row
            - collect: b
            - {collect: ok, ask_before_filling: true}
      """
    )
    #expect(play.start("f") == ["ask a"])
    #expect(play.answer("1") == ["ask row"])
    #expect(play.answer("x") == ["ask b"])
    #expect(play.answer("2") == ["ask ok"])
    // The row was chosen among those of the old answer; what was said for `b` still holds.
    #expect(play.correct("a", "9") == ["ask row"])
    #expect(play.slots == ["a=9", "b=2"])
    #expect(play.answer("y") == ["ask ok"])
    #expect(play.answer(.bool(true)) == ["completed f a=9 b=2 ok=true row=y"])
  }

  @Test("what nobody asked for cannot be corrected")
  func wrongCorrection() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.correct("a", "1") == nil)
    _ = play.start("order")
    #expect(play.correct("b", "1") == nil)
    #expect(play.correct("nothing", "1") == nil)
    #expect(play.asked == "a")
  }

  @Test("a correction below an interruption ends the interruption")
  func correctionBelow() throws {
    var play = try PlayedFlows(Self.text + "\n  other: {steps: [{collect: c}]}")
    _ = play.start("order")
    _ = play.answer("1")
    _ = play.start("other")
    #expect(play.correct("a", "9") == ["ask b"])
    #expect(play.flows == ["order"])
    #expect(play.slots == ["a=9"])
  }

  @Test("what a called flow that is over had asked for can be corrected, and the call made again")
  func correctionOfCalled() throws {
    var play = try PlayedFlows(Self.systems)
    #expect(play.start("cancel") == ["ask number"])
    #expect(play.answer("1") == ["request find"])
    #expect(play.complete(.done(["stage": .text("placed")])) == ["ask ok"])
    #expect(play.flows == ["cancel"])
    #expect(play.correct("number", "2") == ["request find"])
    #expect(play.flows == ["cancel", "look"])
    #expect(play.complete(.done(["stage": .text("gone")])) == ["ask ok"])
    #expect(play.slots == ["number=2", "stage=gone"])
  }

  @Test("going back asks the question before again, and starting again forgets all")
  func goBack() throws {
    var play = try PlayedFlows(Self.text)
    #expect(play.goBack() == nil)
    #expect(play.startAgain() == nil)
    _ = play.start("order")
    #expect(play.goBack() == nil)
    _ = play.answer("1")
    _ = play.answer("2")
    #expect(play.asked == "c")
    #expect(play.goBack() == ["ask b"])
    #expect(play.slots == ["a=1"])
    #expect(play.goBack() == ["ask a"])
    #expect(play.goBack() == nil)
    #expect(play.answer("7") == ["ask b"])
    #expect(play.startAgain() == ["ask a"])
    #expect(play.slots == [])
    #expect(play.flows == ["order"])
  }

  @Test("going back and forth follows the questions as they were answered last")
  func goBackAndForth() throws {
    var play = try PlayedFlows(Self.calls)
    _ = play.start("outer")
    _ = play.answer("1")
    #expect(play.asked == "b")
    // The question before was the called flow's, which is over.
    #expect(play.goBack() == nil)
    var chain = try PlayedFlows(Self.text)
    _ = chain.start("order")
    _ = chain.answer("1")
    _ = chain.answer("2")
    #expect(chain.goBack() == ["ask b"])
    #expect(chain.goBack() == ["ask a"])
    #expect(chain.answer("7") == ["ask b"])
    #expect(chain.goBack() == ["ask a"])
    #expect(chain.answer("8") == ["ask b"])
    #expect(chain.answer("9") == ["ask c"])
    #expect(chain.goBack() == ["ask b"])
    #expect(chain.slots == ["a=8"])
  }

  // MARK: The shop's systems

  private static let systems = """
    slots:
      number: {type: text, keep: true}
      stage: text
      ok: bool
      note: text
    actions:
      find:
        effect: reads
        http: "https://shop.example/find"
        arguments: [number]
        results: [stage]
      change:
        effect: changes
        http: "https://shop.example/change"
        arguments: [number]
    flows:
      look: {steps: [{collect: number}, {action: find}]}
      cancel:
        steps:
          - call: look
          - {collect: ok, ask_before_filling: true}
          - action: change
          - action: utter_done
          - collect: note
      careful:
        steps:
          - collect: number
          - id: try
            action: change
            on_failure:
              - {action: utter_sorry}
              - {collect: note}
              - {set_slots: [{note: null}], next: try}
          - action: utter_done
    """

  @Test("an action is waited for, its results fill slots, and what it lacks empties them")
  func done() throws {
    var play = try PlayedFlows(Self.systems)
    _ = play.start("cancel")
    #expect(play.answer("1") == ["request find"])
    #expect(play.asked == nil)
    let key = try #require(play.key)
    #expect(play.complete(.done(["stage": .text("x")]), key: "another") == [])
    #expect(play.key == key)
    #expect(play.complete(.done(["stage_en": .text("placed"), "z": .number(1)])) == ["ask ok"])
    #expect(play.slots == ["number=1", "stage=placed"])
    // Said twice, it is not heard twice.
    #expect(play.complete(.done(["stage": .text("y")]), key: key) == [])
    #expect(play.slots == ["number=1", "stage=placed"])
    _ = play.correct("number", "2")
    #expect(play.complete(.done([:])) == ["ask ok"])
    #expect(play.slots == ["number=2"])
  }

  @Test("a failure ends all flows with a person, or goes where the flow says")
  func failed() throws {
    var play = try PlayedFlows(Self.systems)
    _ = play.start("cancel")
    _ = play.answer("1")
    #expect(play.complete(.failed("no line")) == ["say system_failed", "handoff failed_action"])
    #expect(play.flows == [])
    #expect(play.slots == ["number=1"])
    #expect(play.start("careful") == ["request change"])
    #expect(play.complete(.failed("no line")) == ["say sorry", "ask note"])
  }

  @Test("an unknown outcome ends all flows with a person, whatever the flow says")
  func unknown() throws {
    var play = try PlayedFlows(Self.systems)
    _ = play.start("careful")
    #expect(play.answer("1") == ["request change"])
    #expect(play.complete(.unknown("lost")) == ["say outcome_unknown", "handoff unknown_outcome"])
    #expect(play.flows == [])
    #expect(play.conversation.lastFlow?.ending == .failed)
  }

  @Test("what the flows knew that broke off can still be told to a person")
  func brokenOff() throws {
    var play = try PlayedFlows(
      Self.systems + """

          outer: {steps: [{collect: stage}, {call: inner}]}
          inner: {steps: [{collect: note}, {action: find}]}
        """
    )
    _ = play.start("outer")
    _ = play.answer("s")
    #expect(play.answer("n") == ["request find"])
    #expect(play.complete(.failed("x")).last == "handoff failed_action")
    #expect(play.slots == [])
    #expect(play.conversation.lastFlow?.flow == "outer")
    #expect(play.conversation.lastFlowSlots == ["stage": .text("s"), "note": .text("n")])
  }

  @Test("an answer for a flow that is below or over changes no question")
  func late() throws {
    var play = try PlayedFlows(Self.systems + "\n  other: {steps: [{collect: note}]}")
    _ = play.start("cancel")
    _ = play.answer("1")
    let key = try #require(play.key)
    _ = play.cancel()
    #expect(play.start("other") == ["ask note"])
    #expect(play.complete(.done(["stage": .text("x")]), key: key) == [])
    #expect(play.complete(.unknown("late"), key: key) == [])
    #expect(play.asked == "note")
    #expect(play.slots == ["number=1"])
  }

  @Test("nothing is started above a flow that waits for an answer")
  func startWhileWaiting() throws {
    var play = try PlayedFlows(Self.systems + "\n  other: {steps: [{collect: note}]}")
    _ = play.start("cancel")
    _ = play.answer("1")
    #expect(play.start("other", [("note", .text("n"))]) == [])
    #expect(play.flows == ["cancel", "look"])
    #expect(play.complete(.done(["stage": .text("x")])) == ["ask ok"])
    #expect(play.slots == ["number=1", "stage=x"])
    #expect(play.requests(of: "find") == 1)
  }

  @Test("a step has the same key whenever the conversation is held, and another for each try")
  func keys() throws {
    var keys: [[String]] = []
    for _ in 0..<2 {
      var play = try PlayedFlows(Self.systems)
      var found: [String] = []
      _ = play.start("careful")
      _ = play.answer("1")
      found.append(try #require(play.key))
      _ = play.complete(.failed("once"))
      #expect(play.answer("again") == ["request change"])
      found.append(try #require(play.key))
      #expect(play.complete(.done([:])).first == "say done")
      _ = play.start("careful")
      found.append(try #require(play.key))
      keys.append(found)
    }
    #expect(keys[0] == keys[1])
    #expect(Set(keys[0]).count == 3)
    #expect(keys[0].allSatisfy { $0.hasPrefix("c/") && $0.contains("careful.try") })
  }

  @Test("what was changed stays so: no correction, no going back, no starting again")
  func noSecondChange() throws {
    var play = try PlayedFlows(Self.systems)
    _ = play.start("cancel")
    _ = play.answer("1")
    _ = play.complete(.done(["stage": .text("placed")]))
    #expect(play.answer(.bool(true)) == ["request change"])
    #expect(play.complete(.done([:])) == ["say done", "ask note"])
    #expect(play.correct("number", "2") == nil)
    #expect(play.goBack() == nil)
    #expect(play.startAgain() == nil)
    #expect(play.asked == "note")
    #expect(play.slots == ["number=1", "ok=true", "stage=placed"])
    #expect(play.requests(of: "change") == 1)
  }

  @Test("a change in a called flow is its caller's change")
  func changeInCalled() throws {
    var play = try PlayedFlows(
      Self.systems + "\n  caller: {steps: [{collect: stage}, {call: careful}, {collect: note}]}"
    )
    _ = play.start("caller")
    _ = play.answer("s")
    #expect(play.answer("1") == ["request change"])
    #expect(play.complete(.done([:])) == ["say done", "ask note"])
    #expect(play.correct("stage", "t") == nil)
    #expect(play.correct("number", "2") == nil)
    #expect(play.startAgain() == nil)
    #expect(play.goBack() == nil)
    #expect(play.flows == ["caller"])
    #expect(play.requests(of: "change") == 1)
    var later = try PlayedFlows(
      Self.systems + """

          late: {steps: [{collect: number}, {action: change}, {call: tail}]}
          tail: {steps: [{collect: note}]}
        """
    )
    _ = later.start("late")
    _ = later.answer("1")
    #expect(later.complete(.done([:])) == ["ask note"])
    #expect(later.goBack() == nil)
    #expect(later.requests(of: "change") == 1)
  }

  @Test("content that went away under way ends the flow, and the one below goes on")
  func goneContent() throws {
    var play = try PlayedFlows(Self.text + "\n  other: {steps: [{collect: c}, {action: utter_x}]}")
    _ = play.start("order")
    _ = play.start("other")
    var shorter = try PlayedFlows(Self.text)
    shorter.conversation = play.conversation
    #expect(shorter.asked == nil)
    #expect(shorter.cancel() == ["back to a"])
    #expect(shorter.flows == ["order"])
  }
}
