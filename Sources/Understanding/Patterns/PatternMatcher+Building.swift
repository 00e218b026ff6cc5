package import TextAnalysis

extension PatternMatcher {
  /// Prepares templates for one language; of several that match an utterance the first wins.
  ///
  /// A slot whose list is not given is filled by nothing.
  package init(
    _ patterns: [Pattern],
    lists: [String: PatternList] = [:],
    analyzer: Analyzer
  ) {
    var reader = WordReader(analyzer: analyzer)
    var numbers: [String: Int32] = [:]
    for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
      var trie = ListTrie()
      for entry in list.entries {
        for text in reader.readings(of: entry.text, &words) {
          trie.add(text, entry: Int32(listValues.count))
        }
        listValues.append(entry.value)
      }
      numbers[name] = Int32(self.lists.count)
      self.lists.append(trie)
    }
    var beginnings: [[Int32]] = Array(repeating: [], count: self.lists.count)
    for pattern in patterns { add(pattern, numbers, &reader, &beginnings) }
    byList = beginnings.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
  }

  /// Adds a template's graph, with its words as numbers.
  private mutating func add(
    _ pattern: Pattern,
    _ lists: [String: Int32],
    _ reader: inout WordReader,
    _ beginnings: inout [[Int32]]
  ) {
    let graph = pattern.graph
    let base = firstEdge.count - 1
    var states: [[Edge]] = Array(repeating: [], count: graph.edges.count)
    var known: UInt64 = 0
    for (state, edges) in graph.edges.enumerated() {
      for edge in edges {
        let target = Int32(base + edge.target)
        switch edge.label {
        case .nothing: states[state].append(Edge(label: .nothing, target: target))
        case .slot(let position):
          let slot = Int32(position)
          switch pattern.slots[position].filler {
          case .entity(let kind):
            states[state].append(Edge(label: .entity(kind, slot: slot), target: target))
          case .list(let name):
            guard let list = lists[name] else { continue }
            states[state].append(Edge(label: .list(list, slot: slot), target: target))
            known = .max
          }
        case .word(let text):
          for reading in reader.readings(of: text, &words) {
            for word in reading { known |= Self.bit(word) }
            Self.connect(state, reading, to: target, base, &states)
          }
        }
      }
    }
    let program = Int32(programs.count)
    programs.append(
      Program(
        states: base..<(base + states.count),
        slots: pattern.slots.map(\.name),
        words: known,
        needed: Self.neededWords(states, base)
      )
    )
    for label in Self.firstLabels(states, base) {
      switch label {
      case .nothing: break
      case .word(let word): byWord[word, default: []].append(program)
      case .entity(let kind, _): byKind[kind, default: []].append(program)
      case .list(let list, _): beginnings[Int(list)].append(program)
      }
    }
    for state in states {
      edges += state
      firstEdge.append(Int32(edges.count))
    }
  }

  /// Adds a path of words from a state to another.
  private static func connect(
    _ state: Int,
    _ words: [Int32],
    to target: Int32,
    _ base: Int,
    _ states: inout [[Edge]]
  ) {
    var state = state
    for word in words.dropLast() {
      states[state].append(Edge(label: .word(word), target: Int32(base + states.count)))
      state = states.count
      states.append([])
    }
    let label = words.last.map { Label.word($0) } ?? .nothing
    states[state].append(Edge(label: label, target: target))
  }

  /// The bits of the words that stand on every path from the start to the end.
  ///
  /// Starts from all bits and takes away until nothing changes, as data-flow analysis does.
  private static func neededWords(_ states: [[Edge]], _ base: Int) -> UInt64 {
    var needed = [UInt64](repeating: .max, count: states.count)
    needed[PatternGraph.end] = 0
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for state in states.indices.reversed() where state != PatternGraph.end {
        var common = UInt64.max
        for edge in states[state] {
          var behind = needed[Int(edge.target) - base]
          if case .word(let word) = edge.label { behind |= bit(word) }
          common &= behind
        }
        if common != needed[state] {
          needed[state] = common
          hasChanged = true
        }
      }
    }
    return needed[PatternGraph.start]
  }

  /// What the template's sentences can begin with, each once.
  private static func firstLabels(_ states: [[Edge]], _ base: Int) -> [Label] {
    var labels: [Label] = []
    var words: Set<Int32> = []
    var kinds: Set<TokenKind> = []
    var lists: Set<Int32> = []
    var seen: Set<Int> = []
    var open = [PatternGraph.start]
    while let state = open.popLast() {
      guard seen.insert(state).inserted else { continue }
      for edge in states[state] {
        switch edge.label {
        case .nothing: open.append(Int(edge.target) - base)
        case .word(let word): if words.insert(word).inserted { labels.append(edge.label) }
        case .entity(let kind, _): if kinds.insert(kind).inserted { labels.append(edge.label) }
        case .list(let list, _): if lists.insert(list).inserted { labels.append(edge.label) }
        }
      }
    }
    return labels
  }
}

/// Reads what stands between two spaces as numbers of words.
private struct WordReader {
  private let analyzer: Analyzer
  private var known: [String: [[Int32]]] = [:]

  init(analyzer: Analyzer) {
    self.analyzer = analyzer
  }

  /// The words of a text; more than one reading when a hyphen joins some, none when all is signs.
  mutating func readings(of text: String, _ words: inout WordTable) -> [[Int32]] {
    if let readings = known[text] { return readings }
    let analysis = analyzer.analyze(text)
    let readings = analysis.readings.map { tokens in
      tokens.map { words.add($0, in: analysis) }
    }
    known[text] = readings
    return readings
  }
}
