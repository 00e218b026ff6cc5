package import Dialogue

/// How the server reaches the shop's own systems.
///
/// The functions are called on the server's thread and do not wait.
package struct ShopSystems {
  /// Readable while completions wait to be taken.
  package let wakeDescriptor: Int32
  package let send: ([ActionRequest]) -> Void
  package let takeCompletions: () -> [ActionCompletion]

  package init(
    wakeDescriptor: Int32,
    send: @escaping ([ActionRequest]) -> Void,
    takeCompletions: @escaping () -> [ActionCompletion]
  ) {
    self.wakeDescriptor = wakeDescriptor
    self.send = send
    self.takeCompletions = takeCompletions
  }
}
