package import Content
import Dialogue
package import TextAnalysis
package import Understanding

/// A shop's settings and facts, and where its content lies.
package final class Shop: Sendable {
  package let folder: ContentFolder
  package let settings: ShopFile
  package let facts: Facts
  package let renderer: FactRenderer
  package let pins: Pins?
  package let thresholds: Thresholds
  /// Whether the thresholds can be relied on.
  package let thresholdState: ThresholdState
  /// The flows, and the rules of the desk.
  package let scripts: ShopScripts
  /// A fingerprint of the files that all languages share, without those of the scripts.
  package let hash: ContentHash
  /// What is wrong with those files but does not keep the shop from working.
  package let problems: [ContentProblem]

  /// Reads what all languages share; the languages are read when they are needed.
  ///
  /// - Throws: `ContentProblem` when one of these files cannot be used, or the shop's own is missing.
  package init(folder: ContentFolder) throws(ContentProblem) {
    self.folder = folder
    var problems: [ContentProblem] = []
    var hash = ContentHash()
    func required(_ name: String) throws(ContentProblem) -> ContentFolder.File {
      guard let file = try folder.file(name) else {
        throw ContentProblem(
          file: name,
          line: 0,
          "the file is missing from \(folder.path)",
          rule: "missing-file"
        )
      }
      return file
    }
    let shopFile = try required("intents/shop.yml")
    hash.combine(shopFile.bytes)
    settings = try ShopFile(parsing: shopFile.bytes, file: shopFile.name, warnings: &problems)
    if let file = try folder.file("corpus/facts.yml") {
      hash.combine(file.bytes)
      facts = try Facts(parsing: file.bytes, file: file.name, warnings: &problems)
    } else {
      facts = try Facts(
        parsing: Array("facts: {}".utf8),
        file: "corpus/facts.yml",
        warnings: &problems
      )
    }
    renderer = FactRenderer(facts: facts, currency: settings.currency)
    factValues = Self.values(of: facts, currency: settings.currency)
    var pins: Pins?
    if let file = try folder.file("corpus/pins.yml") {
      hash.combine(file.bytes)
      pins = try Pins(parsing: file.bytes, file: file.name, warnings: &problems)
    }
    self.pins = pins
    var thresholds = Thresholds()
    var state = ThresholdState.absent
    if let file = try folder.file(ContentFolder.thresholds) {
      thresholds = try Thresholds(parsing: file.bytes, file: file.name, warnings: &problems)
      state =
        switch thresholds.stamp {
        case nil: .written
        case let stamp? where stamp.content == folder.version(): .fitted
        case let stamp?: .stale(line: stamp.line)
        }
    }
    self.thresholds = thresholds
    thresholdState = state
    scripts = ShopScripts(in: folder)
    self.hash = hash
    self.problems = problems + scripts.problems
  }

  /// Names the flows and the rules of the desk: changes with any file of `intents/flows`.
  package var scriptsVersion: String { scripts.version }

  /// Whether the levels fit the content.
  package enum ThresholdState: Sendable, Hashable {
    /// Fitted on this content.
    case fitted
    /// Written by hand, for whatever content.
    case written
    /// Fitted on other content than this.
    case stale(line: Int)
    /// There is no file; the shipped defaults count.
    case absent
  }

  /// What is wrong with the thresholds, if they are stale.
  package var thresholdWarning: ContentProblem? {
    guard case .stale(let line) = thresholdState else { return nil }
    return ContentProblem(
      .warning,
      file: ContentFolder.thresholds,
      line: line,
      "the thresholds were fitted on other content; until `frontdesk tune` fits them anew, the "
        + "stricter of them and the defaults count",
      rule: "stale-thresholds"
    )
  }

  /// The numbers of facts, for conditions.
  let factValues: [String: SlotValue]

  private static func values(of facts: Facts, currency: String) -> [String: SlotValue] {
    var values: [String: SlotValue] = [:]
    for name in facts.names {
      switch facts[name]?.kind {
      case .number(let number, _)? where number.isWhole: values[name] = .number(number.whole)
      case .number(let number, _)?: values[name] = .amount(number, currency: "")
      case .amount(let amount)?: values[name] = .amount(amount, currency: currency)
      default: break
      }
    }
    return values
  }

  /// What is to be known about the thresholds, if there are none.
  package var thresholdNote: String? {
    guard case .absent = thresholdState else { return nil }
    return "there is no \(ContentFolder.thresholds); conservative defaults count until "
      + "`frontdesk tune` fits some"
  }

  /// The confidences at which a language's questions are answered or asked about.
  package func levels(_ language: Language) -> Decision.Levels {
    var levels = thresholds[language]
    if case .stale = thresholdState {
      let shipped = Thresholds.Levels()
      levels = Thresholds.Levels(
        answer: max(levels.answer, shipped.answer),
        clarify: max(levels.clarify, shipped.clarify),
        margin: max(levels.margin, shipped.margin)
      )
    }
    return Decision.Levels(
      answer: levels.answer,
      clarify: levels.clarify,
      margin: levels.margin
    )
  }
}
