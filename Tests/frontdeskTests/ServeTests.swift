import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("frontdesk serve")
struct ServeTests {
  @Test("On standard input and output every line has its block, as in a chat")
  func standardStreams() throws {
    let shop = try TinyShop()
    let result = try Program.run(
      "serve",
      "--stdio",
      "--content",
      shop.path,
      input: "where is my parcel\n/quti\nhello"
    )
    #expect(result.status == 0)
    #expect(
      result.blocks == [
        "Follow the link in the e-mail.", "! there is no verb /quti; did you mean /quit?",
        "Hello! How can I help?",
      ]
    )
  }

  @Test("A customer who is not understood gets a person, over a socket")
  func handoff() throws {
    let shop = try TinyShop()
    let server = try Server(shop)
    defer { server.stop() }
    let customer = try server.connect()
    let other = try server.connect()
    #expect(try customer.ask("where is my parcel") == "Follow the link in the e-mail.")
    #expect(try customer.ask("qqqq wwww") == "Sorry, I did not understand that.")
    #expect(try customer.ask("zzzz xxxx").contains("number 1 in the queue"))
    #expect(try other.ask("human").contains("number 2 in the queue"))

    let agent = try server.connect()
    #expect(try agent.ask("/agent Ana").contains("waiting: 2"))
    let queue = try agent.ask("/queue").split(separator: "\n")
    #expect(queue.count == 2)
    #expect(queue[0].hasPrefix("1 ") && queue[0].contains("zzzz xxxx"))
    let transcript = try agent.ask("/take 1")
    #expect(transcript.contains("customer: where is my parcel"))
    #expect(try customer.block() == "Ana has joined the chat.")

    try agent.send("good day, how can I help?\n")
    #expect(try customer.block() == "good day, how can I help?")
    try customer.send("my \u{1B}[31mparcel\n")
    let relayed = try agent.block()
    #expect(relayed.hasPrefix("customer: my "))
    #expect(!relayed.contains("\u{1B}"))
    #expect(try agent.ask("/done").contains("closed"))
    #expect(try customer.block() == "You are chatting with the assistant again.")
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(try other.ask("hello") == "Hello! How can I help?")
  }

  @Test("SIGTERM ends the server with status 0")
  func termination() throws {
    let shop = try TinyShop()
    let server = try Server(shop)
    let customer = try server.connect()
    #expect(try customer.ask("hello") == "Hello! How can I help?")
    #expect(server.stop() == 0)
  }

  @Test("An address that other machines can reach is refused without --allow-remote")
  func remote() throws {
    let shop = try TinyShop()
    let result = try Program.run("serve", "--listen", "0.0.0.0:0", "--content", shop.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("--allow-remote"))
  }

  /// The program serving a shop on a port that the system chose.
  private final class Server {
    private let process = Process()
    private let port: UInt16

    init(_ shop: TinyShop) throws {
      process.executableURL = Program.file
      process.arguments = ["serve", "--listen", "127.0.0.1:0", "--content", shop.path]
      process.environment = Program.environment
      let errors = Pipe()
      process.standardError = errors
      process.standardInput = FileHandle.nullDevice
      try process.run()
      var log = ""
      while !log.contains("\n") {
        let data = errors.fileHandleForReading.availableData
        try #require(!data.isEmpty, "the server ended: \(log)")
        log += String(decoding: data, as: UTF8.self)
      }
      let digits = log.split(separator: "\n")[0].split(separator: ":").last ?? ""
      port = try #require(UInt16(digits), "\(log)")
    }

    func connect() throws -> Client { try Client(port: port) }

    @discardableResult
    func stop() -> Int32 {
      process.terminate()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// A client that blocks, and gives up after twenty seconds of silence.
  private final class Client {
    private struct Failure: Error {
      let what: String
    }

    private let number: Int32
    private var received: [UInt8] = []

    init(port: UInt16) throws {
      #if canImport(Glibc)
        number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      #else
        number = socket(AF_INET, SOCK_STREAM, 0)
      #endif
      var patience = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(
        number,
        SOL_SOCKET,
        SO_RCVTIMEO,
        &patience,
        socklen_t(MemoryLayout<timeval>.size)
      )
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let number = number
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connectSocket(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw Failure(what: "connect: \(errno)") }
    }

    deinit { close(number) }

    func send(_ text: String) throws {
      let bytes = Array(text.utf8)
      guard write(number, bytes, bytes.count) == bytes.count else {
        throw Failure(what: "write: \(errno)")
      }
    }

    func ask(_ line: String) throws -> String {
      try send(line + "\n")
      return try block()
    }

    func block() throws -> String {
      while true {
        if let end = received.indices.dropLast().first(where: {
          received[$0] == 10 && received[$0 + 1] == 10
        }) {
          let text = String(decoding: received[..<end], as: UTF8.self)
          received.removeSubrange(...(end + 1))
          return text
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(number, &buffer, buffer.count)
        guard count > 0 else { throw Failure(what: "read: \(count), \(errno)") }
        received += buffer[..<count]
      }
    }
  }
}

// Inside a type with a method of this name the C function cannot be called unqualified, and its
// module differs between platforms.
private func connectSocket(
  _ number: Int32,
  _ address: UnsafePointer<sockaddr>,
  _ length: socklen_t
) -> Int32 {
  connect(number, address, length)
}
