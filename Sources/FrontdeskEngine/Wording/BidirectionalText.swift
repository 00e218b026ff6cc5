import TextAnalysis

/// Keeps order numbers, addresses and phone numbers readable inside text that runs right to left.
package enum BidirectionalText {
  private static let firstStrongIsolate: Unicode.Scalar = "\u{2068}"
  private static let popIsolate: Unicode.Scalar = "\u{2069}"

  /// Puts each run of Latin letters, and each number with signs or groups, in an isolate.
  ///
  /// Lines without letters written from right to left stay as they are, and so does what is
  /// isolated already: isolating twice is isolating once. Plain numbers need no isolate. Linear.
  /// *Source*: UAX #9, revision 48, sections 2.4.2 and 2.7.
  package static func isolated(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isRightToLeft) else { return text }
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var start = 0
    while start < scalars.count {
      let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
      let line = scalars[start..<end]
      if line.contains(where: isRightToLeft) {
        isolate(line, into: &result)
      } else {
        result.append(contentsOf: line)
      }
      if end < scalars.count { result.append("\n") }
      start = end + 1
    }
    return String(result)
  }

  private static func isolate(
    _ line: ArraySlice<Unicode.Scalar>,
    into result: inout String.UnicodeScalarView
  ) {
    var position = line.startIndex
    while position < line.endIndex {
      if let end = endOfIsolate(line, from: position) {
        result.append(contentsOf: line[position..<end])
        position = end
        continue
      }
      let run = run(line, from: position)
      if run.isEmpty {
        result.append(line[position])
        position += 1
        continue
      }
      let core = trimmed(line, run)
      result.append(contentsOf: line[run.lowerBound..<core.lowerBound])
      if needsIsolate(line[core]) {
        result.append(firstStrongIsolate)
        result.append(contentsOf: line[core])
        result.append(popIsolate)
      } else {
        result.append(contentsOf: line[core])
      }
      result.append(contentsOf: line[core.upperBound..<run.upperBound])
      position = run.upperBound
    }
  }

  /// The end of the isolate that is opened at a position; nil when none is, or it is never closed.
  private static func endOfIsolate(_ line: ArraySlice<Unicode.Scalar>, from start: Int) -> Int? {
    guard (0x2066...0x2068).contains(line[start].value) else { return nil }
    var depth = 0
    for position in start..<line.endIndex {
      switch line[position].value {
      case 0x2066...0x2068: depth += 1
      case 0x2069:
        depth -= 1
        if depth == 0 { return position + 1 }
      default: break
      }
    }
    return nil
  }

  /// What follows a position without a letter from right to left; single blanks stay inside.
  private static func run(_ line: ArraySlice<Unicode.Scalar>, from start: Int) -> Range<Int> {
    var end = start
    var position = start
    while position < line.endIndex {
      let scalar = line[position]
      if ScalarTraits(of: scalar).contains(.whitespace) {
        guard position > start, end == position else { break }
        position += 1
      } else if isRightToLeft(scalar) || isControl(scalar) {
        break
      } else {
        position += 1
        end = position
      }
    }
    return start..<end
  }

  /// A run without the marks of the sentence around it.
  private static func trimmed(_ line: ArraySlice<Unicode.Scalar>, _ run: Range<Int>) -> Range<Int> {
    var start = run.lowerBound
    var end = run.upperBound
    while start < end, !isTelling(line[start]), !opensValue(line, start, end) { start += 1 }
    while end > start, !isTelling(line[end - 1]), line[end - 1] != "/" { end -= 1 }
    return start..<end
  }

  /// Whether a sign belongs to the value behind it: +40, #10433, €50.
  private static func opensValue(
    _ line: ArraySlice<Unicode.Scalar>,
    _ position: Int,
    _ end: Int
  ) -> Bool {
    guard position + 1 < end, isTelling(line[position + 1]) else { return false }
    return ["+", "#", "@"].contains(line[position])
      || line[position].properties.generalCategory == .currencySymbol
  }

  private static func isTelling(_ scalar: Unicode.Scalar) -> Bool {
    ScalarTraits(of: scalar).overlaps(.value)
  }

  private static func needsIsolate(_ run: ArraySlice<Unicode.Scalar>) -> Bool {
    if run.contains(where: { ScalarTraits(of: $0).contains(.alphabetic) }) { return true }
    guard run.contains(where: { ScalarTraits(of: $0).contains(.decimal) }) else { return false }
    // Behind Arabic letters these signs and blanks let the groups of a number change places.
    return run.contains { ["+", "-", "/", "#", "@", "–", " ", "\u{A0}", "\u{202F}"].contains($0) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (0x2066...0x2069).contains(scalar.value)
  }

  /// Letters and marks of the scripts that are written from right to left (UAX #9, R and AL).
  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Digits of the Arabic script run from left to right like all others.
    case 0x0660...0x0669, 0x066B, 0x066C, 0x06F0...0x06F9: false
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
