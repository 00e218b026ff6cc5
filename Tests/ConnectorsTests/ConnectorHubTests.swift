import Content
import Dialogue
import Testing

@testable import Connectors

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

@Suite("The hub of connectors")
struct ConnectorHubTests {
  private func hub() throws -> ConnectorHub {
    let table = try Table(name: "t", bytes: Array("a,b\n1,2\n".utf8), file: "t.csv")
    let match = [TableOperation.Assignment(column: "a", value: .argument("a"))]
    return ConnectorHub(
      definitions: [
        ActionDefinition(
          name: "find",
          effect: .reads,
          connector: .table(TableOperation(verb: .find, table: "t", match: match)),
          timeout: 5
        ),
        ActionDefinition(
          name: "add",
          effect: .changes,
          connector: .table(TableOperation(verb: .append, table: "t")),
          timeout: 5
        ),
      ],
      tables: TableSet([table]),
      currency: "EUR"
    )
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) == 1
  }

  @Test("A completion wakes the loop and is taken once")
  func wakes() throws {
    let hub = try hub()
    #expect(!isReadable(hub.wakeDescriptor))
    #expect(hub.outstanding == 0)
    hub.send(try request("k", "find", ["a": .text("1")]))
    #expect(hub.outstanding == 1)
    #expect(hub.waitForCompletions(upTo: 30))
    #expect(isReadable(hub.wakeDescriptor))
    let completions = hub.takeCompletions()
    #expect(completions.map(\.key) == ["k"])
    #expect(completions.first?.conversation.value == "c-k")
    #expect(completions.first?.outcome.fields?["b"] == .text("2"))
    #expect(!isReadable(hub.wakeDescriptor))
    #expect(hub.outstanding == 0)
    #expect(hub.takeCompletions().isEmpty)
    #expect(!hub.waitForCompletions(upTo: 0))
  }

  @Test("Each of many requests is completed once, in the order of sending")
  func many() throws {
    let hub = try hub()
    let keys = (0..<500).map { "k\($0)" }
    for key in keys { hub.send(try request(key, "add", ["a": .text(key)])) }
    var taken: [String] = []
    while hub.outstanding > 0 {
      #expect(hub.waitForCompletions(upTo: 30))
      taken += hub.takeCompletions().map(\.key)
    }
    #expect(taken == keys)
  }

  @Test("A key under way is one request; afterwards it may be asked again")
  func sameKey() throws {
    let mailbox = CompletionMailbox()
    let asked = try request("k")
    #expect(mailbox.open(asked))
    #expect(!mailbox.open(asked))
    mailbox.complete("k", .done([:]))
    mailbox.complete("k", .failed("twice"))
    mailbox.complete("other", .failed("never asked"))
    #expect(mailbox.take().map(\.outcome) == [.done([:])])
    #expect(mailbox.open(asked))
  }

  @Test("What cannot be sent fails at once")
  func notSent() throws {
    let hub = try hub()
    hub.send(try request("k", "no_such_action"))
    #expect(hub.takeCompletions().map(\.outcome.name) == ["failed"])
  }

  @Test("Closing completes what is open; sending afterwards fails")
  func closing() throws {
    let hub = try hub()
    for index in 0..<50 { hub.send(try request("k\(index)", "add", ["a": .text("x")])) }
    hub.close()
    hub.send(try request("late", "find"))
    hub.close()
    let completions = hub.takeCompletions()
    #expect(completions.count == 51)
    #expect(completions.dropLast().allSatisfy { $0.outcome.fields?["done"] == .bool(true) })
    #expect(completions.last?.outcome.name == "failed")
    #expect(hub.outstanding == 0)
  }
}
