import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis

/// Takes what is personal out of texts of conversations, the names of their customers with it.
final class Masking {
  private let shop: Shop
  /// For conversations in which nobody was named.
  private let general: PersonalDataScanner
  private var scanners: [[String]: PersonalDataScanner] = [:]

  init(_ shop: Shop) {
    self.shop = shop
    general = shop.personalData()
  }

  /// The scanner of a conversation.
  func scanner(of events: [StoredEvent]) -> PersonalDataScanner {
    let names = Self.names(in: events)
    guard !names.isEmpty else { return general }
    if let known = scanners[names] { return known }
    let scanner = shop.personalData(names: names)
    // One customer's conversations come one after another at best; memory should not grow for it.
    if scanners.count >= 1_000 { scanners = [:] }
    scanners[names] = scanner
    return scanner
  }

  /// A text for a content file's example, without what is personal but for names.
  func annotated(_ text: String) -> String { general.annotated(text) }

  /// The names that the shop's backend gave a customer: as a whole, and the parts of it.
  private static func names(in events: [StoredEvent]) -> [String] {
    var names: Set<String> = []
    for stored in events {
      guard case .customerIdentified(let customer) = stored.event else { continue }
      for (field, text) in customer.fields where field.hasSuffix("name") {
        names.insert(text)
        for part in text.split(separator: " ") where part.count >= 3 { names.insert(String(part)) }
      }
    }
    return names.filter { !$0.isEmpty }.sorted()
  }
}
