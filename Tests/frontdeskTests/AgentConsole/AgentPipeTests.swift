import Foundation
import Testing

@Suite("frontdesk agent through a pipe")
struct AgentPipeTests {
  private func run(
    _ desk: FakeDesk,
    _ input: String,
    _ options: [String] = ["--name", "ana"],
    environment: [String: String] = [:]
  ) throws -> Program.Result {
    let result = try Program.run(
      ["agent", "--connect", desk.address] + options,
      input: Array(input.utf8),
      environment: ["FRONTDESK_TOKEN": ""].merging(environment) { $1 }
    )
    desk.close()
    return result
  }

  @Test("Line after line is carried out, each answered before the next; then it ends with 0")
  func script() throws {
    let desk = try FakeDesk()
    let result = try run(desk, "/next\nHello\n/done\n")
    #expect(result.status == 0)
    #expect(
      result.lines == [
        "ticket 7 is yours: Ana Popescu, en, web, asked for a person", "ticket 7: sent",
        "ticket 7 is closed",
      ]
    )
    #expect(result.errors.isEmpty)
    #expect(desk.said == ["Hello"])
    #expect(desk.types == ["hello", "queue", "next", "say", "resolve"])
  }

  @Test("It works over a Unix socket, with the token of a file and of the environment")
  func tokens() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "token")
    try Data("s3cret\n".utf8).write(to: file)
    let byFile = try FakeDesk(unixSocket: folder.appending(path: "sock").path, token: "s3cret")
    let read = try run(byFile, "/queue\n", ["--token-file", file.path])
    #expect(read.status == 0)
    #expect(read.lines.count == 3)
    let byVariable = try FakeDesk(token: "s3cret")
    let set = try run(byVariable, "/queue\n", [], environment: ["FRONTDESK_TOKEN": "s3cret"])
    #expect(set.status == 0)
    #expect(byVariable.received.first?.contains("\"token\":\"s3cret\"") == true)
    let other = try FakeDesk(token: "s3cret")
    let refused = try run(other, "/queue\n", [], environment: ["FRONTDESK_TOKEN": "guess"])
    #expect(refused.status == 1)
    #expect(refused.errors.contains("does not know this token"))
    #expect(refused.output.isEmpty)
  }

  @Test("A refused line goes to standard error, and the end is 1; what follows is carried out")
  func refusals() throws {
    let desk = try FakeDesk()
    let result = try run(desk, "/tkae 7\n/take 99\n/take 9\n/snooze soon\nПривет\n")
    #expect(result.status == 1)
    #expect(
      result.errors == """
        frontdesk: there is no command /tkae; did you mean /take?
        frontdesk: there is no ticket 99
        frontdesk: expected: /snooze MINUTES, such as /snooze 30

        """
    )
    #expect(
      result.lines == [
        "ticket 9 is yours: Иван Петров, ru, web, asked for a person", "ticket 9: sent",
      ]
    )
  }

  @Test("What was meant for a ticket that was not taken goes to no other customer")
  func notTaken() throws {
    let desk = try FakeDesk()
    let result = try run(desk, "/take 7\n/take 99\nonly for 99\n/7\nfor 7\n")
    #expect(result.status == 1)
    #expect(desk.said == ["for 7"])
    #expect(result.lines.contains("not sent: only for 99"))
  }

  @Test("What a lost connection left unanswered is sent again with its id, and done once")
  func reconnecting() throws {
    let desk = try FakeDesk()
    desk.loseAnswers(1)
    let result = try run(desk, "/next\nHello\n")
    #expect(result.status == 0)
    #expect(result.lines.last == "ticket 7: sent")
    #expect(desk.said == ["Hello"])
    let hellos = desk.received.filter { $0.contains("\"hello\"") }
    #expect(hellos.count == 2)
    #expect(Set(hellos).count == 2, "a hello that was answered before does nothing")
  }

  @Test("Nobody listens: it says so and ends with 1")
  func nobody() throws {
    let desk = try FakeDesk()
    desk.close()
    for address in ["127.0.0.1:1", "unix:/nonexistent/frontdesk.sock"] {
      let result = try Program.run("agent", "--connect", address, "--name", "ana")
      #expect(result.status == 1)
      #expect(result.errors.contains("cannot connect to \(address)"))
    }
  }

  @Test(
    "A wrong call ends with 2",
    arguments: [
      (["--connect", "7070"], "is not an address"),
      (["--name", "ana", "--presence", "asleep"], "expected online or away"),
      (["--name", "a b"], "--name cannot be"),
      (["--token-file", "/dev/null"], "expected one token"),
      (["now"], "\"now\" is not expected here"),
    ]
  )
  func wrongCalls(arguments: [String], message: String) throws {
    let result = try Program.run(["agent"] + arguments, input: [])
    #expect(result.status == 2)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
