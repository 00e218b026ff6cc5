package import Content
import Retrieval
package import TextAnalysis
package import Understanding

/// Everything a shop says in one language, as read from its files.
package struct LanguageFiles: Sendable {
  package let language: Language
  package var articles: [Article] = []
  package var intents: [IntentDefinition] = []
  /// The file each intent stands in, by name.
  package var intentFiles: [String: String] = [:]
  /// The day each intent's file says it was gone through, by the intent's name.
  package var intentDates: [String: ContentDate] = [:]
  package var responses: [(definition: ResponseDefinition, file: String)] = []
  package var synonyms: [(file: SynonymFile, name: String)] = []
  package var fillers: [LocatedText] = []
  /// The sentence templates that can be read, in the order of their intents.
  package var templates: [IntentTemplate] = []
  /// What may fill the templates' slots besides entities, by name.
  package var lists: [String: PatternList] = [:]
  /// The words that bring a person; they lead nowhere else and are no part of `hash`.
  package var deskWords = DeskWordsFile()
  /// The files of the lexicon, not yet read.
  package var lexicon: [ContentFolder.File] = []
  /// A fingerprint of the bytes of all files.
  package var hash = ContentHash()

  /// Reads the files of a language; what is wrong with one does not keep the others from being read.
  package init(
    _ language: Language,
    in folder: ContentFolder,
    problems: inout [ContentProblem]
  ) {
    self.language = language
    let code = language.code
    var seen: [String: String] = [:]
    for file in folder.files(in: "corpus/\(code)", suffix: ".md", problems: &problems) {
      hash.combine(file.name)
      hash.combine(file.bytes)
      do throws(ContentProblem) {
        let article = try ArticleParser.parse(
          file.bytes,
          file: file.name,
          language: language,
          warnings: &problems
        )
        if let other = seen[article.id] {
          throw ContentProblem(
            file: file.name,
            line: 0,
            "article id `\(article.id)` is taken by \(other); expected one article for each id",
            rule: "duplicate-id"
          )
        }
        seen[article.id] = file.name
        articles.append(article)
      } catch {
        problems.append(error)
      }
    }
    let intentFolder = folder.files(in: "intents/\(code)", suffix: ".yml", problems: &problems)
    var entityLists = EntityLists()
    for file in intentFolder {
      hash.combine(file.name)
      hash.combine(file.bytes)
      do throws(ContentProblem) {
        try read(file, &entityLists, &problems)
      } catch {
        problems.append(error)
      }
    }
    intents.sort { $0.name < $1.name }
    lists = entityLists.patternLists
    // A slot may be filled from a list of a later file.
    readTemplates(from: intentFolder, &problems)
    let deskWordsName = "\(ContentFolder.scripts)/desk-words/\(code).yml"
    do throws(ContentProblem) {
      if let file = try folder.file(deskWordsName) {
        deskWords = try DeskWordsFile(parsing: file.bytes, file: file.name, warnings: &problems)
      }
    } catch {
      problems.append(error)
    }
    lexicon = Self.lexiconFiles(of: language, in: folder, problems: &problems)
    for file in lexicon {
      hash.combine(file.name)
      hash.combine(file.bytes)
    }
  }

  /// The files of a language's lexicon: `intents/lexicon/<language>.yml` and
  /// `<language>-<part>.yml` beside it.
  package static func lexiconFiles(
    of language: Language,
    in folder: ContentFolder,
    problems: inout [ContentProblem]
  ) -> [ContentFolder.File] {
    folder.files(in: "intents/lexicon", suffix: ".yml", problems: &problems).filter { file in
      let base = file.name.split(separator: "/").last ?? ""
      return base == "\(language.code).yml" || base.hasPrefix("\(language.code)-")
    }
  }

  private mutating func read(
    _ file: ContentFolder.File,
    _ entityLists: inout EntityLists,
    _ problems: inout [ContentProblem]
  ) throws(ContentProblem) {
    let base = file.name.split(separator: "/").last ?? ""
    switch base {
    case "synonyms.yml":
      synonyms.append(
        (try SynonymFile(parsing: file.bytes, file: file.name, warnings: &problems), file.name)
      )
    case "words.yml":
      fillers += try WordFile(parsing: file.bytes, file: file.name, warnings: &problems).fillers
    default:
      let parsed = try IntentFileParser.parse(
        file.bytes,
        file: file.name,
        warnings: &problems
      )
      for intent in parsed.intents {
        if let other = intentFiles[intent.name] {
          problems.append(
            ContentProblem(
              file: file.name,
              line: intent.line,
              "intent `\(intent.name)` is defined in \(other) already; expected one definition",
              rule: "duplicate-intent"
            )
          )
          continue
        }
        intentFiles[intent.name] = file.name
        intentDates[intent.name] = parsed.updated
        intents.append(intent)
      }
      responses += parsed.responses.map { ($0, file.name) }
      entityLists.lookups += parsed.lookups
      entityLists.synonyms += parsed.synonyms
    }
  }
}

extension LanguageFiles {
  /// The concepts of the lexicon's files, and what is wrong with these.
  package func lexicon(_ analyzer: Analyzer) -> (lexicon: Lexicon, problems: [ContentProblem]) {
    var read = Lexicon()
    var problems: [ContentProblem] = []
    for file in lexicon {
      do throws(ContentProblem) {
        try read.add(file.bytes, file: file.name, analyzer: analyzer, warnings: &problems)
      } catch {
        problems.append(error)
      }
    }
    return (read, problems)
  }

  /// The synonyms of all files as one table.
  func synonymTable(_ analyzer: Analyzer) -> SynonymTable {
    var table = SynonymTable()
    for (file, _) in synonyms {
      for group in file.twoWay { table.addTwoWay(group.words, analyzer: analyzer) }
      for rule in file.oneWay {
        table.addOneWay(from: rule.from, to: rule.to, analyzer: analyzer)
      }
    }
    return table
  }
}

extension Lexicon {
  /// Adds the concepts of a lexicon's file.
  ///
  /// - Throws: `ContentProblem` for the first thing that cannot be understood.
  package mutating func add(
    _ bytes: [UInt8],
    file: String,
    analyzer: Analyzer,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    for concept in try LexiconFile(parsing: bytes, file: file, warnings: &warnings).concepts {
      add(concept.name, phrases: concept.phrases, analyzer: analyzer)
    }
  }
}
