import Content

/// What makes two writings of a number, an address or a postcode the same.
enum MatchKey {
  /// The text in lower case without blanks; canonically equal texts have equal keys.
  ///
  /// Letters are folded one by one and without a language: I becomes i in Turkish names, too.
  static func key(of text: String) -> String {
    if let key = plainKey(of: text) { return key }
    var key = ""
    for character in text.lowercased() where !character.isWhitespace {
      // A blank without width is pasted with addresses now and then.
      guard character != "\u{200B}", character != "\u{FEFF}" else { continue }
      key.append(character)
    }
    return key
  }

  /// The key of a text of ASCII, which most are: many times faster; nil for any other text.
  private static func plainKey(of text: String) -> String? {
    var key: [UInt8] = []
    key.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A: key.append(byte | 0x20)
      case 0x09...0x0D, 0x20: continue
      case ..<0x80: key.append(byte)
      default: return nil
      }
    }
    return String(decoding: key, as: UTF8.self)
  }

  static func key(of value: SlotValue) -> String {
    switch value {
    case .text(let text): key(of: text)
    case .number(let number): String(number)
    case .amount(let amount, _): AmountText.text(amount)
    case .date(let date): date.description
    case .bool(let bool): bool ? "true" : "false"
    case .attachment(let attachment): attachment.url
    case .records: ""
    }
  }

  /// Whether two keys are the same and not empty; takes no less time where they differ early.
  static func areEqual(_ left: String, _ right: String) -> Bool {
    var left = left, right = right
    let isPlain = left.utf8.allSatisfy { $0 < 0x80 } && right.utf8.allSatisfy { $0 < 0x80 }
    // Outside of ASCII the same text can be written with different bytes, which only == knows.
    guard isPlain else { return left == right && !left.isEmpty }
    return left.withUTF8 { left in
      right.withUTF8 { right in
        var difference = left.count ^ right.count
        for (index, byte) in left.enumerated() {
          difference |= Int(byte ^ (index < right.count ? right[index] : 0))
        }
        return difference == 0 && !left.isEmpty
      }
    }
  }
}
