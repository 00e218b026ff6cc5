package import Content
package import Understanding

extension FlowLibrary {
  /// The flow that an intent starts.
  package func flow(triggeredByIntent intent: String) -> Flow? {
    flow(triggeredBy: intent)
  }

  /// The flow that meaning a target starts: by the intent, or else by the article itself.
  package func flow(for target: Target, intent: String?) -> Flow? {
    switch target {
    case .intent(let name):
      return flow(triggeredByIntent: name)
    case .article(let id):
      if let intent, let flow = flow(triggeredByIntent: intent) { return flow }
      return flow(triggeredByIntent: "article:\(id)")
    }
  }

  /// The flow that goes on about an article when the customer gives the number it asks for: one the
  /// article starts, or one that names it under `about`.
  package func flow(about article: String) -> Flow? {
    flow(triggeredByIntent: "article:\(article)")
      ?? flows.first { flow in flow.about.contains { $0.text == article } }
  }
}
