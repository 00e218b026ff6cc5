import Content
import TextAnalysis

/// The columns of the shop's tables, as the first lines of `corpus/tables/*.csv` name them.
struct TableHeaders {
  /// The columns by the table's name; a value per language also counts by its common name.
  private let columns: [String: Set<String>]

  /// Reads the first line of each table.
  init(in folder: ContentFolder, _ problems: inout [ContentProblem]) {
    var columns: [String: Set<String>] = [:]
    for file in folder.files(in: ContentFolder.tables, suffix: ".csv", problems: &problems) {
      let name = (file.name.split(separator: "/").last ?? "").dropLast(4)
      columns[String(name)] = Self.columns(of: file.bytes)
    }
    self.columns = columns
  }

  var isEmpty: Bool { columns.isEmpty }

  var names: [String] { columns.keys.sorted() }

  subscript(table: String) -> Set<String>? { columns[table] }

  private static func columns(of bytes: [UInt8]) -> Set<String> {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
    var columns: Set<String> = []
    var languages: [String: Int] = [:]
    for field in String(decoding: line, as: UTF8.self).split(separator: ",") {
      let name = String(field.filter { $0 != "\"" && $0 != " " }.prefix { $0 != ":" })
      columns.insert(name)
      guard let mark = name.lastIndex(of: "_"),
        Language(rawValue: String(name[name.index(after: mark)...])) != nil
      else { continue }
      languages[String(name[..<mark]), default: 0] += 1
    }
    // `card_no` alone is no value per language.
    return columns.union(languages.filter { $0.value >= 2 }.keys)
  }
}
