import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis
import Understanding

/// One conversation with the assistant, line by line, whether by pipe or on a terminal.
struct ChatSession {
  /// What comes of a line.
  enum Outcome {
    /// The assistant's reply; nil when it has nothing to say.
    case reply(Reply?)
    /// What a command found out, in lines.
    case report(ChatCommand?, [String])
    case quit
  }

  let shop: OpenShop
  private let conversation = ConversationID("chat")
  /// What was said and replied last.
  private var last: Reply?

  init(_ shop: OpenShop, language: Language?) {
    self.shop = shop
    if let language { shop.engine.setLanguage(language, in: conversation) }
  }

  /// Lets the assistant reply to what a customer said.
  mutating func say(_ line: String) throws -> Outcome {
    let reply = try shop.reply(to: line, in: conversation)
    last = reply
    return .reply(reply)
  }

  /// Carries a command out.
  mutating func carryOut(_ command: ChatCommand, argument: String) throws -> Outcome {
    if command == .quit { return .quit }
    return .report(command, try report(command, argument).map { VisibleText.clean($0) })
  }

  private func report(_ command: ChatCommand, _ argument: String) throws -> [String] {
    switch command {
    case .why: return try inspect { $0.lines }
    case .top:
      return try inspect { report in
        report.reply.interpretation.map { report.candidateLines($0) } ?? ["nothing was looked up"]
      }
    case .tokens:
      return try inspect { report in
        guard let interpretation = report.reply.interpretation else {
          return ["the line was not interpreted"]
        }
        return TokenTable(interpretation.utterance.analysis, interpretation.corrections).lines
      }
    case .lang: return changeLanguage(argument)
    case .reload: return try reload()
    case .help:
      return columns(ChatCommand.allCases.map { [":\($0.rawValue)", $0.summary] })
    case .quit: return []
    }
  }

  private func inspect(_ body: (WhyReport) -> [String]) throws -> [String] {
    guard let last else { return ["nothing was asked yet"] }
    let report = WhyReport(
      reply: last,
      knowledgeBase: try shop.knowledgeBase(last.language),
      levels: shop.engine.shop.levels(last.language)
    )
    let lines = body(report)
    return lines.isEmpty ? ["nothing matches"] : lines
  }

  private func changeLanguage(_ argument: String) -> [String] {
    let served = shop.engine.shop.settings.languages
    guard !argument.isEmpty else {
      let language = shop.engine.conversation(conversation)?.language
      let known = language.map(\.code) ?? "not known yet"
      return ["language: \(known); served: \(served.map(\.code).joined(separator: ", "))"]
    }
    guard let language = Language(code: argument), served.contains(language) else {
      return ["\"\(argument)\" is not served; expected \(alternatives(served.map(\.code)))"]
    }
    shop.engine.setLanguage(language, in: conversation)
    return ["language: \(language.code)"]
  }

  private func reload() throws -> [String] {
    do {
      try shop.reload()
      return ["the shop's files were read again"]
    } catch let problem as ContentProblem {
      return ["the files cannot be used, so the earlier ones stay", problem.description]
    }
  }
}
