import Dialogue
import LineServer
import Testing

@Suite("From the assistant to a person and back, over sockets")
struct HandoffTests {
  @Test(
    "Whoever asks for a person, in any language, waits, meets an agent and comes back",
    arguments: Speech.all
  )
  func askedForPerson(speech: Speech) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    let (question, answer) = speech.answers[0]
    #expect(try customer.ask(question) == answer)
    #expect(try customer.ask(speech.person[1]) == speech.says(.handoffQueued) + " 1")
    let row = "\(speech.code), 0 s, asked for a person: \(speech.person[1])"
    #expect(try agent.block() == "ticket 1 waits: \(row)")
    #expect(try agent.ask("/queue") == "1 \(row)")
    // Until someone comes the assistant goes on answering.
    #expect(try customer.ask(speech.answers[1].question) == speech.answers[1].answer)
    #expect(try customer.ask(speech.person[0]) == speech.says(.handoffWaiting))

    try agent.send("/take 1\n")
    #expect(try customer.block() == speech.says(.handoffJoined) + " ana")
    let transcript = try #require(try agent.block()).split(separator: "\n")
    #expect(transcript.first == "ticket 1, \(speech.code), asked for a person")
    #expect(transcript.dropFirst().first == "customer: \(question)")
    #expect(transcript.contains("bot (article-0): \(answer)"))
    #expect(transcript.count { $0.hasPrefix("customer: ") } == 4)
    #expect(try agent.ask("/queue") == "no tickets are waiting")

    for text in [question, "//etc/hosts", "! it burns", "  two  spaces  "] {
      let said = text.hasPrefix("//") ? String(text.dropFirst()) : text
      try customer.send(text + "\n")
      #expect(try agent.block() == "customer: \(said)")
      try agent.send(text + "\n")
      #expect(try customer.block() == (said.hasPrefix("! ") ? " " + said : said))
    }

