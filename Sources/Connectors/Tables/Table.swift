package import Content
import TextAnalysis

/// A table of the shop, read from a file of comma-separated values.
///
/// The first line names the columns: `number`, or `placed:date` for a column of another type than
/// text. An empty cell is absent. Columns `title_en`, `title_ru`, ... are one value per language;
/// `title` means the one of the language that is asked in.
package struct Table: Sendable {
  package let name: String
  let columns: [Column]
  var rows: [[TableCell?]]
  /// The columns of each value per language, in the order of the file, by their common name.
  let localized: [String: [(language: Language, column: Int)]]
  private let positions: [String: Int]

  struct Column: Sendable, Hashable {
    let name: String
    let kind: TableCell.Kind
  }

  /// The names of the columns, in the order of the file.
  package var columnNames: [String] { columns.map(\.name) }

  /// Reads a table.
  ///
  /// - Throws: the first `ContentProblem`, with the line: a header that cannot be, a row with more
  ///   or fewer fields than columns, a cell that is no value of its column's type.
  package init(name: String, bytes: [UInt8], file: String) throws(ContentProblem) {
    let source = try SourceText(bytes, file: file, maximumBytes: Self.maximumBytes)
    func problem(_ line: Int, _ message: String, _ rule: String) -> ContentProblem {
      ContentProblem(file: file, line: line, message, rule: rule)
    }
    guard Self.isName(name) else {
      throw problem(0, "`\(name)` cannot name a table; \(Self.nameForm)", "table-name")
    }
    let records = try CSVReader.records(of: source)
    guard let header = records.first else {
      throw problem(0, "the file is empty; expected a header with the names of columns", "header")
    }
    var columns: [Column] = []
    var positions: [String: Int] = [:]
    for field in header.fields {
      let parts = field.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard Self.isName(parts[0]), parts.count <= 2 else {
        throw problem(header.line, "`\(field)` cannot name a column; \(Self.nameForm)", "header")
      }
      guard let kind = parts.count == 1 ? .text : TableCell.Kind(rawValue: parts[1]) else {
        let known = TableCell.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw problem(header.line, "unknown type `\(parts[1])`; expected one of \(known)", "header")
      }
      guard !TableField.reserved.contains(parts[0]) else {
        throw problem(
          header.line,
          "no column may be called `\(parts[0])`: the result of an action has a field of that name",
          "header"
        )
      }
      guard positions.updateValue(columns.count, forKey: parts[0]) == nil else {
        throw problem(header.line, "two columns are called `\(parts[0])`", "header")
      }
      columns.append(Column(name: parts[0], kind: kind))
    }
    var rows: [[TableCell?]] = []
    rows.reserveCapacity(records.count - 1)
    for record in records.dropFirst() {
      guard record.fields.count == columns.count else {
        throw problem(
          record.line,
          "this row has \(record.fields.count) fields; expected \(columns.count) as in the header",
          "table-row"
        )
      }
      var row: [TableCell?] = []
      row.reserveCapacity(columns.count)
      for (field, column) in zip(record.fields, columns) {
        guard !field.isEmpty else {
          row.append(nil)
          continue
        }
        guard let cell = TableCell(field, as: column.kind) else {
          throw problem(
            record.line,
            "`\(field)` in the column `\(column.name)`; expected \(column.kind.form)",
            "table-cell"
          )
        }
        row.append(cell)
      }
      rows.append(row)
    }
    self.name = name
    self.columns = columns
    self.positions = positions
    self.rows = rows
    localized = Self.localized(columns, positions)
  }

  /// The columns a name stands for: one, or one per language; none when there is no such name.
  func positions(of column: String) -> [Int] {
    if let position = positions[column] { return [position] }
    return localized[column]?.map(\.column) ?? []
  }

  /// The column that is written to under a name.
  func position(of column: String) -> Int? { positions[column] }

  private static let maximumBytes = 64 << 20

  private static let nameForm = "expected lower-case letters, digits and _, then `:` and a type"

  private static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, (0x61...0x7A).contains(first) else { return false }
    return bytes.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
  }

  /// Two languages at least make a value per language: `card_no` and the like are plain columns.
  private static func localized(
    _ columns: [Column],
    _ positions: [String: Int]
  ) -> [String: [(language: Language, column: Int)]] {
    var groups: [String: [(language: Language, column: Int)]] = [:]
    for (index, column) in columns.enumerated() {
      guard let mark = column.name.lastIndex(of: "_"),
        let language = Language(rawValue: String(column.name[column.name.index(after: mark)...]))
      else { continue }
      let stem = String(column.name[..<mark])
      guard !stem.isEmpty, positions[stem] == nil else { continue }
      groups[stem, default: []].append((language, index))
    }
    return groups.filter { $0.value.count > 1 && !TableField.reserved.contains($0.key) }
  }
}

/// The fields that results of tables have beside the columns.
enum TableField {
  /// Whether there is a row, and one the customer may see.
  static let found = "found"
  /// Whether a proof held.
  static let verified = "verified"
  /// Whether the change was made.
  static let done = "done"
  /// The rows of `list`.
  static let rows = "rows"
  /// How many rows there are.
  static let count = "count"

  /// The column that names the customer a row belongs to.
  static let customer = "customer"

  static let reserved: Set<String> = [found, verified, done, rows, count]
}
