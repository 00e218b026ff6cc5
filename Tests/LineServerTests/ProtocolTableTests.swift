import FrontdeskEngine
import Testing
import Wire

@testable import LineServer

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("What PROTOCOL.md lists")
struct ProtocolTableTests {
  private let text: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    text = try String(contentsOf: root.appending(path: "PROTOCOL.md"), encoding: .utf8)
  }

  /// The words in code marks of the first column of the tables of a section.
  private func firstColumn(of heading: String, table: Int = 0) throws -> [String] {
    let section = try #require(text.split(separator: "\n\(heading)\n", maxSplits: 1).last)
    let end = section.firstRange(of: "\n##")?.lowerBound
    let lines = section[..<(end ?? section.endIndex)]
      .split(separator: "\n", omittingEmptySubsequences: false)
    let tables = lines.split { !$0.hasPrefix("|") }
    try #require(tables.indices.contains(table), "\(heading)")
    return tables[table].dropFirst(2).flatMap { row -> [String] in
      let column = row.split(separator: "|")[0]
      return column.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
    }
  }

  @Test("Every code of an error, and no other")
  func codes() throws {
    #expect(Set(try firstColumn(of: "## Errors")) == Set(JSONError.Code.allCases.map(\.rawValue)))
  }

  @Test("Every type a role may send, and no other")
  func types() throws {
    func known(_ types: [JSONType]) -> [String] { types.map(\.name).sorted() }
    #expect(
      try firstColumn(of: "### What customers and backends send").sorted()
        == known(CustomerTypes.all + HelpTypes.all)
    )
    #expect(try firstColumn(of: "### Agents").sorted() == known(AgentTypes.all))
    #expect(try firstColumn(of: "### Administration").sorted() == known(AdminTypes.all))
  }

  @Test("Every verb, and no other")
  func verbs() throws {
    let listed = try firstColumn(of: "## Verbs").map { $0.split(separator: " ")[0].dropFirst() }
    // `/NAME` sends the ready-made reply of the name.
    #expect(
      Set(listed.map(String.init)).subtracting(["NAME"])
        == Set(CommandTable.standard.commands.map(\.verb))
    )
  }

  @Test("Every event of the desk that is told is in the table")
  func events() throws {
    let listed = try firstColumn(of: "### Agents", table: 2)
    #expect(listed.count == 10)
    #expect(Set(listed).count == 10)
    for name in listed { #expect(name.contains(".")) }
  }

  @Test("The limits are those of the program")
  func limits() {
    let limits = Limits()
    for (words, value) in [
      ("| 16 KiB | `too_long`", limits.maximumLineBytes == 16 << 10),
      ("| a text for the assistant | 8,192 bytes |", Engine.maximumLineBytes == 8_192),
      ("| 1,000; 20 from other machines;", limits.localRate == 1_000 && limits.remoteRate == 20),
      ("| connections (`--max-connections`) | 20,000 |", limits.maximumConnections == 20_000),
      ("| 100; any from this machine |", limits.remoteSessionsPerAddress == 100),
      ("| sessions of a backend's connection | 50,000 |", limits.sessionsPerBackend == 50_000),
      ("| replies waiting for a connection | 256 KiB |", limits.maximumWaitingBytes == 256 << 10),
      ("| | 4 MiB (", limits.dropAboveWaitingBytes == 4 << 20),
      ("| reading nothing while replies wait | 30 s |", limits.stallTimeout == .seconds(30)),
      ("| a line begun and not ended | 30 s |", limits.lineTimeout == .seconds(30)),
      ("| nothing said at all | 5 min |", limits.openingTimeout == .seconds(300)),
      ("| nothing said any more (`--idle`) | 1 h;", limits.idleTimeout == .seconds(3_600)),
      ("| 256 MiB | those who wait with most are dropped |", limits.maximumHeldBytes == 256 << 20),
      ("| attachments | 5 a line |", FileReference.most == 5),
    ] {
      #expect(text.contains(words), "\(words)")
      #expect(value, "\(words)")
    }
    #expect(limits.localSessionsPerAddress == nil)
  }
}
