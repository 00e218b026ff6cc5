import Foundation
import Testing

@Suite("frontdesk desk")
struct DeskTests {
  private let shop: TinyShop
  private let store: String

  init() throws {
    shop = try TinyShop([
      "intents/en/replies.yml": """
      version: "3.1"
      responses:
        reply_late-parcel:
          - text: I am sorry that it is so late.

      """
    ])
    store = shop.path + "/desk.db"
    let lines = [
      #"{"session":"s1","id":"m1","text":"where is my parcel"}"#,
      #"{"session":"s1","id":"m2","text":"I want to talk to a person"}"#,
      #"{"session":"s2","text":"human"}"#,
    ]
    let served = try Program.run(
      "serve",
      "--stdio",
      "--content",
      shop.path,
      "--store",
      store,
      input: lines.joined(separator: "\n") + "\n"
    )
    try #require(served.status == 0, "\(served.errors)")
    try #require(served.lines.count == 3, "\(served.output)")
  }

  private func desk(_ arguments: String...) throws -> Program.Result {
    try Program.run(["desk"] + arguments + ["--content", shop.path, "--store", store], input: [])
  }

  @Test("The queue is listed in its order, as text, as numbers alone and as JSON")
  func list() throws {
    let text = try desk()
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.lines.count == 3)
    #expect(text.lines[0].hasPrefix("ticket"))
    #expect(text.lines[1].hasPrefix("1 "))
    #expect(text.lines[1].contains("waiting") && text.lines[1].contains("asked for a person"))
    #expect(text.lines[2].hasPrefix("2 "))
    #expect(try desk("-q").lines == ["1", "2"])
    let json = try desk("-o", "json")
    let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(rows?.compactMap { $0["ticket"] as? Int } == [1, 2])
    #expect(rows?.compactMap { $0["position"] as? Int } == [1, 2])
    #expect(rows?.compactMap { $0["conversation"] as? String } == ["s1", "s2"])
    #expect(rows?.compactMap { $0["state"] as? String } == ["pending", "pending"])
  }

  @Test("A ticket is shown with what was said, what may help and what can be sent")
  func show() throws {
    let text = try desk("conv", "1")
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("ticket 1"))
    #expect(text.output.contains("customer: where is my parcel"))
    #expect(text.output.contains("bot (track-order): Follow the link in the e-mail."))
    #expect(text.output.contains("late-parcel"))
    let json = try #require(try desk("conv", "1", "-o", "json").objects().first)
    #expect(json["ticket"] as? Int == 1)
    #expect(json["reason"] as? String == "asked_for_person")
    #expect((json["transcript"] as? [String])?.first == "customer: where is my parcel")
    #expect(json["ready_replies"] as? [String] == ["late-parcel"])
  }

  @Test("A ticket is taken, talked in, annotated, handed back, taken again and closed")
  func verbs() throws {
    func change(_ verb: String..., by agent: String = "ana") throws -> Program.Result {
      let result = try Program.run(
        ["desk", "conv", "1"] + verb
          + ["--agent", agent, "--content", shop.path, "--store", store],
        input: []
      )
      #expect(result.status == 0, "\(verb): \(result.errors)")
      return result
    }
    let taken = try change("assign")
    #expect(taken.output.contains("to the customer: ana has joined the chat."))
    #expect(taken.errors.contains("ticket 1 is with ana"))
    #expect(try change("say", "I", "am", "looking").lines == ["to the customer: I am looking"])
    #expect(
      try change("reply", "late-parcel").lines == [
        "to the customer: I am sorry that it is so late."
      ]
    )
    #expect(
      try change("article", "track-order").lines == [
        "to the customer: Follow the link in the e-mail."
      ]
    )
    #expect(try change("note", "was", "kind").lines.isEmpty)
    #expect(try change("tag", "late").lines.isEmpty)
    #expect(try change("snooze", "--until", "2h").errors.contains("put aside by ana"))
    #expect(try change("return").errors.contains("waiting"))
    #expect(try change("assign", by: "bob").errors.contains("with bob"))
    #expect(try change("wrong", by: "bob").lines.isEmpty)
    #expect(
      try change("resolve", "--reason", "found", by: "bob").errors.contains("resolved: found")
    )
    #expect(try desk("-q").lines == ["2"])
    let view = try #require(try desk("conv", "1", "-o", "json").objects().first)
    #expect(view["tags"] as? [String] == ["late"])
    #expect(
      (view["notes"] as? [[String: Any]])?.compactMap { $0["text"] as? String } == ["was kind"]
    )
    #expect((view["transcript"] as? [String])?.contains("agent: I am looking") == true)
    #expect(try change("reopen").errors.contains("waiting again"))
    #expect(
      try change("reject", "--reason", "spam", by: "eva").errors.contains("turned away: spam")
    )
    // What was said at the desk waits for the customer.
    let resumed = try Program.run(
      "serve",
      "--stdio",
      "--content",
      shop.path,
      "--store",
      store,
      input: #"{"type":"resume","session":"s1","seq":2}"# + "\n"
    )
    let said = try resumed.objects()
    #expect(said.compactMap { $0["seq"] as? Int } == Array(3..<3 + said.count))
    #expect(said.compactMap { $0["agent"] as? String }.prefix(3) == ["ana", "ana", "ana"])
    #expect(!resumed.output.contains("was kind"))
  }

  @Test(
    "What the desk refuses ends with 1, what is wrongly written with 2",
    arguments: [
      (["conv", "9"], 1), (["conv", "1", "resolve", "--agent", "ana"], 1),
      (["conv", "1", "say", "hello", "--agent", "ana"], 1),
      (["conv", "9", "assign", "--agent", "ana"], 1), (["conv"], 2), (["conv", "x"], 2),
      (["conv", "0"], 2), (["conv", "1", "asign", "--agent", "ana"], 2),
      (["conv", "1", "say", "--agent", "ana"], 2), (["conv", "1", "reject", "--agent", "ana"], 2),
      (["conv", "1", "snooze", "--agent", "ana"], 2),
      (["conv", "1", "snooze", "--until", "soon", "--agent", "ana"], 2), (["everybody"], 2),
      (["agents", "all"], 2), (["--nonsense"], 2),
    ] as [([String], Int32)]
  )
  func refusals(arguments: [String], status: Int32) throws {
    let result = try Program.run(
      ["desk"] + arguments + ["--content", shop.path, "--store", store],
      input: []
    )
    #expect(result.status == status, "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("frontdesk"), "\(result.errors)")
    if arguments.contains("asign") { #expect(result.errors.contains("did you mean assign?")) }
    #expect(try desk("-q").lines == ["1", "2"])
  }

  @Test("Who works on what is listed")
  func agents() throws {
    #expect(try desk("agents").lines == ["no agents in desk.yml, and nobody has a ticket"])
    _ = try desk("conv", "2", "assign", "--agent", "ana")
    #expect(try desk("agents", "-q").lines == ["ana"])
    #expect(try desk("agents").lines.last?.hasSuffix("2") == true)
  }

  @Test("A store that is not there is told, and none is made")
  func noStore() throws {
    let path = shop.path + "/nothing.db"
    for arguments in [["desk"], ["desk", "conv", "1", "assign", "--agent", "ana"]] {
      let result = try Program.run(
        arguments + ["--content", shop.path, "--store", path],
        input: []
      )
      #expect(result.status == 1, "\(result.errors)")
      #expect(!result.errors.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(
    "Each command says how it is used",
    arguments: [["desk"], ["desk", "conv"], ["desk", "agents"]]
  )
  func help(command: [String]) throws {
    let result = try Program.run(command + ["--help"], input: [])
    #expect(result.status == 0)
    #expect(result.output.contains("frontdesk " + command.joined(separator: " ")))
    if command.count > 1, command[1] == "conv" {
      for verb in ["assign", "transfer", "snooze", "resolve", "reopen", "wrong"] {
        #expect(result.output.contains(verb))
      }
    }
  }
}
