import Content
import Evaluation
import FrontdeskEngine
import TextAnalysis

/// Where the benchmark reads its sets and baseline, and where it writes.
struct BenchFolders {
  static let sets = Option(
    name: "sets",
    value: "DIR",
    expected: "a folder with <lang>/*.tsv",
    summary: "the labelled questions (default: the shop's Benchmarks/Sets, else the bundled)"
  )
  static let baseline = Option(
    name: "baseline",
    value: "FILE",
    expected: "a file that bench --update-baseline wrote",
    summary: "what is compared with (default: the shop's Benchmarks/Baselines/accuracy.json)"
  )
  static let out = Option(
    name: "out",
    value: "DIR",
    expected: "a folder to write to",
    summary: "where reports go (default: .build/bench)"
  )

  private static let setsPath = "Benchmarks/Sets"
  private static let baselinePath = "Benchmarks/Baselines/accuracy.json"

  /// The folder of the sets.
  let sets: String
  /// The baseline that is read.
  let baseline: String
  /// The baseline that is written, where that was asked for.
  let target: String
  /// The folder of the reports.
  let out: String

  /// Takes what the options name, else what the shop has, else what the bundled shop has.
  ///
  /// A shop that was named never has its outcomes written over the bundled shop's baseline.
  init(_ arguments: Arguments) throws {
    let shop = try OpenShop.folder(arguments).path
    let bundled = try? ContentFolder.bundled(
      workingDirectory: workingDirectory(),
      program: programFile()
    ).path
    func place(_ path: String) -> String {
      let own = "\(shop)/\(path)"
      guard let bundled, !DiskFiles.exists(own) else { return own }
      return "\(bundled)/\(path)"
    }
    sets = arguments.value(of: Self.sets) ?? place(Self.setsPath)
    let named = arguments.value(of: Self.baseline)
    baseline = named ?? place(Self.baselinePath)
    target = named ?? "\(shop)/\(Self.baselinePath)"
    out = arguments.value(of: Self.out) ?? ".build/bench"
  }

  /// Reads the baseline; nil when there is none.
  ///
  /// - Throws: `SetError` when it is damaged, unless it is going to be replaced.
  func keptBaseline(mayBeDamaged: Bool, _ console: Console) throws -> Baseline? {
    guard DiskFiles.exists(baseline) else { return nil }
    do {
      return try Baseline(SourceFile(name: baseline, bytes: try contents(ofFile: baseline)))
    } catch let error as SetError where mayBeDamaged {
      try console.log("\(error); it is replaced")
      return nil
    }
  }

  /// Keeps tonight's outcomes as the baseline; languages that were not asked stay as they were.
  func keep(_ nights: [LanguageNight], over kept: Baseline?) throws {
    // Another shop's nights are none of this one's.
    var baseline = self.baseline == target ? kept ?? Baseline() : Baseline()
    for night in nights {
      baseline.update(
        night.judged,
        desk: night.desk,
        language: night.language,
        content: night.content
      )
    }
    try DiskFiles.makeFolder(above: target)
    try DiskFiles.replace(target, with: try baseline.bytes)
  }

  /// The names of a language's files of labelled questions, sorted.
  func questionFiles(_ language: Language) -> [String] {
    let others = DeskSet.Part.allCases.map(\.fileName)
    return (DiskFiles.names(in: "\(sets)/\(language.code)") ?? []).filter {
      $0.hasSuffix(".tsv") && !others.contains($0)
    }.sorted()
  }

  /// The handovers and double questions of a language; nil where there is no file of them.
  ///
  /// - Throws: `SetError` for the first wrong line.
  func deskSet(_ language: Language, names: ShopNames) throws -> DeskSet? {
    var files: [DeskSet.Part: SourceFile] = [:]
    for part in DeskSet.Part.allCases {
      let path = "\(sets)/\(language.code)/\(part.fileName)"
      guard DiskFiles.exists(path) else { continue }
      files[part] = SourceFile(name: path, bytes: try contents(ofFile: path))
    }
    return files.isEmpty ? nil : try DeskSet(files, language: language, names: names)
  }

  /// The SHA-256 of the labelled questions of the languages, in hexadecimal.
  func setsVersion(_ languages: [Language]) throws -> String {
    var digest = SHA256()
    for language in languages.sorted() {
      let folder = "\(sets)/\(language.code)"
      for name in questionFiles(language) {
        digest.update(Array("\(language.code)/\(name)".utf8) + [0])
        digest.update(try contents(ofFile: "\(folder)/\(name)"))
      }
    }
    return digest.hexadecimal()
  }

  /// Warns of thresholds that were fitted on other content or other questions.
  func warnOfStaleThresholds(_ shop: Shop, _ console: Console) throws {
    if let warning = shop.thresholdWarning { try console.log(warning.description) }
    if let note = shop.thresholdNote { try console.log("frontdesk: \(note)") }
    guard case .fitted = shop.thresholdState, let stamp = shop.thresholds.stamp else { return }
    guard stamp.sets != (try setsVersion(shop.settings.languages)) else { return }
    try console.log(
      "\(ContentFolder.thresholds):\(stamp.line): warning: the thresholds were fitted on other "
        + "labelled questions than those of \(sets); `frontdesk tune` fits them anew"
    )
  }

  /// The sets of the languages, and what was odd about them.
  ///
  /// - Throws: `SetError` for the first wrong line, `BenchError` when there is no question.
  func sets(
    for languages: [Language],
    names: (Language) throws -> ShopNames
  ) throws -> (sets: [LabelledSet], warnings: [String]) {
    guard let folders = DiskFiles.names(in: sets) else {
      throw BenchError("there is no folder of sets at \(sets); --sets DIR names one")
    }
    var read: [LabelledSet] = []
    var warnings: [String] = []
    for language in languages {
      let folder = "\(sets)/\(language.code)"
      let files = questionFiles(language)
      guard !files.isEmpty else {
        warnings.append("\(folder): warning: there are no questions of this language")
        continue
      }
      let set = try LabelledSet(
        try files.map { name in
          SourceFile(name: "\(folder)/\(name)", bytes: try contents(ofFile: "\(folder)/\(name)"))
        },
        language: language,
        names: try names(language)
      )
      read.append(set)
      warnings += set.warnings
    }
    let known = Set(Language.allCases.map(\.code))
    for name in folders.sorted() where DiskFiles.names(in: "\(sets)/\(name)") != nil {
      if !known.contains(name) {
        warnings.append("\(sets)/\(name): warning: this names no language; it is passed over")
      }
    }
    guard !read.isEmpty else {
      throw BenchError(
        "there is no question below \(sets); expected <lang>/*.tsv for "
          + alternatives(languages.map(\.code))
      )
    }
    return (read, warnings)
  }
}
