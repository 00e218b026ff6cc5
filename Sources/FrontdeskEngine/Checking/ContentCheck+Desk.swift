import Content
import TextAnalysis

/// The rules about the desk and about notices.
extension ContentCheck {
  /// `unknown-team`, `dangling-id` and `missing-words`: what desk rules name.
  static func desk(
    _ surroundings: ScriptSurroundings,
    _ problems: inout [ContentProblem]
  ) {
    let desk = surroundings.scripts.desk
    for rule in desk.escalation where rule.line > 0 {
      func add(_ message: String, _ name: String, _ severity: ContentProblem.Severity = .error) {
        problems.append(
          ContentProblem(
            severity,
            file: ShopScripts.deskFile,
            line: rule.line,
            "the rule for `\(rule.reason)`: \(message)",
            rule: name
          )
        )
      }
      if let team = rule.team, desk.team(team) == nil {
        add("there is no team `\(team)`" + hint(team, Set(desk.teams.map(\.name))), "unknown-team")
      }
      for intent in rule.intents where !surroundings.isIntent(intent) {
        add(
          "there is no intent `\(intent)`" + hint(intent, surroundings.intentNames),
          "dangling-id"
        )
      }
      if let list = rule.words {
        let codes = surroundings.chosen.filter { $0.files.deskWords.lists[list] == nil }
          .filter { !$0.hasBrokenDeskWords }.map(\.language.code)
        if !codes.isEmpty {
          let known = Set(surroundings.chosen.flatMap { $0.files.deskWords.lists.keys })
          add(
            "the list `\(list)` is missing in \(codes.joined(separator: ", ")); expected it under "
              + "`lists:` of \(ContentFolder.scripts)/desk-words/\(codes[0]).yml"
              + hint(list, known.subtracting([list])),
            "missing-words"
          )
        }
      }
      if rule.level != nil {
        let codes = surroundings.chosen.filter { $0.files.deskWords.anger.isEmpty }
          .filter { !$0.hasBrokenDeskWords }.map(\.language.code)
        if !codes.isEmpty {
          add(
            "there are no words of anger in \(codes.joined(separator: ", ")); expected `anger:` in "
              + "\(ContentFolder.scripts)/desk-words/\(codes[0]).yml",
            "missing-words",
            .warning
          )
        }
      }
    }
  }

  /// `dangling-id`, `unknown-flow`, `missing-translation` and `old-notice`.
  static func notices(
    _ surroundings: ScriptSurroundings,
    _ today: ContentDate?,
    _ problems: inout [ContentProblem]
  ) {
    let file = surroundings.scripts.notices
    func add(
      _ line: Int,
      _ message: String,
      _ rule: String,
      _ severity: ContentProblem.Severity = .error
    ) {
      problems.append(
        ContentProblem(severity, file: ShopScripts.noticesFile, line: line, message, rule: rule)
      )
    }
    func articles(_ ids: [LocatedText], _ owner: String) {
      for id in ids where !surroundings.isArticle(id.text) {
        add(
          id.line,
          "\(owner): there is no article `\(id.text)`" + hint(id.text, surroundings.articleIDs),
          "dangling-id"
        )
      }
    }
    func flows(_ names: [LocatedText], _ owner: String) {
      let known = surroundings.scripts.flows.flowNames
      for name in names
      where !known.contains(name.text) && surroundings.scripts.areFlowsReadable {
        add(
          name.line,
          "\(owner): there is no flow `\(name.text)`" + hint(name.text, known),
          "unknown-flow"
        )
      }
    }
    for notice in file.notices {
      let owner = "the notice `\(notice.id)`"
      articles(notice.articles, owner)
      flows(notice.flows, owner)
      for intent in notice.intents where !surroundings.isIntent(intent.text) {
        add(
          intent.line,
          "\(owner): there is no intent `\(intent.text)`"
            + hint(intent.text, surroundings.intentNames),
          "dangling-id"
        )
      }
      if let settings = surroundings.settings {
        texts(of: notice, settings, surroundings.chosen.map(\.language)).map { problems.append($0) }
      }
      if let today, notice.until.date < today {
        add(
          notice.line,
          "\(owner) is over since \(notice.until.date); expected it to be taken out",
          "old-notice",
          .warning
        )
      }
    }
    articles(file.articlesOff, "`off`")
    flows(file.flowsOff, "`off`")
  }

  /// The default language stands in for others, and must be there.
  private static func texts(
    of notice: NoticesFile.Notice,
    _ settings: ShopFile,
    _ chosen: [Language]
  ) -> ContentProblem? {
    let main = settings.defaultLanguage
    let missing = Set(chosen + [main]).filter { notice.text[$0] == nil }.map(\.code).sorted()
    guard !missing.isEmpty else { return nil }
    return ContentProblem(
      missing.contains(main.code) ? .error : .warning,
      file: ShopScripts.noticesFile,
      line: notice.line,
      "the notice `\(notice.id)` has no text in \(missing.joined(separator: ", ")); expected one, "
        + "at least in \(main.code)",
      rule: "missing-translation"
    )
  }
}
