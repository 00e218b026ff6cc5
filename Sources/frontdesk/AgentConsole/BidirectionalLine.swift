import FrontdeskEngine

/// A row of cleaned text that shows right wherever it stands, whichever way it is written.
///
/// Text from right to left is isolated from what is before and after it in the row: without that a
/// terminal would turn times and numbers around. *Source*: UAX #9, revision 48, section 2.4.2.
struct BidirectionalLine {
  enum Direction { case leftToRight, rightToLeft }

  /// The row with its isolates, all of them closed.
  let text: String

  private static let leftToRightIsolate = "\u{2066}"
  private static let rightToLeftIsolate = "\u{2067}"
  private static let popIsolate = "\u{2069}"

  /// Sets a row of a text that as a whole runs in a direction.
  init(_ row: String, direction: Direction? = nil) {
    guard row.unicodeScalars.contains(where: Self.isRightToLeft) else {
      text = row
      return
    }
    switch direction ?? Self.direction(of: row) {
    case .rightToLeft:
      text = Self.rightToLeftIsolate + BidirectionalText.isolated(row) + Self.popIsolate
    case .leftToRight:
      text = Self.leftToRightIsolate + Self.isolatingWords(of: row) + Self.popIsolate
    }
  }

  /// The direction that most of a text's letters are written in.
  static func direction(of text: String) -> Direction {
    var balance = 0
    for scalar in text.unicodeScalars {
      if isRightToLeft(scalar) {
        balance += 1
      } else if scalar.properties.isAlphabetic {
        balance -= 1
      }
    }
    return balance > 0 ? .rightToLeft : .leftToRight
  }

  /// Puts each run of words from right to left in an isolate, without the signs behind it.
  private static func isolatingWords(of row: String) -> String {
    var result = ""
    var run = ""
    func close() {
      guard !run.isEmpty else { return }
      let end = run.lastIndex { $0.isLetter || $0.isNumber }.map { run.index(after: $0) }
      let core = run[..<(end ?? run.endIndex)]
      result += rightToLeftIsolate + core + popIsolate + run[core.endIndex...]
      run = ""
    }
    let words = row.split(separator: " ", omittingEmptySubsequences: false)
    for (position, word) in words.enumerated() {
      let isTurned = word.unicodeScalars.contains(where: isRightToLeft)
      if !isTurned { close() }
      let blank = position > 0 ? " " : ""
      if isTurned, !run.isEmpty {
        run += blank + word
      } else if isTurned {
        result += blank
        run = String(word)
      } else {
        result += blank + word
      }
    }
    close()
    return result
  }

  /// Letters of the scripts that are written from right to left.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Digits of the Arabic script run from left to right like all others.
    case 0x0660...0x0669, 0x066B, 0x066C, 0x06F0...0x06F9: false
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
