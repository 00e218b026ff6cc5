/// Finds the verb someone who wrote `misspelt` may have meant, or nil when none is close.
///
/// A single verb that begins with what was written wins; otherwise the nearest within two edits
/// (and fewer edits than half the word), the earlier one on a tie.
package func suggestion(for misspelt: String, among verbs: [String]) -> String? {
  let word = Array(misspelt.unicodeScalars.prefix(17))
  // Longer than any verb by more than the allowed edits: not worth comparing.
  guard !word.isEmpty, word.count <= 16 else { return nil }
  let continued = verbs.filter { $0.unicodeScalars.starts(with: word) }
  if continued.count == 1 { return continued[0] }
  var best: (verb: String, edits: Int)?
  for verb in verbs {
    let edits = editDistance(word, Array(verb.unicodeScalars))
    guard edits <= 2, edits * 2 < max(word.count, verb.unicodeScalars.count) else { continue }
    if edits < best?.edits ?? .max { best = (verb, edits) }
  }
  return best?.verb
}

/// Counts insertions, deletions, substitutions and swaps of neighbours between two words.
///
/// Optimal string alignment: Damerau, CACM 7(3), 1964, by dynamic programming over three rows.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        edits = min(edits, beforeLast[j - 1] + 1)
      }
      row.append(edits)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
