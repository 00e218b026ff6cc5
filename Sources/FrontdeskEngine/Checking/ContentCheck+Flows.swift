import Content
import Dialogue
import TextAnalysis

/// The rules about flows, the desk, notices, and what all of these name.
extension ContentCheck {
  /// What the scripts' names are looked up in.
  struct ScriptSurroundings {
    let scripts: ShopScripts
    let facts: Facts?
    let settings: ShopFile?
    /// All languages of the shop.
    let languages: [CheckedLanguage]
    /// Those that are checked.
    let chosen: [CheckedLanguage]

    /// Whether the names of intents and responses are all known.
    var hasBrokenIntents: Bool { languages.contains(where: \.hasBrokenIntents) }

    func isIntent(_ name: String) -> Bool {
      hasBrokenIntents || intentNames.contains(name)
    }

    func isArticle(_ id: String) -> Bool {
      languages.contains { $0.publicIDs.contains(id) || $0.brokenIDs.contains(id) }
    }

    var intentNames: Set<String> { Set(languages.flatMap { $0.files.intents.map(\.name) }) }

    var articleIDs: Set<String> { Set(languages.flatMap(\.publicIDs)) }
  }

  static func scripts(
    _ surroundings: ScriptSurroundings,
    in folder: ContentFolder,
    today: ContentDate?,
    _ problems: inout [ContentProblem]
  ) {
    let library = surroundings.scripts.flows
    flowPaths(surroundings.scripts, &problems)
    tables(library, TableHeaders(in: folder, &problems), &problems)
    triggers(surroundings, &problems)
    reasons(surroundings, &problems)
    slots(surroundings, &problems)
    for written in conditions(surroundings) { names(in: written, surroundings, &problems) }
    responses(surroundings, &problems)
    desk(surroundings, &problems)
    notices(surroundings, today, &problems)
    topics(surroundings, &problems)
    for rule in surroundings.scripts.proactive.rules {
      if case .start(let flow) = rule.effect, surroundings.scripts.areFlowsReadable {
        look(for: flow, "flow", among: library.flowNames.sorted(), surroundings) {
          (ShopScripts.proactiveFile, rule.line, "`flow` of the rule `\(rule.name)`")
        }.map { problems.append($0) }
      }
    }
  }

  /// `unknown-...` with a guess of what was meant; nil when the name is known.
  static func look(
    for name: String,
    _ kind: String,
    among known: [String],
    _ surroundings: ScriptSurroundings,
    at place: () -> (file: String, line: Int, what: String)
  ) -> ContentProblem? {
    guard !known.contains(name) else { return nil }
    let place = place()
    let hint = KeyCheck.suggestion(for: name, among: known.sorted())
    return ContentProblem(
      file: place.file,
      line: place.line,
      "\(place.what): there is no \(kind) `\(name)`"
        + (hint.map { "; did you mean `\($0)`?" } ?? ""),
      rule: "unknown-\(kind)"
    )
  }

  // MARK: Triggers and reasons

  /// `dangling-id` and `double-trigger`: intents and articles that start flows.
  private static func triggers(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    var owners: [String: Flow] = [:]
    for flow in surroundings.scripts.flows.written {
      for trigger in flow.triggers {
        func add(_ severity: ContentProblem.Severity, _ message: String, _ rule: String) {
          problems.append(
            ContentProblem(
              severity,
              file: flow.file,
              line: trigger.line,
              "`nlu_trigger` of the flow `\(flow.name)`: \(message)",
              rule: rule
            )
          )
        }
        if let missing = missing(trigger.text, surroundings) { add(.error, missing, "dangling-id") }
        if let owner = owners[trigger.text] {
          add(
            .warning,
            "`\(trigger.text)` starts the flow `\(owner.name)` already; expected every trigger once",
            "double-trigger"
          )
        }
        owners[trigger.text] = owners[trigger.text] ?? flow
      }
      for id in flow.about where !surroundings.isArticle(id.text) {
        problems.append(
          ContentProblem(
            file: flow.file,
            line: id.line,
            "`about` of the flow `\(flow.name)`: there is no article `\(id.text)`"
              + hint(id.text, surroundings.articleIDs),
            rule: "dangling-id"
          )
        )
      }
    }
  }

  /// What is wrong with an intent, or an article with `article:` before its id.
  private static func missing(_ name: String, _ surroundings: ScriptSurroundings) -> String? {
    let prefix = "article:"
    guard name.hasPrefix(prefix) else {
      guard !surroundings.isIntent(name) else { return nil }
      return "there is no intent `\(name)`" + hint(name, surroundings.intentNames)
    }
    let id = String(name.dropFirst(prefix.count))
    guard !surroundings.isArticle(id) else { return nil }
    return "there is no article `\(id)`" + hint(id, surroundings.articleIDs)
  }

  static func hint(_ name: String, _ known: Set<String>) -> String {
    KeyCheck.suggestion(for: name, among: known.sorted()).map { "; did you mean `\($0)`?" } ?? ""
  }

  /// `unknown-reason`: handoffs for which the desk has no rule.
  private static func reasons(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    guard !surroundings.scripts.unreadable.contains(ShopScripts.deskFile) else { return }
    let known = surroundings.scripts.desk.escalation.map(\.reason)
    for flow in surroundings.scripts.flows.written {
      for step in flow.steps {
        guard case .handoff(let reason) = step.kind else { continue }
        look(for: reason, "reason", among: known, surroundings) {
          (flow.file, step.line, "`handoff` of the flow `\(flow.name)`, in \(ShopScripts.deskFile)")
        }.map { problems.append($0) }
      }
    }
  }

