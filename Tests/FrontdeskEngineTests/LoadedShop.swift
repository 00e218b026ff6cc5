import Content
import Dialogue
import FrontdeskEngine
import TextAnalysis

/// The bundled shop, each of whose languages is loaded once for all tests.
enum LoadedShop {
  private struct Loaded: Sendable {
    let shop: Shop
    let bases: [KnowledgeBase]
  }

  private static let loaded = Result {
    let sources = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let shop = try Shop(folder: ContentFolder(path: "/" + sources))
    return Loaded(
      shop: shop,
      bases: shop.settings.languages.map { KnowledgeBase.load($0, of: shop, cache: nil) }
    )
  }

  /// An engine of its own, in which nothing was said yet.
  static func engine() throws -> Engine {
    let loaded = try loaded.get()
    let engine = Engine(shop: loaded.shop)
    for base in loaded.bases { engine.replace(base) }
    return engine
  }
}
