/// The simple lower-case mapping: one scalar in, one scalar out, in no language in particular.
///
/// Covers the Basic Multilingual Plane; scalars beyond map to themselves. Turkish and Azerbaijani
/// map `I` and `İ` otherwise (SpecialCasing.txt), which is for the caller to do first; this mapping
/// takes `I` to `i`, and `İ` to `i` too.
///
/// Source: UAX #44, Simple_Lowercase_Mapping.
package struct LowercaseMapping: Sendable {
  /// The distances to the lower-case scalars, modulo 65536.
  private static let decodedDistances = decodeDistances()

  private let distances: TwoStageTable<UInt16>

  /// Creates the mapping; its table is decoded once for the whole program.
  package init() {
    distances = Self.decodedDistances
  }

  /// Maps the value of a scalar, or any other number, to that of its lower-case scalar.
  package func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x80 {
      return scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
    }
    guard scalar <= 0xFFFF else { return scalar }
    return UInt32(UInt16(truncatingIfNeeded: scalar) &+ distances[scalar])
  }

  private static func decodeDistances() -> TwoStageTable<UInt16> {
    var table = TwoStageTable<UInt16>(below: 0x1_0000)
    CaseTable.ranges.withUTF8Buffer { bytes in
      var scanner = RangeScanner(bytes)
      while scanner.advanceToRange() {
        let range = scanner.range()
        let step = scanner.consume("/") ? Int(scanner.byte() - UInt8(ascii: "0")) : 1
        _ = scanner.consume(":")
        let isNegative = scanner.consume("-")
        let magnitude = UInt16(truncatingIfNeeded: scanner.hexadecimal())
        let distance = isNegative ? 0 &- magnitude : magnitude
        for scalar in stride(from: range.lowerBound, through: range.upperBound, by: step) {
          table.fill(scalar...scalar, with: distance)
        }
      }
    }
    return table
  }
}
