import LineEditing

/// A terminal that understands what a line editor writes, and nothing more.
///
/// Shows what a person would see. Whatever else is written, it keeps as an error. Like xterm and its
/// kind, it wraps to the next row only when something is written beyond the last column.
struct TerminalEmulator {
  private struct Cell: Equatable {
    /// Empty in the second column of a wide cluster.
    var text = " "
    var width = 1
  }

  private(set) var columns: Int
  let rows: Int
  /// The rows that have left the screen at its top.
  private(set) var scrolled: [String] = []
  private(set) var errors: [String] = []
  private(set) var bells = 0
  private(set) var isPasteEnabled = false
  private var grid: [[Cell]]
  private(set) var row = 0
  /// Equal to `columns` after the last column was written.
  private(set) var column = 0
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int = 24) {
    self.columns = columns
    self.rows = rows
    grid = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
  }

  /// The rows down to the last that shows something, without blanks at their ends.
  var screen: [String] {
    var lines = grid.map(Self.text)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// The row and column that the cursor is seen in.
  var cursor: [Int] { [row, min(column, columns - 1)] }

  mutating func write(_ bytes: some Sequence<UInt8>) {
    var text: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      if byte >= 0x20, byte != 0x7F {
        text.append(byte)
        continue
      }
      print(text)
      text = []
      switch byte {
      case 0x07: bells += 1
      case 0x0A: lineFeed()
      case 0x0D: column = 0
      case 0x1B:
        var sequence: [UInt8] = []
        while let next = iterator.next() {
          sequence.append(next)
          if sequence.count > 1, (0x40..<0x7F).contains(next) { break }
        }
        control(String(decoding: sequence, as: UTF8.self))
      default: errors.append("control character \(byte)")
      }
    }
    print(text)
  }

  /// Changes the width; rows that are too long are broken, as most terminals do.
  mutating func resize(columns: Int) {
    var broken: [[Cell]] = []
    var cursor = (row: 0, column: 0)
    let used = max(row, grid.lastIndex { !Self.text($0).isEmpty } ?? 0)
    for (number, cells) in grid[...used].enumerated() {
      if number == row { cursor = (broken.count + column / columns, column % columns) }
      var cells = cells[..<((cells.lastIndex { $0 != Cell() } ?? -1) + 1)]
      repeat {
        let head = cells.prefix(columns)
        broken.append(head + Array(repeating: Cell(), count: columns - head.count))
        cells = cells.dropFirst(columns)
      } while !cells.isEmpty
    }
    while broken.count <= cursor.row { broken.append(Array(repeating: Cell(), count: columns)) }
    let surplus = max(0, broken.count - rows)
    scrolled += broken[..<surplus].map(Self.text)
    grid = Array(broken[surplus...])
    while grid.count < rows { grid.append(Array(repeating: Cell(), count: columns)) }
    (row, column) = (max(0, cursor.row - surplus), cursor.column)
    self.columns = columns
  }

  private static func text(_ cells: [Cell]) -> String {
    var text = cells.map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  private mutating func print(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      errors.append("not UTF-8: \(bytes)")
      return
    }
    for cluster in text {
      let scalars = cluster.unicodeScalars
      if scalars.contains(where: { (0x80..<0xA0).contains($0.value) }) {
        errors.append("control character \(scalars)")
      }
      switch scalars.first?.properties.generalCategory {
      case .format where scalars.count == 1, .lineSeparator, .paragraphSeparator:
        errors.append("format character \(scalars)")
      default: break
      }
      let width = DisplayWidth.columns(of: cluster)
      if width == 0 { errors.append("a cluster without width \(scalars)") }
      if column + width > columns {
        errors.append("wrapped")
        column = 0
        lineFeed()
      }
      grid[row][column] = Cell(text: String(cluster), width: width)
      for second in 1..<max(1, width) { grid[row][column + second] = Cell(text: "", width: 0) }
      column += width
    }
  }

  private mutating func lineFeed() {
    column = min(column, columns - 1)
    if row + 1 < rows {
      row += 1
    } else {
      scrolled.append(Self.text(grid.removeFirst()))
      grid.append(Array(repeating: Cell(), count: columns))
    }
  }

  private mutating func control(_ sequence: String) {
    guard sequence.first == "[", let final = sequence.last else {
      errors.append("ESC \(sequence)")
      return
    }
    let number = Int(sequence.dropFirst().dropLast())
    column = min(column, columns - 1)
    switch (final, number) {
    case ("A", let number?): move(rows: -number, columns: 0)
    case ("B", let number?): move(rows: number, columns: 0)
    case ("C", let number?): move(rows: 0, columns: number)
    case ("H", nil): (row, column) = (0, 0)
    case ("J", nil): erase(from: column)
    case ("J", 2): grid = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    case ("h", _) where sequence == "[?2004h": isPasteEnabled = true
    case ("l", _) where sequence == "[?2004l": isPasteEnabled = false
    default: errors.append("ESC \(sequence)")
    }
  }

  private mutating func move(rows: Int, columns: Int) {
    if rows == 0, columns == 0 { errors.append("a move to nowhere") }
    let target = (row: row + rows, column: column + columns)
    if !(0..<self.rows).contains(target.row) || !(0..<self.columns).contains(target.column) {
      errors.append("a move off the screen")
    }
    row = max(0, min(self.rows - 1, target.row))
    column = max(0, min(self.columns - 1, target.column))
  }

  private mutating func erase(from column: Int) {
    for column in column..<columns { grid[row][column] = Cell() }
    for row in row + 1..<max(rows, row + 1) {
      grid[row] = Array(repeating: Cell(), count: columns)
    }
  }
}
