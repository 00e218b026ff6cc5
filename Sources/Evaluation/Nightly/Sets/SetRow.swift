/// A line of a labelled set: its fields, and where it stands.
struct SetRow {
  let fields: [String]
  let file: String
  let line: Int

  var place: String { "\(file):\(line)" }

  func error(_ message: String) -> SetError {
    SetError(file: file, line: line, message: message)
  }

  /// The first field, an id that no earlier line has; notes it in `places`.
  func id(unlike places: inout [String: String]) throws -> String {
    let id = fields[0]
    guard !id.isEmpty, id.allSatisfy({ $0.isLetter || $0.isNumber || "-_.:".contains($0) }) else {
      throw error("\"\(id)\" is no id; expected letters, digits, -, _, . and :")
    }
    if let first = places.updateValue(place, forKey: id) {
      throw error("the id \(id) is taken already, at \(first); expected it once")
    }
    return id
  }

  /// The second field, a text with something in it.
  func text() throws -> String {
    guard fields[1].contains(where: { !$0.isWhitespace }) else {
      throw error("the question \(fields[0]) has no text")
    }
    return fields[1]
  }

  /// The names of slices in a field, each once; none where it is empty or `-`.
  func slices(_ field: Int) throws -> [String] {
    guard !fields[field].isEmpty, fields[field] != "-" else { return [] }
    var slices: [String] = []
    for part in fields[field].split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(part).trimmed
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
        throw error("\"\(name)\" is no slice; expected names with commas between them")
      }
      if !slices.contains(name) { slices.append(name) }
    }
    return slices
  }

  /// What two texts have in common that count as one: case and blanks aside.
  static func key(of text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension SourceFile {
  /// Calls `body` with each line below the header, which names the columns.
  ///
  /// - Throws: `SetError` for another header, another number of fields, bytes that are not UTF-8,
  ///   and a file without lines.
  func forEachRow(columns: [String], _ body: (SetRow) throws -> Void) throws {
    var hasHeader = false
    var hasRows = false
    try forEachLine { bytes, number in
      guard let line = String(validating: bytes, as: UTF8.self) else {
        throw SetError(file: name, line: number, message: "the line is not UTF-8")
      }
      guard hasHeader else {
        guard line == columns.joined(separator: "\t") else {
          throw SetError(
            file: name,
            line: number,
            message: "expected the header \(columns.joined(separator: ", ")) with tabs between"
          )
        }
        hasHeader = true
        return
      }
      hasRows = true
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let row = SetRow(fields: fields, file: name, line: number)
      guard fields.count == columns.count else {
        let words = [3: "three", 4: "four", 5: "five"]
        throw row.error(
          "expected \(words[columns.count] ?? "\(columns.count)") fields between tabs, "
            + "\(columns.joined(separator: " ")), found \(fields.count)"
        )
      }
      try body(row)
    }
    guard hasRows else {
      throw SetError(
        file: name,
        line: nil,
        message: hasHeader ? "there is no question below the header" : "the file is empty"
      )
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
