import Foundation
import TestSupport
import Testing

@testable import frontdesk

@Suite("frontdesk chat through a pipe")
struct ChatTests {
  private let shop: TinyShop

  init() throws {
    shop = try TinyShop()
  }

  private func chat(_ input: String, _ options: String...) throws -> Program.Result {
    try Program.run(["chat", "--content", shop.path] + options, input: Array(input.utf8))
  }

  @Test("Every line has one block, an empty one and one without line end too")
  func blocks() throws {
    let result = try chat("where is my parcl??\n\nhello\ncan I send it back")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty, "\(result.errors)")
    #expect(result.blocks.count == 4)
    #expect(result.blocks[0] == "Follow the link in the e-mail.")
    #expect(result.blocks[2] == "Hello! How can I help?")
    #expect(result.blocks[3] == "Send it back within 30 days of delivery.")
    #expect(result.output.hasSuffix("\n\n"))
  }

  @Test("Without a command the program chats")
  func noCommand() throws {
    let result = try Program.run("--content", shop.path, input: "hello\n")
    #expect(result.blocks == ["Hello! How can I help?"])
  }

  @Test("As JSON every line has one line, and the question is what was asked")
  func json() throws {
    let questions = ["where is my parcel", "", "qqqq", "\u{1B}[31m\u{202E}", ":why", "hello"]
    let result = try chat(questions.joined(separator: "\n") + "\n", "-o", "json")
    let objects = try result.objects()
    #expect(objects.count == questions.count)
    #expect(objects[0]["article"] as? String == "track-order")
    #expect(objects[0]["kind"] as? String == "answer")
    #expect(objects[1]["kind"] as? String == "empty")
    #expect(objects[2]["kind"] as? String == "decline")
    #expect(objects[3]["question"] as? String == questions[3])
    #expect(objects[4]["command"] as? String == "why")
    #expect(objects[5]["intent"] as? String == "smalltalk/greet")
    #expect(result.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test("Misses in a row bring a person, and choices are taken by their number")
  func conversation() throws {
    let result = try chat("qqqq wwww\nzzzz xxxx\nwhere is my parcel\n")
    #expect(result.blocks[0] == "Sorry, I did not understand that.")
    #expect(result.blocks[1].contains("number 1 in the queue"))
    #expect(result.blocks[2] == "Follow the link in the e-mail.")
  }

  @Test("Commands answer with one block each, and quitting ends the chat")
  func commands() throws {
    let result = try chat("where is my parcl\n:why\n:top\n:tok\n:lang\n:help\n:quit\nhello\n")
    #expect(result.blocks.count == 7)
    #expect(result.blocks[1].contains("parcl read as parcel (spelling, 1 edit)"))
    #expect(result.blocks[1].contains("article:track-order"))
    #expect(result.blocks[3].contains("parcel (spelling)"))
    #expect(result.blocks[4].contains("language: en"))
    #expect(result.blocks[6] == "goodbye")
  }

  @Test("What begins with a colon and is no command is something a customer says")
  func colons() throws {
    let result = try chat(":D\n:wxyz\n: why\n:\n")
    #expect(result.blocks.count == 4)
    #expect(!result.output.contains("there is no"))
  }

  @Test("A reply comes before the next line is sent")
  func interactive() throws {
    let process = Process()
    process.executableURL = Program.file
    process.arguments = ["chat", "--content", shop.path]
    process.environment = Program.environment
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for _ in 0..<3 {
      try input.fileHandleForWriting.write(contentsOf: Data("hello\n".utf8))
      var block = ""
      while !block.hasSuffix("\n\n") {
        let data = output.fileHandleForReading.availableData
        #expect(!data.isEmpty)
        if data.isEmpty { break }
        block += String(decoding: data, as: UTF8.self)
      }
      #expect(block == "Hello! How can I help?\n\n")
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("Bad input is never answered as if it were understood")
  func badInput() throws {
    var lines: [[UInt8]] = [
      [0], [0xFF, 0xC3, 0x28], Array("\u{1B}]0;title\u{7}\u{1B}[2J".utf8),
      Array("\u{202E}\u{2066}\u{200F}".utf8), Array("👍🏽👍🏽".utf8), Array("x".utf8),
      Array("?!...".utf8), [UInt8](repeating: 0x71, count: 1 << 20),
      Array(String(repeating: "qwrtz ", count: 10_000).utf8), Array("\r\r\r".utf8),
    ]
    let writtenCount = lines.count
    var random = SeededGenerator(seed: 11)
    for _ in 0..<100 {
      lines.append(
        (0..<Int(random.next() % 80)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
          .filter { $0 != 10 }
      )
    }
    let result = try Program.run(
      ["chat", "-o", "json", "--content", shop.path],
      input: Array(lines.joined(separator: [10]))
    )
    #expect(result.status == 0)
    let objects = try result.objects()
    #expect(objects.count == lines.count)
    for object in objects[..<writtenCount] {
      #expect(object["kind"] as? String != "answer", "\(object)")
    }
    #expect(result.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test("A reader that goes away ends the program quietly")
  func closedOutput() throws {
    let process = Process()
    process.executableURL = Program.file
    process.arguments = ["chat", "--content", shop.path]
    process.environment = Program.environment
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try output.fileHandleForReading.close()
    signal(SIGPIPE, SIG_IGN)
    try input.fileHandleForWriting.write(contentsOf: Data("hello\nhello\n".utf8))
    try input.fileHandleForWriting.close()
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }
}

@Suite("Commands of a chat")
struct ChatCommandTests {
  @Test(
    "The start of a name is enough where it is the only one",
    arguments: [
      (":why", .command(.why, argument: "")), (":w", .command(.why, argument: "")),
      (":lang  ro ", .command(.lang, argument: "ro")),
      (":to", .unknown(":to may be :top or :tokens")),
      (":top", .command(.top, argument: "")), (":tok", .command(.tokens, argument: "")),
      (":wyh", .unknown("there is no :wyh; did you mean :why?")),
      (":zzz", .unknown("there is no :zzz; :help lists all")),
      (":", .text), (": why", .text), (":)", .text), (":D", .text), ("why", .text), ("", .text),
      (":-why", .text), ("::", .text),
    ] as [(String, ChatCommand.Reading)]
  )
  func reading(line: String, reading: ChatCommand.Reading) {
    #expect(ChatCommand.read(line) == reading)
  }
}
