import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Handoff
import TextAnalysis
import Understanding

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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

  /// A turn that was taken, and where the conversation stood before it.
  private struct Taken {
    let line: String
    let before: Conversation?
    let reply: Reply?
  }

  let shop: OpenShop
  let conversation: ConversationID
  private var turns: [Taken] = []
  /// The agent who types; nil while the customer does.
  var agent: AgentID?
  /// What the clock is set to; nil is the time it really is.
  var clock: Instant?
  /// The language the chat began with.
  let firstLanguage: Language?

  init(
    _ shop: OpenShop,
    language: Language?,
    conversation: ConversationID = ConversationID("chat")
  ) {
    self.shop = shop
    self.conversation = conversation
    firstLanguage = language
    if let language { shop.engine.setLanguage(language, in: conversation) }
  }

  /// The moment it is for the conversation.
  var now: Instant { clock ?? shop.now() }

  /// The reply that was made last.
  private var last: Reply? { turns.last?.reply }

  /// Takes a line of whoever types.
  mutating func say(_ line: String) throws -> Outcome {
    if let agent {
      if shop.engine.ticket(of: conversation)?.agent == agent {
        return .report(.agent, try sayAsAgent(line, agent).map { VisibleText.clean($0) })
      }
      // The ticket went elsewhere meanwhile: the customer has the floor.
      self.agent = nil
    }
    return try sayAsCustomer(line)
  }

  /// Lets the assistant reply to what the customer said.
  mutating func sayAsCustomer(_ line: String) throws -> Outcome {
    var others: [Delivery] = []
    let reply = try take(line, others: &others) { [conversation] engine, time in
      engine.receive(line, in: conversation, at: time)
    }
    // Where a person has the conversation, that person reads it.
    if reply == nil, !others.isEmpty { return .report(.agent, Self.told(others)) }
    return .reply(reply)
  }

  /// What the assistant says once the shop's systems have answered at last.
  func late() throws -> [Reply] { try shop.takeLate(in: conversation, at: now) }

  private mutating func take(
    _ line: String,
    _ body: (Engine, Instant) -> [Delivery]
  ) throws -> Reply? {
    var others: [Delivery] = []
    return try take(line, others: &others, body)
  }

  private mutating func take(
    _ line: String,
    others: inout [Delivery],
    _ body: (Engine, Instant) -> [Delivery]
  ) throws -> Reply? {
    let before = shop.engine.conversation(conversation)
    let reply: Reply?
    (reply, others) = try shop.reply(in: conversation, at: now, body)
    turns.append(Taken(line: line, before: before, reply: reply))
    return reply
  }

  /// Carries a command out.
  mutating func carryOut(_ command: ChatCommand, argument: String) throws -> Outcome {
    switch command {
    case .quit: return .quit
    case .retry where !argument.isEmpty && !turns.isEmpty:
      undo()
      return try say(argument)
    case .event where !argument.isEmpty:
      guard let reply = try event(argument) else {
        return .report(command, ["nothing is said about it now"])
      }
      return .reply(reply)
    default:
      return .report(command, try report(command, argument).map { VisibleText.clean($0) })
    }
  }

  private mutating func report(_ command: ChatCommand, _ argument: String) throws -> [String] {
    switch command {
    case .why:
      return try inspect { report in report.lines + report.reply.reasons.map { "because: \($0)" } }
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
    case .state: return stateReport.lines
    case .slots: return stateReport.slotLines
    case .undo:
      guard !turns.isEmpty else { return ["nothing was said yet"] }
      let line = turns.last?.line ?? ""
      undo()
      return ["taken back: \(line)"]
    case .retry: return ["expected :retry TEXT after something was said"]
    case .now: return setClock(argument)
    case .event: return ["expected :event NAME, or :event NAME FIELD=VALUE ..."]
    case .customer: return setCustomer(argument)
    case .handoff: return try handOff()
    case .agent: return try play(argument)
    case .saveTest: return try saveTest(argument)
    case .replay: return try replay(argument)
    case .expect: return expect(argument)
    case .lang: return changeLanguage(argument)
    case .reload: return try reload()
    case .help:
      return columns(ChatCommand.allCases.map { [":\($0.rawValue)", $0.summary] })
    case .quit: return []
    }
  }

  private var stateReport: StateReport {
    StateReport(engine: shop.engine, conversation: shop.engine.conversation(conversation))
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

  private mutating func undo() {
    guard let turn = turns.popLast() else { return }
    shop.engine.restore(turn.before, as: conversation, at: now)
    if turn.before == nil, let firstLanguage {
      shop.engine.setLanguage(firstLanguage, in: conversation)
    }
  }

  // MARK: Time, the shop and the customer

  private mutating func setClock(_ argument: String) -> [String] {
    if argument == "real" {
      clock = nil
    } else if argument.hasPrefix("+"), let seconds = Self.seconds(argument.dropFirst()) {
      clock = Instant(secondsSinceEpoch: now.secondsSinceEpoch + seconds)
    } else if let date = try? Date(argument, strategy: .iso8601) {
      clock = Instant(secondsSinceEpoch: date.timeIntervalSince1970)
    } else if !argument.isEmpty {
      return ["expected a time such as 2026-12-24T10:00:00Z, +90s, +15m, +2h, +1d, or real"]
    }
    let date = Date(timeIntervalSince1970: now.secondsSinceEpoch)
    return ["now: \(date.formatted(.iso8601))\(clock == nil ? "" : ", set by hand")"]
  }

  private static func seconds(_ text: Substring) -> Double? {
    guard let unit = text.last, let number = Double(text.dropLast()), number >= 0 else {
      return nil
    }
    switch unit {
    case "s": return number
    case "m": return number * 60
    case "h": return number * 3_600
    case "d": return number * 86_400
    default: return nil
    }
  }

  private mutating func event(_ argument: String) throws -> Reply? {
    let (name, fields) = Self.fields(argument)
    let values = fields.mapValues { text -> SlotValue in
      Int(text).map { .number($0) } ?? ContentDate(text).map { .date($0) } ?? .text(text)
    }
    let event = ShopEvent(name, fields: values)
    return try take("(\(argument))") { [conversation] engine, time in
      engine.take(event, in: conversation, at: time)
    }
  }

  private func setCustomer(_ argument: String) -> [String] {
    let (id, fields) = Self.fields(argument)
    guard !id.isEmpty else {
      let customer = shop.engine.conversation(conversation)?.customer
      return [customer.map { "customer: \($0.id)" } ?? "nobody has stated who the customer is"]
    }
    shop.engine.setCustomer(Customer(id: id, fields: fields), in: conversation)
    return ["customer: \(id)"]
  }

  /// Reads `name key=value key=value`.
  private static func fields(_ argument: String) -> (name: String, fields: [String: String]) {
    let words = argument.split(separator: " ")
    var fields: [String: String] = [:]
    for word in words.dropFirst() {
      guard let sign = word.firstIndex(of: "=") else { continue }
      fields[String(word[..<sign])] = String(word[sign...].dropFirst())
    }
    return (words.first.map(String.init) ?? "", fields)
  }

  // MARK: Tests

  private func saveTest(_ argument: String) throws -> [String] {
    let isRaw = argument.hasPrefix("--raw ")
    let name = isRaw ? String(argument.dropFirst(6).drop { $0 == " " }) : argument
    guard !name.isEmpty, name != "--raw" else {
      return ["expected :save-test NAME, or :save-test --raw NAME to keep personal data"]
    }
    let said = turns.filter { !$0.line.hasPrefix("(") }
    guard !said.isEmpty else { return ["nothing was said yet"] }
    let language = shop.engine.conversation(conversation)?.language ?? .english
    let folder = shop.engine.shop.folder.path
    let file = "\(ContentFolder.tests)/\(language.code)/saved.yml"
    let test = SavedTest(
      name: name,
      turns: said.map { ($0.line, $0.reply) },
      personal: isRaw ? nil : shop.engine.shop.personalData(names: names)
    )
    do {
      try test.append(to: "\(folder)/\(file)")
    } catch let error as FileError {
      return ["cannot write \(file): \(error)"]
    }
    guard !test.replacedLines.isEmpty else {
      return ["written to \(file); frontdesk test holds it"]
    }
    return ["written to \(file), with samples for what is personal:"]
      + test.replacedLines.map { "  " + VisibleText.clean($0) }
      + [
        "the shop's systems do not know samples: look the test through, or keep what was said "
          + "with :save-test --raw NAME"
      ]
  }

  /// The names of people that the conversation knows.
  private var names: [String] {
    let known = shop.engine.conversation(conversation)
    let slots = known?.slots ?? [:]
    let stated = known?.customer?.fields.filter { $0.key.contains("name") }.map(\.value) ?? []
    return stated.sorted()
      + shop.engine.shop.scripts.flows.slots.compactMap { slot in
        guard slot.isPrivate, case .text = slot.kind, case .text(let name)? = slots[slot.name]
        else {
          return nil
        }
        return name
      }
  }

  private func replay(_ path: String) throws -> [String] {
    guard !path.isEmpty else { return ["expected :replay FILE"] }
    let language =
      ConversationTests.language(ofFile: path)
      ?? shop.engine.conversation(conversation)?.language
      ?? shop.engine.shop.settings.defaultLanguage
    var problems: [ContentProblem] = []
    do {
      let file = try ConversationTestFile(
        parsing: try contents(ofFile: path),
        file: path,
        problems: &problems
      )
      var lines = problems.map(\.description)
      var failed = 0
      for test in file.tests {
        let run = ConversationTestRun(test, in: language, engine: shop.engine, at: now) {
          (try? shop.perform($0)) ?? []
        }
        lines.append("\(run.isPassed ? "passed" : "FAILED") \(test.name)")
        failed += run.isPassed ? 0 : 1
        for failure in run.failures {
          lines.append("  line \(failure.step.line): expected \(failure.expected)")
          lines.append("    actual \(failure.actual)")
        }
      }
      return lines + ["\(file.tests.count) held, \(failed) failed"]
    } catch let problem as ContentProblem {
      return [problem.description]
    } catch let error as FileError {
      return ["\(error)"]
    }
  }

  private func expect(_ step: String) -> [String] {
    guard let last else { return ["nothing was said yet"] }
    guard !step.isEmpty else { return ["expected a step of a test, such as :expect flow: none"] }
    let text = "test_cases:\n  - test_case: x\n    steps:\n      - user: x\n      - \(step)\n"
    var problems: [ContentProblem] = []
    let file = try? ConversationTestFile(
      parsing: Array(text.utf8),
      file: ":expect",
      problems: &problems
    )
    guard let steps = file?.tests.first?.steps.dropFirst(), !steps.isEmpty else {
      return [problems.first?.message ?? "that is no step of a test"]
    }
    let base = shop.engine.knowledgeBase(last.language)
    let check = ReplyExpectation(
      reply: last,
      conversation: shop.engine.conversation(conversation),
      responses: base.responses
    )
    return steps.compactMap { step -> String? in
      guard case .expect(let expectation) = step.action else { return nil }
      let actual = check.mismatch(expectation)
      return actual.map { "no: \($0)" } ?? "yes: \(expectation.description)"
    }
  }

  // MARK: Content

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
