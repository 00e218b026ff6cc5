import Content

/// The files that all languages share, as far as each of them can be read.
struct SharedFiles {
  /// The shop as the program would open it; nil when it would not.
  private(set) var shop: Shop?
  private(set) var settings: ShopFile?
  private(set) var facts: Facts?
  private(set) var pins: Pins?
  let scripts: ShopScripts
  private(set) var problems: [ContentProblem] = []

  /// ISO 4217 for "no currency": what amounts are in while `shop.yml` cannot be read.
  private static let noCurrency = "XXX"

  var renderer: FactRenderer? {
    facts.map { FactRenderer(facts: $0, currency: settings?.currency ?? Self.noCurrency) }
  }

  init(_ folder: ContentFolder) {
    do throws(ContentProblem) {
      let shop = try Shop(folder: folder)
      self.shop = shop
      settings = shop.settings
      facts = shop.facts
      pins = shop.pins
      scripts = shop.scripts
      problems = shop.problems + [shop.thresholdWarning].compactMap { $0 }
    } catch {
      // The first broken file ends opening a shop; here the others are wanted as well.
      scripts = ShopScripts(in: folder)
      problems.append(error)
      problems += scripts.problems
      settings = read("intents/shop.yml", in: folder, with: ShopFile.init)
      facts = read("corpus/facts.yml", in: folder, orElse: [], with: Facts.init)
      pins = read("corpus/pins.yml", in: folder, with: Pins.init)
      _ = read("intents/thresholds.yml", in: folder, with: Thresholds.init(parsing:file:warnings:))
    }
  }

  /// Reads one file; nil when it is missing and nothing stands in for it, or when it is broken.
  private mutating func read<Value>(
    _ name: String,
    in folder: ContentFolder,
    orElse substitute: [UInt8]? = nil,
    with parse: ([UInt8], String, inout [ContentProblem]) throws(ContentProblem) -> Value
  ) -> Value? {
    do throws(ContentProblem) {
      guard let bytes = try folder.file(name)?.bytes ?? substitute else { return nil }
      return try parse(bytes, name, &problems)
    } catch {
      problems.append(error)
      return nil
    }
  }
}
