#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON whose members are sorted, so that the same values give the same bytes.
enum SortedJSON {
  /// The value over many lines, with a line end.
  static func lines(_ value: some Encodable) throws -> [UInt8] {
    try bytes(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
  }

  /// The value on one line, with a line end.
  static func line(_ value: some Encodable) throws -> [UInt8] {
    try bytes(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func bytes(
    _ value: some Encodable,
    _ formatting: JSONEncoder.OutputFormatting
  ) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    return escapingControls(Array(try encoder.encode(value))) + [UInt8(ascii: "\n")]
  }

  /// Writes as `\uXXXX` what a terminal or a reader of lines would obey: DEL, C1 and bidirectional
  /// controls, line separators.
  ///
  /// Such signs stand in strings only, since the encoder itself writes none.
  static func escapingControls(_ json: [UInt8]) -> [UInt8] {
    let suspects: Set<UInt8> = [0x7F, 0xC2, 0xD8, 0xE2]
    guard json.contains(where: suspects.contains) else { return json }
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count)
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        escaped += Array("\\u".utf8)
        escaped += [UInt8](repeating: UInt8(ascii: "0"), count: 4 - digits.count)
        escaped += Array(digits.utf8)
      default: escaped += Array(String(scalar).utf8)
      }
    }
    return escaped
  }
}
