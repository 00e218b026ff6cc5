import LineEditing

/// Sets rows below one another in columns two spaces apart; a very wide cell pushes its row.
func columns(_ rows: [[String]], maximumWidth: Int = 32) -> [String] {
  guard let first = rows.first else { return [] }
  let widths = rows.map { $0.map(displayWidth) }
  let columnWidths = first.indices.map { column in
    widths.reduce(0) { $1[column] <= maximumWidth ? max($0, $1[column]) : $0 }
  }
  return rows.indices.map { row in
    var line = ""
    for (column, cell) in rows[row].enumerated() {
      line += cell
      guard column < rows[row].count - 1 else { break }
      for _ in 0..<(max(columnWidths[column] - widths[row][column], 0) + 2) { line += " " }
    }
    return line
  }
}

/// How many columns a text takes on a terminal.
///
/// Letters of Latin, Greek and Cyrillic take one each, which saves splitting most texts into
/// grapheme clusters.
private func displayWidth(_ text: String) -> Int {
  var count = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0x300, 0x370..<0x483, 0x48A..<0x530: count += 1
    default: return DisplayWidth.columns(of: text)
    }
  }
  return count
}
