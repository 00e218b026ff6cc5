import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Understanding

/// A chat on a terminal: a prompt, the assistant's replies, and commands that look inside.
struct TerminalChat {
  private var session: ChatSession
  private let console: Console

  init(_ session: ChatSession, console: Console) {
    self.session = session
    self.console = console
  }

  /// Talks until the customer leaves.
  consuming func run() throws -> ExitStatus {
    let output = console.output
    let settings = session.shop.engine.shop.settings
    try output.writeLine(
      output.style.bold(VisibleText.clean(settings.name))
        + output.style.dim(
          "  \(settings.languages.map(\.ownName).joined(separator: ", "));"
            + " :help lists commands, Ctrl-D ends"
        )
    )
    guard let reader = try TerminalReader(prompt: "> ", input: console.input, output: output)
    else { throw FileError(what: "cannot read keys from the terminal", code: 0) }
    defer { reader.close() }
    reader.complete = Self.completion
    // A slow system keeps nobody from typing: what it answers comes above the prompt.
    let chat = session
    let printer = self
    chat.shop.patience = Self.patience
    reader.watch({ chat.shop.wakeDescriptor }) {
      for reply in try chat.late() where !reply.wholeText.isEmpty {
        try printer.write(reply)
        try printer.console.output.writeLine()
      }
    }
    var interrupts = 0
    while true {
      switch try reader.next() {
      case .endOfFile: return .success
      case .interrupt:
        interrupts += 1
        if interrupts > 1 { return .success }
        try output.writeLine(output.style.dim("Ctrl-C once more ends the chat"))
      case .line(let line):
        interrupts = 0
        guard try answer(line) else { return .success }
      }
    }
  }

  /// So many seconds a reply is waited for before the prompt comes back.
  private static let patience = 0.5

  /// Answers a line; false when the chat is over.
  private mutating func answer(_ line: String) throws -> Bool {
    let style = console.output.style
    let outcome: ChatSession.Outcome
    switch ChatCommand.read(line) {
    case .command(let command, let argument):
      outcome = try session.carryOut(command, argument: argument)
    case .unknown(let sentence): outcome = .report(nil, [VisibleText.clean(sentence)])
    case .text:
      // An empty line is nobody's question.
      if line.trimmingSpaces().isEmpty { return true }
      outcome = try session.say(line)
    }
    switch outcome {
    case .reply(nil): return true
    case .reply(let reply?) where reply.wholeText.isEmpty && !reply.requests.isEmpty:
      try console.output.writeLine(style.dim("the shop's systems have not answered yet"))
    // Who waits for a person is told once that their lines are kept.
    case .reply(let reply?) where reply.wholeText.isEmpty: return true
    case .reply(let reply?): try write(reply)
    case .report(_, let lines):
      for line in lines { try console.output.writeLine(style.dim(line)) }
    case .quit: return false
    }
    try console.output.writeLine()
    return true
  }

  private func write(_ reply: Reply) throws {
    let style = console.output.style
    if !reply.introduction.isEmpty {
      let columns = TerminalMode.size(of: console.output.descriptor).columns
      for line in wordWrapped(reply.introduction, columns: columns) {
        try console.output.writeLine(style.dim(line))
      }
    }
    let text = VisibleText.clean(reply.text, keepsNewlines: true)
    guard reply.choices.isEmpty else {
      try console.output.writeLine(
        text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
      )
      for (number, choice) in reply.choices.enumerated() {
        try console.output.writeLine(
          "  " + style.cyan("\(number + 1))") + " " + VisibleText.clean(choice)
        )
      }
      return
    }
    let isAnswer = reply.kind == .answer
    let columns = TerminalMode.size(of: console.output.descriptor).columns
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for part in wordWrapped(String(line), columns: columns) {
        try console.output.writeLine(isAnswer ? part : style.yellow(part))
      }
    }
    if let handoff = reply.handoff {
      let event =
        "handoff \(handoff.id): \(handoff.reason.label), team \(handoff.team), "
        + "\(handoff.priority.name): \(VisibleText.clean(handoff.evidence))"
      try console.output.writeLine(style.dim(event))
      for line in handoff.summary {
        try console.output.writeLine(style.dim("  " + VisibleText.clean(line)))
      }
    }
    if case .article(let id) = reply.target,
      let article = try session.shop.knowledgeBase(reply.language).articles[id]
    {
      let date = article.updated.map { ", \($0)" } ?? ""
      try console.output.writeLine(
        style.dim("\(VisibleText.clean(article.title))  (\(article.id)\(date))")
      )
    }
  }

  /// What completes a command that has been begun, when it can be only one.
  private static func completion(_ text: String) -> String? {
    guard text.hasPrefix(":"), text.utf8.count > 1 else { return nil }
    let begun = text.dropFirst()
    let candidates = ChatCommand.allCases.map(\.rawValue).filter { $0.hasPrefix(begun) }
    guard candidates.count == 1, let name = candidates.first else { return nil }
    return String(name.dropFirst(begun.count)) + " "
  }
}
