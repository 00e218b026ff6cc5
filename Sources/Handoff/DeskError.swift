/// Why an agent's request cannot be done, as a sentence for the agent.
package struct DeskError: Error, Sendable, Hashable {
  package let message: String

  package init(message: String) {
    self.message = message
  }
}
