/// A stretch of a text that tells who someone is, or what is someone's own.
package struct PersonalSpan: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case email, phone, card, securityCode, cardExpiry
    /// An international bank account number.
    case account
    /// A number of the shop's own, such as an order's, by the name of its form.
    case code(String)
    case trackingNumber, address, postcode, name

    /// The name of the entity in examples.
    package var entity: String {
      switch self {
      case .email: "email"
      case .phone: "phone"
      case .card: "card_number"
      case .securityCode: "security_code"
      case .cardExpiry: "card_expiry"
      case .account: "iban"
      case .code(let name): name
      case .trackingNumber: "tracking_number"
      case .address: "address"
      case .postcode: "postcode"
      case .name: "name"
      }
    }
  }

  /// UTF-8 bytes of the text.
  package let range: Range<Int>
  package let kind: Kind

  package init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
