import Content
import Dialogue
import Foundation
import JSON
import Testing

@testable import Connectors

@Suite("Actions over HTTP", .serialized)
struct HTTPConnectorTests {
  /// Beside the bundle of the tests, where the build puts both.
  private static let program: String = {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    let files = bundles.map {
      ConnectorHub.httpProgram(beside: $0.resolvingSymlinksInPath().path(percentEncoded: false))
    }
    return files.first { FileManager.default.isExecutableFile(atPath: $0) } ?? files[0]
  }()

  private func hub(
    _ url: String,
    effect: ActionDefinition.Effect,
    timeout: Double = 30,
    retries: Int = 0,
    honoursKey: Bool = false
  ) -> ConnectorHub {
    let definition = ActionDefinition(
      name: "act",
      effect: effect,
      connector: .http(url),
      timeout: timeout,
      retries: retries,
      honoursKey: honoursKey
    )
    return ConnectorHub(
      definitions: [definition],
      tables: TableSet(),
      currency: "EUR",
      retryDelay: 0.01,
      httpProgram: Self.program
    )
  }

  private func outcome(_ hub: ConnectorHub, key: String = "k") throws -> ActionOutcome? {
    hub.send(try request(key))
    #expect(hub.waitForCompletions(upTo: 30))
    let completions = hub.takeCompletions()
    #expect(completions.map(\.key) == [key])
    return completions.first?.outcome
  }

  private static let done = LocalServer.Answer.status(
    200,
    body: "{\"status\":\"done\",\"result\":{\"n\":1}}"
  )

  @Test("The request line is posted with its key, and the body is the reply")
  func posts() throws {
    let server = try #require(LocalServer { _, _ in Self.done })
    let hub = hub(server.url("/api"), effect: .changes)
    for key in ["k/1", "k/2", "k/3"] {
      #expect(try outcome(hub, key: key) == .done(["n": .number(1)]))
    }
    hub.close()
    #expect(server.received.count == 3)
    let first = try #require(server.received.first)
    #expect(first.head.hasPrefix("post /api http/1.1"))
    #expect(first.head.contains("idempotency-key: k/1"))
    #expect(first.head.contains("content-type: application/json"))
    let line = RequestLine.bytes(of: try request("k/1")).dropLast()
    #expect(first.body == String(decoding: line, as: UTF8.self))
  }

