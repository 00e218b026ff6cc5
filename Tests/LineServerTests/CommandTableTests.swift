import Dialogue
import FrontdeskEngine
import Testing
import Wire

@testable import LineServer

@Suite("The command table")
struct CommandTableTests {
  private let customer = Delivery.Recipient.customer(ConversationID("c1"))
  private let agent = Delivery.Recipient.agent(AgentID("ana"))

  @Test("Each side sees its own verbs")
  func help() {
    let verbs = { (speaker: Delivery.Recipient) in
      CommandTable.standard.help(for: speaker).split(separator: "\n").map {
        $0.prefix { $0 != " " }
      }
    }
    #expect(verbs(customer) == ["/agent", "/help", "/quit", "//TEXT"])
    #expect(
      verbs(agent) == [
        "/queue", "/take", "/done", "/next", "/ticket", "/article", "/reply", "/note", "/tag",
        "/untag", "/transfer", "/return", "/snooze", "/reject", "/reached", "/missed", "/wrong",
        "/away", "/back", "/help", "/quit", "//TEXT",
      ]
    )
  }

  @Test(
    "Every verb checks who speaks and how much is said",
    arguments: CommandTable.standard.commands
  )
  func checks(command: Command) throws {
    let engine = try TestShop().engine()
    // One that takes the rest of the line can only get too little.
    let isOpen = command.parameters.last?.contains("...") ?? false
    if isOpen, command.parameters.last?.hasPrefix("[") ?? false { return }
    let tooMany = isOpen ? [] : command.parameters + ["more"]
    for speaker in [customer, agent] {
      let expected: ProtocolError =
        if command.isOpen(to: speaker) {
          .wrongArguments(usage: command.usage)
        } else if command.audience == .agents {
          .agentsOnly(verb: command.verb)
        } else {
          .customersOnly(verb: command.verb)
        }
      #expect(throws: expected) {
        try CommandTable.standard.answer(
          .command(verb: command.verb, arguments: tooMany),
          Context(
            speaker: speaker,
            engine: engine,
            time: Instant(secondsSinceEpoch: 0),
            isConnected: { _ in false }
          )
        )
      }
    }
  }
}
