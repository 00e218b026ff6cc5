/// A table as comma-separated values (RFC 4180): quotes where they are needed, lines end in CR LF.
package struct CSVText: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds a row.
  package mutating func row(_ cells: [String]) {
    for (place, cell) in cells.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(Self.harmless(cell))
    }
    bytes += [0x0D, 0x0A]
  }

  /// Forgets the rows, for those that come next.
  package mutating func startAgain() { bytes.removeAll(keepingCapacity: true) }

  /// A text that no spreadsheet takes for a formula.
  ///
  /// An apostrophe stands before `=`, `+`, `-`, `@`, a tab and a return. Numbers stay as they are:
  /// -3 is what it is.
  private static func harmless(_ cell: String) -> String {
    guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      Double(cell) == nil
    else { return cell }
    return "'" + cell
  }

  private mutating func append(_ cell: String) {
    let needsQuotes = cell.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    guard needsQuotes || cell.utf8.first == 0x20 || cell.utf8.last == 0x20 else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
