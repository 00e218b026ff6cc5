/// The rules of UAX #29 for any text; `nextSegment` spares the common text from them.
extension WordSegmenter {
  typealias Segment = (end: Int, isWordLike: Bool)

  /// Ends the segment that starts at an offset.
  func startSegment(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Segment {
    let first = scalar(at: start, in: bytes)
    switch first.class.property {
    case .cr:
      // WB3 CR × LF, else WB3a.
      return (
        first.end < bytes.count && bytes[first.end] == 0x0A ? first.end + 1 : first.end, false
      )
    case .lf, .newline:
      // WB3a (Newline | CR | LF) ÷
      return (first.end, false)
    default:
      return continueSegment(
        in: bytes,
        at: first.end,
        after: first.class.property,
        isWordLike: first.class.isLetterOrNumber
      )
    }
  }

  /// Ends a segment of which all bytes before an offset are known to belong to it.
  ///
  /// `previous` is the last scalar before the offset that is not ignorable, and not a line end;
  /// `isWordLike` tells whether a letter or number was seen before the offset.
  func continueSegment(
    in bytes: UnsafeBufferPointer<UInt8>,
    at offset: Int,
    after previous: WordBreakProperty,
    isWordLike: Bool
  ) -> Segment {
    var end = offset
    var previous = previous
    var isWordLike = isWordLike
    // The scalar right before `end`, ignorable or not: WB3c and WB3d stand before WB4.
    var adjacent = previous

    while end < bytes.count {
      var next = scalar(at: end, in: bytes)
      let property = next.class.property
      if adjacent == .zwj, next.class.isPictographic {
        // WB3c ZWJ × \p{Extended_Pictographic}
        previous = property
      } else if adjacent == .wSegSpace, property == .wSegSpace {
        // WB3d WSegSpace × WSegSpace
      } else if property.isIgnorable {
        // WB4 X (Extend | Format | ZWJ)* → X
        adjacent = property
        end = next.end
        continue
      } else {
        switch Self.joint(previous, property) {
        case .none:
          return (end, isWordLike)
        case .always:
          previous = property
        case .pair:
          // A third Regional_Indicator starts the next pair.
          previous = .other
        case .before(let wanted):
          if let following = self.following(next.end, in: bytes, wanted) {
            // The punctuation and the letter or digit after it.
            isWordLike = isWordLike || next.class.isLetterOrNumber
            next = following
            previous = following.class.property
          } else if previous == .hebrewLetter, property == .singleQuote {
            // WB7a Hebrew_Letter × Single_Quote
            previous = .singleQuote
          } else {
            return (end, isWordLike)
          }
        }
      }
      adjacent = next.class.property
      isWordLike = isWordLike || next.class.isLetterOrNumber
      end = next.end
    }
    return (end, isWordLike)
  }
}

extension WordSegmenter {
  /// What a scalar must be for the punctuation before it to join.
  private enum Wanted {
    case ahLetter
    case hebrewLetter
    case numeric
  }

  /// How two neighbouring scalars join, ignorable ones between them aside.
  private enum Joint {
    case none
    case always
    /// As the two halves of a flag.
    case pair
    /// Only when the second is followed by a scalar of a kind.
    case before(Wanted)
  }

  /// Applies the rules from WB5 on to two neighbours.
  private static func joint(_ left: WordBreakProperty, _ right: WordBreakProperty) -> Joint {
    switch (left, right) {
    // WB5 AHLetter × AHLetter; WB8 Numeric × Numeric; WB9 AHLetter × Numeric;
    // WB10 Numeric × AHLetter; WB13a, WB13b for all but Katakana.
    case _ where left.joinsRuns && right.joinsRuns: .always
    // WB6 AHLetter × (MidLetter | MidNumLetQ) AHLetter
    // WB7 AHLetter (MidLetter | MidNumLetQ) × AHLetter
    case (.aLetter, .midLetter), (.aLetter, .midNumLet), (.aLetter, .singleQuote):
      .before(.ahLetter)
    case (.hebrewLetter, .midLetter), (.hebrewLetter, .midNumLet): .before(.ahLetter)
    // Also WB7a, in the caller: here the quote joins in any case.
    case (.hebrewLetter, .singleQuote): .before(.ahLetter)
    // WB7b Hebrew_Letter × Double_Quote Hebrew_Letter
    // WB7c Hebrew_Letter Double_Quote × Hebrew_Letter
    case (.hebrewLetter, .doubleQuote): .before(.hebrewLetter)
    // WB11 Numeric (MidNum | MidNumLetQ) × Numeric
    // WB12 Numeric × (MidNum | MidNumLetQ) Numeric
    case (.numeric, .midNum), (.numeric, .midNumLet), (.numeric, .singleQuote): .before(.numeric)
    // WB13 Katakana × Katakana
    case (.katakana, .katakana): .always
    // WB13a (AHLetter | Numeric | Katakana | ExtendNumLet) × ExtendNumLet
    case (.katakana, .extendNumLet): .always
    // WB13b ExtendNumLet × (AHLetter | Numeric | Katakana)
    case (.extendNumLet, .katakana): .always
    // WB15 sot (RI RI)* RI × RI; WB16 [^RI] (RI RI)* RI × RI
    case (.regionalIndicator, .regionalIndicator): .pair
    // WB3a, WB3b, WB999 Any ÷ Any
    default: .none
    }
  }

  /// The first scalar from an offset on that WB4 does not ignore, if it is of the kind wanted.
  private func following(
    _ offset: Int,
    in bytes: UnsafeBufferPointer<UInt8>,
    _ wanted: Wanted
  ) -> (class: WordBreakClass, end: Int)? {
    var end = offset
    while end < bytes.count {
      let next = scalar(at: end, in: bytes)
      let property = next.class.property
      if !property.isIgnorable {
        switch wanted {
        case .ahLetter: return property.isAHLetter ? next : nil
        case .hebrewLetter: return property == .hebrewLetter ? next : nil
        case .numeric: return property == .numeric ? next : nil
        }
      }
      end = next.end
    }
    return nil
  }

  /// Decodes the scalar at an offset; a byte that starts no well-formed scalar counts as U+FFFD.
  ///
  /// Source: The Unicode Standard 15.0, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  private func scalar(
    at index: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> (class: WordBreakClass, end: Int) {
    let lead = bytes[index]
    let length: Int
    var value: UInt32
    switch lead {
    case 0x00..<0x80: (length, value) = (1, UInt32(lead))
    case 0xC2..<0xE0: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0..<0xF0: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0..<0xF5: (length, value) = (4, UInt32(lead & 0x07))
    default: return (WordBreakClass(bits: 0), index + 1)
    }
    guard index + length <= bytes.count else { return (WordBreakClass(bits: 0), index + 1) }
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return (WordBreakClass(bits: 0), index + 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isOverlong = length == 3 && value < 0x800 || length == 4 && value < 0x1_0000
    let isSurrogate = value & ~0x7FF == 0xD800
    guard !isOverlong, !isSurrogate, value <= 0x10_FFFF else {
      return (WordBreakClass(bits: 0), index + 1)
    }
    return (WordBreakClass(bits: classes[value]), index + length)
  }
}
