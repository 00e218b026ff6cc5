package import FrontdeskEngine

/// Where new content and new tokens come from while the server runs.
package struct ContentSource {
  package enum Loaded: Sendable {
    case content(LoadedContent, AccessTokens)
    /// Why it is not used: a sentence, and what a check found.
    case refused(String, findings: [String])
  }

  /// Reads everything anew; called on a thread of its own, beside the server's.
  package let load: @Sendable () -> Loaded
  /// Has the engine take content in; returns what its requests are sent to from now on.
  package let use: (LoadedContent) -> ShopSystems?

  package init(
    load: @escaping @Sendable () -> Loaded,
    use: @escaping (LoadedContent) -> ShopSystems?
  ) {
    self.load = load
    self.use = use
  }
}
