/// The id of a customer outside the shop.
enum CustomerName {
  /// The id as it is, unless it is an e-mail address or a telephone number.
  ///
  /// Others only tell customers apart, and would all look alike behind a mask that takes them for
  /// numbers of orders or parcels.
  static func shown(_ id: String, mask: (String) -> String) -> String {
    id.contains("@") || id.hasPrefix("+") || id.hasPrefix("00") ? mask(id) : id
  }
}
