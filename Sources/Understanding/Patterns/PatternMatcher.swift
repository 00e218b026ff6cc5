package import TextAnalysis

/// Finds the template, among many, that an utterance as a whole is a sentence of.
///
/// Words are compared in their folded form, so case, diacritics and punctuation do not count. All
/// templates are one acyclic graph; a template is tried when one of its sentences can begin with the
/// utterance's first word, when it knows all of the words and when none that it needs is missing.
package struct PatternMatcher: Sendable {
  /// What filled a slot.
  package struct SlotValue: Sendable, Hashable {
    package let name: String
    /// An entity's value, or what a list says that its text stands for.
    package let value: String
    /// Where it stands in the utterance, in UTF-8 bytes.
    package let range: Range<Int>
  }

  package struct Match: Sendable, Hashable {
    /// The template's position among those the matcher was made of.
    package let pattern: Int
    /// In the order of the utterance.
    package let slots: [SlotValue]
  }

  enum Label: Sendable {
    case nothing
    case word(Int32)
    case entity(TokenKind, slot: Int32)
    case list(Int32, slot: Int32)
  }

  struct Edge: Sendable {
    let label: Label
    let target: Int32
  }

  /// A template's part of the graph.
  struct Program: Sendable {
    /// Its states, the first of which is the start and the second the end.
    let states: Range<Int>
    let slots: [String]
    /// The bits of all words it knows; all of them when it takes words from a list.
    let words: UInt64
    /// The bits of the words that all of its sentences have.
    let needed: UInt64
  }

  /// Nobody's template has longer sentences.
  private static let maximumTokens = 256

  var words = WordTable()
  var lists: [ListTrie] = []
  /// What the texts of all lists stand for.
  var listValues: [String] = []
  var programs: [Program] = []
  /// The edges of all states, and where those of each state begin.
  var edges: [Edge] = []
  var firstEdge: [Int32] = [0]
  /// The templates that can begin with a word, a kind of entity, or a text of a list.
  var byWord: [Int32: [Int32]] = [:]
  var byKind: [TokenKind: [Int32]] = [:]
  var byList: [(list: Int, programs: [Int32])] = []

  /// Returns the first template that the utterance is a sentence of, or nil.
  ///
  /// Complexity: for each template tried, at most its edges times the utterance's words.
  package func match(_ analysis: AnalyzedText) -> Match? {
    guard !programs.isEmpty, !analysis.tokens.isEmpty,
      analysis.tokens.count <= Self.maximumTokens
    else { return nil }
    for tokens in analysis.readings {
      if let match = match(tokens, in: analysis) { return match }
    }
    return nil
  }

  private func match(_ tokens: [AnalyzedText.Token], in analysis: AnalyzedText) -> Match? {
    var numbers: [Int32] = []
    numbers.reserveCapacity(tokens.count)
    var bits: UInt64 = 0
    var present: UInt64 = 0
    for token in tokens {
      let number = words.number(of: token, in: analysis)
      if token.kind == .word {
        // Lists' words are in the table too: a word that is not there is in no sentence.
        guard let number else { return nil }
        bits |= Self.bit(number)
      }
      if let number { present |= Self.bit(number) }
      numbers.append(number ?? -1)
    }
    var visited: [UInt64] = []
    for program in candidates(tokens[0].kind, numbers) {
      guard bits & ~programs[Int(program)].words == 0,
        programs[Int(program)].needed & ~present == 0
      else { continue }
      let run = Run(matcher: self, program: programs[Int(program)], tokens: tokens, numbers)
      guard let slots = run.slots(in: analysis, &visited) else { continue }
      return Match(pattern: Int(program), slots: slots)
    }
    return nil
  }

  /// The templates that can begin like the utterance, in order.
  private func candidates(_ kind: TokenKind, _ numbers: [Int32]) -> [Int32] {
    var found = byWord[numbers[0]] ?? []
    var isSorted = true
    func add(_ programs: [Int32]) {
      isSorted = found.isEmpty
      found += programs
    }
    if let programs = byKind[kind] { add(programs) }
    for (list, programs) in byList where lists[list].canBegin(with: numbers[0]) { add(programs) }
    return isSorted ? found : Set(found).sorted()
  }

  /// One of 64 bits for a word, by which most templates with other words are passed over.
  static func bit(_ word: Int32) -> UInt64 {
    1 << ((UInt64(truncatingIfNeeded: word) &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }
}

extension AnalyzedText {
  /// The tokens with the parts of hyphened words apart, and with each such word as one.
  var readings: [[Token]] {
    guard tokens.contains(where: \.isCompound) else { return [tokens] }
    var joined: [Token] = []
    for token in tokens {
      if token.isCompound { joined.removeLast(2) }
      joined.append(token)
    }
    return [tokens.filter { !$0.isCompound }, joined]
  }
}

// MARK: Searching one template

extension PatternMatcher {
  /// The search for a path of one template that takes all tokens, depth first.
  ///
  /// A state is visited once at each token, which bounds the work: the bit-state search of
  /// Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.
  private struct Run {
    let matcher: PatternMatcher
    let program: Program
    let tokens: [AnalyzedText.Token]
    let numbers: [Int32]

    init(
      matcher: PatternMatcher,
      program: Program,
      tokens: [AnalyzedText.Token],
      _ numbers: [Int32]
    ) {
      self.matcher = matcher
      self.program = program
      self.tokens = tokens
      self.numbers = numbers
    }

    /// A slot filled on the way to a place, linked to the one filled before.
    private struct Filling {
      let slot: Int32
      let tokens: Range<Int>
      /// The position among the values of all lists, or -1 for an entity.
      let entry: Int32
      let previous: Int
    }

    private struct Place {
      let state: Int
      let token: Int
      let filling: Int
    }

    /// The slots' values when the template takes all tokens, or nil.
    func slots(in analysis: AnalyzedText, _ visited: inout [UInt64]) -> [SlotValue]? {
      let width = tokens.count + 1
      let size = (program.states.count * width + 63) / 64
      visited.removeAll(keepingCapacity: true)
      visited.append(contentsOf: repeatElement(0, count: size))
      var fillings: [Filling] = []
      var open = [Place(state: program.states.lowerBound, token: 0, filling: -1)]
      let end = program.states.lowerBound + PatternGraph.end
      while let place = open.popLast() {
        let cell = (place.state - program.states.lowerBound) * width + place.token
        guard visited[cell / 64] & (1 << UInt64(cell % 64)) == 0 else { continue }
        visited[cell / 64] |= 1 << UInt64(cell % 64)
        if place.state == end {
          if place.token == tokens.count { return values(fillings, place.filling, analysis) }
          continue
        }
        follow(place, &open, &fillings)
      }
      return nil
    }

    /// Opens the places behind a place, the first to be tried last.
    private func follow(_ place: Place, _ open: inout [Place], _ fillings: inout [Filling]) {
      let first = Int(matcher.firstEdge[place.state])
      var edge = Int(matcher.firstEdge[place.state + 1])
      func fill(_ slot: Int32, _ count: Int, entry: Int32, then target: Int) {
        fillings.append(
          Filling(
            slot: slot,
            tokens: place.token..<(place.token + count),
            entry: entry,
            previous: place.filling
          )
        )
        open.append(
          Place(state: target, token: place.token + count, filling: fillings.count - 1)
        )
      }
      while edge > first {
        edge -= 1
        let target = Int(matcher.edges[edge].target)
        switch matcher.edges[edge].label {
        case .nothing:
          open.append(Place(state: target, token: place.token, filling: place.filling))
        case .word(let word):
          guard place.token < tokens.count, numbers[place.token] == word else { continue }
          open.append(Place(state: target, token: place.token + 1, filling: place.filling))
        case .entity(let kind, let slot):
          guard place.token < tokens.count, tokens[place.token].kind == kind else { continue }
          fill(slot, 1, entry: -1, then: target)
        case .list(let list, let slot):
          // The longest text comes last and is tried first.
          matcher.lists[Int(list)].forEachEntry(at: place.token, of: numbers) { count, entry in
            fill(slot, count, entry: entry, then: target)
          }
        }
      }
    }

    private func values(
      _ fillings: [Filling],
      _ last: Int,
      _ analysis: AnalyzedText
    ) -> [SlotValue] {
      var values: [SlotValue] = []
      var next = last
      while next >= 0 {
        let filling = fillings[next]
        let first = tokens[filling.tokens.lowerBound]
        let range = first.range.lowerBound..<tokens[filling.tokens.upperBound - 1].range.upperBound
        let value =
          filling.entry < 0
          ? analysis.text(first.word) : matcher.listValues[Int(filling.entry)]
        values.append(
          SlotValue(name: program.slots[Int(filling.slot)], value: value, range: range)
        )
        next = filling.previous
      }
      return values.reversed()
    }
  }
}
