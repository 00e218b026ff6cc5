import TestSupport
import Testing

@testable import TextAnalysis

@Suite("Edit distance")
struct EditDistanceTests {
  private func distance(_ left: String, _ right: String, bound: Int = 9) -> Int? {
    var distance = EditDistance()
    return distance.between(Array(left.utf16), Array(right.utf16), bound: bound)
  }

  @Test(
    "counts slips of the finger",
    arguments: [
      ("parcel", "parcel", 0), ("parcl", "parcel", 1), ("parccel", "parcel", 1),
      ("parcek", "parcel", 1), ("pracel", "parcel", 1), ("parcle", "parcel", 1),
      ("oarcel", "parcel", 2), ("aprcel", "parcel", 2), ("arcel", "parcel", 2),
      ("xparcel", "parcel", 2), ("prcl", "parcel", 2), ("зоказ", "заказ", 1),
      ("сипариш", "сипраиш", 1), ("", "", 0), ("", "a", 1), ("ca", "abc", 4),
    ]
  )
  func known(left: String, right: String, edits: Int) {
    #expect(distance(left, right) == edits)
    #expect(distance(right, left) == edits)
  }

  @Test("gives nothing beyond the bound, and the exact distance up to it")
  func bound() {
    #expect(distance("parcl", "parcel", bound: 0) == nil)
    #expect(distance("parcl", "parcel", bound: 1) == 1)
    #expect(distance("oarcel", "parcel", bound: 1) == nil)
    #expect(distance("abcdef", "a", bound: 4) == nil)
  }

  /// The recurrence written down plainly.
  private func naive(_ left: [UInt16], _ right: [UInt16]) -> Int {
    var table = [[Int]](repeating: Array(0...right.count), count: left.count + 1)
    for row in 0...left.count {
      for column in 0...right.count {
        if row == 0 || column == 0 {
          table[row][column] = row + column
          continue
        }
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var value = min(
          table[row - 1][column] + 1,
          table[row][column - 1] + 1,
          table[row - 1][column - 1] + cost
        )
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          value = min(value, table[row - 2][column - 2] + 1)
        }
        table[row][column] = value
      }
    }
    let isWrongFirst = left.first != nil && right.first != nil && left.first != right.first
    return table[left.count][right.count] + (isWrongFirst ? 1 : 0)
  }

  @Test("equals the plain recurrence for any bound", arguments: [1, 2, 3])
  func random(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var distance = EditDistance()
    func word() -> [UInt16] {
      (0..<Int.random(in: 0...7, using: &generator)).map { _ in
        UInt16.random(in: 0x61...0x63, using: &generator)
      }
    }
    for _ in 0..<3000 {
      let (left, right) = (word(), word())
      let expected = naive(left, right)
      for bound in 0...4 {
        let found = distance.between(left, right, bound: bound)
        #expect(found == (expected <= bound ? expected : nil), "\(left) \(right) \(bound)")
      }
    }
  }
}
