package import Content
package import TextAnalysis

/// The whole content of a shop, read and checked, ready to take the place of what is in use.
///
/// A value, so that it can be read beside the engine's thread and handed over.
package struct LoadedContent: Sendable {
  package let shop: Shop
  /// Of all languages the shop serves.
  package let knowledge: [Language: KnowledgeBase]
  /// What `frontdesk check` says of it, sorted.
  package let problems: [ContentProblem]
  /// How lines are read, which takes some milliseconds to find out.
  let readers: [Language: LineReaders]

  /// The problems with which the content must not be used.
  package var errors: [ContentProblem] { problems.filter { $0.severity == .error } }

  /// Reads a shop's folder anew, and checks it.
  ///
  /// Complexity: builds what is not in the cache; as long as `frontdesk check` takes.
  ///
  /// - Throws: `ContentProblem` when the files that all languages share cannot be used.
  package init(
    from folder: ContentFolder,
    cache: IndexCache? = nil
  ) throws(ContentProblem) {
    let shop = try Shop(folder: folder)
    self.shop = shop
    var knowledge: [Language: KnowledgeBase] = [:]
    var readers: [Language: LineReaders] = [:]
    for language in shop.settings.languages {
      let base = KnowledgeBase.load(language, of: shop, cache: cache)
      knowledge[language] = base
      readers[language] = LineReaders(base, currency: shop.settings.currency)
    }
    self.knowledge = knowledge
    self.readers = readers
    problems = ContentCheck.problems(in: folder, isThorough: false)
  }
}
