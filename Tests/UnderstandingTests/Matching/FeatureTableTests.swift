import TestSupport
import Testing

@testable import Understanding

@Suite("Table of features")
struct FeatureTableTests {
  @Test("names are numbered as they come, each once, however often the table grows")
  func numbers() {
    var random = SeededGenerator(seed: 5)
    var table = FeatureTable(capacity: 4)
    var known: [UInt64: UInt32] = [:]
    for _ in 0..<4_000 {
      let name = UInt64.random(in: 1...3_000, using: &random) &* 0x9E37_79B9_7F4A_7C15
      let expected = known[name] ?? UInt32(known.count)
      known[name] = expected
      #expect(table.add(name) == expected)
    }
    #expect(table.count == known.count)
    for (name, number) in known { #expect(table.number(of: name) == number) }
    #expect(table.number(of: 3_001 &* 0x9E37_79B9_7F4A_7C15) == nil)
  }

  @Test("names that want the same slot are kept apart")
  func collisions() {
    let names = (1...200).map { UInt64($0) << 40 }
    let table = FeatureTable(names)
    #expect(names.map { table.number(of: $0) } == (0..<200).map { UInt32($0) })
    #expect(table.number(of: 201 << 40) == nil)
    #expect(table.ordered == names)
  }

  @Test("an empty table knows nothing, and nothing is a name like others")
  func empty() {
    var table = FeatureTable(capacity: 0)
    #expect(table.number(of: 0) == nil)
    #expect(table.add(0) == 0)
    #expect(table.number(of: 0) == 0)
    #expect(FeatureTable(table.ordered).number(of: 0) == 0)
  }

  @Test("a pair's name tells order and sort, a text's name its letters' order")
  func names() {
    #expect(FeatureHash.pair(1, 2, kind: 3) != FeatureHash.pair(2, 1, kind: 3))
    #expect(FeatureHash.pair(1, 2, kind: 3) != FeatureHash.pair(1, 2, kind: 4))
    #expect(FeatureHash.of("ab".utf8) != FeatureHash.of("ba".utf8))
    #expect(FeatureHash.of("".utf8) != FeatureHash.of("\0".utf8))
    #expect(FeatureHash.of("ab".utf8) == FeatureHash.of(Array("ab".utf8)))
  }
}
