import TestSupport
import Testing

@testable import Retrieval

@Suite("The inverted index")
struct InvertedIndexTests {
  @Test("holds every term of every unit once, in order, with its frequency", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let units = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          TermID.random(in: 0...15, using: &generator)
        }
      }
      var builder = InvertedIndexBuilder()
      for (number, unit) in units.enumerated() { #expect(builder.add(unit) == UnitID(number)) }
      let index = builder.build(scorer: BM25(), termCount: 20)
      #expect(index.unitCount == units.count)
      #expect(index.termCount == 20)
      #expect(index.lengths == units.map { UInt32($0.count) })
      for term in TermID(0)..<20 {
        let holders = units.indices.filter { units[$0].contains(term) }
        let range = index.postings(of: term)
        #expect(index.units[range].map(Int.init) == holders)
        #expect(index.documentFrequency(of: term) == holders.count)
        #expect(
          index.frequencies[range].map(Int.init)
            == holders.map { unit in units[unit].count { $0 == term } }
        )
        #expect(index.maximumWeights[Int(term)] == index.weights[range].max() ?? 0)
        let tenth = index.weights[range].sorted(by: >).dropFirst(9).first ?? 0
        #expect(index.tenthBestWeights[Int(term)] == tenth)
        for unit in units.indices {
          let posting = index.posting(of: term, in: UnitID(unit))
          #expect(posting.map { Int(index.units[$0]) } == (holders.contains(unit) ? unit : nil))
        }
      }
    }
  }

  @Test("keeps the highest frequency that fits for a word without end")
  func clamped() {
    var builder = InvertedIndexBuilder()
    builder.add([TermID](repeating: 0, count: 70_000))
    let index = builder.build(scorer: BM25())
    #expect(index.frequencies == [65_535])
    #expect(index.weights.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test("is empty without units, and takes units without terms")
  func empty() {
    let none = InvertedIndexBuilder().build(scorer: BM25())
    #expect(none.unitCount == 0 && none.termCount == 0 && none.postingCount == 0)
    #expect(none.postings(of: 0).isEmpty)
    var builder = InvertedIndexBuilder()
    builder.add([])
    builder.add([3])
    let index = builder.build(scorer: BM25())
    #expect(index.unitCount == 2 && index.termCount == 4)
    #expect(index.postings(of: 1).isEmpty)
    #expect(index.units[index.postings(of: 3)] == [1])
  }

  @Test("counts a term once for a document, in whichever field it stands")
  func documentFrequencies() {
    var short = InvertedIndexBuilder()
    var body = InvertedIndexBuilder()
    // Document 0 has two short units, 1 none, 2 one.
    short.add([0, 1])
    short.add([0, 2])
    short.add([1])
    body.add([0, 3])
    body.add([3])
    body.add([])
    let owners: [UInt32] = [0, 0, 2]
    var counts = [UInt32](repeating: 0, count: 5)
    short.documentFrequencies(ownedBy: { owners[Int($0)] }, togetherWith: body, into: &counts)
    #expect(counts == [1, 2, 1, 2, 0])
  }
}
