import Content

/// What is proved of the ways through the flows.
extension ContentCheck {
  static func flowPaths(_ scripts: ShopScripts, _ problems: inout [ContentProblem]) {
    let graph = FlowGraph(scripts.flows.written)
    for flow in graph.flows { ways(through: flow, graph, &problems) }
    endless(graph, scripts.flows, &problems)
    unconfirmed(graph, scripts, &problems)
  }

  /// `unreachable-step` and `never-ends`: every step can be reached, and from each there is an end.
  private static func ways(
    through flow: Flow,
    _ graph: FlowGraph,
    _ problems: inout [ContentProblem]
  ) {
    guard let entry = graph.entry(flow.name) else { return }
    let own = entry..<(entry + flow.steps.count)
    let reached = graph.reached(from: [entry], by: graph.followers)
    for node in own where !reached.contains(node) {
      problems.append(
        problem(
          at: node,
          graph,
          "nothing leads to the step `\(graph.step(node).id)` of the flow `\(flow.name)`; expected "
            + "a `next` or `then` that names it",
          rule: "unreachable-step"
        )
      )
    }
    var ending = Set(own.filter(graph.endsFlow))
    var grows = true
    while grows {
      let more = own.filter { node in
        !ending.contains(node) && graph.followers(node).contains { ending.contains($0) }
      }
      ending.formUnion(more)
      grows = !more.isEmpty
    }
    guard let lost = own.first(where: { reached.contains($0) && !ending.contains($0) }) else {
      return
    }
    problems.append(
      problem(
        at: lost,
        graph,
        "from the step `\(graph.step(lost).id)` on, the flow `\(flow.name)` never ends; expected a "
          + "way to END, a `link` or a `handoff`",
        rule: "never-ends"
      )
    )
  }

  // MARK: Circles

  /// `endless-loop` and `endless-recursion`: on every circle the customer is asked something.
  private static func endless(
    _ graph: FlowGraph,
    _ library: FlowLibrary,
    _ problems: inout [ContentProblem]
  ) {
    func isQuestion(_ node: Int) -> Bool {
      if case .collect = graph.step(node).kind { true } else { false }
    }
    let circles = graph.circles(notThrough: isQuestion)
    for circle in circles { problems.append(endless(circle, graph)) }
    // A question whose slot is filled is passed over.
    let asked = questionsAskedAgain(graph, library)
    let found = Set(circles.joined())
    for circle in graph.circles(notThrough: { asked.contains($0) })
    where found.isDisjoint(with: circle) {
      guard let question = circle.first(where: isQuestion) else { continue }
      problems.append(
        problem(
          .warning,
          at: question,
          graph,
          "the step `\(graph.step(question).id)` of the flow `\(graph.flow(question).name)` is in a "
            + "loop, but does not ask again, for its slot is filled; expected "
            + "`ask_before_filling: true`, or `set_slots` with null in the loop",
          rule: "endless-loop"
        )
      )
    }
  }

  private static func endless(_ circle: [Int], _ graph: FlowGraph) -> ContentProblem {
    let members = Set(circle)
    let jump = circle.first { node in
      switch graph.step(node).kind {
      case .link(let name), .call(let name): graph.entry(name).map(members.contains) ?? false
      default: false
      }
    }
    guard let jump else {
      return problem(
        at: circle[0],
        graph,
        "the flow `\(graph.flow(circle[0]).name)` can go round from the step "
          + "`\(graph.step(circle[0]).id)` for ever; expected a `collect` in the loop",
        rule: "endless-loop"
      )
    }
    return problem(
      at: jump,
      graph,
      "the flow `\(graph.flow(jump).name)` leads back to itself here without asking anything; "
        + "expected a `collect` on the way",
      rule: "endless-recursion"
    )
  }

  /// The questions that are put again when the bot comes back to them.
  private static func questionsAskedAgain(_ graph: FlowGraph, _ library: FlowLibrary) -> Set<Int> {
    var asked: Set<Int> = []
    let all = Set(graph.flows.map(\.name))
    for circle in graph.circles({ graph.successors($0, silent: all) }) {
      var changed: Set<String> = []
      for node in circle {
        switch graph.step(node).kind {
        case .setSlots(let assignments): changed.formUnion(assignments.map(\.slot))
        case .action(let name, _):
          changed.formUnion(library.action(name)?.results.map(\.slot) ?? [])
        default: break
        }
      }
      for node in circle {
        guard case .collect(let collect) = graph.step(node).kind else { continue }
        if collect.asksAlways || changed.contains(collect.slot) { asked.insert(node) }
      }
    }
    return asked
  }

  // MARK: Changes

  /// `unconfirmed-change`: before something is changed, the customer is asked.
  private static func unconfirmed(
    _ graph: FlowGraph,
    _ scripts: ShopScripts,
    _ problems: inout [ContentProblem]
  ) {
    func isConfirmation(_ node: Int) -> Bool {
      guard case .collect(let collect) = graph.step(node).kind else { return false }
      return collect.asksAlways
    }
    var inner: Set<String> = []
    for flow in graph.flows {
      for step in flow.steps {
        switch step.kind {
        case .link(let name), .call(let name): if name != flow.name { inner.insert(name) }
        default: break
        }
      }
    }
    let byEvent = scripts.proactive.rules.map(\.effect)
    let starts = graph.flows.filter { flow in
      !flow.triggers.isEmpty || !inner.contains(flow.name)
        || byEvent.contains(.start(flow: flow.name))
    }
    let silent = graph.silentFlows(blocked: isConfirmation)
    let reached = graph.reached(from: starts.compactMap { graph.entry($0.name) }) { node in
      isConfirmation(node) ? [] : graph.successors(node, silent: silent)
    }
    for node in reached.sorted() {
      guard case .action(let name, _) = graph.step(node).kind,
        scripts.flows.action(name)?.effect == .changes
      else { continue }
      problems.append(
        problem(
          .warning,
          at: node,
          graph,
          "`\(name)` changes something, and there is a way to it on which the customer is not asked; "
            + "expected a `collect` with `ask_before_filling: true` before it",
          rule: "unconfirmed-change"
        )
      )
    }
  }

  private static func problem(
    _ severity: ContentProblem.Severity = .error,
    at node: Int,
    _ graph: FlowGraph,
    _ message: String,
    rule: String
  ) -> ContentProblem {
    ContentProblem(
      severity,
      file: graph.flow(node).file,
      line: graph.step(node).line,
      message,
      rule: rule
    )
  }
}

extension FlowGraph {
  /// The circles on which no node is blocked.
  fileprivate func circles(notThrough blocked: (Int) -> Bool) -> [[Int]] {
    let silent = silentFlows(blocked: blocked)
    return circles { node in
      blocked(node) ? [] : successors(node, silent: silent).filter { !blocked($0) }
    }
  }
}
