import Foundation
import Testing

@Suite("frontdesk token")
struct TokenTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "tokens-\(UUID().uuidString)")

  private var path: String { folder.appending(path: "kept/tokens").path }

  private func token(
    _ arguments: String...,
    environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      ["token"] + arguments + ["--tokens", path],
      input: [],
      environment: environment
    )
  }

  private func mode() throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  @Test("A new token is shown once, and its digest alone kept, for the owner alone")
  func new() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try token("new", "agent", "ana")
    #expect(first.status == 0)
    let shown = try #require(first.lines.first)
    #expect(first.lines.count == 1)
    #expect(shown.count == 32 && shown.allSatisfy(\.isHexDigit))
    #expect(!first.errors.contains(shown))
    #expect(try mode() == 0o600)
    // Others are added behind it, whatever had become of its mode.
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let second = try token("new", "backend", "web")
    #expect(second.lines != first.lines)
    #expect(try mode() == 0o600)
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    let lines = kept.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map { $0.prefix(2).joined(separator: " ") } == ["agent ana", "backend web"])
    #expect(lines.allSatisfy { $0.count == 3 && $0[2].count == 64 })
    #expect(!kept.contains(shown))
  }

  @Test("Who has tokens is listed, and may be taken out")
  func listAndRemove() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try token("list").lines.isEmpty)
    for name in ["ana", "ana", "ben"] { _ = try token("new", "agent", name) }
    _ = try token("new", "admin", "ana")
    let known = ["agent ana", "agent ana", "agent ben", "admin ana"]
    #expect(try token("list").lines == known)
    let json = try token("list", "-o", "json")
    #expect(json.lines.count == 1)
    #expect(json.output.contains(#"{"role":"agent","name":"ben"}"#))
    #expect(!json.output.contains("sha"))
    // The environment's count too.
    let digest = String(repeating: "0", count: 64)
    let more = ["FRONTDESK_TOKENS": "channel m \(digest),admin x \(digest)\nagent eva \(digest)"]
    #expect(
      try token("list", environment: more).lines == known + ["channel m", "admin x", "agent eva"]
    )
    #expect(try token("remove", "agent", "ana").status == 0)
    #expect(try token("list").lines == ["agent ben", "admin ana"])
    #expect(try mode() == 0o600)
    let nobody = try token("remove", "agent", "ana")
    #expect(nobody.status == 1)
    #expect(nobody.errors.contains("no token of agent ana"))
  }

  @Test("A file that others can read, or that is none, is not used")
  func wrongFiles() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try token("new", "agent", "ana")
    for mode in [0o640, 0o604, 0o620, 0o602] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      let result = try token("list")
      #expect(result.status == 1)
      #expect(result.errors.contains("chmod 600"))
    }
    let digest = String(repeating: "0", count: 64)
    try Data("agent ana \(digest)\nboss x \(digest)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    for result in [
      try token("list"), try token("remove", "agent", "ana"),
      try Program.run("serve", "--stdio", "--tokens", path),
    ] {
      #expect(result.status == 1)
      #expect(result.errors.contains("\(path):2: there is no role boss"), "\(result.errors)")
    }
    let variable = try Program.run(
      "token",
      "list",
      environment: ["FRONTDESK_TOKENS": "agent ana \(digest),agent"]
    )
    #expect(variable.status == 1)
    #expect(variable.errors.contains("FRONTDESK_TOKENS:2: expected: ROLE NAME SHA256"))
  }

  @Test(
    "Wrong calls end with 2",
    arguments: [
      ["new"], ["new", "agent"], ["new", "boss", "ana"], ["new", "agent", "a b"],
      ["new", "agent", ""], ["new", "agent", "ana", "ben"], ["remove", "agent"], ["list", "agent"],
    ]
  )
  func wrongCalls(arguments: [String]) throws {
    let result = try Program.run(["token"] + arguments + ["--tokens", path], input: [])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("Without --tokens the file is where programs keep their settings")
  func standardPlace() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for environment in [
      ["XDG_CONFIG_HOME": folder.appending(path: "a").path],
      ["XDG_CONFIG_HOME": "not/absolute", "HOME": folder.path],
    ] {
      let result = try Program.run("token", "new", "agent", "ana", environment: environment)
      #expect(result.status == 0)
    }
    for place in ["a/frontdesk/tokens", ".config/frontdesk/tokens"] {
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: place).path))
    }
  }
}
