/// How many slips of the finger lie between two words, up to a bound.
///
/// Optimal string alignment: insertion, deletion, substitution and the transposition of neighbours
/// count one each; a first letter that differs counts two, since people rarely miss it.
///
/// Source: Damerau, CACM 7(3), 1964; Levenshtein, 1966, with the recurrence of Wagner and Fischer.
package struct EditDistance: Sendable {
  private var before: [Int] = []
  private var previous: [Int] = []
  private var current: [Int] = []

  package init() {}

  /// Returns the distance between two words, or nil when it exceeds `bound`.
  ///
  /// Quadratic in the length at worst, linear times `bound` in practice.
  package mutating func between(
    _ left: [UInt16],
    _ right: [UInt16],
    bound: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    guard let first = left.first, let other = right.first else {
      let distance = max(left.count, right.count)
      return distance <= bound ? distance : nil
    }
    let penalty = first == other ? 0 : 1
    let width = right.count + 1
    if previous.count < width {
      before = Array(repeating: 0, count: width)
      previous = before
      current = before
    }
    for column in 0..<width {
      before[column] = 0
      previous[column] = column
      current[column] = 0
    }
    for row in 1...left.count {
      current[0] = row
      var least = row
      for column in 1..<width {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        var value = min(
          previous[column] + 1,
          current[column - 1] + 1,
          previous[column - 1] + cost
        )
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          value = min(value, before[column - 2] + 1)
        }
        current[column] = value
        least = min(least, value)
      }
      if least + penalty > bound { return nil }
      (before, previous, current) = (previous, current, before)
    }
    let distance = previous[width - 1] + penalty
    return distance <= bound ? distance : nil
  }
}
