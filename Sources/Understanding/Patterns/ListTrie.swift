/// The texts of a list, word by word.
struct ListTrie: Sendable {
  /// The node behind a node and a word.
  private var nodes: [Key: Int32] = [:]
  /// What the text that ends at a node is numbered, or -1.
  private var entries: [Int32] = [-1]

  private struct Key: Hashable {
    let node: Int32
    let word: Int32
  }

  /// Adds a text; of the same text added twice the first number counts.
  mutating func add(_ words: [Int32], entry: Int32) {
    guard !words.isEmpty else { return }
    var node: Int32 = 0
    for word in words {
      let key = Key(node: node, word: word)
      if let known = nodes[key] {
        node = known
      } else {
        node = Int32(entries.count)
        nodes[key] = node
        entries.append(-1)
      }
    }
    if entries[Int(node)] < 0 { entries[Int(node)] = entry }
  }

  /// Whether a text of the list begins with a word.
  func canBegin(with word: Int32) -> Bool { nodes[Key(node: 0, word: word)] != nil }

  /// Calls `body` with the length in words and the number of each text that stands at a position,
  /// the shortest first.
  func forEachEntry(at start: Int, of words: [Int32], _ body: (Int, Int32) -> Void) {
    var node: Int32 = 0
    var position = start
    while position < words.count, let next = nodes[Key(node: node, word: words[position])] {
      node = next
      position += 1
      if entries[Int(node)] >= 0 { body(position - start, entries[Int(node)]) }
    }
  }
}
