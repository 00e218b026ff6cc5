/// Draws a prompt and a line, changing no more of the screen than needed.
///
/// Output is text without control characters, line ends and the few sequences of `Sequence`. Each
/// row ends with an explicit line end: terminals disagree on what happens at the right margin, and
/// on the width of some emoji, and so errors do not spread to the next row. Where nothing is painted
/// the cursor is taken to be at the start of a row.
struct ScreenPainter: Sendable {
  /// What the painter writes other than text (ECMA-48).
  enum Sequence {
    static let eraseBelow: [UInt8] = Array("\u{1B}[J".utf8)
    static let clearScreen: [UInt8] = Array("\u{1B}[H\u{1B}[2J".utf8)
    static let lineEnd: [UInt8] = Array("\r\n".utf8)
    static let lineStart: [UInt8] = Array("\r".utf8)

    static func up(_ rows: Int) -> [UInt8] { Array("\u{1B}[\(rows)A".utf8) }
    static func down(_ rows: Int) -> [UInt8] { Array("\u{1B}[\(rows)B".utf8) }
    static func right(_ columns: Int) -> [UInt8] { Array("\u{1B}[\(columns)C".utf8) }
  }

  private var columns = 1
  private var rows = 1
  /// What is on the screen now, and nil if nothing.
  private var painted: ScreenLayout?
  /// Where the terminal's cursor is; its column is `columns` right after the last one was written.
  private var position = ScreenLayout.Position()
  /// The last row that the screen certainly has below the first one.
  private var lastRow = 0

  /// Creates a painter for a screen of a size; see `resize`.
  init(columns: Int, rows: Int) {
    setSize(columns: columns, rows: rows)
  }

  /// Whether a line is certainly too long for the screen.
  func isSurpassed(by line: LineBuffer) -> Bool {
    line.count > rows * columns
  }

  /// Makes the screen show a prompt and a line; gives what to write.
  mutating func paint(prompt: [Glyph], line: LineBuffer) -> [UInt8] {
    let layout = ScreenLayout(prompt: prompt, line: line, columns: columns, rows: rows)
    var output: [UInt8] = []
    var kept = 0
    if let painted {
      kept = zip(painted.cells, layout.cells).prefix { $0 == $1 }.count
      if kept < painted.cells.count {
        // Erased before anything is written, since some terminals, at the right margin, erase the
        // glyph just written.
        move(to: painted.cells[kept].position, &output)
        output += Sequence.eraseBelow
      } else if kept < layout.cells.count, painted.end.column < columns {
        move(to: painted.end, &output)
      }
    } else {
      output += Sequence.lineStart + Sequence.eraseBelow
      position = ScreenLayout.Position()
      lastRow = 0
    }
    for cell in layout.cells[kept...] {
      if cell.position != position { move(to: cell.position, &output) }
      output += cell.glyph.text.utf8
      position.column += cell.glyph.columns
    }
    move(to: layout.cursor ?? layout.end, &output)
    painted = layout
    return output
  }

  /// Removes what is painted, and leaves the cursor at the start of the row where it began.
  mutating func erase() -> [UInt8] {
    guard painted != nil else { return [] }
    var output: [UInt8] = []
    move(to: ScreenLayout.Position(), &output)
    forget()
    return output + Sequence.eraseBelow
  }

  /// Leaves what is painted on the screen, and puts the cursor at the start of the row below it.
  ///
  /// The cursor must be at the end of the line.
  mutating func leave() -> [UInt8] {
    guard painted != nil else { return [] }
    defer { forget() }
    // The cursor stands in an empty row of its own when the last row of text is full.
    return position.row > 0 && position.column == 0 ? [] : Sequence.lineEnd
  }

  /// Clears the screen and puts the cursor in its first row.
  mutating func clearScreen() -> [UInt8] {
    forget()
    return Sequence.clearScreen
  }

  /// Takes over a new size of the screen, and removes what is painted, for it to be painted anew.
  ///
  /// Terminals that have become narrower break the rows that are too long, as most do; one that cuts
  /// them off instead loses some rows above the prompt.
  mutating func resize(columns: Int, rows: Int) -> [UInt8] {
    let painted = self.painted
    let old = position
    setSize(columns: columns, rows: rows)
    guard let painted else { return [] }
    var widths = Array(repeating: 1, count: old.row + 1)
    for cell in painted.cells where cell.position.row < old.row {
      widths[cell.position.row] = cell.position.column + cell.glyph.columns
    }
    let rowsAbove = widths[..<old.row].reduce(0) { $0 + ($1 + self.columns - 1) / self.columns }
    position = ScreenLayout.Position(
      row: rowsAbove + old.column / self.columns,
      column: self.columns
    )
    lastRow = position.row
    return erase()
  }

  private mutating func setSize(columns: Int, rows: Int) {
    // Room for an ellipsis on each side of a wide glyph.
    self.columns = max(columns, 4)
    self.rows = max(rows, 1)
  }

  private mutating func forget() {
    painted = nil
    position = ScreenLayout.Position()
    lastRow = 0
  }

  /// Moves the terminal's cursor, making new rows below the last as needed.
  private mutating func move(to target: ScreenLayout.Position, _ output: inout [UInt8]) {
    let row = min(target.row, lastRow)
    if row < position.row { output += Sequence.up(position.row - row) }
    if row > position.row { output += Sequence.down(row - position.row) }
    if target.row > lastRow {
      for _ in lastRow..<target.row { output += Sequence.lineEnd }
      lastRow = target.row
      position.column = 0
    }
    position.row = target.row
    guard target.column != position.column else { return }
    // Counted from the margin, so that a cluster that the terminal gives another width shifts only
    // what follows it in its row.
    output += Sequence.lineStart
    if target.column > 0 { output += Sequence.right(target.column) }
    position.column = target.column
  }
}
