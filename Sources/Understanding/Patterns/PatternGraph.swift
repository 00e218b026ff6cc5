/// The sentences of a template as paths through an acyclic graph whose edges are whole words.
///
/// A template joins pieces of words across brackets ("order[s]"), an utterance comes in words; so a
/// first graph of pieces and word breaks is turned into one of words. State 0 is the start, state 1
/// the end.
struct PatternGraph: Sendable {
  enum Label: Sendable, Hashable {
    /// Goes on without a word.
    case nothing
    /// What is written between two spaces: a word with or without punctuation.
    case word(String)
    /// The slot at a position of the template's slots.
    case slot(Int)
  }

  struct Edge: Sendable, Hashable {
    let label: Label
    let target: Int
  }

  static let start = 0
  static let end = 1

  /// The edges out of each state; the earlier alternative stands first.
  private(set) var edges: [[Edge]] = [[], []]

  /// Pieces and orders of them beyond this would be more than anybody means.
  static let maximumSize = 8_192

  /// Makes the graph of a tree.
  ///
  /// Complexity: linear in the template but for parts in any order, of which all subsets are states,
  /// and for words in several pieces, of which all forms are made.
  /// - Throws: `PatternError` when the graph would be larger than `maximumSize`.
  init(_ root: Pattern.Node, slots: [Pattern.Slot]) throws(PatternError) {
    var pieces = PieceGraph()
    var nextSlot = 0
    let end = try pieces.add(root, from: 0, &nextSlot)
    try connectWords(pieces, end)
  }

  /// Adds the word edges that leave each state in which a word may begin.
  private mutating func connectWords(
    _ pieces: PieceGraph,
    _ end: Int
  ) throws(PatternError) {
    var states: [Int: Int] = [0: Self.start]
    var waiting = [0]
    var steps = 0
    func state(_ piece: Int, _ edges: inout [[Edge]], _ waiting: inout [Int]) -> Int {
      if let known = states[piece] { return known }
      states[piece] = edges.count
      edges.append([])
      waiting.append(piece)
      return edges.count - 1
    }
    while let first = waiting.popLast() {
      let from = states[first] ?? Self.start
      var seen: Set<PartialWord> = []
      var added: Set<Edge> = []
      var open = [PartialWord(piece: first, text: "")]
      func connect(_ label: Label, to target: Int, _ edges: inout [[Edge]]) {
        let edge = Edge(label: label, target: target)
        if added.insert(edge).inserted { edges[from].append(edge) }
      }
      while let partial = open.popLast() {
        guard seen.insert(partial).inserted else { continue }
        steps += 1
        guard steps <= Self.maximumSize else { throw Self.tooLarge }
        let word = partial.text.isEmpty ? Label.nothing : .word(partial.text)
        if partial.piece == end { connect(word, to: Self.end, &edges) }
        for step in pieces.steps[partial.piece].reversed() {
          switch step.label {
          case .nothing: open.append(PartialWord(piece: step.target, text: partial.text))
          case .piece(let text):
            open.append(PartialWord(piece: step.target, text: partial.text + text))
          case .wordBreak, .slot: break
          }
        }
        for step in pieces.steps[partial.piece] {
          switch step.label {
          case .wordBreak: connect(word, to: state(step.target, &edges, &waiting), &edges)
          // A word break stands on both sides of a slot.
          case .slot(let slot):
            connect(.slot(slot), to: state(step.target, &edges, &waiting), &edges)
          case .nothing, .piece: break
          }
        }
      }
    }
  }

  private struct PartialWord: Hashable {
    let piece: Int
    let text: String
  }

  static let tooLarge = PatternError(
    column: 1,
    message: "the template stands for too many forms; expected fewer parts in any order and fewer "
      + "brackets inside words"
  )
}

/// The graph of pieces of words and of breaks between words.
private struct PieceGraph {
  enum Label {
    case nothing
    case piece(String)
    case wordBreak
    case slot(Int)
  }

  struct Step {
    let label: Label
    let target: Int
  }

  private(set) var steps: [[Step]] = [[]]

  /// Adds the paths of a node from a state on and returns the state behind them.
  mutating func add(
    _ node: Pattern.Node,
    from state: Int,
    _ nextSlot: inout Int
  ) throws(PatternError) -> Int {
    switch node {
    case .text(let text): return try add(text, from: state)
    case .slot:
      let before = try connect(state, .wordBreak)
      let after = try connect(before, .slot(nextSlot))
      nextSlot += 1
      return try connect(after, .wordBreak)
    case .sequence(let nodes):
      var state = state
      for node in nodes { state = try add(node, from: state, &nextSlot) }
      return state
    case .alternatives(let nodes):
      let join = try newState()
      for node in nodes {
        let branch = try connect(state, .nothing)
        let end = try add(node, from: branch, &nextSlot)
        steps[end].append(Step(label: .nothing, target: join))
      }
      return join
    case .permutation(let nodes): return try permute(nodes, from: state, &nextSlot)
    }
  }

  /// Adds parts in any order: a state for every set of parts that may have been said.
  private mutating func permute(
    _ nodes: [Pattern.Node],
    from state: Int,
    _ nextSlot: inout Int
  ) throws(PatternError) -> Int {
    let firstSlot = nextSlot
    var states = [state]
    for _ in 1..<(1 << nodes.count) { states.append(try newState()) }
    for said in 0..<(1 << nodes.count) {
      var slot = firstSlot
      for (position, node) in nodes.enumerated() {
        let count = Self.slotCount(node)
        defer { slot += count }
        guard said & (1 << position) == 0 else { continue }
        var number = slot
        let before = try connect(states[said], .wordBreak)
        let end = try add(node, from: before, &number)
        steps[end].append(Step(label: .wordBreak, target: states[said | (1 << position)]))
      }
      nextSlot = slot
    }
    return states[states.count - 1]
  }

  private static func slotCount(_ node: Pattern.Node) -> Int {
    switch node {
    case .text: 0
    case .slot: 1
    case .sequence(let nodes), .alternatives(let nodes), .permutation(let nodes):
      nodes.reduce(0) { $0 + slotCount($1) }
    }
  }

  private mutating func add(_ text: String, from state: Int) throws(PatternError) -> Int {
    var state = state
    var piece = ""
    for scalar in text.unicodeScalars {
      guard scalar.properties.isWhitespace else {
        piece.unicodeScalars.append(scalar)
        continue
      }
      if !piece.isEmpty { state = try connect(state, .piece(piece)) }
      piece = ""
      state = try connect(state, .wordBreak)
    }
    return piece.isEmpty ? state : try connect(state, .piece(piece))
  }

  private mutating func connect(_ state: Int, _ label: Label) throws(PatternError) -> Int {
    let target = try newState()
    steps[state].append(Step(label: label, target: target))
    return target
  }

  private mutating func newState() throws(PatternError) -> Int {
    guard steps.count < PatternGraph.maximumSize else { throw PatternGraph.tooLarge }
    steps.append([])
    return steps.count - 1
  }
}