    try agent.send("/done\n")
    #expect(try customer.block() == speech.says(.handoffEnded))
    #expect(try agent.block() == "ticket 1 is closed")
    #expect(try customer.ask(question) == answer)
    #expect(try agent.ask("too late")?.hasPrefix("! you have no ticket") == true)
  }

  @Test("Two misses in a row, in any language, bring a person", arguments: Speech.all)
  func twoMisses(speech: Speech) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    #expect(try customer.ask(speech.nonsense[0]) == speech.says(.decline))
    // An answer in between starts the count again.
    #expect(try customer.ask(speech.answers[0].question) == speech.answers[0].answer)
    #expect(try customer.ask(speech.nonsense[1]) == speech.says(.decline))
    #expect(try customer.ask(speech.nonsense[0]) == speech.says(.handoffQueued) + " 1")
    #expect(
      try agent.block()
        == "ticket 1 waits: \(speech.code), 0 s, not understood twice: \(speech.nonsense[0])"
    )
    try agent.send("/take 1\n")
    #expect(try customer.block() == speech.says(.handoffJoined) + " ana")
    let heading = "ticket 1, \(speech.code), not understood twice\n"
    #expect(try agent.block()?.hasPrefix(heading) == true)
    try agent.send("/done\n")
    #expect(try customer.block() == speech.says(.handoffEnded))
    #expect(try agent.block() == "ticket 1 is closed")
    // What was not understood before the agent is forgiven.
    #expect(try customer.ask(speech.nonsense[1]) == speech.says(.decline))
  }

  @Test("Five customers and two agents at once: each conversation its own")
  func manyAtOnce() throws {
    let server = try RunningServer()
    let ana = try server.agent("ana")
    let customers = try Speech.all.map { _ in try server.connect() }
    for (number, (customer, speech)) in zip(customers, Speech.all).enumerated() {
      let queued = speech.says(.handoffQueued) + " \(number + 1)"
      #expect(try customer.ask(speech.person[1]) == queued)
      #expect(try ana.block()?.hasPrefix("ticket \(number + 1) waits: \(speech.code), ") == true)
    }
    let bob = try server.connect()
    let eva = try server.connect()
    #expect(
      try bob.ask("/agent bob") == "you are at the desk as bob; waiting: 5, /queue lists them"
    )
    let queue = try #require(try bob.ask("/queue")).split(separator: "\n")
    #expect(queue.map { $0.prefix(4) } == ["1 en", "2 ru", "3 ro", "4 tr", "5 ar"])

    // From both ends of the queue, so that nothing is right by being the next.
    let pairs = [(ana, "ana", 4), (bob, "bob", 2)]
    for (agent, name, number) in pairs {
      try agent.send("/take \(number)\n")
      let speech = Speech.all[number - 1]
      #expect(try customers[number - 1].block() == speech.says(.handoffJoined) + " \(name)")
      #expect(try agent.block()?.hasPrefix("ticket \(number), \(speech.code), ") == true)
    }
    #expect(try ana.ask("/agent carl")?.hasPrefix("! /agent is for customers") == true)

    #expect(try eva.ask("/agent eva")?.contains("waiting: 3") == true)
    #expect(try eva.ask("/take 4")?.hasPrefix("! ticket 4 is with ana") == true)

    // Everyone writes before anyone reads.
    for (agent, name, number) in pairs {
      for line in 0..<20 {
        try agent.send("\(name) \(line)\n")
        try customers[number - 1].send("customer \(number) \(line)\n")
      }
    }
    for (customer, speech) in zip(customers, Speech.all) {
      guard speech.code != "tr", speech.code != "ru" else { continue }
      #expect(try customer.ask(speech.answers[0].question) == speech.answers[0].answer)
    }
    for (agent, name, number) in pairs {
      for line in 0..<20 {
        #expect(try customers[number - 1].block() == "\(name) \(line)")
        #expect(try agent.block() == "customer: customer \(number) \(line)")
      }
    }

    #expect(try bob.ask("/done") == "ticket 2 is closed")
    #expect(try customers[1].block() == Speech.russian.says(.handoffEnded))
    #expect(try bob.ask("/take 5")?.hasPrefix("ticket 5, ar, ") == true)
    #expect(try customers[4].block() == Speech.arabic.says(.handoffJoined) + " bob")
    try ana.send("still with you\n")
    #expect(try customers[3].block() == "still with you")
    let rest = try #require(try ana.ask("/queue")).split(separator: "\n")
    #expect(rest.map { $0.prefix(4) } == ["1 en", "3 ro"])
  }

  @Test("A customer who leaves frees the agent", arguments: ["/quit", "the end", "a reset"])
  func customerLeaves(how: String) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    switch how {
    case "/quit": #expect(try customer.ask("/quit") == "goodbye")
    case "the end": customer.endSending()
    default: customer.closeAbruptly()
    }
    if how != "a reset" { #expect(try customer.block() == nil) }
    #expect(try agent.block() == "the customer has left; the ticket is closed")
    #expect(try agent.ask("hello?")?.hasPrefix("! you have no ticket") == true)
    #expect(try agent.ask("/queue") == "no tickets are waiting")
    let next = try server.connect()
    try server.join(next, agent, ticket: 2)
  }

  @Test("A customer who leaves the queue is not in it any more")
  func customerLeavesQueue() throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let (first, second) = (try server.connect(), try server.connect())
    for (customer, number) in [(first, 1), (second, 2)] {
      #expect(try customer.ask("human") == Speech.english.says(.handoffQueued) + " \(number)")
      #expect(try agent.block()?.hasPrefix("ticket \(number) waits: ") == true)
    }
    #expect(try first.ask("/quit") == "goodbye")
    #expect(try first.block() == nil)
    #expect(try agent.ask("/take 1")?.hasPrefix("! ticket 1 is expired") == true)
    #expect(try agent.ask("/queue")?.hasPrefix("2 en, ") == true)
  }

  @Test(
    "When an agent goes, the customer waits again and the other agents hear of it",
    arguments: ["/quit", "the end", "a reset"]
  )
  func agentLeaves(how: String) throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    let other = try server.agent("bob")
    switch how {
    case "/quit": #expect(try agent.ask("/quit") == "goodbye")
    case "the end": agent.endSending()
    default: agent.closeAbruptly()
    }
    if how != "a reset" { #expect(try agent.block() == nil) }
    #expect(try customer.block() == Speech.english.says(.handoffWaiting))
    #expect(try other.block()?.hasPrefix("ticket 1 waits: en, 0 s, asked for a person: ") == true)
    #expect(try customer.ask("where is my parcel") == engineReply(to: "where is my parcel"))
    #expect(try other.ask("/take 1")?.contains("customer: where is my parcel") == true)
    #expect(try customer.block() == Speech.english.says(.handoffJoined) + " bob")
    let again = try server.connect()
    #expect(try again.ask("/agent ana")?.hasPrefix("!") == false)
  }

  @Test("Whoever becomes an agent leaves the own conversation, and nothing of it waits")
  func customerBecomesAgent() throws {
    let server = try RunningServer()
    let ana = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, ana, ticket: 1)
    #expect(try customer.ask("/agent bob") == "you are at the desk as bob; nobody waits")
    #expect(try ana.block() == "the customer has left; the ticket is closed")

    let second = try server.connect()
    #expect(try second.ask("human") == Speech.english.says(.handoffQueued) + " 1")
    for agent in [ana, customer] { #expect(try agent.block()?.hasPrefix("ticket 2 ") == true) }
    #expect(try second.ask("/agent eva") == "you are at the desk as eva; nobody waits")
    #expect(try ana.ask("/queue") == "no tickets are waiting")
  }

  @Test("A refused name leaves the conversation as it was")
  func refusedName() throws {
    let server = try RunningServer()
    let ana = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, ana, ticket: 1)
    #expect(try customer.ask("/agent ana")?.contains("already connected") == true)
    #expect(try customer.ask("/agent a/b")?.contains("is not a name") == true)
    try customer.send("still me\n")
    #expect(try ana.block() == "customer: still me")
  }

  @Test("At the end of the server nobody is promised another agent")
  func stopping() throws {
    let server = try RunningServer()
    let agent = try server.agent("ana")
    let customer = try server.connect()
    try server.join(customer, agent, ticket: 1)
    server.stop()
    #expect(try customer.block() == nil)
    #expect(try agent.block() == nil)
    #expect(server.hasEnded())
  }
}
