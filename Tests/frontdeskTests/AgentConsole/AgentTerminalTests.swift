import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("frontdesk agent on a terminal")
struct AgentTerminalTests {
  private func console(_ desk: FakeDesk) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      "agent",
      "--connect",
      desk.address,
      "--name",
      "ana",
      environment: ["FRONTDESK_TOKEN": "", "NO_COLOR": "1"]
    )
    try terminal.expect("you are at the desk as ana; 3 wait")
    return terminal
  }

  @Test("What arrives is shown above the line being typed, which stays as it is")
  func notifications() throws {
    let desk = try FakeDesk()
    defer { desk.close() }
    let terminal = try console(desk)
    try terminal.type("/next\r")
    try terminal.expect("ticket 7 is yours: Ana Popescu")
    try terminal.expect("where is my parcel?")
    try terminal.expect("#7 Ana · 2 waiting > ")
    try terminal.type("half a li")
    try terminal.expect("half a li")
    desk.say("are you there?", in: 7)
    try terminal.expect("Ana         are you there?")
    try terminal.expect("#7 Ana · 2 waiting > half a li")
    try terminal.type("ne\r")
    try terminal.expect("you         half a line")
    try desk.expect("\"text\":\"half a line\"")
    try terminal.type("/done\r")
    try terminal.expect("ticket 7 is closed")
    try terminal.type("\u{4}")
    #expect(try terminal.end() == 0)
    #expect(terminal.echoes)
    #expect(desk.types.last == "end")
  }

  @Test("The customer is told that the agent types, once in a while, and that it is over")
  func typing() throws {
    let desk = try FakeDesk()
    defer { desk.close() }
    let terminal = try console(desk)
    try terminal.type("/take 7\r")
    try terminal.expect("#7 Ana")
    for key in ["H", "e", "l", "l", "o"] {
      try terminal.type(key)
      try terminal.expect(key)
    }
    try desk.expect("\"on\":true")
    try terminal.type("\r")
    try desk.expect("\"on\":false")
    try desk.expect("\"say\"")
    let notices = desk.received.filter { $0.contains("\"typing\"") }
    #expect(notices.count <= 3, "\(notices)")
    try terminal.type("/note he")
    try terminal.expect("/note he")
    #expect(desk.received.filter { $0.contains("\"typing\"") }.count == notices.count)
  }

  @Test("Whatever customers send, nothing of it is a control to the terminal")
  func hostileText() throws {
    let desk = try FakeDesk()
    defer { desk.close() }
    let terminal = try console(desk)
    try terminal.type("/take 7\r")
    try terminal.expect("#7 Ana")
    desk.say("\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\u{2066}\r\u{8}\u{0} done", in: 7)
    desk.push(
      #"{"type":"event","event":"queue.enqueued","ticket":{"number":8,"state":"pending","#
        + #""customer":"\u001b[31mEve","reason":"\u009d0;x\u009c","question":"\u001bc"}}"#
    )
    try terminal.expect("\\u{1B}[31mEve")
    let screen = String(decoding: terminal.everything, as: UTF8.self)
    #expect(screen.contains("\\u{1B}[2J\\u{1B}]0;owned\\u{7}\\u{9B}31m\\u{202E}\\u{2066}"))
    #expect(!screen.contains("\u{1B}[2J\u{1B}]0"))
    for scalar in screen.unicodeScalars {
      let isOwn = ["\u{1B}", "\r", "\n"].contains(scalar)
      #expect(isOwn || !(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)))
      #expect(!(0x202A...0x202E).contains(scalar.value))
    }
    // Only the line editor's own sequences: up, right, erase below, bracketed paste.
    for sequence in screen.split(separator: "\u{1B}").dropFirst() {
      #expect(sequence.wholeMatch(of: /(?s)\[(\d*[ABC]|J|\?2004[hl]).*/) != nil, "\(sequence)")
    }
  }

  @Test("A lost connection is told and opened again; what was typed meanwhile is sent")
  func reconnecting() throws {
    let desk = try FakeDesk()
    defer { desk.close() }
    let terminal = try console(desk)
    try terminal.type("/take 9\r")
    // The last thing that is asked for on taking a ticket is there.
    try terminal.expect("may help")
    desk.loseAnswers(1)
    try terminal.type("/note lost\r")
    try terminal.expect("trying again in 1 s")
    try terminal.type("Здравствуйте\r")
    try terminal.expect("connected again")
    try desk.expect("Здравствуйте")
    #expect(desk.said == ["Здравствуйте"])
    let notes = desk.received.filter { $0.contains("\"note\"") }
    #expect(notes.count == 2)
    #expect(Set(notes).count == 1, "sent again as it was")
  }

  @Test("Leaving with a ticket in hand is asked for twice; signals give the terminal back")
  func leaving() throws {
    let desk = try FakeDesk()
    defer { desk.close() }
    let terminal = try console(desk)
    #expect(!terminal.echoes)
    try terminal.type("/ta\t")
    try terminal.expect("take  tag")
    try terminal.type("ke\t7\r/quit\r")
    try terminal.expect("/quit once more ends")
    try terminal.type("/help\r")
    try terminal.expect("MINUTES")
    terminal.process.terminate()
    #expect(try terminal.end() == SIGTERM)
    #expect(terminal.echoes)
  }
}
