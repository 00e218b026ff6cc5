import Content

/// Where a customer is while they write, as the shop's own backend says.
package struct SessionContext: Sendable, Hashable {
  /// The page that is open, such as `/cart`.
  package var page: String?
  /// The product that is looked at.
  package var product: String?
  /// The number of the order that is looked at.
  package var order: String?
  /// Such as `phone`.
  package var device: String?
  /// Such as `ro-RO` (BCP 47).
  package var locale: String?
  /// The code of the language the backend asked for.
  package var language: String?

  package init(
    page: String? = nil,
    product: String? = nil,
    order: String? = nil,
    device: String? = nil,
    locale: String? = nil,
    language: String? = nil
  ) {
    self.page = page
    self.product = product
    self.order = order
    self.device = device
    self.locale = locale
    self.language = language
  }

  /// The names of the members, as content and JSON write them, in order.
  package static let names = Condition.contextNames

  /// A member by its name.
  package subscript(name: String) -> String? {
    get {
      switch name {
      case "page": page
      case "product": product
      case "order": order
      case "device": device
      case "locale": locale
      case "language": language
      default: nil
      }
    }
    set {
      switch name {
      case "page": page = newValue
      case "product": product = newValue
      case "order": order = newValue
      case "device": device = newValue
      case "locale": locale = newValue
      case "language": language = newValue
      default: break
      }
    }
  }
}
