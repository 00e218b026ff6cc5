package import TextAnalysis

/// Makes sentences that a template stands for.
///
/// The sentences are numbered as the numbers of a mixed-radix system are; those taken lie one stride
/// apart, and the stride is near the golden section of their number and coprime to it. So they are
/// spread over the whole evenly (Weyl's sequence), and every alternative comes up in its turn.
package struct PatternSampler: Sendable {
  /// Changes whenever the same template would give other sentences.
  package static let recipeVersion = 1

  private let lists: [String: PatternList]

  package init(lists: [String: PatternList] = [:]) {
    self.lists = lists
  }

  /// Returns at most `limit` different sentences, the same every time.
  ///
  /// Complexity: linear in `limit` and in the template, however many sentences it stands for.
  package func sentences(of pattern: Pattern, limit: Int = 24) -> [String] {
    let total = count(pattern.root)
    guard total > 0, limit > 0 else { return [] }
    let stride = total <= UInt64(limit) ? 1 : Self.stride(total)
    var sentences: [String] = []
    var seen: Set<String> = []
    var number: UInt64 = 0
    // Different numbers may give one sentence, or none: "[please] [please]".
    for _ in 0..<min(total, UInt64(limit) * 4) {
      var sentence = Sentence()
      write(pattern.root, number, to: &sentence)
      if sentence.saysSomething, seen.insert(sentence.text).inserted {
        sentences.append(sentence.text)
        if sentences.count == limit { break }
      }
      number = (number + stride) % total
    }
    return sentences
  }

  /// What stands for a kind of entity; the analyzer of every language takes it for one.
  package static func sample(of kind: TokenKind) -> String {
    switch kind {
    case .word: "x"
    case .number: "3"
    case .email: "ana@example.com"
    case .url: "https://example.com/a"
    case .orderNumber: "A-10432"
    case .price: "€49.90"
    case .date: "12.05.2026"
    case .phone: "+44 7700 900123"
    }
  }
}

// MARK: Numbers

extension PatternSampler {
  /// Above it, numbers of sentences are not told apart.
  private static let most: UInt64 = 1 << 62

  /// How many sentences a node stands for, at most `most`.
  private func count(_ node: Pattern.Node) -> UInt64 {
    switch node {
    case .text: return 1
    case .slot(let slot):
      guard case .list(let name) = slot.filler else { return 1 }
      return UInt64(lists[name]?.entries.count ?? 0)
    case .sequence(let nodes): return product(nodes)
    case .alternatives(let nodes):
      return nodes.reduce(0) { min($0 + count($1), Self.most) }
    case .permutation(let nodes):
      return Self.times(product(nodes), Self.orders(of: nodes.count))
    }
  }

  private func product(_ nodes: [Pattern.Node]) -> UInt64 {
    nodes.reduce(1) { Self.times($0, count($1)) }
  }

  private static func times(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (product, isTooMuch) = left.multipliedReportingOverflow(by: right)
    return isTooMuch ? most : min(product, most)
  }

  private static func orders(of count: Int) -> UInt64 {
    count < 2 ? 1 : (2...UInt64(count)).reduce(1, *)
  }

  private static func stride(_ total: UInt64) -> UInt64 {
    // The fraction of the golden section in 64 bits.
    var stride = max(total.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15).high, 1)
    while gcd(stride, total) != 1 { stride += 1 }
    return stride
  }

  private static func gcd(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }

  /// The digits of a number for parts with so many choices each.
  ///
  /// Where the parts have more choices together than numbers reach, each takes a digit of its own
  /// from the number's bits, mixed as in SplitMix64.
  private static func digits(_ number: UInt64, _ counts: [UInt64]) -> [UInt64] {
    let isBeyond = counts.reduce(1, times) >= most
    var rest = number
    return counts.enumerated().map { position, count in
      guard count > 1 else { return 0 }
      if isBeyond { return mixed(number &+ UInt64(position) &* 0x9E37_79B9_7F4A_7C15) % count }
      defer { rest /= count }
      return rest % count
    }
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

// MARK: Sentences

extension PatternSampler {
  /// A sentence being written, with single spaces between words and none at its ends.
  private struct Sentence {
    var text = ""
    private var needsSpace = false

    mutating func append(_ written: String) {
      for scalar in written.unicodeScalars {
        if scalar.properties.isWhitespace {
          needsSpace = true
          continue
        }
        if needsSpace, !text.isEmpty { text += " " }
        needsSpace = false
        text.unicodeScalars.append(scalar)
      }
    }

    mutating func breakWord() { needsSpace = true }

    /// Whether there is more than signs, which are no words.
    var saysSomething: Bool { text.contains { $0.isLetter || $0.isNumber } }
  }

  private func write(_ node: Pattern.Node, _ number: UInt64, to sentence: inout Sentence) {
    switch node {
    case .text(let text): sentence.append(text)
    case .slot(let slot):
      sentence.breakWord()
      switch slot.filler {
      case .entity(let kind): sentence.append(Self.sample(of: kind))
      case .list(let name):
        if let entries = lists[name]?.entries, !entries.isEmpty {
          sentence.append(entries[Int(number % UInt64(entries.count))].text)
        }
      }
      sentence.breakWord()
    case .sequence(let nodes):
      for (node, digit) in zip(nodes, Self.digits(number, nodes.map(count))) {
        write(node, digit, to: &sentence)
      }
    case .alternatives(let nodes):
      var rest = number
      for node in nodes {
        let count = count(node)
        if rest < count { return write(node, rest, to: &sentence) }
        rest -= count
      }
    case .permutation(let nodes):
      let digits = Self.digits(number, [Self.orders(of: nodes.count)] + nodes.map(count))
      // The order's number in the factorial number system.
      var left = Array(zip(nodes, digits.dropFirst()))
      var order = digits[0]
      while !left.isEmpty {
        let next = left.remove(at: Int(order % UInt64(left.count)))
        order /= UInt64(left.count + 1)
        sentence.breakWord()
        write(next.0, next.1, to: &sentence)
        sentence.breakWord()
      }
    }
  }
}
