/// Writes JSON (RFC 8259) on one line, members in the order they are written.
///
/// Everything that a terminal or a reader of text would obey is escaped as `\uXXXX`: controls,
/// DEL, C1 and bidirectional controls, line separators. The text itself is never altered.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  package init() {}

  /// Writes an object whose members `members` writes.
  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    open("{")
    members(&self)
    close("}")
  }

  /// Writes a list with what `element` writes for each item.
  package mutating func array<Items: Sequence>(
    _ items: Items,
    _ element: (inout JSONWriter, Items.Element) -> Void
  ) {
    open("[")
    for item in items { element(&self, item) }
    close("]")
  }

  package mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  /// Writes bytes as a string; those that are not UTF-8 become U+FFFD.
  package mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    if text.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text)
    } else {
      var valid = String(decoding: text, as: UTF8.self)
      valid.withUTF8 { append($0) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func number(_ value: Int) {
    separate()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a number with at most `places` decimals; null when it is not finite.
  package mutating func number(_ value: Double, places: Int = 6) {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    separate()
    bytes.append(contentsOf: (rounded.isFinite ? "\(rounded)" : "null").utf8)
  }

  /// Writes a number with all its digits, so that it is read as the same; null when it is none.
  ///
  /// What is infinite is written beyond what readers can hold, and so is infinite for them too.
  package mutating func number(exactly value: Double) {
    separate()
    let digits =
      value.isFinite ? "\(value)" : value.isNaN ? "null" : value < 0 ? "-1e999" : "1e999"
    bytes.append(contentsOf: digits.utf8)
  }

  package mutating func bool(_ value: Bool) {
    separate()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a member's name; its value must follow.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a value that is JSON already, on one line.
  package mutating func value(_ json: String) {
    separate()
    bytes.append(contentsOf: json.utf8)
  }

  /// Forgets what was written, for the next value.
  package mutating func startAgain() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Writes a member's name that is not known before, as `key` does.
  package mutating func key(named name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }
}

extension JSONWriter {
  package mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  package mutating func member(_ name: StaticString, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  package mutating func member(_ name: StaticString, _ value: Int) {
    key(name)
    number(value)
  }

  package mutating func member(_ name: StaticString, _ value: Double) {
    key(name)
    number(value)
  }

  package mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Whether a terminal, or a reader of lines, would obey a scalar rather than show it.
  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: false
    case 0..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Writes UTF-8 that is known to be valid: what needs no escape is copied in runs.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0, place = 0
    while place < text.count {
      guard let scalar = Self.escaped(in: text, at: place) else {
        place += 1
        continue
      }
      bytes.append(contentsOf: text[start..<place])
      append(scalar)
      place += UTF8.width(scalar)
      start = place
    }
    bytes.append(contentsOf: text[start...])
  }

  /// The scalar that begins at a place of valid UTF-8, if it must be escaped.
  @inline(__always)
  private static func escaped(
    in text: UnsafeBufferPointer<UInt8>,
    at place: Int
  ) -> Unicode.Scalar? {
    let byte = text[place]
    if isPlain(byte) { return nil }
    switch byte {
    case 0..<0x80: return Unicode.Scalar(byte)
    // Only these lead bytes begin a scalar that `mustBeEscaped`.
    case 0xC2, 0xD8:
      let value = UInt32(byte & 0x1F) << 6 | UInt32(text[place + 1] & 0x3F)
      return Unicode.Scalar(value).flatMap { mustBeEscaped($0) ? $0 : nil }
    case 0xE2:
      let value =
        UInt32(byte & 0x0F) << 12 | UInt32(text[place + 1] & 0x3F) << 6
        | UInt32(text[place + 2] & 0x3F)
      return Unicode.Scalar(value).flatMap { mustBeEscaped($0) ? $0 : nil }
    default: return nil
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\\":
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(ascii: scalar))
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case _ where Self.mustBeEscaped(scalar):
      let digits = String(scalar.value, radix: 16)
      bytes.append(contentsOf: "\\u".utf8)
      for _ in digits.count..<4 { bytes.append(UInt8(ascii: "0")) }
      bytes.append(contentsOf: digits.utf8)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
