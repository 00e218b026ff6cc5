/// What is sent to one side: a block of lines followed by one empty line.
package enum ReplyBlock: Equatable, Sendable {
  /// What someone said, the assistant, an agent or a customer.
  case text(String)
  /// Why a line was not carried out; every line of it starts with `! `.
  case error(String)

  /// Writes the block behind what is already in `output`.
  ///
  /// LF, CR and CRLF inside the text end a line of the block. Three kinds of lines would be read as
  /// something else and get one space in front: an empty line, which would end the block, a line of
  /// ordinary text that starts with `! `, which would be read as an error, and one that starts with
  /// `{`, which would be read as JSON.
  ///
  /// Complexity: linear in the text.
  package func append(to output: inout [UInt8]) {
    var text: String
    let isError: Bool
    switch self {
    case .text(let said): (text, isError) = (said, false)
    case .error(let reason): (text, isError) = (reason, true)
    }
    text.withUTF8 { bytes in
      var start = 0
      for place in bytes.indices {
        switch bytes[place] {
        // Half a line end.
        case UInt8(ascii: "\n") where place > 0 && bytes[place - 1] == UInt8(ascii: "\r"): break
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          Self.append(bytes[start..<place], isError: isError, to: &output)
        default: continue
        }
        start = place + 1
      }
      Self.append(bytes[start...], isError: isError, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  private static let errorMark: [UInt8] = [UInt8(ascii: "!"), UInt8(ascii: " ")]

  private static func append(
    _ line: Slice<UnsafeBufferPointer<UInt8>>,
    isError: Bool,
    to output: inout [UInt8]
  ) {
    if isError {
      output.append(contentsOf: errorMark)
    } else if line.isEmpty || line.first == UInt8(ascii: "{") || line.starts(with: errorMark) {
      output.append(UInt8(ascii: " "))
    }
    output.append(contentsOf: line)
    output.append(UInt8(ascii: "\n"))
  }
}
