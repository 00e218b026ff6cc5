/// Finds the word boundaries of text in UTF-8.
///
/// A text is cut into segments that cover every byte once: words, numbers, spaces, single signs and
/// pictographs. Bytes that are not well-formed UTF-8 count as U+FFFD, one for each byte. Segmenting
/// is linear in the length of the text and allocates nothing.
///
/// Source: UAX #29 (Unicode 15.0), rules WB1-WB999 without tailoring. WB1, WB2: the text starts and
/// ends with a boundary, since every segment starts where the one before ended.
package struct WordSegmenter: Sendable {
  /// The classes of the scalars below U+0800; see `WordBreakClass.bits`.
  private let shortClasses: [UInt8]
  /// The classes of all scalars.
  let classes: TwoStageTable<UInt8>

  /// Creates a segmenter; its tables are decoded once for the whole program.
  package init() {
    shortClasses = WordBreakClass.shortTable
    classes = WordBreakClass.table
  }

  /// Finds the end of the segment that starts at a byte, and tells whether it is a word.
  ///
  /// A segment is word-like when it holds a letter or a number (General_Category L* or N*).
  ///
  /// - Parameters:
  ///   - bytes: The whole text: a boundary can depend on what follows it.
  ///   - start: The start of the text or the end of the segment before; less than `bytes.count`.
  /// - Returns: The offset after the segment's last byte, greater than `start`.
  package func nextSegment(
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: Int
  ) -> (end: Int, isWordLike: Bool) {
    precondition(start >= 0 && start < bytes.count, "a segment starts inside the text")
    // Nearly every segment is a run of letters and digits, or one space or sign, of scalars of one
    // or two bytes. Those are found here; where anything else comes, the rules take over.
    return shortClasses.withUnsafeBufferPointer { shortClasses in
      let first = Self.shortScalar(at: start, in: bytes, shortClasses)
      guard first.length > 0, !Self.isLineEnd(first.bits) else {
        return startSegment(in: bytes, at: start)
      }
      guard first.bits & WordBreakClass.run != 0 else {
        let end = start + first.length
        let next = Self.shortScalar(at: end, in: bytes, shortClasses)
        // WB4 and WB3d aside, nothing joins such a scalar.
        if next.length > 0, !Self.isMark(next.bits), next.bits != space || first.bits != space {
          return (end, first.bits & WordBreakClass.letterOrNumber != 0)
        }
        return startSegment(in: bytes, at: start)
      }

      var end = start
      var last: UInt8
      var union: UInt8 = 0
      var next = first
      repeat {
        last = next.bits
        union |= next.bits
        end += next.length
        if next.length == 1 {
          let letters = Self.asciiLetterCount(at: end, in: bytes)
          if letters > 0 {
            end += letters
            last = asciiLetter
            union |= asciiLetter
          }
        }
        next = Self.shortScalar(at: end, in: bytes, shortClasses)
        // WB4: a mark, such as an Arabic vowel sign, changes nothing.
        while Self.isMark(next.bits) {
          end += next.length
          next = Self.shortScalar(at: end, in: bytes, shortClasses)
        }
      } while next.bits & WordBreakClass.run != 0
      let isWordLike = union & WordBreakClass.letterOrNumber != 0
      if next.length > 0, next.bits & WordBreakClass.propertyMask <= lastRunEnd {
        return (end, isWordLike)
      }
      return continueSegment(
        in: bytes,
        at: end,
        after: WordBreakClass(bits: last).property,
        isWordLike: isWordLike
      )
    }
  }

  /// Lists the segments of a text in order.
  package func segments(
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> [(range: Range<Int>, isWordLike: Bool)] {
    var segments: [(range: Range<Int>, isWordLike: Bool)] = []
    var start = 0
    while start < bytes.count {
      let (end, isWordLike) = nextSegment(in: bytes, from: start)
      segments.append((start..<end, isWordLike))
      start = end
    }
    return segments
  }

  /// Whether a short scalar ends a line.
  @inline(__always)
  private static func isLineEnd(_ bits: UInt8) -> Bool {
    bits == WordBreakProperty.cr.rawValue || bits == WordBreakProperty.lf.rawValue
      || bits == WordBreakProperty.newline.rawValue
  }

  /// Whether WB4 attaches a short scalar to what stands before it.
  @inline(__always)
  private static func isMark(_ bits: UInt8) -> Bool {
    let property = bits & WordBreakClass.propertyMask
    return property == extend || property == format
  }

  /// Counts the ASCII letters from an offset on, eight bytes at a time.
  ///
  /// The length of a word cannot be predicted: arithmetic on eight bytes costs less than the branch
  /// that is wrong once a word. May stop short of the last letters, near the end of the text.
  @inline(__always)
  private static func asciiLetterCount(
    at start: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones << 7
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // Each byte in lower case and without its high bit, so that no sum carries into the next.
      let lower = (word | ones &* 0x20) & ~highBits
      let atLeastA = lower &+ ones &* UInt64(0x80 - UInt8(ascii: "a"))
      let aboveZ = lower &+ ones &* UInt64(0x7F - UInt8(ascii: "z"))
      let others = (~atLeastA | aboveZ | word) & highBits
      if others != 0 { return index + others.trailingZeroBitCount >> 3 - start }
      index += 8
    }
    return index - start
  }

  /// The class of the scalar of one or two bytes at an offset; length 0 when there is none such.
  @inline(__always)
  private static func shortScalar(
    at index: Int,
    in bytes: UnsafeBufferPointer<UInt8>,
    _ classes: UnsafeBufferPointer<UInt8>
  ) -> (bits: UInt8, length: Int) {
    guard index < bytes.count else { return (0, 0) }
    let byte = bytes[index]
    if byte < 0x80 { return (classes[Int(byte)], 1) }
    guard byte &- 0xC2 < 0x1E, index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 else {
      return (0, 0)
    }
    return (classes[Int(byte & 0x1F) << 6 | Int(bytes[index + 1] & 0x3F)], 2)
  }
}

/// The class of an ASCII letter.
private let asciiLetter =
  WordBreakClass(.aLetter, isPictographic: false, isLetterOrNumber: true).bits

// The raw values that the loop above compares bits with.
private let space = WordBreakProperty.wSegSpace.rawValue
private let extend = WordBreakProperty.extend.rawValue
private let format = WordBreakProperty.format.rawValue
private let lastRunEnd = WordBreakProperty.lastRunEnd.rawValue
