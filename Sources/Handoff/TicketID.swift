/// The number of a ticket; counted from 1.
package struct TicketID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) {
    self.number = number
  }

  package var description: String { String(number) }

  package static func < (left: TicketID, right: TicketID) -> Bool { left.number < right.number }
}
