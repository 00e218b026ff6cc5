import Testing

@testable import LineServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("The server on standard input and output")
struct StandardStreamsTests {
  @Test("Every line is answered, and the end of the input ends the server")
  func untilTheEnd() throws {
    let (input, output) = try (Pipe(), Pipe())
    let server = try RunningServer(
      on: [],
      stdio: true,
      standardInput: input.reading,
      standardOutput: output.writing
    )
    try input.write("hello\n/quti\nwhere is my parcel")
    input.endWriting()
    #expect(server.hasEnded())
    output.endWriting()
    #expect(
      try output.readAll()
        == [
          engineReply(to: "hello"), "! there is no verb /quti; did you mean /quit?",
          engineReply(to: "where is my parcel"), "",
        ].joined(separator: "\n\n")
    )
  }

  @Test("More replies than the pipe holds wait until they are read")
  func fullPipe() throws {
    let (input, output) = try (Pipe(), Pipe())
    let server = try RunningServer(
      on: [],
      stdio: true,
      standardInput: input.reading,
      standardOutput: output.writing
    )
    // 50,000 bytes fit into the pipe of the input, their replies not into that of the output.
    try input.write(String(repeating: "/help\n", count: 5000))
    input.endWriting()
    // The server holds its own end of the pipe, so reading stops at the last block.
    var blocks = 0
    while blocks < 5000 { blocks += try output.readSome().count { $0 == UInt8(ascii: "X") } }
    #expect(blocks == 5000)
    #expect(server.hasEnded())
  }

  @Test("While standard output is full, connections are answered")
  func fullPipeBesideConnections() throws {
    let (input, output) = try (Pipe(), Pipe())
    let server = try RunningServer(
      stdio: true,
      standardInput: input.reading,
      standardOutput: output.writing
    )
    try input.write(String(repeating: "/help\n", count: 5000))
    let client = try server.connect()
    for turn in 0..<200 {
      let text = question(turn)
      #expect(try client.ask(text) == engineReply(to: text))
    }
  }

  @Test("A file as standard input is read to its end", arguments: [true, false])
  func fileAsInput(isEmpty: Bool) throws {
    let (folder, output) = try (TemporaryFolder(), Pipe())
    let path = isEmpty ? "/dev/null" : folder.path + "/lines"
    if !isEmpty {
      let file = open(path, O_WRONLY | O_CREAT, 0o600)
      #expect(write(file, "hello\nhello", 11) == 11)
      close(file)
    }
    let input = open(path, O_RDONLY)
    defer { close(input) }
    let server = try RunningServer(
      on: [],
      stdio: true,
      standardInput: input,
      standardOutput: output.writing
    )
    #expect(server.hasEnded())
    output.endWriting()
    let reply = engineReply(to: "hello") + "\n\n"
    #expect(try output.readAll() == (isEmpty ? "" : reply + reply))
  }

  @Test("A terminal is input and output at once, and stays as others expect it")
  func terminal() throws {
    var (keyboard, input): (Int32, Int32) = (-1, -1)
    try #require(openpty(&keyboard, &input, nil, nil, nil) == 0)
    defer { close(keyboard) }
    // Raw, lest the terminal send back what is typed.
    var mode = termios()
    tcgetattr(input, &mode)
    cfmakeraw(&mode)
    tcsetattr(input, TCSANOW, &mode)
    let output = dup(input)
    defer { for number in [input, output] { close(number) } }
    let server = try RunningServer(
      stdio: true,
      standardInput: input,
      standardOutput: output
    )
    for line in ["hello", "/quti"] {
      #expect(write(keyboard, line + "\n", line.utf8.count + 1) == line.utf8.count + 1)
      var shown: [UInt8] = []
      while !shown.suffix(2).elementsEqual("\n\n".utf8) {
        var asked = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
        try #require(poll(&asked, 1, 20_000) == 1, "the server says nothing")
        var scratch = [UInt8](repeating: 0, count: 4096)
        guard case .bytes(let count) = Descriptor(number: keyboard).read(into: &scratch) else {
          throw SystemError("cannot read", code: errno)
        }
        shown += scratch[..<count]
      }
      let reply = line == "hello" ? engineReply(to: line) : "! there is no verb /quti"
      #expect(String(decoding: shown, as: UTF8.self).hasPrefix(reply))
      // A line is answered on another connection in the same loop.
      #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
      #expect(fcntl(input, F_GETFL) & O_NONBLOCK == 0)
    }
  }

  @Test("The end of standard input does not end a server that also listens")
  func alsoListening() throws {
    let (input, output) = try (Pipe(), Pipe())
    let server = try RunningServer(
      stdio: true,
      standardInput: input.reading,
      standardOutput: output.writing
    )
    try input.write("/quit\n")
    #expect(try String(decoding: output.readSome(), as: UTF8.self) == "goodbye\n\n")
    #expect(try server.connect().ask("hello") == engineReply(to: "hello"))
    server.stop()
    #expect(server.hasEnded())
  }
}

/// Both ends of a pipe; each is closed once.
private final class Pipe {
  let reading: Int32
  let writing: Int32
  private var isWritingOpen = true

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SystemError("cannot open a pipe", code: errno) }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    endWriting()
    close(reading)
  }

  func write(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard case .bytes(let count) = Descriptor(number: writing).write(rest) else {
        throw SystemError("cannot write", code: errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  func endWriting() {
    if isWritingOpen { close(writing) }
    isWritingOpen = false
  }

  func readSome() throws -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 65536)
    guard case .bytes(let count) = Descriptor(number: reading).read(into: &buffer) else {
      throw SystemError("cannot read", code: errno)
    }
    return buffer[..<count]
  }

  func readAll() throws -> String {
    var all: [UInt8] = []
    while case let some = try readSome(), !some.isEmpty { all += some }
    return String(decoding: all, as: UTF8.self)
  }
}
