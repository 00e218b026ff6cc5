import Content
import TextAnalysis
package import Understanding

/// A sentence template and the intent it is written for.
package struct IntentTemplate: Sendable {
  package let intent: String
  package let pattern: Pattern
  package let file: String
  package let line: Int
}

/// The `lookup:` and `synonym:` items of a language.
struct EntityLists {
  var lookups: [EntityList] = []
  var synonyms: [EntityList] = []

  /// The items as what may fill a slot: a lookup's texts, and what a synonym's texts stand for.
  ///
  /// Texts of a lookup that a synonym knows stand for the synonym's name; a synonym whose name a
  /// lookup holds adds its texts to that lookup, as it does for entities in Rasa.
  var patternLists: [String: PatternList] {
    var entries: [String: [PatternList.Entry]] = [:]
    var values: [String: String] = [:]
    for synonym in synonyms {
      entries[synonym.name, default: [PatternList.Entry(synonym.name)]] += synonym.examples.map {
        values[$0.text] = synonym.name
        return PatternList.Entry($0.text, value: synonym.name)
      }
    }
    let synonymEntries = entries
    for name in Set(lookups.map(\.name)).sorted() {
      var found: [PatternList.Entry] = []
      for example in lookups.lazy.filter({ $0.name == name }).flatMap(\.examples) {
        found.append(PatternList.Entry(example.text, value: values[example.text]))
        found += synonymEntries[example.text]?.dropFirst() ?? []
      }
      entries[name] = found
    }
    return entries.mapValues { PatternList($0) }
  }
}

extension LanguageFiles {
  /// Parses the intents' templates; one that cannot be read is left out and becomes a problem.
  mutating func readTemplates(
    from files: [ContentFolder.File],
    _ problems: inout [ContentProblem]
  ) {
    let names = Set(lists.keys)
    for intent in intents {
      let file = intentFiles[intent.name] ?? ""
      for template in intent.templates {
        do throws(PatternError) {
          templates.append(
            IntentTemplate(
              intent: intent.name,
              pattern: try PatternParser.parse(template.text, lists: names),
              file: file,
              line: template.line
            )
          )
        } catch {
          let bytes = files.first { $0.name == file }?.bytes ?? []
          let start = Self.column(of: template, in: bytes, file: file)
          problems.append(
            ContentProblem(
              file: file,
              line: template.line,
              column: start.map { $0 + error.column - 1 },
              "the template of `\(intent.name)`, column \(error.column): \(error.message)",
              rule: "template"
            )
          )
        }
      }
    }
  }

  /// The column at which a text begins on its line; nil when it is not written there as it reads.
  private static func column(
    of text: LocatedText,
    in bytes: [UInt8],
    file: String
  ) -> Int? {
    guard let source = try? SourceText(bytes, file: file),
      source.lines.indices.contains(text.line - 1)
    else { return nil }
    let line = source.bytes[source.lines[text.line - 1]]
    guard let range = line.firstRange(of: Array(text.text.utf8)) else { return nil }
    let before = String(decoding: line[..<range.lowerBound], as: UTF8.self)
    return before.unicodeScalars.count + 1
  }

  /// The templates ready for matching, with what their intents lead to.
  ///
  /// `published` names the articles that customers can read.
  func patternSet(_ analyzer: Analyzer, published: Set<String>) -> PatternSet {
    let articles = Dictionary(
      uniqueKeysWithValues: intents.map { ($0.name, $0.article?.text) }
    )
    return PatternSet(
      templates.map { template in
        let article = (articles[template.intent] ?? nil).flatMap {
          published.contains($0) ? $0 : nil
        }
        return PatternSet.Template(
          template.pattern,
          target: article.map(Target.article) ?? .intent(template.intent),
          intent: template.intent
        )
      },
      lists: lists,
      analyzer: analyzer,
      written: Set(intents.flatMap(\.examples).map(\.text))
    )
  }
}
