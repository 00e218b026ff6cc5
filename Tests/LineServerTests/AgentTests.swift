import LineServer
import Testing

@Suite("Agents on the line")
struct AgentTests {
  @Test("A connection becomes an agent and has the agent's verbs")
  func becomingAnAgent() throws {
    let server = try RunningServer()
    let client = try server.connect()
    #expect(
      try client.ask("/queue") == "! /queue is for agents; become one with /agent NAME [TOKEN]"
    )
    #expect(try client.ask("/help")?.contains("/take") == false)
    #expect(try client.ask("/agent ana")?.hasPrefix("!") == false)
    #expect(try client.ask("/help")?.contains("/take N") == true)
    #expect(try client.ask("/queue")?.hasPrefix("!") == false)
    #expect(
      try client.ask("/agent eva") == "! /agent is for customers, and you are none"
    )
  }

  @Test("A name is one word of letters and digits, and one connection's at a time")
  func names() throws {
    let server = try RunningServer()
    let first = try server.connect()
    let second = try server.connect()
    for name in ["a/b", "!", "x\u{1B}[2J", String(repeating: "x", count: 33), "😀"] {
      #expect(try first.ask("/agent \(name)")?.contains("is not a name for an agent") == true)
    }
    #expect(try first.ask("/agent") == "! expected: /agent NAME [TOKEN]")
    #expect(try first.ask("/agent three words more") == "! expected: /agent NAME [TOKEN]")
    #expect(try first.ask("/agent Şebnem-2")?.hasPrefix("!") == false)
    #expect(try second.ask("/agent Şebnem-2")?.contains("already connected") == true)
    #expect(try first.ask("/quit") != nil)
    #expect(try first.rest().isEmpty)
    #expect(try second.ask("/agent Şebnem-2")?.hasPrefix("!") == false)
  }

  @Test("Ticket numbers are checked before the desk is asked")
  func ticketNumbers() throws {
    let server = try RunningServer()
    let agent = try server.connect()
    #expect(try agent.ask("/agent ana")?.hasPrefix("!") == false)
    for text in ["x", "0", "-1", "1.5", "99999999999999999999"] {
      #expect(
        try agent.ask("/take \(text)") == "! \"\(text)\" is not a ticket number; /queue lists them"
      )
    }
    #expect(try agent.ask("/take") == "! expected: /take N")
    #expect(try agent.ask("/take 7") == "! there is no ticket 7; /queue lists those that wait")
    let noTicket = "! you have no ticket; /queue lists those that wait, /take N takes one"
    #expect(try agent.ask("/done") == noTicket)
    #expect(try agent.ask("hello?") == noTicket)
  }
}
