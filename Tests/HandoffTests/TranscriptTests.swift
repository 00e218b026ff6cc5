import Dialogue
import Handoff
import Testing
import TextAnalysis
import Understanding

@Suite("Transcript")
struct TranscriptTests {
  @Test("everything that was said is a line, and nothing else is")
  func lines() {
    let transcript = Transcript(
      conversation([
        .customerSaid("where is it"), .languageRecognised(.english),
        .choicesOffered([.article("a")], text: "Did you mean:\n1 A"), .customerSaid("1"),
        .answered(.article("a"), text: "It is\non its way."), .customerSaid("human"),
        .handoffRequested(HandoffRequest(reason: .askedForPerson)),
        .botSaid("A colleague will join."),
        .agentJoined(AgentID("ana")), .agentSaid("Hello"), .agentLeft, .declined(text: "Sorry"),
      ])
    )
    #expect(
      transcript.lines == [
        "customer: where is it", "bot: Did you mean: / 1 A", "customer: 1",
        "bot (a): It is / on its way.", "customer: human", "bot: A colleague will join.",
        "agent: Hello", "bot: Sorry",
      ]
    )
  }

  @Test("what would steer a terminal is shown instead")
  func controls() {
    let text = "a\u{1B}[2Jb\u{0}c\u{9B}d\u{202E}e\u{2066}f\r\ng\u{7F}\u{2028}"
    let lines = Transcript(conversation([.customerSaid(text), .agentSaid(text)])).lines
    #expect(lines.count == 2)
    for line in lines {
      #expect(line.contains("\\u{1B}[2Jb\\u{0}c\\u{9B}d\\u{202E}e\\u{2066}f"))
      for scalar in line.unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
        #expect(
          !(0x2028...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
        )
      }
    }
  }

  private func conversation(_ events: [ConversationEvent]) -> Conversation {
    var conversation = Conversation(id: ConversationID("c"))
    for event in events { conversation.apply(event) }
    return conversation
  }
}
