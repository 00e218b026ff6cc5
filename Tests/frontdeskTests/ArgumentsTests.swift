import Testing
import TextAnalysis

@testable import frontdesk

@Suite("Options and operands")
struct ArgumentsTests {
  private static let file = Option(
    name: "file",
    short: "f",
    value: "FILE",
    expected: "a file",
    summary: ""
  )
  private static let why = Option(name: "why", short: "w", summary: "")
  private static let options = [file, why, .language, .output]

  private func parse(_ arguments: String...) throws -> Arguments {
    try Arguments(arguments, options: Self.options)
  }

  @Test(
    "A language is given in every spelling of the option",
    arguments: [
      ["--lang", "ro"], ["--lang=ro"], ["--language", "ro"], ["--language=ro"], ["-l", "ro"],
      ["-lro"], ["-l=ro"], ["--lang", "RO"], ["--lang", "en", "--language", "ro"],
    ]
  )
  func language(arguments: [String]) throws {
    #expect(try Arguments(arguments, options: Self.options).language() == .romanian)
  }

  @Test("Operands and options mix, and two dashes end the options")
  func operands() throws {
    let arguments = try parse("where", "--why", "is", "--", "--file", "-w")
    #expect(arguments.operands == ["where", "is", "--file", "-w"])
    #expect(arguments.has(Self.why))
    #expect(!arguments.has(Self.file))
  }

  @Test("A single dash is a value and an operand")
  func dash() throws {
    let arguments = try parse("-", "--file", "-")
    #expect(arguments.operands == ["-"])
    #expect(arguments.value(of: Self.file) == "-")
  }

  @Test("An option given several times has all its values, the last one counting")
  func repeated() throws {
    let arguments = try parse("--file=a", "-fb", "--file", "c=d")
    #expect(arguments.values(of: Self.file) == ["a", "b", "c=d"])
    #expect(arguments.value(of: Self.file) == "c=d")
  }

  @Test(
    "What is wrong is said with what was expected",
    arguments: [
      (["--lagn", "ro"], "there is no option --lagn; did you mean --lang?"),
      (["--zzz"], "there is no option --zzz"),
      (["-x"], "there is no option -x"),
      (["-lang", "ro"], "--lang cannot be \"ang\"; expected en, ru, ro, tr or ar"),
      (["-why"], "-w takes no value"),
      (["--lang"], "--lang needs a value; expected en, ru, ro, tr or ar"),
      (["--lang="], "--lang needs a value; expected en, ru, ro, tr or ar"),
      (["--lang", "--why"], "--lang needs a value; expected en, ru, ro, tr or ar"),
      (["--lang", "de"], "--lang cannot be \"de\"; expected en, ru, ro, tr or ar"),
      (["--why=yes"], "--why takes no value"),
      (["-o", "xml"], "--output cannot be \"xml\"; expected text or json"),
    ]
  )
  func wrong(arguments: [String], message: String) {
    #expect(throws: UsageError(message)) {
      let parsed = try Arguments(arguments, options: Self.options)
      _ = try parsed.language()
      _ = try parsed.wantsJSON()
    }
  }

  @Test("Too few and too many operands are told by the name of the operand")
  func operandCounts() throws {
    #expect(throws: UsageError("QUESTION is missing")) {
      try parse().expectOperands(1...1, "QUESTION")
    }
    #expect(throws: UsageError.self) { try parse("a", "b").expectOperands(1...1, "QUESTION") }
    try parse("a").expectOperands(1...1, "QUESTION")
  }
}

@Suite("The table of commands")
struct CommandTableTests {
  @Test("Every command has a summary and an example that is one of its calls")
  func examples() {
    for command in Frontdesk.commands {
      #expect(!command.summary.isEmpty)
      #expect(!command.examples.isEmpty, "\(command.name)")
      for example in command.examples {
        #expect(example.line.contains("frontdesk \(command.name)"), "\(example.line)")
      }
    }
  }

  @Test("No name is taken twice, of commands, of options, of short options")
  func names() {
    func expectUnique(_ names: [String], _ what: String) {
      #expect(Set(names).count == names.count, "\(what): \(names)")
    }
    expectUnique(Frontdesk.commands.map(\.name), "commands")
    for command in Frontdesk.commands {
      expectUnique(command.allOptions.flatMap { [$0.name] + $0.aliases }, command.name)
      expectUnique(command.allOptions.compactMap { $0.short.map(String.init) }, command.name)
    }
  }

  @Test("An example's options are options of its command")
  func exampleOptions() throws {
    for command in Frontdesk.commands {
      for example in command.examples {
        let words = example.line.split(separator: " ").map(String.init)
        for word in words where word.hasPrefix("-") {
          let known = command.allOptions.contains {
            word == "--\($0.name)" || word == "-\($0.short ?? "?")"
              || $0.aliases.map { "--\($0)" }.contains(word)
          }
          #expect(known, "\(word) in \(example.line)")
        }
      }
    }
  }
}
