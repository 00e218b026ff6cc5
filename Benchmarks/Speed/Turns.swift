import Content
import Dialogue
import Foundation
import FrontdeskEngine
import Handoff
import Storage
import TextAnalysis
import Understanding

/// Turns of long conversations that take turns asking what the shop's own content asks.
///
/// The questions are the sample questions of the articles and the examples of the intents, in all
/// languages. Without `all`, only those that a new conversation answers or offers something for at
/// once: no script, no person. Every conversation keeps to one language, or, `mixed`, to none.
struct TurnSpeed {
  var shop: String
  var conversations = 50
  var turns = 50_000
  /// Commits to an SQLite file after each round of the conversations.
  var keeps = false
  var all = false
  var mixed = false
  /// Asks the labelled questions of the benchmark instead, which the content does not hold.
  var labelled = false

  struct Report: Codable {
    var questions: Int
    var conversations: Int
    var turns: Int
    var turns_per_cpu_second: Double
    var mean_us: Double
    var p50_us: Double
    var p99_us: Double
    /// Mean processor time of the first and the last tenth of the turns.
    var first_tenth_us: Double
    var last_tenth_us: Double
    /// Of the mean, what committing costs.
    var commit_us: Double
    var bytes_per_turn_in_memory: Int
    /// What a conversation of three turns holds when it is idle.
    var bytes_per_idle_conversation: Int
    var kinds: [String: Int]
    /// Of every reply with its confidences: the same as long as the behaviour is.
    var digest: String
  }

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/frontdesk-turns-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = shop
    let shop = try Shop(folder: try ContentFolder(path: path))
    let environment = ProcessInfo.processInfo.environment
    let cache = IndexCache.userFolder(environment: environment).map { IndexCache(folder: $0) }
    let bases = shop.settings.languages.map { KnowledgeBase.load($0, of: shop, cache: cache) }
    let questions = try questions(shop, bases)
    let sqlite = keeps ? try SQLiteStore(writing: folder + "/turns.db") : nil
    defer { sqlite?.close() }
    let engine = Engine(shop: shop, store: sqlite)
    // What is made once is made before it is measured.
    let warm = Engine(shop: shop)
    for base in bases {
      engine.replace(base)
      warm.replace(base)
    }
    _ = try ask(warm, questions, turns: 2_000, name: "warm")
    _ = try ask(engine, questions, turns: conversations, name: "warm")
    let before = statusKilobytes("VmRSS")
    var report = try ask(engine, questions, turns: turns, name: "c")
    report.bytes_per_turn_in_memory = (statusKilobytes("VmRSS") - before) * 1024 / turns
    if !keeps { report.bytes_per_idle_conversation = try idle(engine, questions) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
    if let sqlite { precondition(sqlite.problems().isEmpty, "the store is not whole") }
  }

  /// The questions by language, or all of them together.
  private func questions(_ shop: Shop, _ bases: [KnowledgeBase]) throws -> [[String]] {
    let probe = Engine(shop: shop)
    for base in bases { probe.replace(base) }
    let lists = try shop.settings.languages.map { language in
      let texts = try texts(language, shop)
      let id = ConversationID("probe")
      return texts.filter { text in
        guard !all else { return true }
        defer {
          probe.startAfresh()
          for base in bases { probe.replace(base) }
        }
        let deliveries = probe.receive(text, in: id, at: moment(0))
        guard let reply = deliveries.first?.reply, deliveries.count == 1 else { return false }
        return reply.flow == nil && reply.completed.isEmpty && reply.requests.isEmpty
          && reply.handoff == nil && (reply.kind == .answer || reply.kind == .ask)
      }
    }
    // Neighbours in a file are about the same; a stride through the list is about anything.
    func strewn(_ list: [String]) -> [String] {
      let stride = 1 + list.count * 5 / 13
      var places = Set(list.indices)
      var order: [Int] = []
      var place = 0
      while !places.isEmpty {
        while !places.contains(place) { place = (place + 1) % list.count }
        places.remove(place)
        order.append(place)
        place = (place + stride) % list.count
      }
      return order.map { list[$0] }
    }
    guard mixed else { return lists.map(strewn) }
    let longest = lists.map(\.count).max() ?? 0
    let each = lists.map(strewn)
    return [(0..<longest).flatMap { place in each.map { $0[place % $0.count] } }]
  }

  /// What is asked in a language.
  private func texts(_ language: Language, _ shop: Shop) throws -> [String] {
    guard labelled else {
      var problems: [ContentProblem] = []
      let files = LanguageFiles(language, in: shop.folder, problems: &problems)
      return files.articles.flatMap { $0.questions.map(\.text) }
        + files.intents.flatMap { $0.examples.map(\.text) }
    }
    let file = "\(self.shop)/Benchmarks/Sets/\(language.code)/questions.tsv"
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { String($0.split(separator: "\t", omittingEmptySubsequences: false)[1]) }
  }

