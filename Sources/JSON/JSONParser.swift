/// Where a text stops being JSON.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  /// The bytes before the first that does not fit.
  package let offset: Int
}

/// Reads JSON from bytes.
///
/// *Source*: RFC 8259. *Difference from the source*: values may lie 32 deep at most, and half of a
/// surrogate pair becomes U+FFFD. Complexity: linear in the bytes.
package struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// The only value in the bytes; nil when they are anything else, or no UTF-8.
  package static func value(of bytes: ArraySlice<UInt8>) -> JSONValue? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var parser = JSONParser(bytes: bytes, position: bytes.startIndex)
    return try? parser.onlyValue()
  }

  /// The only value in a text.
  ///
  /// - Throws: `JSONSyntaxError` with how far it could be read.
  package static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
    var parser = JSONParser(bytes: Array(text.utf8)[...], position: 0)
    return try parser.onlyValue()
  }

  private mutating func onlyValue() throws(JSONSyntaxError) -> JSONValue {
    guard let value = value(depth: 0) else {
      throw JSONSyntaxError(offset: position - bytes.startIndex)
    }
    skipBlanks()
    guard position == bytes.endIndex else {
      throw JSONSyntaxError(offset: position - bytes.startIndex)
    }
    return value
  }

  private static let deepest = 32

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth <= Self.deepest else { return nil }
    skipBlanks()
    guard position < bytes.endIndex else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    position += 1
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\""),
        let name = string()
      else { return nil }
      skipBlanks()
      guard take(":"), let value = value(depth: depth + 1) else { return nil }
      members[name] = value
      skipBlanks()
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSONValue? {
    position += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return .array(values) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      skipBlanks()
    } while take(",")
    return take("]") ? .array(values) : nil
  }

  /// Reads `-`, digits without a leading zero, a fraction and an exponent.
  private mutating func number() -> JSONValue? {
    let start = position
    _ = take("-")
    if !take("0") {
      guard digits() else { return nil }
    }
    if take(".") {
      guard digits() else { return nil }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() else { return nil }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() -> Bool {
    let start = position
    while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position > start
  }

  private mutating func string() -> String? {
    position += 1
    let start = position
    // Most strings have no escapes and are taken as they stand.
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      position += 1
    }
    var result = Array(bytes[start..<position])
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        result += String(scalar).utf8
      case 0..<0x20: return nil
      default: result.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    guard position < bytes.endIndex else { return nil }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      guard let first = codeUnit() else { return nil }
      guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
      let afterFirst = position
      if take("\\u"), let second = codeUnit(), (0xDC00..<0xE000).contains(second) {
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      }
      position = afterFirst
      return "\u{FFFD}"
    default: return nil
    }
  }

  private mutating func codeUnit() -> UInt32? {
    guard position + 4 <= bytes.endIndex else { return nil }
    var result: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      switch byte {
      case 0x30...0x39: result = result << 4 + UInt32(byte - 0x30)
      case 0x41...0x46: result = result << 4 + UInt32(byte - 0x37)
      case 0x61...0x66: result = result << 4 + UInt32(byte - 0x57)
      default: return nil
      }
    }
    position += 4
    return result
  }

  private mutating func skipBlanks() {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let end = position + text.utf8CodeUnitCount
    guard end <= bytes.endIndex else { return false }
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[position..<end].elementsEqual(wanted) else { return false }
    position = end
    return true
  }
}
