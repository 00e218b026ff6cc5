package import JSON

/// A file that somebody points to, and that is never fetched here.
package struct FileReference: Equatable, Sendable {
  package let url: String
  package let mime: String?
  package let name: String?
  /// How large it is said to be.
  package let bytes: Int?

  /// As many may come in one line.
  package static let most = 5
  static let expected =
    "files such as {\"url\":\"https://...\",\"mime\":\"image/jpeg\",\"name\":\"a.jpg\",\"bytes\":1200}"

  package init(url: String, mime: String? = nil, name: String? = nil, bytes: Int? = nil) {
    self.url = url
    self.mime = mime
    self.name = name
    self.bytes = bytes
  }

  /// Reads an object; nil when it has no `url` of visible ASCII with a scheme, or wrong members.
  ///
  /// *Source*: RFC 3986, 3.1, for the scheme.
  package init?(_ value: JSONValue) {
    guard case .object(let members) = value, let url = members["url"]?.string,
      url.utf8.count <= 2_048, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      let scheme = url.firstIndex(of: ":"), scheme != url.startIndex,
      url[..<scheme].utf8.allSatisfy(Self.isOfScheme)
    else { return nil }
    func text(_ name: String) -> String?? {
      guard let value = members[name], value != .null else { return .some(nil) }
      guard let text = value.string, text.utf8.count <= 255 else { return nil }
      return .some(text)
    }
    guard let mime = text("mime"), let name = text("name") else { return nil }
    var size: Int?
    if let value = members["bytes"], value != .null {
      guard case .number(let digits) = value, let count = Int(digits), count >= 0 else {
        return nil
      }
      size = count
    }
    self.init(url: url, mime: mime, name: name, bytes: size)
  }

  private static func isOfScheme(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
