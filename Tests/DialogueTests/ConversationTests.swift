import Dialogue
import TestSupport
import Testing
import TextAnalysis
import Understanding

@Suite("Conversation")
struct ConversationTests {
  private let returns = Target.article("returns")

  @Test("a new conversation is the bot's, without a language")
  func new() {
    let conversation = Conversation(id: ConversationID("c"))
    #expect(conversation.owner == .bot)
    #expect(conversation.language == nil)
    #expect(conversation.misses == 0)
    #expect(conversation.choices.isEmpty)
    #expect(conversation.events.isEmpty)
    #expect(conversation.lastQuestion == nil)
  }

  @Test("misses count in a row, and an answer ends the row")
  func misses() {
    #expect(after([.declined(text: "")]).misses == 1)
    #expect(after([.declined(text: ""), .declined(text: "")]).misses == 2)
    #expect(after([.declined(text: ""), .answered(returns, text: "")]).misses == 0)
    #expect(after([.declined(text: ""), .choicesOffered([returns], text: "")]).misses == 1)
    #expect(
      after([.declined(text: ""), .handoffRequested(HandoffRequest(reason: .notUnderstood))]).misses
        == 0
    )
    #expect(after([.declined(text: ""), .agentJoined(AgentID("a")), .agentLeft]).misses == 0)
  }

  @Test("choices last until something else is said")
  func choices() {
    let offer = ConversationEvent.choicesOffered([returns, .article("delivery")], text: "which?")
    #expect(after([offer]).choices == [returns, .article("delivery")])
    #expect(after([offer, .customerSaid("1")]).choices.count == 2)
    #expect(after([offer, .choicesOffered([returns], text: "")]).choices == [returns])
    let ends: [ConversationEvent] = [
      .answered(returns, text: ""), .declined(text: ""), .botSaid(""), .agentSaid(""),
      .handoffRequested(HandoffRequest(reason: .askedForPerson)), .agentJoined(AgentID("a")),
      .agentLeft,
    ]
    for end in ends { #expect(after([offer, end]).choices.isEmpty, "\(end)") }
  }

  @Test("the owner follows the desk")
  func owner() {
    #expect(after([.handoffRequested(HandoffRequest(reason: .askedForPerson))]).owner == .pending)
    #expect(
      after([.handoffRequested(HandoffRequest(reason: .askedForPerson)), .botSaid("")]).owner
        == .pending
    )
    let joined: [ConversationEvent] = [
      .handoffRequested(HandoffRequest(reason: .askedForPerson)), .agentJoined(AgentID("a")),
    ]
    #expect(after(joined).owner == .agent(AgentID("a")))
    #expect(after(joined + [.customerSaid("hi"), .agentSaid("hi")]).owner == .agent(AgentID("a")))
    #expect(after(joined + [.agentLeft]).owner == .bot)
    #expect(
      after(joined + [.agentLeft, .handoffRequested(HandoffRequest(reason: .askedForPerson))]).owner
        == .pending
    )
  }

  @Test("the language is the one recognised last")
  func language() {
    #expect(after([.languageRecognised(.russian)]).language == .russian)
    #expect(
      after([.languageRecognised(.russian), .customerSaid("ok"), .languageRecognised(.turkish)])
        .language == .turkish
    )
  }

  @Test("turns are what the customer said, and the last of it is the question")
  func turns() {
    let conversation = after([
      .customerSaid("one"), .declined(text: "?"), .customerSaid("two"), .botSaid("!"),
    ])
    #expect(conversation.turnCount == 2)
    #expect(conversation.lastQuestion == "two")
  }

  @Test("seeded events in any order keep the state what its events make of it")
  func fold() {
    var random = SeededGenerator(seed: 5)
    let all: [ConversationEvent] = [
      .customerSaid("x"), .languageRecognised(.arabic), .answered(returns, text: ""),
      .choicesOffered([returns], text: ""), .declined(text: ""), .botSaid(""),
      .handoffRequested(HandoffRequest(reason: .notUnderstood)), .agentJoined(AgentID("a")),
      .agentSaid(""), .agentLeft,
    ]
    for _ in 0..<100 {
      let events = (0..<20).map { _ in all[Int.random(in: 0..<all.count, using: &random)] }
      let once = after(events)
      let again = after(Array(once.events))
      #expect(Array(once.events) == events)
      #expect(again.owner == once.owner)
      #expect(again.misses == once.misses)
      #expect(again.choices == once.choices)
      #expect(once.turnCount == events.count { $0 == .customerSaid("x") })
      if let desk = events.last(where: Self.changesOwner) {
        switch desk {
        case .handoffRequested: #expect(once.owner == .pending)
        case .agentJoined(let agent): #expect(once.owner == .agent(agent))
        default: #expect(once.owner == .bot)
        }
      }
    }
  }

  private static func changesOwner(_ event: ConversationEvent) -> Bool {
    switch event {
    case .handoffRequested, .agentJoined, .agentLeft: true
    default: false
    }
  }

  private func after(_ events: [ConversationEvent]) -> Conversation {
    var conversation = Conversation(id: ConversationID("c"))
    for event in events { conversation.apply(event) }
    return conversation
  }
}
