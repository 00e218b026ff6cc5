import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("frontdesk chat on a terminal")
struct TerminalTests {
  @Test("A question is edited and answered; the terminal is given back at the end")
  func conversation() throws {
    let shop = try TinyShop()
    let terminal = try Terminal(chattingWith: shop)
    try terminal.expect("> ")
    #expect(!terminal.echoes)
    // Misspelt, then corrected with the keys: back to the start, delete, end of line.
    try terminal.type("xwhere is my parcl\u{1}\u{1B}[3~\u{5}\r")
    try terminal.expect("Follow the link in the e-mail.")
    try terminal.type(":wh\t\r")
    try terminal.expect("parcl read as parcel")
    try terminal.type(":wyh\r")
    try terminal.expect("did you mean :why?")
    try terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
    #expect(terminal.echoes)
  }

  @Test("Escape sequences in a paste are not sent back to the terminal")
  func paste() throws {
    let shop = try TinyShop()
    let terminal = try Terminal(chattingWith: shop)
    try terminal.expect("> ")
    try terminal.type("\u{1B}[200~one\ntwo\u{1B}]0;title\u{7}\u{1B}[201~\r")
    let shown = try terminal.expect("did not understand")
    #expect(!shown.contains("\u{7}"))
    #expect(!shown.contains("\u{1B}]"))
    try terminal.type(":quit\r")
    #expect(try terminal.end() == 0)
  }

  @Test("A signal that ends the program gives the terminal back first")
  func signals() throws {
    let shop = try TinyShop()
    let terminal = try Terminal(chattingWith: shop)
    try terminal.expect("> ")
    #expect(!terminal.echoes)
    terminal.process.terminate()
    #expect(try terminal.end() == SIGTERM)
    #expect(terminal.process.terminationReason == .uncaughtSignal)
    #expect(terminal.echoes)
  }

  @Test("A new size of the terminal redraws the line")
  func resizing() throws {
    let shop = try TinyShop()
    let terminal = try Terminal(chattingWith: shop)
    try terminal.expect("> ")
    try terminal.type("some words")
    try terminal.expect("words")
    terminal.resize(columns: 8)
    kill(terminal.process.processIdentifier, SIGWINCH)
    try terminal.expect("some w")
    try terminal.type("\u{3}\u{3}")
    #expect(try terminal.end() == 0)
  }

  /// The program on a pseudo-terminal.
  private final class Terminal {
    struct Failure: Error {
      let what: String
    }

    let process = Process()
    private let master: Int32
    private let slave: Int32

    init(chattingWith shop: TinyShop) throws {
      var ends: (master: Int32, slave: Int32) = (-1, -1)
      guard openpty(&ends.master, &ends.slave, nil, nil, nil) == 0 else {
        throw Failure(what: "no pseudo-terminal: \(errno)")
      }
      master = ends.master
      slave = ends.slave
      for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      resize(columns: 80)
      process.executableURL = Program.file
      process.arguments = ["chat", "--content", shop.path]
      process.environment = Program.environment
      let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
      process.standardInput = handle
      process.standardOutput = handle
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit {
      if process.isRunning { process.terminate() }
      close(master)
      close(slave)
    }

    /// Whether the terminal shows what is typed, as it does when no program edits lines.
    var echoes: Bool {
      var settings = termios()
      tcgetattr(slave, &settings)
      return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    func type(_ keys: String) throws {
      let bytes = Array(keys.utf8)
      guard write(master, bytes, bytes.count) == bytes.count else {
        throw Failure(what: "cannot type: \(errno)")
      }
    }

    func resize(columns: UInt16) {
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Reads until the screen was sent a text; gives up after twenty seconds of silence.
    @discardableResult
    func expect(_ text: String) throws -> String {
      var shown: [UInt8] = []
      while true {
        var asked = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&asked, 1, 20_000) == 1 else {
          throw Failure(what: "\(text) did not come: \(String(decoding: shown, as: UTF8.self))")
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &buffer, buffer.count)
        guard count > 0 else { throw Failure(what: "the terminal is closed") }
        shown += buffer[..<count]
        let whole = String(decoding: shown, as: UTF8.self)
        if whole.contains(text) { return whole }
      }
    }

    /// Waits for the end of the program and gives its status.
    func end() throws -> Int32 {
      // What the program still writes must go somewhere, or it would wait.
      while process.isRunning {
        var asked = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&asked, 1, 10) == 1 else { continue }
        var buffer = [UInt8](repeating: 0, count: 4096)
        _ = read(master, &buffer, buffer.count)
      }
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}
