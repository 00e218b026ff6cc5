import Content

/// Reads records of comma-separated values.
///
/// *Source*: RFC 4180. *Difference from the source*: lines may end in LF as well as in CRLF, and
/// lines with nothing in them are left out. Complexity: linear in the bytes.
struct CSVReader {
  struct Record: Equatable {
    var fields: [String]
    /// The line the record starts on, counted from 1.
    let line: Int
  }

  /// Cuts checked bytes into records.
  ///
  /// - Throws: `ContentProblem` with the line for a quote inside a bare field, for text after a
  ///   closing quote and for a quote that is never closed.
  static func records(of source: SourceText) throws(ContentProblem) -> [Record] {
    var reader = CSVReader(source: source)
    var records: [Record] = []
    while reader.line < source.lines.count {
      if source.lines[reader.line].isEmpty {
        reader.line += 1
        continue
      }
      records.append(try reader.nextRecord())
    }
    return records
  }

  private let source: SourceText
  /// The index of the line that is read.
  private var line = 0
  private var position = 0

  private init(source: SourceText) {
    self.source = source
  }

  private mutating func nextRecord() throws(ContentProblem) -> Record {
    var record = Record(fields: [], line: line + 1)
    position = source.lines[line].lowerBound
    while true {
      let isQuoted =
        position < source.lines[line].upperBound && source.bytes[position] == Self.quote
      record.fields.append(isQuoted ? try quotedField() : try bareField())
      guard position < source.lines[line].upperBound else {
        line += 1
        return record
      }
      // Both kinds of field end before a comma or at the end of a line.
      position += 1
    }
  }

  private mutating func bareField() throws(ContentProblem) -> String {
    let start = position
    let end = source.lines[line].upperBound
    while position < end, source.bytes[position] != Self.comma {
      guard source.bytes[position] != Self.quote else {
        throw problem(
          "a quote inside a field that does not start with one; expected the whole field in "
            + "quotes, and each quote in it twice"
        )
      }
      position += 1
    }
    return String(decoding: source.bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedField() throws(ContentProblem) -> String {
    let opened = line
    var bytes: [UInt8] = []
    position += 1
    while true {
      let end = source.lines[line].upperBound
      while position < end {
        let byte = source.bytes[position]
        position += 1
        guard byte == Self.quote else {
          bytes.append(byte)
          continue
        }
        if position < end, source.bytes[position] == Self.quote {
          bytes.append(byte)
          position += 1
          continue
        }
        guard position == end || source.bytes[position] == Self.comma else {
          throw problem("text after the closing quote of a field; expected a comma")
        }
        return String(decoding: bytes, as: UTF8.self)
      }
      guard line + 1 < source.lines.count else {
        line = opened
        throw problem("this line opens a quote that is never closed")
      }
      bytes.append(Self.lineFeed)
      line += 1
      position = source.lines[line].lowerBound
    }
  }

  private func problem(_ message: String) -> ContentProblem {
    ContentProblem(file: source.file, line: line + 1, message, rule: "table-format")
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
}
