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
}