  private func ask(
    _ engine: Engine,
    _ questions: [[String]],
    turns: Int,
    name: String
  ) throws -> Report {
    let ids = (0..<conversations).map { ConversationID("\(name)-\($0)") }
    let rounds = max(1, turns / conversations)
    var latencies: [Double] = []
    latencies.reserveCapacity(rounds * conversations)
    var kinds: [String: Int] = [:]
    var digest = Digest()
    var committing = 0.0
    var total = 0.0
    var first = 0.0
    var last = 0.0
    let tenth = max(1, rounds / 10)
    for round in 0..<rounds {
      let time = moment(round)
      let start = processorSeconds()
      for (number, id) in ids.enumerated() {
        let list = questions[number % questions.count]
        let line = list[(round + number * 37) % list.count]
        let begin = wallSeconds()
        let deliveries = engine.receive(
          CustomerMessage(line, clientID: keeps ? "m\(round)" : nil),
          in: id,
          gathers: false,
          at: time
        )
        if !keeps {
          _ = engine.takeRequests()
          try engine.commit(at: time)
        }
        latencies.append((wallSeconds() - begin) * 1e6)
        for delivery in deliveries {
          digest.add(delivery.text)
          guard let reply = delivery.reply else { continue }
          kinds[reply.flow == nil ? reply.kind.rawValue : "flow", default: 0] += 1
          for reason in reply.reasons { digest.add(reason) }
          for candidate in reply.interpretation?.candidates ?? [] {
            digest.add(candidate.target.name)
            digest.add(candidate.confidence.bitPattern)
          }
        }
      }
      let said = processorSeconds()
      if keeps {
        try engine.commit(at: time)
        _ = engine.takeRequests()
      }
      let end = processorSeconds()
      committing += end - said
      if round < tenth { first += end - start }
      if round >= rounds - tenth { last += end - start }
      total += end - start
    }
    let count = Double(rounds * conversations)
    latencies.sort()
    return Report(
      questions: questions.reduce(0) { $0 + $1.count },
      conversations: conversations,
      turns: rounds * conversations,
      turns_per_cpu_second: count / total,
      mean_us: total / count * 1e6,
      p50_us: latencies[latencies.count / 2],
      p99_us: latencies[latencies.count * 99 / 100],
      first_tenth_us: first / Double(tenth * conversations) * 1e6,
      last_tenth_us: last / Double(tenth * conversations) * 1e6,
      commit_us: committing / count * 1e6,
      bytes_per_turn_in_memory: 0,
      bytes_per_idle_conversation: 0,
      kinds: kinds,
      digest: digest.text
    )
  }

  /// What conversations of three turns hold in memory, those who asked gone.
  private func idle(_ engine: Engine, _ questions: [[String]]) throws -> Int {
    let count = 4_000
    let before = statusKilobytes("VmRSS")
    for number in 0..<count {
      let list = questions[number % questions.count]
      let id = ConversationID("idle-\(number)")
      for turn in 0..<3 {
        let line = list[(number * 7 + turn * 11) % list.count]
        _ = engine.receive(line, in: id, at: moment(turn))
        _ = engine.takeRequests()
        try engine.commit(at: moment(turn))
      }
    }
    return (statusKilobytes("VmRSS") - before) * 1024 / count
  }

  /// A second for each round, from a Monday morning on.
  private func moment(_ round: Int) -> Instant {
    Instant(secondsSinceEpoch: 1_767_607_200 + Double(round))
  }

  /// A fingerprint of texts and numbers in their order (FNV-1a, 64 bits).
  private struct Digest {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ text: String) {
      for byte in text.utf8 { add(byte) }
      add(UInt8(0xFF))
    }

    mutating func add(_ number: UInt64) {
      for shift in stride(from: 0, to: 64, by: 8) {
        add(UInt8(truncatingIfNeeded: number >> shift))
      }
    }

    private mutating func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    var text: String { String(hash, radix: 16) }
  }
}

extension TurnSpeed {
  /// Reads what stands behind `turns`; nil when it is not understood.
  init?(_ arguments: [String]) {
    guard let shop = arguments.first else { return nil }
    self.init(shop: shop)
    var rest = arguments.dropFirst()
    while let option = rest.popFirst() {
      switch option {
      case "--store": keeps = true
      case "--all": all = true
      case "--mixed": mixed = true
      case "--labelled": labelled = true
      case "--conversations", "--turns":
        guard let number = rest.popFirst().flatMap(Int.init), number > 0 else { return nil }
        if option == "--turns" { turns = number } else { conversations = number }
      default: return nil
      }
    }
  }
}
