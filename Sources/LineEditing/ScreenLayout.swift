/// Where the glyphs of a prompt and a line, or of the part of it that fits, stand on the screen.
struct ScreenLayout: Sendable {
  /// A place on the screen, counted from the start of the prompt.
  struct Position: Equatable, Sendable {
    var row = 0
    /// Less than the screen's columns, but for the end of a full row.
    var column = 0
  }

  /// A glyph and where it starts.
  struct Cell: Equatable, Sendable {
    var glyph: Glyph
    var position: Position
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell] = []
  /// The position after the last cell; its column is `columns` when the row is full.
  private(set) var end = Position()
  /// Nil when the cursor is not on the screen.
  private(set) var cursor: Position?

  /// Lays out a prompt and the part of a line that the cursor is in.
  ///
  /// Shows everything if it fits; else as much of the start as fits, if the cursor is in that; else
  /// a screenful around the cursor, without the prompt. An ellipsis stands for what is left out.
  /// Takes time in the size of the screen, not of the line.
  init(prompt: [Glyph], line: LineBuffer, columns: Int, rows: Int) {
    if prompt.count + line.cursor < rows * columns {
      self.init(lead: prompt, line: line, from: 0, columns: columns, rows: rows)
      guard cursor == nil else { return }
    } else {
      // Every cluster takes a column: the cursor cannot be on that screen.
      self.init(columns: columns, rows: rows)
    }

    // As much before the cursor as leaves room for what follows, at most half a screen of that, and
    // for the columns that wide glyphs leave empty at the ends of rows.
    let half = rows * columns / 2
    let (following, _) = Self.measure(line, from: line.cursor, by: 1, room: half)
    for room in [2 * half - min(half, following) - rows - 2, half] where cursor == nil {
      let (_, clusters) = Self.measure(line, from: line.cursor, by: -1, room: room)
      let first = line.cursor - clusters
      self.init(lead: [.ellipsis], line: line, from: first, columns: columns, rows: rows)
    }
    guard cursor == nil else { return }
    self.init(lead: [.ellipsis], line: line, from: line.cursor, columns: columns, rows: rows)
  }

  /// Counts the clusters, and their columns, on one side of an index until a room is filled.
  private static func measure(
    _ line: LineBuffer,
    from start: Int,
    by step: Int,
    room: Int
  ) -> (columns: Int, clusters: Int) {
    var columns = 0
    var clusters = 0
    var glyphs: [Glyph] = []
    var index = step > 0 ? start : start - 1
    while columns < room, index >= 0, index < line.count {
      glyphs.removeAll(keepingCapacity: true)
      Glyph.append(line[index], to: &glyphs)
      columns += glyphs.reduce(0) { $0 + $1.columns }
      clusters += 1
      index += step
    }
    return (columns, clusters)
  }

  private init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  private init(lead: [Glyph], line: LineBuffer, from first: Int, columns: Int, rows: Int) {
    self.init(columns: columns, rows: rows)
    for glyph in lead where !place(glyph) {
      truncate(cursorCell: nil)
      return
    }
    var cursorCell: Int?
    var glyphs: [Glyph] = []
    for index in first..<line.count {
      if index == line.cursor { cursorCell = cells.count }
      glyphs.removeAll(keepingCapacity: true)
      Glyph.append(line[index], to: &glyphs)
      for glyph in glyphs where !place(glyph) {
        truncate(cursorCell: cursorCell)
        return
      }
    }
    if let cursorCell {
      cursor = cells[cursorCell].position
    } else if end.column < columns {
      cursor = end
    } else if end.row + 1 < rows {
      cursor = Position(row: end.row + 1)
    }
  }

  /// Puts a glyph at the end; false when the screen is full.
  private mutating func place(_ glyph: Glyph) -> Bool {
    guard glyph.columns <= columns else { return place(.ellipsis) }
    var position = end
    if position.column + glyph.columns > columns {
      guard position.row + 1 < rows else { return false }
      position = Position(row: position.row + 1)
    }
    cells.append(Cell(glyph: glyph, position: position))
    end = Position(row: position.row, column: position.column + glyph.columns)
    return true
  }

  /// Ends a full screen with an ellipsis; the cursor stays if its cell does.
  private mutating func truncate(cursorCell: Int?) {
    while end.column + Glyph.ellipsis.columns > columns, let last = cells.popLast() {
      end = last.position
    }
    if let cursorCell, cursorCell < cells.count { cursor = cells[cursorCell].position }
    _ = place(.ellipsis)
  }
}
