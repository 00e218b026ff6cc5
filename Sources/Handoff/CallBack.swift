package import Dialogue

/// A promise to ring a customer up.
package struct CallBack: Sendable, Hashable {
  package let phone: String
  /// When the customer was promised the call; nil is as soon as possible.
  package let window: ClosedRange<Instant>?
  /// How often the customer was not reached.
  package internal(set) var tries: Int

  package init(phone: String, window: ClosedRange<Instant>? = nil, tries: Int = 0) {
    self.phone = phone
    self.window = window
    self.tries = tries
  }
}
