import Content

/// The steps of all flows as nodes, and where the bot may go from one to the next.
struct FlowGraph {
  let flows: [Flow]
  /// The flow and the step of each node.
  let nodes: [(flow: Int, step: Int)]
  private let firstNodes: [String: Int]

  init(_ flows: [Flow]) {
    self.flows = flows
    var nodes: [(flow: Int, step: Int)] = []
    var firstNodes: [String: Int] = [:]
    for (index, flow) in flows.enumerated() {
      firstNodes[flow.name] = nodes.count
      nodes += flow.steps.indices.map { (index, $0) }
    }
    self.nodes = nodes
    self.firstNodes = firstNodes
  }

  func flow(_ node: Int) -> Flow { flows[nodes[node].flow] }

  func step(_ node: Int) -> FlowStep { flow(node).steps[nodes[node].step] }

  /// The first step of a flow; nil when there is no such flow.
  func entry(_ name: String) -> Int? { firstNodes[name] }

  /// The steps of the same flow that may come next, also behind a flow that is called.
  func followers(_ node: Int) -> [Int] {
    let first = node - nodes[node].step
    return step(node).destinations.compactMap { destination in
      if case .step(let number) = destination { first + number } else { nil }
    }
  }

  /// Whether the flow may be over behind the step.
  func endsFlow(_ node: Int) -> Bool {
    let step = step(node)
    switch step.kind {
    case .link, .handoff: return true
    default: return step.destinations.contains(.end)
    }
  }

  /// Everything that may come next without a step that is `blocked`, in this flow or another one.
  ///
  /// `silent` are the flows that can be called and left again without such a step.
  func successors(_ node: Int, silent: Set<String>) -> [Int] {
    switch step(node).kind {
    case .link(let name): return [entry(name)].compactMap(\.self)
    case .call(let name):
      return [entry(name)].compactMap(\.self) + (silent.contains(name) ? followers(node) : [])
    // A person takes over.
    case .handoff: return []
    default: return followers(node)
    }
  }

  /// The flows that can be gone through from their first step to an end without a blocked one.
  ///
  /// Complexity: the number of steps times the deepest chain of calls.
  func silentFlows(blocked: (Int) -> Bool) -> Set<String> {
    var silent: Set<String> = []
    var grows = true
    while grows {
      grows = false
      for flow in flows where !silent.contains(flow.name) {
        guard let entry = entry(flow.name), passes(from: entry, silent, blocked) else { continue }
        silent.insert(flow.name)
        grows = true
      }
    }
    return silent
  }

  private func passes(from entry: Int, _ silent: Set<String>, _ blocked: (Int) -> Bool) -> Bool {
    let reached = reached(from: [entry]) { node in
      if blocked(node) { return [] }
      switch step(node).kind {
      case .link, .handoff: return []
      case .call(let name): return silent.contains(name) ? followers(node) : []
      default: return followers(node)
      }
    }
    return reached.contains { node in
      guard !blocked(node) else { return false }
      switch step(node).kind {
      case .handoff: return false
      case .link(let name): return silent.contains(name)
      case .call(let name) where !silent.contains(name): return false
      default: return step(node).destinations.contains(.end)
      }
    }
  }

  /// All nodes that can be reached, those at the start among them.
  func reached(from starts: [Int], by next: (Int) -> [Int]) -> Set<Int> {
    var reached = Set(starts)
    var waiting = starts
    while let node = waiting.popLast() {
      for other in next(node) where reached.insert(other).inserted { waiting.append(other) }
    }
    return reached
  }

  /// The sets of nodes that lie on circles with each other, each sorted.
  ///
  /// *Source*: Kosaraju's algorithm as given by Sharir, 1981, with its own stack.
  func circles(_ next: (Int) -> [Int]) -> [[Int]] {
    let edges = nodes.indices.map(next)
    var reversed = [[Int]](repeating: [], count: nodes.count)
    for (node, others) in edges.enumerated() {
      for other in others { reversed[other].append(node) }
    }
    var order: [Int] = []
    var seen: Set<Int> = []
    for start in nodes.indices where seen.insert(start).inserted {
      var stack = [(node: start, next: 0)]
      while let (node, index) = stack.last {
        if index < edges[node].count {
          stack[stack.count - 1].next += 1
          let other = edges[node][index]
          if seen.insert(other).inserted { stack.append((other, 0)) }
        } else {
          order.append(node)
          stack.removeLast()
        }
      }
    }
    var taken: Set<Int> = []
    var circles: [[Int]] = []
    for start in order.reversed() where !taken.contains(start) {
      let all = reached(from: [start]) { reversed[$0].filter { !taken.contains($0) } }
      taken.formUnion(all)
      if all.count > 1 || edges[start].contains(start) { circles.append(all.sorted()) }
    }
    return circles
  }
}