  // MARK: Slots

  /// `unfilled-slot` and `name-clash`.
  private static func slots(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    let library = surroundings.scripts.flows
    for slot in library.slots where surroundings.facts?[slot.name] != nil {
      problems.append(
        ContentProblem(
          file: slot.file,
          line: slot.line,
          "the slot `\(slot.name)` has the name of a fact; expected different names, for both are "
            + "placeholders",
          rule: "name-clash"
        )
      )
    }
    // Where customers leave how they can be reached, no flow asks.
    var filled: Set<String> = ["email", "phone", "customer_name"]
    for action in library.actions { filled.formUnion(action.results.map(\.slot)) }
    for step in library.written.flatMap(\.steps) {
      switch step.kind {
      case .collect(let collect): filled.insert(collect.slot)
      case .setSlots(let assignments):
        filled.formUnion(assignments.filter { $0.value != nil }.map(\.slot))
      default: break
      }
    }
    var reported: Set<String> = []
    for (slot, file, line) in readSlots(surroundings)
    where library.isWhole && library.hasSlot(slot) && !filled.contains(slot)
      && reported.insert(slot).inserted
    {
      problems.append(
        ContentProblem(
          .warning,
          file: file,
          line: line,
          "nothing fills the slot `\(slot)` that is looked at here; expected a `collect`, a result "
            + "of an action or `set_slots`",
          rule: "unfilled-slot"
        )
      )
    }
  }

  /// The slots whose value matters somewhere.
  private static func readSlots(
    _ surroundings: ScriptSurroundings
  ) -> [(slot: String, file: String, line: Int)] {
    let library = surroundings.scripts.flows
    var read: [(slot: String, file: String, line: Int)] = []
    for written in conditions(surroundings) where written.owner != .row {
      read += written.condition.slots.map { ($0, written.file, written.line) }
    }
    for flow in library.written {
      for step in flow.steps {
        switch step.kind {
        case .action(let name, _):
          for binding in library.action(name)?.arguments ?? [] {
            read.append((binding.slot, flow.file, step.line))
          }
        case .setSlots(let assignments):
          for slot in assignments.compactMap({ $0.value?.slotName }) {
            read.append((slot, flow.file, step.line))
          }
        case .collect(let collect):
          guard case .record(let rows, _)? = library.slot(collect.slot)?.kind else { continue }
          read.append((rows, flow.file, step.line))
        default: break
        }
      }
    }
    return read
  }

  // MARK: Conditions

  /// A condition and where it is written.
  struct WrittenCondition {
    let condition: Condition
    let file: String
    let line: Int
    let owner: Owner

    enum Owner {
      /// Its slots were looked up when the flows were read.
      case flow
      /// A response for each row of a table: its slots are the row's columns.
      case row
      case other
    }
  }

  private static func conditions(_ surroundings: ScriptSurroundings) -> [WrittenCondition] {
    var all: [WrittenCondition] = []
    func add(
      _ condition: Condition?,
      _ file: String,
      _ line: Int,
      _ owner: WrittenCondition.Owner = .other
    ) {
      guard let condition else { return }
      all.append(WrittenCondition(condition: condition, file: file, line: line, owner: owner))
    }
    for flow in surroundings.scripts.flows.written {
      add(flow.condition, flow.file, flow.line, .flow)
      for step in flow.steps {
        if case .collect(let collect) = step.kind {
          for rejection in collect.rejections {
            add(rejection.condition, flow.file, rejection.line, .flow)
          }
        }
        if case .branch(let branches, _) = step.next {
          for branch in branches { add(branch.condition, flow.file, branch.line, .flow) }
        }
      }
    }
    let scripts = surroundings.scripts
    for rule in scripts.desk.escalation { add(rule.condition, ShopScripts.deskFile, rule.line) }
    for notice in scripts.notices.notices {
      add(notice.condition, ShopScripts.noticesFile, notice.line)
    }
    for rule in scripts.proactive.rules {
      add(rule.condition, ShopScripts.proactiveFile, rule.line)
    }
    for language in surroundings.chosen {
      let rows = rowResponses(of: language)
      for (definition, file) in language.files.responses {
        let owner: WrittenCondition.Owner = rows.contains(definition.name) ? .row : .other
        for variant in definition.variants {
          add(variant.condition, file, variant.text.line, owner)
        }
      }
    }
    return all
  }

  /// `unknown-slot`, `unknown-fact` and `unknown-team`: what conditions look at.
  private static func names(
    in written: WrittenCondition,
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    let scripts = surroundings.scripts
    func place() -> (file: String, line: Int, what: String) {
      (written.file, written.line, "the condition")
    }
    for operand in written.condition.operands {
      switch operand {
      case .slot(let name) where written.owner == .other && scripts.flows.isWhole:
        look(for: name, "slot", among: scripts.flows.slotNames, surroundings, at: place)
          .map { problems.append($0) }
      case .fact(let name):
        guard let facts = surroundings.facts else { continue }
        look(for: name, "fact", among: facts.names, surroundings, at: place)
          .map { problems.append($0) }
        switch facts[name]?.kind {
        case .number?, .amount?, nil: break
        default:
          problems.append(
            ContentProblem(
              file: written.file,
              line: written.line,
              "the condition: the fact `\(name)` is not one number; expected one to compare with",
              rule: "unknown-fact"
            )
          )
        }
      case .open(let team?) where !scripts.unreadable.contains(ShopScripts.deskFile):
        look(for: team, "team", among: scripts.desk.teams.map(\.name), surroundings, at: place)
          .map { problems.append($0) }
      default: break
      }
    }
  }
}
