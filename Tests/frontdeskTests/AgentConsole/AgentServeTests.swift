import Foundation
import Testing

@Suite("frontdesk agent at frontdesk serve")
struct AgentServeTests {
  @Test("A customer who asks for a person is answered from the console, and left to the assistant")
  func wholeConversation() throws {
    let shop = try TinyShop()
    let socket = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).s")
    let process = Process()
    process.executableURL = Program.file
    process.arguments = [
      "serve", "--stdio", "--listen", "unix:\(socket.path)", "--store", ":memory:", "--content",
      shop.path,
    ]
    process.environment = Program.environment
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    var received = ""
    func expect(_ text: String) throws {
      while !received.contains(text) {
        let data = output.fileHandleForReading.availableData
        try #require(!data.isEmpty, "the server ended: \(received)")
        received += String(decoding: data, as: UTF8.self)
      }
    }
    try input.fileHandleForWriting.write(contentsOf: Data("human\n".utf8))
    try expect("number 1 in the queue")
    let result = try Program.run(
      "agent",
      "--connect",
      "unix:\(socket.path)",
      "--name",
      "ana",
      input:
        "/queue\n/next\nHello, I am here\n/note in a hurry\n/ticket\n/take 9\n/1\n/done solved\n/quit\n",
      environment: ["FRONTDESK_TOKEN": ""]
    )
    #expect(result.status == 1, "there is no ticket 9")
    #expect(result.errors.contains("ticket 9"))
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    let lines = result.lines
    #expect(lines.first?.hasPrefix("#1  en") == true, "\(lines)")
    #expect(lines.contains("ticket 1 is yours: en, asked for a person"))
    #expect(lines.contains("ticket 1: sent"))
    #expect(lines.contains("customer: human"))
    #expect(lines.contains("agent: Hello, I am here"))
    #expect(lines.contains("you: in a hurry"))
    #expect(lines.last == "ticket 1 is closed")
    try expect("ana has joined the chat.")
    try expect("Hello, I am here")
    try expect("You are chatting with the assistant again.")
  }
}
