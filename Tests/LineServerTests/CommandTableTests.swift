import Dialogue
import FrontdeskEngine
import Testing
import Wire

@testable import LineServer

@Suite("The command table")
struct CommandTableTests {
  private let customer = Role.customer
  private let agent = Role.agent(AgentID("ana"), speaksJSON: false)
  private let administrator = Role.admin("root")

  @Test("Each side sees its own verbs")
  func help() {
    let verbs = { (role: Role) in
      CommandTable.standard.help(for: role).split(separator: "\n").map {
        $0.prefix { $0 != " " }
      }
    }
    #expect(verbs(customer) == ["/agent", "/admin", "/help", "/human", "/lang", "/quit", "//TEXT"])
    #expect(
      verbs(administrator) == [
        "/status", "/metrics", "/reload", "/drain", "/help", "/quit", "//TEXT",
      ]
    )
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
    let server = try Server(
      engine: engine,
      listening: [.ipv4(host: "127.0.0.1", port: 0)],
      configuration: Configuration(log: { _ in })
    )
    for role in [customer, agent, administrator] {
      let expected: ProtocolError =
        if command.isOpen(to: role) {
          .wrongArguments(usage: command.usage)
        } else {
          switch command.audience {
          case .agents: .agentsOnly(verb: command.verb)
          case .administrators: .administratorsOnly(verb: command.verb)
          case .customers, .everyone: .customersOnly(verb: command.verb)
          }
        }
      let speaker: Delivery.Recipient =
        role.agent.map { .agent($0) } ?? .customer(ConversationID("c1"))
      #expect(throws: expected) {
        try CommandTable.standard.answer(
          .command(verb: command.verb, arguments: tooMany),
          Context(speaker: speaker, role: role, server: server)
        )
      }
    }
  }
}
