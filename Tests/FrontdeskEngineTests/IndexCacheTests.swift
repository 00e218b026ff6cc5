import Content
import Dispatch
import Foundation
import FrontdeskEngine
import TestSupport
import Testing
import TextAnalysis

@Suite("Index cache")
struct IndexCacheTests {
  private let folder: TemporaryFolder
  private let kept: TemporaryFolder
  private let cache: IndexCache

  init() throws {
    folder = try TemporaryFolder(shopWith: [:])
    kept = try TemporaryFolder()
    cache = IndexCache(folder: kept.path + "/deep/down")
  }

  @Test("what was built is kept and used, and answers the same")
  func used() throws {
    let (built, again) = (try load(.english), try load(.english))
    #expect(!built.wasKept)
    #expect(again.wasKept)
    #expect(again.version == built.version)
    #expect(names().count == 1)
    let fresh = Engine(shop: try folder.shop())
    let warm = Engine(shop: try folder.shop(), cache: cache)
    for line in [
      "where is my parcl", "return shipping", "hi, is shipping free", "zzz", "I pay card",
    ] {
      let (a, b) = (try fresh.reply(to: line, in: line), try warm.reply(to: line, in: line))
      #expect(a.text == b.text)
      #expect(a.confidence == b.confidence)
    }
    #expect(warm.knowledgeBase(.english).wasKept)
  }

  @Test("changed content of the language or of the shop is built anew, of another language not")
  func changed() throws {
    for language in [Language.english, .russian] { _ = try load(language) }
    try folder.write(
      "---\nid: wrap\ntitle: Do you wrap presents?\n---\nYes.\n",
      to: "corpus/en/wrap.md"
    )
    #expect(try !load(.english).wasKept)
    #expect(try load(.english).wasKept)
    #expect(try load(.russian).wasKept)
    try folder.write("# none\npins: []\n", to: "corpus/pins.yml")
    #expect(try !load(.russian).wasKept)
    // Levels are no part of what is built or learnt.
    try folder.write("answer: 0.7\n", to: "intents/thresholds.yml")
    #expect(try load(.russian).wasKept)
  }

  @Test("a file with any byte damaged is built anew and mended")
  func damaged() throws {
    let built = try load(.english)
    let name = try #require(names().first)
    let bytes = try kept.read("deep/down/\(name)")
    var random = SeededGenerator(seed: 9)
    var positions = [0, 15, 16, 23, bytes.count - 33, bytes.count - 32, bytes.count - 1]
    for _ in 0..<12 { positions.append(Int.random(in: 0..<bytes.count, using: &random)) }
    for position in positions {
      var damaged = bytes
      damaged[position] ^= 1 << UInt8.random(in: 0...7, using: &random)
      try kept.write(damaged, to: "deep/down/\(name)")
      let again = try load(.english)
      #expect(!again.wasKept, "byte \(position) of \(bytes.count)")
      #expect(again.version == built.version)
      #expect(try kept.read("deep/down/\(name)") == bytes)
    }
  }

  @Test("a file cut short, empty, or longer than it was is built anew")
  func truncated() throws {
    _ = try load(.english)
    let name = try #require(names().first)
    let bytes = try kept.read("deep/down/\(name)")
    for count in [0, 1, 16, 47, 48, 49, bytes.count / 2, bytes.count - 32, bytes.count - 1] {
      try kept.write(Array(bytes.prefix(count)), to: "deep/down/\(name)")
      #expect(try !load(.english).wasKept, "\(count) of \(bytes.count)")
    }
    try kept.write(bytes + [0], to: "deep/down/\(name)")
    #expect(try !load(.english).wasKept)
    #expect(try load(.english).wasKept)
  }

