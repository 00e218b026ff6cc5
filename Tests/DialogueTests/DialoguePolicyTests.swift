import Dialogue
import Testing
import TextAnalysis

@testable import Retrieval
@testable import Understanding

@Suite("Dialogue policy")
struct DialoguePolicyTests {
  private let levels = Decision.Levels(answer: 0.6, clarify: 0.35, margin: 0.1)
  private let labels = ["How do I return an item?", "İade süresi kaç gün?"]

  @Test(
    "a choice is its number, in any digits and with the usual signs",
    arguments: [
      "1", " 1 ", "1.", "1)", "(1)", "#1", "1:", "1!", "№1", "١", "۱", "１", "1️⃣", "\u{200F}1", "-1",
      "1,", "\t1\n",
    ]
  )
  func number(_ line: String) {
    #expect(reply(line) == .choice(0))
  }

  @Test("each number is its own choice, and the one behind the last is none of these")
  func numbers() {
    #expect(reply("2") == .choice(1))
    #expect(reply("٢") == .choice(1))
    #expect(reply("3") == .noneOfThese)
    #expect(reply("٣.") == .noneOfThese)
  }

  @Test(
    "what is not the number of a choice is something else",
    arguments: ["0", "4", "9", "11", "12", "1 2", "A-10432", "10432", "1st", "", ".", "one 1", "½"]
  )
  func otherNumbers(_ line: String) {
    #expect(reply(line) == .somethingElse)
  }

  @Test("a choice is its label, in either case")
  func label() {
    #expect(reply("how do i return an ITEM?") == .choice(0))
    #expect(reply("  İade süresi kaç gün?  ") == .choice(1))
    #expect(reply("none of these") == .noneOfThese)
    #expect(reply("None of these ") == .noneOfThese)
    #expect(reply("return") == .somethingElse)
  }

  @Test("where nothing was offered nothing is a choice")
  func nothingOffered() {
    let conversation = Conversation(id: ConversationID("c"))
    for line in ["1", "none of these", labels[0]] {
      let reply = DialoguePolicy.reply(
        line,
        to: conversation,
        labels: labels,
        noneOfThese: "None of these"
      )
      #expect(reply == .somethingElse)
    }
  }

  @Test("the second miss in a row brings a person")
  func misses() {
    var conversation = Conversation(id: ConversationID("c"))
    #expect(name(DialoguePolicy.failure(in: conversation)) == "decline")
    conversation.apply(.declined(text: ""))
    #expect(name(DialoguePolicy.failure(in: conversation)) == "not understood twice")
    conversation.apply(.answered(.article("a"), text: ""))
    #expect(name(DialoguePolicy.failure(in: conversation)) == "decline")
  }

  @Test("a sure candidate is answered, an unsure one offered, others declined")
  func next() {
    #expect(name(next([candidate(.article("a"), 0.9)])) == "answer a")
    #expect(name(next([candidate(.article("a"), 0.5)])) == "offer a")
    #expect(
      name(next([candidate(.article("a"), 0.9), candidate(.article("b"), 0.85)])) == "offer a b"
    )
    #expect(name(next([candidate(.article("a"), 0.2)])) == "decline")
    #expect(name(next([])) == "decline")
  }

  @Test("asking for a person needs less certainty than an answer")
  func person() {
    for confidence in [1, 0.6, 0.48] {
      #expect(name(next([candidate(.intent("human/request"), confidence)])) == "asked for a person")
    }
    #expect(name(next([candidate(.intent("human/request"), 0.4)])) == "decline")
    // A person is no choice beside articles, but the articles still are.
    let unsure = [candidate(.intent("human/request"), 0.45), candidate(.article("a"), 0.44)]
    #expect(name(next(unsure)) == "offer a")
  }

  @Test("what the shop does not answer is declined however sure it is")
  func outside() {
    #expect(name(next([candidate(.intent("out_of_scope"), 1)])) == "decline")
    #expect(
      name(next([candidate(.article("a"), 0.5), candidate(.intent("out_of_scope"), 0.45)]))
        == "offer a"
    )
  }

  @Test("declining twice in a row brings a person, whatever the reason to decline")
  func declineTwice() {
    for candidates in [
      [], [candidate(.intent("out_of_scope"), 1)], [candidate(.article("a"), 0.1)],
    ] {
      var conversation = Conversation(id: ConversationID("c"))
      conversation.apply(.declined(text: ""))
      #expect(name(next(candidates, in: conversation)) == "not understood twice")
    }
  }

  private func reply(_ line: String) -> DialoguePolicy.Reply {
    var conversation = Conversation(id: ConversationID("c"))
    conversation.apply(.choicesOffered([.article("a"), .article("b")], text: "which?"))
    return DialoguePolicy.reply(
      line,
      to: conversation,
      labels: labels,
      noneOfThese: "None of these"
    )
  }

  private func next(
    _ candidates: [Interpretation.Candidate],
    in conversation: Conversation = Conversation(id: ConversationID("c"))
  ) -> NextAction {
    let interpretation = Interpretation(
      utterance: Utterance("x", analyzer: Analyzer(language: .english)),
      candidates: candidates,
      query: Query(),
      result: Searcher.Result()
    )
    return DialoguePolicy.next(interpretation, in: conversation, levels: levels) { target in
      switch target.name {
      case "human/request": .handoff
      case "out_of_scope": .outside
      default: .answered
      }
    }
  }

  private func name(_ action: NextAction) -> String {
    switch action {
    case .answer(let candidate): "answer \(candidate.target.name)"
    case .answerChoice(let target): "choice \(target.name)"
    case .offer(let candidates):
      "offer " + candidates.map(\.target.name).joined(separator: " ")
    case .decline: "decline"
    case .nothingFits: "nothing fits"
    case .handOff(let reason): reason.label
    }
  }

  private func candidate(_ target: Target, _ confidence: Double) -> Interpretation.Candidate {
    Interpretation.Candidate(
      target: target,
      intent: nil,
      confidence: confidence,
      score: confidence,
      matched: nil,
      isExact: false,
      evidence: Evidence(),
      hit: nil
    )
  }
}
