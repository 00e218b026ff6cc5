/// What is sent to one side: a block of lines followed by one empty line.
package enum ReplyBlock: Equatable, Sendable {
  /// What someone said, the assistant, an agent or a customer.
  case text(String)
  /// Why a line was not carried out; every line of it starts with `! `.
  case error(String)

  /// Writes the block behind what is already in `output`.
  ///
  /// LF, CR and CRLF inside the text end a line of the block. Two kinds of lines would be read as
  /// something else and get one space in front: an empty line, which would end the block, and a
  /// line of ordinary text that starts with `! `, which would be read as an error.
  ///
  /// Complexity: linear in the text.
  package func append(to output: inout [UInt8]) {
    let text: String
    let isError: Bool
    switch self {
    case .text(let said): (text, isError) = (said, false)
    case .error(let reason): (text, isError) = (reason, true)
    }
    var line: [UInt8] = []
    var endedWithCR = false
    for byte in text.utf8 {
      defer { endedWithCR = byte == UInt8(ascii: "\r") }
      switch byte {
      case UInt8(ascii: "\n") where endedWithCR: continue
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        Self.append(line, isError: isError, to: &output)
        line.removeAll(keepingCapacity: true)
      default: line.append(byte)
      }
    }
    Self.append(line, isError: isError, to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  private static let errorMark: [UInt8] = [UInt8(ascii: "!"), UInt8(ascii: " ")]

  private static func append(_ line: [UInt8], isError: Bool, to output: inout [UInt8]) {
    if isError {
      output.append(contentsOf: errorMark)
    } else if line.isEmpty || line.starts(with: errorMark) {
      output.append(UInt8(ascii: " "))
    }
    output.append(contentsOf: line)
    output.append(UInt8(ascii: "\n"))
  }
}
