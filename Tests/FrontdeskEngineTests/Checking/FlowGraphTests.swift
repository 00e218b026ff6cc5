import Content
import TestSupport
import Testing

@testable import FrontdeskEngine

@Suite("Flow graph")
struct FlowGraphTests {
  private func graph(_ text: String) throws -> FlowGraph {
    var problems: [ContentProblem] = []
    let file = try FlowFile(parsing: Array(text.utf8), file: "a.yml", warnings: &problems)
    #expect(problems == [])
    return FlowGraph(FlowLibrary([file], isComplete: false, problems: &problems).written)
  }

  private func isQuestion(_ graph: FlowGraph, _ node: Int) -> Bool {
    if case .collect = graph.step(node).kind { true } else { false }
  }

  @Test("A flow can be gone through in silence only where no way out has a question on it")
  func silent() throws {
    let graph = try graph(
      """
      flows:
        asks: {steps: [{collect: x}]}
        may_ask:
          steps:
            - noop: true
              next: [{if: slots.x, then: END}, {else: [{collect: x}]}]
        calls: {steps: [{call: asks}, {noop: true}]}
        calls_softly: {steps: [{call: may_ask}, {noop: true}]}
        links: {steps: [{link: may_ask}]}
        hands_over: {steps: [{handoff: x}]}
        itself: {steps: [{call: itself}]}
      """
    )
    #expect(
      graph.silentFlows { isQuestion(graph, $0) } == ["may_ask", "calls_softly", "links"]
    )
  }

  @Test("The circles are those that walking finds", arguments: 0..<200)
  func circles(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 1...9, using: &generator)
    var text = "flows:\n  f:\n    steps:\n"
    for step in 0..<count {
      func target() -> String {
        let target = Int.random(in: 0...count, using: &generator)
        return target == count ? "END" : "s\(target)"
      }
      let kind = Int.random(in: 0..<3, using: &generator) == 0 ? "collect: x" : "noop: true"
      text += "      - {id: s\(step), \(kind), next: [{if: slots.x, then: \(target())}, "
      text += "{else: \(target())}]}\n"
    }
    let graph = try graph(text)
    func next(_ node: Int) -> [Int] {
      isQuestion(graph, node)
        ? [] : graph.successors(node, silent: []).filter { !isQuestion(graph, $0) }
    }
    // A node is on a circle when walking from what follows it comes back to it.
    let reached = graph.nodes.indices.map { graph.reached(from: next($0), by: next) }
    let onCircle = graph.nodes.indices.filter { reached[$0].contains($0) }
    let circles = graph.circles(next)
    #expect(circles.joined().sorted() == onCircle)
    for circle in circles {
      for node in circle { #expect(circle.allSatisfy { reached[node].contains($0) }) }
    }
  }
}
