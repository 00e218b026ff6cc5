/// A file as it was read: its name, for messages, and its bytes.
package struct SourceFile: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Calls `body` with each line that holds something and its number, from 1.
  ///
  /// A line end is LF or CRLF; a byte order mark before the first line is left out.
  func forEachLine(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void) rethrows {
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    var number = 0
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      var line = rest[..<(end ?? rest.endIndex)]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
        try body(line, number)
      }
      rest = end.map { rest[($0 + 1)...] } ?? []
    }
  }
}

/// What is wrong in a file of a labelled set, and what was expected.
package struct SetError: Error, Equatable, Sendable, CustomStringConvertible {
  package let file: String
  /// The line, from 1; nil when the file as a whole is wrong.
  package let line: Int?
  package let message: String

  package var description: String {
    if let line { "\(file):\(line): error: \(message)" } else { "\(file): error: \(message)" }
  }
}
