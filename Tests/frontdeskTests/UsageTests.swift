import Testing

@testable import frontdesk

@Suite("Calling the program")
struct UsageTests {
  @Test("The version is shown by the command and by the option")
  func version() throws {
    for argument in ["version", "--version"] {
      let result = try Program.run(argument)
      #expect(result.status == 0)
      #expect(result.output == "frontdesk \(Frontdesk.version)\n")
    }
  }

  @Test("The general help lists every command and shows an example of each")
  func generalHelp() throws {
    let result = try Program.run("--help")
    #expect(result.status == 0)
    for command in Frontdesk.commands {
      #expect(result.output.contains("  \(command.name) "))
      #expect(result.output.contains(try #require(command.examples.first).line))
    }
    #expect(try Program.run("help").output == result.output)
  }

  @Test(
    "Every command explains its options and examples",
    arguments: Frontdesk.commands.map(\.name)
  )
  func help(name: String) throws {
    let words = name.split(separator: " ").map(String.init)
    let result = try Program.run(words + ["--help"], input: [])
    #expect(result.status == 0)
    #expect(result.output.contains("usage: frontdesk \(name)"))
    let command = try #require(Frontdesk.commands.first { $0.name == name })
    for option in command.allOptions { #expect(result.output.contains(option.spelling)) }
    for example in command.examples { #expect(result.output.contains(example.line)) }
    #expect(try Program.run(["help"] + words, input: []).output == result.output)
  }

  @Test(
    "A wrong call ends with status 2, says what was meant and writes nothing to the output",
    arguments: [
      (["analyz"], "there is no command analyz; did you mean analyze?"),
      (["eval"], "expected eval intents or eval retrieval"),
      (["eval", "retrievel"], "expected eval intents or eval retrieval"),
      (["where is my parcel"], "frontdesk ask"),
      (["ask"], "QUESTION is missing"),
      (["ask", "--whi", "x"], "there is no option --whi; did you mean --why?"),
      (["ask", "a", "b"], "\"b\" is one too many"),
      (["analyze", "--lang", "xx"], "expected en, ru, ro, tr or ar"),
      (["analyze", "--terms", "--detect"], "exclude each other"),
      (["search", "--top", "0", "x"], "expected a whole number from 1 to 8"),
      (["eval", "retrieval", "--docs", "x", "--lang", "en"], "--queries is missing"),
      (["serve", "--listen", "7070"], "is not an address"),
      (["version", "now"], "\"now\" is not expected here"),
    ]
  )
  func wrongCalls(arguments: [String], message: String) throws {
    let result = try Program.run(arguments, input: [])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("frontdesk: "))
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  @Test("What was typed wrongly is shown without its control characters")
  func controlCharacters() throws {
    let result = try Program.run("--\u{1B}[31m", "\u{202E}")
    #expect(result.status == 2)
    #expect(!result.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test("There is no colour in a pipe")
  func colour() throws {
    #expect(!(try Program.run("--help").output.contains("\u{1B}")))
    #expect(!(try Program.run("ask").errors.contains("\u{1B}")))
  }
}

@Suite("Colour")
struct StyleTests {
  @Test(
    "Colour is for terminals, unless somebody asked for none",
    arguments: [
      (true, nil, "xterm", true), (true, "", "xterm", true), (true, "1", "xterm", false),
      (true, nil, "dumb", false), (false, nil, "xterm", false), (true, nil, nil, true),
    ] as [(Bool, String?, String?, Bool)]
  )
  func colour(isTerminal: Bool, noColor: String?, kind: String?, isColored: Bool) {
    let style = Style(isTerminal: isTerminal, noColor: noColor, terminalKind: kind)
    #expect(style.isColored == isColored)
    #expect(style.red("x") == (isColored ? "\u{1B}[31mx\u{1B}[0m" : "x"))
  }
}
