package import Dialogue

/// How the server reaches the shop's own systems.
///
/// The functions are called on the server's thread and do not wait.
package struct ShopSystems {
  /// Readable while completions wait to be taken.
  package let wakeDescriptor: Int32
  package let send: ([ActionRequest]) -> Void
  package let takeCompletions: () -> [ActionCompletion]
  /// Whether everything that was sent has been answered and taken.
  package let isIdle: () -> Bool
  /// Ends the connections; called once nothing is asked of them any more.
  package let close: () -> Void

  package init(
    wakeDescriptor: Int32,
    send: @escaping ([ActionRequest]) -> Void,
    takeCompletions: @escaping () -> [ActionCompletion],
    isIdle: @escaping () -> Bool = { false },
    close: @escaping () -> Void = {}
  ) {
    self.wakeDescriptor = wakeDescriptor
    self.send = send
    self.takeCompletions = takeCompletions
    self.isIdle = isIdle
    self.close = close
  }
}
