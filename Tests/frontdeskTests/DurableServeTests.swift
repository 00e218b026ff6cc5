import Foundation
import Testing

/// Short forms of the proofs in Benchmarks/Faults, against the built program.
@Suite("frontdesk serve keeps what it acknowledged", .serialized)
struct DurableServeTests {
  private let shop: TinyShop
  private let folder: URL
  private var store: String { folder.appending(path: "data/frontdesk.db").path }

  init() throws {
    shop = try TinyShop([
      "intents/flows/orders.yml": """
      flows:
        note_order:
          description: Notes a problem with an order.
          nlu_trigger: [order/problem]
          steps:
            - collect: order_number
            - action: utter_order_noted

      """,
      "intents/flows/slots.yml": """
      slots:
        order_number: {type: code, pattern: "A-#####", check_digit: none, keep: true}

      """,
      "intents/en/order.yml": """
      version: "3.1"
      nlu:
        - intent: order/problem
          examples: |
            - something broke
            - my lamp arrived broken
            - it came in pieces
      responses:
        utter_ask_order_number:
          - text: What is the number of the order?
        utter_order_noted:
          - text: "Noted: {{order_number}}."
        utter_try_again:
          - text: Please try again.

      """,
    ])
    folder = shop.folder.appending(path: "kept")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func server(shell: String? = nil) throws -> DurableServer {
    try DurableServer(shop, store: store, shell: shell)
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(arguments + ["--store", store], input: [])
  }

  private func desk(_ arguments: String...) throws -> Program.Result {
    try Program.run(["desk"] + arguments + ["--store", store, "--content", shop.path], input: [])
  }

  @Test("kill -9 under load: every reply that was received is there again, and none twice")
  func killed() throws {
    let texts = ["where is my parcel", "hello", "qqqq wwww", "can I send it back", "human"]
    var received: [String: [String]] = [:]
    var sent: [String: [String]] = [:]
    for round in 0..<5 {
      let server = try server()
      for session in sent.keys.sorted() {
        let lines = received[session] ?? []
        let replayed = try server.resume(session)
        #expect(replayed.map(\.seq) == replayed.indices.map { $0 + 1 })
        #expect(Array(replayed.map(\.text).prefix(lines.count)) == lines)
        received[session] = replayed.map(\.text)
      }
      for number in 0..<20 {
        let session = "s\(number % 4)"
        let id = "m\(round)-\(number)"
        sent[session, default: []].append(id)
        try server.say(texts[(round + number) % texts.count], as: id, in: session)
      }
      // Those behind it may be kept or not: nobody was told of them.
      for line in try server.lines(until: { $0.re == "m\(round)-\(4 * round)" }) {
        received[line.session, default: []].append(line.text)
      }
      server.kill()
    }
    let server = try server()
    for (session, ids) in sent {
      for (number, id) in ids.enumerated() {
        try server.say(texts[number % texts.count], as: id, in: session)
        // While somebody waits for a person, not everything gets more than an ack.
        _ = try server.lines { $0.re == id }
      }
      let replies = try server.resume(session)
      #expect(replies.map(\.seq) == replies.indices.map { $0 + 1 })
      #expect(Array(replies.map(\.text).prefix(received[session]?.count ?? 0)) == received[session])
      #expect(Set(replies.compactMap(\.re)) == Set(ids))
    }
    #expect(server.stop() == 0)
    #expect(try run("store", "check").status == 0)
    let tickets = try desk("-q").lines
    #expect(tickets.count == Set(tickets).count)
    for session in sent.keys {
      let transcript = try run("transcripts", "show", session, "-o", "json").objects()
      let said = transcript.filter { ($0["from"] as? [String: Any])?["role"] as? String == "user" }
      #expect(said.filter { $0["type"] as? String == "message" }.count == sent[session]?.count)
    }
  }

  @Test("A message that is sent again gets the same replies, and opens no second ticket")
  func again() throws {
    let first = try server()
    let replies = try first.ask("human", as: "m1", in: "s1").map(\.text)
    #expect(try first.ask("human", as: "m1", in: "s1").map(\.text) == replies)
    first.kill()
    let second = try server()
    #expect(try second.ask("human", as: "m1", in: "s1").map(\.text) == replies)
    #expect(try second.ask("human", as: "m1", in: "s2").last?.said.contains("number 2") == true)
    #expect(try second.resume("s1").map(\.text) == replies)
    #expect(try second.resume("s1", after: replies.count).isEmpty)
    #expect(second.stop() == 0)
    #expect(try desk("-q").lines == ["1", "2"])
  }

  @Test("Who asks for everything together with a message gets the reply to it too")
  func together() throws {
    let server = try server()
    let question = #"{"session":"s1","id":"m1","text":"hello"}"#
    let resume = #"{"type":"resume","session":"s1","seq":0}"#
    try server.send(question + "\n" + resume)
    let lines = try server.lines { $0.seq == 1 } + (try server.lines { $0.seq == 1 })
    #expect(Set(lines.map(\.text)).count == 1)
    #expect(lines.allSatisfy { $0.re == "m1" })
    #expect(server.stop() == 0)
  }

  @Test("SIGTERM ends with 0, and the next run goes on in the middle of a script")
  func goesOn() throws {
    let first = try server()
    let asked = try first.ask("my lamp arrived broken", as: "m1", in: "s1")
    #expect(asked.last?.said == "What is the number of the order?")
    #expect(first.stop() == 0)
    let second = try server()
    #expect(try second.ask("A-10403", as: "m2", in: "s1").last?.said == "Noted: A-10403.")
    #expect(second.stop() == 0)
  }

  @Test("A second writer ends with 2 and says who the first is; who reads may")
  func secondWriter() throws {
    let first = try server()
    try first.ask("human", as: "m1", in: "s1")
    let second = try Program.run(
      "serve",
      "--stdio",
      "--store",
      store,
      "--content",
      shop.path,
      input: "hello\n"
    )
    #expect(second.status == 2)
    #expect(second.output.isEmpty)
    #expect(second.errors.contains("process \(first.pid) writes to it"))
    let assigned = try desk("conv", "1", "assign", "--agent", "ana")
    #expect(assigned.status == 2)
    #expect(assigned.errors.contains("process \(first.pid) writes to it"))
    #expect(try desk("-q").lines == ["1"])
    #expect(try run("store", "check").status == 0)
    first.kill()
    #expect(try desk("conv", "1", "assign", "--agent", "ana").status == 0)
  }

  @Test("What is done at the desk while no server runs is known to the next one")
  func desk() throws {
    let first = try server()
    try first.ask("human", as: "m1", in: "s1")
    #expect(first.stop() == 0)
    #expect(try desk("conv", "1", "assign", "--agent", "ana").status == 0)
    #expect(try desk("conv", "1", "say", "good day", "--agent", "ana").status == 0)
    #expect(try desk("conv", "1", "say", "hi", "--agent", "ben").status == 1)
    #expect(try desk("conv", "7", "assign", "--agent", "ana").status == 1)
    #expect(try desk("conv", "1", "asign", "--agent", "ana").status == 2)
    let second = try server()
    let replies = try second.resume("s1")
    #expect(replies.last?.said == "good day")
    #expect(replies.last?.members["agent"] as? String == "ana")
    // While a person has the conversation the assistant is silent.
    try second.say("hello", as: "m2", in: "s1")
    #expect(try second.lines { $0.re == "m2" }.last?.type == "ack")
    #expect(second.stop() == 0)
    #expect(try desk("conv", "1", "resolve", "--agent", "ana").status == 0)
    #expect(try desk("-q").lines.isEmpty)
    let third = try server()
    #expect(try third.ask("hello", as: "m3", in: "s1").last?.said == "Hello! How can I help?")
    #expect(third.stop() == 0)
  }

  @Test("A disk without room: everyone is told to try again, and nothing acknowledged is lost")
  func fullDisk() throws {
    // 1,000 blocks are half a megabyte or a whole one.
    let server = try server(shell: "ulimit -S -f 1000; exec \"$@\"")
    var acknowledged: [String] = []
    var refusal: DurableServer.Line?
    let question = "where is my parcel " + String(repeating: "please ", count: 800)
    while refusal == nil, acknowledged.count < 2_000 {
      let id = "m\(acknowledged.count)"
      try server.say(question, as: id, in: "s1")
      let line = try #require(try server.lines { $0.re == id && $0.type != "ack" }.last)
      if line.type == "error" { refusal = line } else { acknowledged.append(line.text) }
    }
    #expect(refusal?.errorCode == "try_again")
    #expect(refusal?.text.contains("Please try again.") == true)
    let complaints = server.errors.split(separator: "\n").filter { $0.contains("no room is left") }
    #expect(complaints.count == 1)
    #expect(complaints.first?.contains(store) == true)
    let kept = try server.resume("s1").filter { $0.type == "message" }.map(\.text)
    #expect(kept == acknowledged)
    server.kill()
    let next = try self.server()
    #expect(try next.resume("s1").filter { $0.type == "message" }.map(\.text) == acknowledged)
    let last = try next.ask("hello", as: "m\(acknowledged.count)", in: "s1").last
    #expect(last?.said == "Hello! How can I help?")
    #expect(next.stop() == 0)
    #expect(try run("store", "check").status == 0)
  }

  @Test(
    "A file that is no store is refused, and left as it is",
    arguments: ["a shopping list\n", "SQLite format 3\u{0}" + String(repeating: "x", count: 4_080)]
  )
  func foreign(_ text: String) throws {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "data"),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(filePath: store))
    let served = try Program.run(
      "serve",
      "--stdio",
      "--store",
      store,
      "--content",
      shop.path,
      input: "hello\n"
    )
    #expect(served.status != 0)
    #expect(served.output.isEmpty)
    #expect(served.errors.contains(store))
    #expect(try desk().status != 0)
    #expect(try Data(contentsOf: URL(filePath: store)) == Data(text.utf8))
  }

  @Test("A store whose first page was lost is refused with advice")
  func damaged() throws {
    let first = try server()
    try first.ask("hello", as: "m1", in: "s1")
    #expect(first.stop() == 0)
    var bytes = try Data(contentsOf: URL(filePath: store))
    bytes.replaceSubrange(0..<100, with: Data(repeating: 0x5A, count: 100))
    try bytes.write(to: URL(filePath: store))
    let served = try Program.run(
      "serve",
      "--stdio",
      "--store",
      store,
      "--content",
      shop.path,
      input: "hello\n"
    )
    #expect(served.status != 0)
    #expect(served.output.isEmpty)
    #expect(served.errors.contains("\(store): it is not a store of Frontdesk"))
  }

  @Test("The store is its owner's alone, and no card number is in it")
  func privacy() throws {
    let server = try server()
    try server.ask("my card 4111 1111 1111 1111 was declined", as: "m1", in: "s1")
    func mode(_ path: String) throws -> Int? {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
    for suffix in ["", "-wal", "-shm", ".lock"] { #expect(try mode(store + suffix) == 0o600) }
    #expect(try mode(folder.appending(path: "data").path) == 0o700)
    for suffix in ["", "-wal"] {
      let bytes = try Data(contentsOf: URL(filePath: store + suffix))
      #expect(bytes.range(of: Data("1111 1111".utf8)) == nil)
      #expect(bytes.range(of: Data("4111".utf8)) == nil)
    }
    server.kill()
  }
}
