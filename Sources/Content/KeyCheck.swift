/// Finds keys and names that nobody reads, and guesses which one the writer meant.
package enum KeyCheck {
  /// Reports the keys of a map that are not among the allowed ones.
  ///
  /// A key that is nearly an allowed one is a slip of the pen whose value would be lost without a
  /// word, so it is an error; any other unknown key is a warning. `owner` says what the map
  /// describes, such as "an intent".
  /// - Throws: `ContentProblem` with the rule `unknown-key` for the first probable slip.
  package static func check(
    _ map: YAMLMap,
    allowed: [String],
    of owner: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let absent = allowed.filter { map[$0] == nil }
    for entry in map.entries where !allowed.contains(entry.key) {
      if let meant = suggestion(for: entry.key, among: absent) {
        throw ContentProblem(
          file: map.file,
          line: entry.keyLine,
          "unknown key `\(entry.key)` in \(owner); did you mean `\(meant)`?",
          rule: "unknown-key"
        )
      }
      warnings.append(
        ContentProblem(
          .warning,
          file: map.file,
          line: entry.keyLine,
          "unknown key `\(entry.key)` in \(owner) is not used; expected one of "
            + allowed.map { "`\($0)`" }.joined(separator: ", "),
          rule: "unknown-key"
        )
      )
    }
  }

  /// The candidate nearest to a misspelt name: at most two edits away, one for up to four letters.
  ///
  /// Candidates equally near are decided by their order in the alphabet.
  package static func suggestion(
    for name: String,
    among candidates: some Sequence<String>
  ) -> String? {
    let written = Array(name.unicodeScalars.prefix(maximumLength + 1))
    guard written.count <= maximumLength else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let letters = Array(candidate.unicodeScalars.prefix(maximumLength + 1))
      let limit = min(letters.count, written.count) <= 4 ? 1 : 2
      guard letters.count <= maximumLength, abs(letters.count - written.count) <= limit else {
        continue
      }
      let distance = editDistance(written, letters)
      guard distance <= limit else { continue }
      if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// The sentence that offers a suggestion, or an empty text when there is none.
  static func hint(for name: String, among candidates: some Sequence<String>) -> String {
    suggestion(for: name, among: candidates).map { "; did you mean `\($0)`?" } ?? ""
  }

  private static let maximumLength = 64

  /// Counts insertions, deletions, replacements and swaps of neighbours (restricted Damerau).
  ///
  /// Complexity: the product of the lengths.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      for column in 0..<right.count {
        var cost = min(previous[column + 1], current[column]) + 1
        cost = min(cost, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
