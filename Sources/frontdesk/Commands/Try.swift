import Content
import Evaluation
import FrontdeskEngine
import TextAnalysis

extension Command {
  static let tryExample = Command(
    name: "try",
    summary: "shows what a new example would change on the labelled questions",
    operands: "\"INTENT: EXAMPLE\"",
    options: [BenchFolders.sets, .language] + OpenShop.options,
    details: """
      Nothing is written. The questions whose outcome changes are listed from the tune half; of the
      report half only their number is told, so that it stays a fair measure.
      """,
    examples: [
      Example(
        "frontdesk try \"order/track: has my parcel left yet\"",
        "asks the labelled questions without and with the example"
      )
    ],
    run: { try TryExample.run($0, $1) }
  )
}

/// Asks the labelled questions without and with one more example.
enum TryExample {
  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "\"INTENT: EXAMPLE\"")
    let (intent, example) = try parts(of: arguments.operands[0])
    let folders = try BenchFolders(arguments)
    let shop = try OpenShop(arguments, console)
    let language = try shop.language(arguments) ?? shop.engine.recognise(example).language
    var problems: [ContentProblem] = []
    var files = LanguageFiles(language, in: shop.engine.shop.folder, problems: &problems)
    guard let place = files.intents.firstIndex(where: { $0.name == intent }) else {
      throw UsageError(
        "there is no intent \(intent) in \(language.code); there are "
          + alternatives(files.intents.map(\.name))
      )
    }
    var round = try BenchRound(shop, console)
    let sets = try folders.sets(for: [language], names: { try round.names($0) })
    for warning in sets.warnings { try console.log(warning) }
    let before = try round.ask(sets.sets, isDistorted: false).flatMap(\.judged)
    files.intents[place] = files.intents[place].adding(example)
    shop.engine.replace(KnowledgeBase(files, shop: shop.engine.shop, cache: nil))
    let after = try round.ask(sets.sets, isDistorted: false).flatMap(\.judged)
    try write(before, after, intent, example, language, console.output)
    return .success
  }

  private static func parts(of operand: String) throws -> (intent: String, example: String) {
    let parts = operand.split(separator: ":", maxSplits: 1).map { part in
      String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      throw UsageError("expected \"INTENT: EXAMPLE\", found \"\(operand)\"")
    }
    return (parts[0], parts[1])
  }

  private static func write(
    _ before: [JudgedQuestion],
    _ after: [JudgedQuestion],
    _ intent: String,
    _ example: String,
    _ language: Language,
    _ output: Output
  ) throws {
    try output.writeLine(
      "\(intent) in \(language.code) with \"\(VisibleText.clean(example))\""
    )
    for line in OutcomeChanges(before: before, after: after).lines {
      try output.writeLine(line)
    }
  }
}
