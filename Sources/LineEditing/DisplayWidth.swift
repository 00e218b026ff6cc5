/// How many columns of a terminal text occupies.
///
/// Right for terminals that follow Unicode's widths: East Asian wide and emoji two, marks none,
/// Arabic letters one and their vowel signs none. Ambiguous widths count as narrow.
///
/// Source: UAX #11 (East_Asian_Width), UTS #51 (emoji presentation); see `DisplayWidthTable`.
package enum DisplayWidth {
  /// The columns of one grapheme cluster: 0, 1, 2 or, for a cluster of several letters, more.
  package static func columns(of cluster: Character) -> Int {
    var total = 0
    var base: ScalarWidth?
    for scalar in cluster.unicodeScalars {
      let width = scalarWidth(scalar)
      guard let base else {
        base = width
        total = width.columns
        continue
      }
      switch scalar.value {
      case 0xFE0F where base == .narrowUnlessEmoji:
        // An emoji by variation selector, whatever is joined to it.
        return 2
      case 0x1F3FB...0x1F3FF:
        // A skin tone makes its base an emoji.
        return 2
      case 0x200D where base == .wide:
        // What a joiner adds to an emoji is drawn in the same two columns.
        return total
      default:
        total += width.columns
      }
    }
    return total
  }

  /// The columns of a text without line ends, its grapheme clusters drawn side by side.
  package static func columns(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of a scalar that stands alone.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    scalarWidth(scalar).columns
  }
}

extension DisplayWidth {
  private enum ScalarWidth {
    case zero
    case narrow
    case wide
    /// One column, but two when U+FE0F follows.
    case narrowUnlessEmoji

    var columns: Int {
      switch self {
      case .zero: 0
      case .narrow, .narrowUnlessEmoji: 1
      case .wide: 2
      }
    }
  }

  /// Scalars that are not plain narrow.
  private struct WidthRange {
    var scalars: ClosedRange<UInt32>
    var width: ScalarWidth
  }

  /// The ranges of the generated table, ascending; decoded once for the whole program.
  private static let ranges = decodeRanges()

  private static func scalarWidth(_ scalar: Unicode.Scalar) -> ScalarWidth {
    let value = scalar.value
    if value < 0x300, value > 0x39, value != 0xA9, value != 0xAE { return .narrow }
    // The first range that does not end before the scalar.
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].scalars.upperBound < value { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count, ranges[low].scalars.contains(value) else { return .narrow }
    return ranges[low].width
  }

  private static func decodeRanges() -> [WidthRange] {
    var ranges: [WidthRange] = []
    for field in DisplayWidthTable.ranges.description.split(whereSeparator: \.isWhitespace) {
      let bounds = field.dropFirst().split(separator: "-").map { UInt32($0, radix: 16) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil else {
        preconditionFailure("DisplayWidthTable holds a range without a scalar")
      }
      let width: ScalarWidth
      switch field.first {
      case "Z": width = .zero
      case "W": width = .wide
      default: width = .narrowUnlessEmoji
      }
      ranges.append(WidthRange(scalars: first...last, width: width))
    }
    return ranges
  }
}
