/// What a slot holds.
package enum SlotValue: Sendable, Hashable {
  /// Order numbers, addresses, sizes, names of choices and free text, each in its canonical form.
  case text(String)
  case number(Int)
  case amount(DecimalNumber, currency: String)
  case date(ContentDate)
  case bool(Bool)
  case attachment(Attachment)
  /// Rows of a table, such as the items of an order.
  case records([[String: SlotValue]])
}

/// A file a customer sent, by reference; what is in it is nobody's business here.
package struct Attachment: Sendable, Hashable {
  package let url: String
  /// The media type, such as image/jpeg (RFC 6838); empty when it was not given.
  package let mime: String
  package let name: String
  /// Its size; nil when it was not given.
  package let bytes: Int?

  package init(url: String, mime: String = "", name: String = "", bytes: Int? = nil) {
    self.url = url
    self.mime = mime
    self.name = name
    self.bytes = bytes
  }

  /// Whether it may be shown to a customer: only what is fetched by `https` is.
  package var isSecure: Bool {
    let scheme = "https://"
    return url.utf8.count > scheme.utf8.count && url.prefix(scheme.count).lowercased() == scheme
      && !url.unicodeScalars.contains {
        $0.properties.isWhitespace || $0.properties.generalCategory == .control
      }
  }
}
