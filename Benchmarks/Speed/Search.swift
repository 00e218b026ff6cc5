import Foundation
import LineServer
import Retrieval

/// Plain BM25 over lines of text: build an index, ask all questions several times, write figures.
///
/// Tokens are runs of ASCII letters and digits and of non-ASCII bytes, lower-cased, which is what
/// the reference programs do; so the hits can be compared one by one.
struct PlainSearch {
  private var vocabulary = Vocabulary(capacity: 1 << 16)
  private var token: [UInt8] = []

  /// What a reference program writes, key by key.
  struct Report: Codable {
    var peer = "frontdesk"
    var n_docs: Int
    var terms: Int
    var postings: Int
    var build_s: Double
    var build_cpu_s: Double
    var rss0_kb: Int
    var rss1_kb: Int
    var hwm_kb: Int
    var bytes_per_posting: Double
    var passes: [Pass]
    var top: [[[Double]]]
  }

  static func run(
    documents: String,
    questions: String,
    output: String,
    seconds: Double,
    passes: Int
  ) throws {
    let rss0 = statusKilobytes("VmRSS")
    let wall = wallSeconds()
    let processor = processorSeconds()
    var plain = PlainSearch()
    let index = try plain.build(from: [UInt8](Data(contentsOf: URL(filePath: documents))))
    let buildWall = wallSeconds() - wall
    let buildProcessor = processorSeconds() - processor
    let peak = statusKilobytes("VmHWM")
    var room = Accumulators()
    let lines = try String(contentsOfFile: questions, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
      .filter { !$0.isEmpty }
    func ask(_ line: [UInt8]) -> [ScoredUnit] {
      index.top(10, for: plain.query(line), using: &room)
    }
    for line in lines.prefix(200) { _ = ask(line) }
    let start = wallSeconds()
    var done: [Pass] = []
    for _ in 0..<passes where wallSeconds() - start < seconds {
      done.append(
        Pass(count: lines.count, deadline: start + seconds) { _ = ask(lines[$0]) }
      )
    }
    let report = Report(
      n_docs: index.unitCount,
      terms: index.termCount,
      postings: index.postingCount,
      build_s: buildWall,
      build_cpu_s: buildProcessor,
      rss0_kb: rss0,
      rss1_kb: statusKilobytes("VmRSS"),
      hwm_kb: peak,
      bytes_per_posting: Double(index.byteCount) / Double(max(index.postingCount, 1)),
      passes: done,
      top: lines.prefix(200).map { line in
        ask(line).map { [Double($0.unit), Double(($0.score * 10_000).rounded() / 10_000)] }
      }
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(report).write(to: URL(filePath: output))
  }

  /// Answers every line with the best ten documents and their scores, until the program is ended.
  static func serve(documents: String, on address: SocketAddress) throws {
    var plain = PlainSearch()
    let index = try plain.build(from: [UInt8](Data(contentsOf: URL(filePath: documents))))
    var room = Accumulators()
    try BareServer.run(on: address) { line, answer in
      for hit in index.top(10, for: plain.query(Array(line.utf8)), using: &room) {
        answer += String(hit.unit).utf8
        answer.append(UInt8(ascii: ":"))
        append(hit.score, to: &answer)
        answer.append(UInt8(ascii: " "))
      }
    }
  }

  /// A score with four decimals.
  private static func append(_ score: Float, to answer: inout [UInt8]) {
    let scaled = Int((score * 10_000).rounded())
    answer += String(scaled / 10_000).utf8
    answer.append(UInt8(ascii: "."))
    answer += String(10_000 + scaled % 10_000).utf8.dropFirst()
  }

  private mutating func build(from text: [UInt8]) -> InvertedIndex {
    var builder = InvertedIndexBuilder()
    var tokens: [TermID] = []
    var start = 0
    text.withUnsafeBufferPointer { text in
      while start < text.count {
        let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        tokens.removeAll(keepingCapacity: true)
        Self.forEachToken(text, start..<end, &token) { tokens.append(vocabulary.add($0)) }
        builder.add(tokens)
        start = end + 1
      }
    }
    return builder.build(scorer: BM25(k1: 1.2, b: 0.75))
  }

  private mutating func query(_ line: [UInt8]) -> [WeightedTerm] {
    var terms: [WeightedTerm] = []
    terms.reserveCapacity(16)
    line.withUnsafeBufferPointer { line in
      Self.forEachToken(line, 0..<line.count, &token) { bytes in
        guard let term = vocabulary.id(of: bytes) else { return }
        for position in terms.indices where terms[position].term == term {
          terms[position].weight += 1
          return
        }
        terms.append(WeightedTerm(term: term))
      }
    }
    return terms
  }

  /// The lower-cased byte where it belongs to a token, else 0.
  private static let lowered: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 128...:
      byte
    default: 0
    }
  }

  @inline(__always)
  private static func forEachToken(
    _ text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    _ token: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    lowered.withUnsafeBufferPointer { lowered in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 255) { token in
        var position = range.lowerBound
        while position < range.upperBound {
          while position < range.upperBound && lowered[Int(text[position])] == 0 { position += 1 }
          var length = 0
          while position < range.upperBound {
            let byte = lowered[Int(text[position])]
            if byte == 0 { break }
            if length < 255 {
              token[length] = byte
              length += 1
            }
            position += 1
          }
          if length > 0 { body(UnsafeBufferPointer(rebasing: token[..<length])) }
        }
      }
    }
  }
}