  @Test("Many requests at a time are answered each by its own answer")
  func many() throws {
    let server = try #require(
      LocalServer { request, _ in
        guard case .object(let members) = JSONParser.value(of: Array(request.body.utf8)[...]),
          let key = members["key"]?.string
        else { return .drop }
        return .status(200, body: "{\"status\":\"done\",\"result\":{\"k\":\"\(key)\"}}")
      }
    )
    let hub = hub(server.url(), effect: .changes)
    for index in 0..<40 { hub.send(try request("k\(index)")) }
    var completions: [ActionCompletion] = []
    while completions.count < 40, hub.waitForCompletions(upTo: 30) {
      completions += hub.takeCompletions()
    }
    #expect(Set(completions.map(\.key)).count == 40)
    #expect(completions.allSatisfy { $0.outcome == .done(["k": .text($0.key)]) })
    hub.close()
    #expect(server.received.count == 40)
  }

  /// What a server does to each request, and what becomes of the three kinds of action.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let answer: LocalServer.Answer
    let reads: String
    let changes: String
    let honoured: String
    /// How often an action with one retry asks that may ask again.
    let asked: Int

    var testDescription: String { name }
  }

  @Test(
    "Reading fails; a change that may be done is unknown and is posted once",
    arguments: [
      Case(
        name: "does the work and drops the reply",
        answer: .drop,
        reads: "failed",
        changes: "unknown",
        honoured: "unknown",
        asked: 2
      ),
      Case(
        name: "drops half of the reply",
        answer: .half,
        reads: "failed",
        changes: "unknown",
        honoured: "unknown",
        asked: 2
      ),
      Case(
        name: "500",
        answer: .status(500, body: ""),
        reads: "failed",
        changes: "unknown",
        honoured: "unknown",
        asked: 2
      ),
      Case(
        name: "garbage",
        answer: .status(200, body: "<html>"),
        reads: "failed",
        changes: "unknown",
        honoured: "unknown",
        asked: 2
      ),
      Case(
        name: "303",
        answer: .status(303, body: "", header: "Location: /done\r\n"),
        reads: "failed",
        changes: "unknown",
        honoured: "unknown",
        asked: 2
      ),
      Case(
        name: "307",
        answer: .status(307, body: "", header: "Location: /done\r\n"),
        reads: "failed",
        changes: "failed",
        honoured: "failed",
        asked: 1
      ),
      Case(
        name: "404",
        answer: .status(404, body: "{\"status\":\"done\"}"),
        reads: "failed",
        changes: "failed",
        honoured: "failed",
        asked: 1
      ),
    ]
  )
  func troubles(_ example: Case) throws {
    let kinds: [(ActionDefinition.Effect, Bool, String, Int)] = [
      (.reads, false, example.reads, example.asked),
      (.changes, false, example.changes, 1),
      (.changes, true, example.honoured, example.asked),
    ]
    for (effect, honoursKey, expected, asked) in kinds {
      // Whoever follows a redirection finds an answer.
      let server = try #require(
        LocalServer { request, _ in request.head.contains(" /done ") ? Self.done : example.answer }
      )
      let hub = hub(server.url(), effect: effect, retries: 1, honoursKey: honoursKey)
      #expect(try outcome(hub)?.name == expected)
      hub.close()
      #expect(server.received.count == asked)
    }
  }

  @Test("A connection that was good before is not used to post a change twice")
  func reused() throws {
    let server = try #require(LocalServer { _, number in number == 1 ? Self.done : .drop })
    let hub = hub(server.url(), effect: .changes)
    #expect(try outcome(hub, key: "a")?.name == "done")
    #expect(try outcome(hub, key: "b")?.name == "unknown")
    hub.close()
    #expect(server.received.count == 2)
  }

  @Test("With an honoured key it is asked again after the reply was dropped")
  func askedAgain() throws {
    let server = try #require(LocalServer { _, number in number == 1 ? .drop : Self.done })
    let hub = hub(server.url(), effect: .changes, retries: 1, honoursKey: true)
    #expect(try outcome(hub) == .done(["n": .number(1)]))
    hub.close()
    let keys = server.received.map { $0.head.contains("idempotency-key: k") }
    #expect(keys == [true, true])
  }

  @Test("A server that does not answer in time")
  func slow() throws {
    let server = try #require(LocalServer { _, _ in .silence })
    for (effect, expected) in [(ActionDefinition.Effect.reads, "failed"), (.changes, "unknown")] {
      let hub = hub(server.url(), effect: effect, timeout: 1)
      #expect(try outcome(hub)?.name == expected)
      hub.close()
    }
  }

  @Test("Where nothing could be sent it has failed, for changes too")
  func notSent() throws {
    let unused = try #require(LocalServer { _, _ in .drop }).url()
    for url in [unused, "ftp://127.0.0.1/", "not a url", "http://"] {
      let hub = hub(url, effect: .changes)
      #expect(try outcome(hub)?.name == "failed", "\(url)")
      hub.close()
    }
  }

  @Test("Without the program beside ours it has failed")
  func noProgram() throws {
    let definition = ActionDefinition(
      name: "act",
      effect: .changes,
      connector: .http("http://127.0.0.1/"),
      timeout: 5
    )
    let hub = ConnectorHub(
      definitions: [definition],
      tables: TableSet(),
      currency: "EUR",
      httpProgram: ConnectorHub.httpProgram(beside: "/no/such/folder/frontdesk")
    )
    #expect(try outcome(hub)?.name == "failed")
    hub.close()
  }
}