  @Test("a file of another recipe, language or content is not taken for this one")
  func otherRecipe() throws {
    _ = try load(.english)
    let name = try #require(names().first)
    let bytes = try kept.read("deep/down/\(name)")
    let parts = name.split(separator: "-")
    #expect(parts.count == 3 && parts[0] == "en")
    try kept.remove("deep/down/\(name)")
    try kept.write(bytes, to: "deep/down/en-0.0-\(parts[2])")
    try kept.write(bytes, to: "deep/down/ru-\(parts[1])-\(parts[2])")
    #expect(try !load(.english).wasKept)
    #expect(try !load(.russian).wasKept)
  }

  @Test("old files of a language are removed but for a few, and other files left alone")
  func pruned() throws {
    try kept.write("mine", to: "deep/down/notes.txt")
    for number in 0..<8 {
      try folder.write("# \(number)\npins: []\n", to: "corpus/pins.yml")
      _ = try load(.english)
    }
    _ = try load(.russian)
    #expect(names().count { $0.hasPrefix("en-") } == 5)
    #expect(names().count { $0.hasPrefix("ru-") } == 1)
    #expect(names().contains("notes.txt"))
    #expect(names().count == 7)
  }

  @Test("a folder that cannot be written, or is a file, is no error")
  func unwritable() throws {
    try kept.write("a file", to: "occupied")
    for path in [
      "/proc/nowhere/frontdesk", kept.path + "/occupied", kept.path + "/occupied/in",
    ] {
      let base = KnowledgeBase.load(
        .english,
        of: try folder.shop(),
        cache: IndexCache(folder: path)
      )
      #expect(!base.wasKept)
      #expect(base.articles.count == 3)
    }
    #expect(try kept.read("occupied") == Array("a file".utf8))
  }

  @Test("several that build and keep at once all work, and leave one whole file")
  func concurrent() throws {
    let shop = try folder.shop()
    let cache = cache
    DispatchQueue.concurrentPerform(iterations: 6) { _ in
      let base = KnowledgeBase.load(.english, of: shop, cache: cache)
      #expect(base.articles.count == 3)
    }
    #expect(names().count == 1)
    #expect(try load(.english).wasKept)
  }

  @Test("the user's folder is where the environment says")
  func userFolder() {
    let cases: [([String: String], String?)] = [
      (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/frontdesk"),
      (["HOME": "/h"], "/h/.cache/frontdesk"),
      (["XDG_CACHE_HOME": "", "HOME": "/h"], "/h/.cache/frontdesk"),
      (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/frontdesk"), ([:], nil),
      (["HOME": ""], nil),
    ]
    for (environment, expected) in cases {
      #expect(IndexCache.userFolder(environment: environment) == expected)
    }
  }

  private func load(_ language: Language) throws -> KnowledgeBase {
    KnowledgeBase.load(language, of: try folder.shop(), cache: cache)
  }

  private func names() -> [String] { kept.names(in: "deep/down") }
}

@Suite("Content hash")
struct ContentHashTests {
  @Test("every byte, its place and where a part ends matter")
  func differs() {
    var seen: Set<String> = []
    for length in 0..<40 {
      #expect(seen.insert(hash([[UInt8](repeating: 0, count: length)])).inserted)
      for position in 0..<length {
        var bytes = [UInt8](repeating: 0, count: length)
        bytes[position] = 1
        #expect(seen.insert(hash([bytes])).inserted)
      }
    }
    #expect(hash([[1, 2], [3]]) != hash([[1], [2, 3]]))
    #expect(hash([[1, 2, 3]]) != hash([[1, 2], [3]]))
    #expect(hash([]) != hash([[]]))
  }

  @Test("the same bytes have the same fingerprint of 32 hexadecimal digits")
  func same() {
    let text = hash([Array("where is my order".utf8)])
    #expect(text == hash([Array("where is my order".utf8)]))
    #expect(text.utf8.count == 32)
    #expect(text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }

  private func hash(_ parts: [[UInt8]]) -> String {
    var hash = ContentHash()
    for part in parts { hash.combine(part) }
    return hash.hexadecimal
  }
}
