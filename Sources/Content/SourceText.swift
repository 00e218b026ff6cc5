/// The checked bytes of one content file, cut into lines.
///
/// The bytes are valid UTF-8 without control characters other than tab and line breaks.
package struct SourceText: Sendable {
  package let file: String
  package let bytes: [UInt8]
  /// The byte range of each line, without its LF or CRLF; a last empty line is not counted.
  package let lines: [Range<Int>]

  /// Checks the bytes and finds the lines in one pass.
  ///
  /// A byte order mark at the start is left out of the first line.
  /// - Throws: `ContentProblem` for a file over `maximumBytes`, for bytes that are not UTF-8
  ///   (well-formedness: Unicode 16, table 3-7) and for control characters.
  package init(
    _ bytes: [UInt8],
    file: String,
    maximumBytes: Int = 4 << 20
  ) throws(ContentProblem) {
    guard bytes.count <= maximumBytes else {
      throw ContentProblem(
        file: file,
        line: 0,
        "the file has \(bytes.count) bytes; expected at most \(maximumBytes)",
        rule: "file-size"
      )
    }
    var lines: [Range<Int>] = []
    lines.reserveCapacity(bytes.count / 32 + 1)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= 0x80 {
        let length = SourceText.scalarLength(in: bytes, at: position)
        guard length > 0 else {
          throw ContentProblem(
            file: file,
            line: lines.count + 1,
            "the bytes of this line are not UTF-8; save the file with the encoding UTF-8",
            rule: "utf8"
          )
        }
        position += length
        continue
      }
      if byte == .lineFeed {
        let hasReturn = position > start && bytes[position - 1] == .carriageReturn
        lines.append(start..<(hasReturn ? position - 1 : position))
        start = position + 1
      } else if byte < 0x20 || byte == 0x7F, byte != .tab,
        byte != .carriageReturn || (position + 1 < bytes.count && bytes[position + 1] != .lineFeed)
      {
        throw ContentProblem(
          file: file,
          line: lines.count + 1,
          "this line has the control character \(SourceText.scalarName(byte)); expected only text",
          rule: "control-character"
        )
      }
      position += 1
    }
    if start < bytes.count {
      let hasReturn = bytes[bytes.count - 1] == .carriageReturn
      lines.append(start..<(hasReturn ? bytes.count - 1 : bytes.count))
    }
    self.file = file
    self.bytes = bytes
    self.lines = lines
  }

  /// The lines as one text with LF between them, whatever the file's line endings are.
  package func text(ofLines range: Range<Int>) -> String {
    var result: [UInt8] = []
    for index in range {
      if index > range.lowerBound { result.append(.lineFeed) }
      result.append(contentsOf: bytes[lines[index]])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The length in bytes of the scalar of two to four bytes at a position; 0 when it is ill-formed.
  private static func scalarLength(in bytes: [UInt8], at position: Int) -> Int {
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + offset < bytes.count && range.contains(bytes[position + offset])
    }
    switch bytes[position] {
    case 0xC2...0xDF:
      return continues(1) ? 2 : 0
    case 0xE0:
      return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
    case 0xED:
      return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
    case 0xE1...0xEF:
      return continues(1) && continues(2) ? 3 : 0
    case 0xF0:
      return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
    case 0xF1...0xF3:
      return continues(1) && continues(2) && continues(3) ? 4 : 0
    case 0xF4:
      return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
    default:
      return 0
    }
  }

  private static func scalarName(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
