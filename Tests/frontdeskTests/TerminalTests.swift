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
    let terminal = try PseudoTerminal("chat", "--content", shop.path)
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
    let terminal = try PseudoTerminal("chat", "--content", shop.path)
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
    let terminal = try PseudoTerminal("chat", "--content", shop.path)
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
    let terminal = try PseudoTerminal("chat", "--content", shop.path)
    try terminal.expect("> ")
    try terminal.type("some words")
    try terminal.expect("words")
    terminal.resize(columns: 8)
    kill(terminal.process.processIdentifier, SIGWINCH)
    try terminal.expect("some w")
    try terminal.type("\u{3}\u{3}")
    #expect(try terminal.end() == 0)
  }
}
