package import Retrieval
package import TextAnalysis
package import Understanding

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Keeps what was built and learnt in files, named by language, recipe and the content they were built from.
///
/// A kept file is written aside and renamed, begins with a mark and ends with a checksum. Anything
/// wrong with it, or with the folder, means building again, never an error.
package struct IndexCache: Sendable {
  private static let mark: [UInt8] = Array("frontdesk index\n".utf8)

  private let folder: String

  /// Uses a folder, which is made when first written to.
  package init(folder: String) {
    self.folder = folder
  }

  /// The folder for this user: `$XDG_CACHE_HOME/frontdesk`, or `~/.cache/frontdesk`; nil without.
  package static func userFolder(environment: [String: String]) -> String? {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return cache + "/frontdesk"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.cache/frontdesk"
  }

  /// What is kept of a language: its index and what its examples taught.
  package struct Kept: Sendable {
    package let index: SearchIndex
    package let classifier: TargetClassifier
  }

  /// Returns what is kept for this content, or nil.
  package func kept(
    language: Language,
    content: ContentHash,
    sources: [Interpreter.Source]
  ) -> Kept? {
    guard
      let data = try? Data(
        contentsOf: URL(filePath: path(language, content)),
        options: .mappedIfSafe
      )
    else { return nil }
    return data.withUnsafeBytes { bytes in
      let tail = 32
      guard bytes.count >= Self.mark.count + tail, bytes.starts(with: Self.mark) else { return nil }
      let payload = UnsafeRawBufferPointer(
        rebasing: bytes[Self.mark.count..<(bytes.count - tail)]
      )
      var sum = ContentHash()
      sum.combine(payload)
      guard bytes.suffix(tail).elementsEqual(sum.hexadecimal.utf8) else { return nil }
      var reader = ArrayReader(payload)
      guard let index = SearchIndex(decoding: &reader, language: language),
        let classifier = TargetClassifier(decoding: &reader, sources: sources), reader.isAtEnd
      else { return nil }
      return Kept(index: index, classifier: classifier)
    }
  }

  /// Keeps a language and removes its earlier contents; failing is no harm.
  package func keep(_ kept: Kept, content: ContentHash) {
    var writer = ArrayWriter()
    kept.index.encode(to: &writer)
    kept.classifier.encode(to: &writer)
    let payload = writer.bytes
    var sum = ContentHash()
    sum.combine(payload)
    let bytes = Self.mark + payload + Array(sum.hexadecimal.utf8)
    let files = FileManager.default
    try? files.createDirectory(
      at: URL(filePath: folder, directoryHint: .isDirectory),
      withIntermediateDirectories: true
    )
    let path = path(kept.index.language, content)
    guard (try? Data(bytes).write(to: URL(filePath: path), options: .atomic)) != nil else { return }
    removeOthers(kept.index.language, but: path)
  }

  /// Removes all but the newest few files of a language.
  private func removeOthers(_ language: Language, but path: String) {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder) else { return }
    let mine = names.filter { $0.hasPrefix(language.code + "-") && folder + "/" + $0 != path }
    // Other shops on this machine keep theirs here too, so a few are left.
    let dated = mine.map { name -> (name: String, date: Date) in
      let attributes = try? files.attributesOfItem(atPath: folder + "/" + name)
      return (name, attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for old in dated.sorted(by: { $0.date > $1.date }).dropFirst(4) {
      try? files.removeItem(atPath: folder + "/" + old.name)
    }
  }

  private func path(_ language: Language, _ content: ContentHash) -> String {
    let recipe =
      "\(SearchIndex.recipeVersion).\(TargetClassifier.recipeVersion)"
      + ".\(PatternSampler.recipeVersion)"
    return "\(folder)/\(language.code)-\(recipe)-\(content.hexadecimal).index"
  }
}
