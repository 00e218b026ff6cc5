import Content
import Dialogue
import Evaluation
import FrontdeskEngine
import Retrieval
import TextAnalysis
import Understanding

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Asks the shop every question of the sets, as it is and distorted.
struct BenchRound {
  let shop: OpenShop
  private let console: Console
  private let clock = ContinuousClock()
  private var loads: [Language: (time: Duration, wasKept: Bool)] = [:]
  private var times: [Language: [Duration]] = [:]
  private var known: [Language: ShopNames] = [:]
  private var conversationCount = 0
  /// What was odd about tonight's asking.
  var warnings: [String] = []

  /// Loads every language, since any of them may be recognised in a question.
  init(_ shop: OpenShop, _ console: Console) throws {
    self.shop = shop
    self.console = console
    for language in shop.engine.shop.settings.languages {
      var wasKept = false
      let time = try clock.measure { wasKept = try shop.knowledgeBase(language).wasKept }
      loads[language] = (time, wasKept)
    }
  }

  /// What labels may name in a language.
  mutating func names(_ language: Language) throws -> ShopNames {
    if let names = known[language] { return names }
    let base = try shop.knowledgeBase(language)
    var ignored: [ContentProblem] = []
    let files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &ignored)
    let intents = files.intents.map(\.name)
    let names = ShopNames(
      articles: Set(base.articles.keys),
      intents: Set(intents),
      handoffIntents: Set(intents.filter { base.role(of: .intent($0)) == .handoff })
        .union(shop.engine.shop.scripts.desk.escalation.flatMap(\.intents)),
      outsideIntents: Set(intents.filter { base.role(of: .intent($0)) == .outside }),
      personFlows: ShopNames.personFlows(
        of: shop.engine.shop.scripts.flows.flows,
        rules: shop.engine.shop.scripts.desk.escalation
      )
    )
    known[language] = names
    return names
  }

  /// Asks the sets, with `isDistorted` every distortion of the `report` halves, and the desk rows.
  mutating func ask(
    _ sets: [LabelledSet],
    isDistorted: Bool,
    desk: [DeskSet] = []
  ) throws -> [LanguageNight] {
    let asked = sets.reduce(desk.reduce(0) { $0 + $1.rows.count }) { sum, set in
      let reported = set.questions.count { $0.half == .report }
      return sum + set.questions.count + (isDistorted ? reported * Distortion.allCases.count : 0)
    }
    var progress = Progress("questions", on: console.errors)
    var done = 0
    var nights: [LanguageNight] = []
    for set in sets {
      let names = try names(set.language)
      var judged: [JudgedQuestion] = []
      for question in set.questions {
        judged.append(try judge(question, text: question.text, names, isTimed: true))
        done += 1
        try progress.update(done, of: asked)
      }
      var robustness: [Robustness] = []
      for distortion in isDistorted ? Distortion.allCases : [] {
        var pairs: [(written: Outcome, distorted: JudgedQuestion)] = []
        for one in judged where one.question.half == .report {
          done += 1
          try progress.update(done, of: asked)
          let question = one.question
          guard
            let text = distortion.apply(to: question.text, in: set.language, seed: question.id)
          else { continue }
          pairs.append((one.outcome, try judge(question, text: text, names, isTimed: false)))
        }
        if !pairs.isEmpty { robustness.append(Robustness(distortion, pairs)) }
      }
      var judgedRows: [JudgedDeskRow] = []
      for rows in desk where rows.language == set.language {
        judgedRows += try askDesk(rows, names) {
          done += 1
          try progress.update(done, of: asked)
        }
      }
      nights.append(
        LanguageNight(
          language: set.language,
          content: try shop.knowledgeBase(set.language).version,
          judged: judged,
          robustness: robustness,
          desk: judgedRows
        )
      )
    }
    try progress.finish()
    return nights
  }

  /// Asks one question in a conversation of its own, as a customer who has said nothing before.
  private mutating func judge(
    _ question: LabelledQuestion,
    text: String,
    _ names: ShopNames,
    isTimed: Bool
  ) throws -> JudgedQuestion {
    conversationCount += 1
    let conversation = ConversationID("bench\(conversationCount)")
    let start = clock.now
    let reply = try shop.reply(to: text, in: conversation)
    if isTimed { times[question.language, default: []].append(clock.now - start) }
    let offered = shop.engine.conversation(conversation)?.choices ?? []
    _ = shop.engine.customerLeft(conversation, at: Instant(secondsSinceEpoch: 0))
    guard let reply else {
      throw BenchError("the engine gave no reply to the question \(question.id)")
    }
    var observation = Observation(reply, offered: offered)
    let judged = JudgedQuestion(question, observation, names: names)
    // Explaining takes long beside answering, so only what is shown is explained.
    guard isTimed, question.half == .report, !judged.isRight,
      let interpretation = reply.interpretation, let best = interpretation.candidates.first
    else { return judged }
    let interpreter = try shop.knowledgeBase(reply.language).interpreter
    observation.explanation = interpreter.explain(best, in: interpretation)?.lines() ?? []
    if let rival = interpretation.candidates.dropFirst().first,
      let match = interpreter.explain(best.target, over: rival.target, in: interpretation)
    {
      observation.explanation.append("\(best.target) over \(rival.target)")
      observation.explanation += match.lines { FixedPoint.text($0, places: 2) }.map {
        "  \($0.name): \($0.text)"
      }
    }
    return JudgedQuestion(question, observation, names: names)
  }

  /// What it took, with the time of day.
  func timing(total: Duration) -> NightlyTiming {
    NightlyTiming(
      date: BenchDate.text(secondsSinceEpoch()),
      seconds: total / .seconds(1),
      languages: Dictionary(
        uniqueKeysWithValues: times.keys.map { language in
          (
            language.code,
            NightlyTiming.Load(
              load: loads[language]?.time ?? .zero,
              wasKept: loads[language]?.wasKept ?? false,
              questions: times[language] ?? []
            )
          )
        }
      )
    )
  }
}

/// The time of day in UTC, as RFC 3339 writes it: `2026-11-22T08:30:00Z`.
enum BenchDate {
  static func text(_ secondsSinceEpoch: Double) -> String {
    Date(timeIntervalSince1970: secondsSinceEpoch.rounded(.down)).formatted(.iso8601)
  }
}
