import Wire

extension Output {
  /// Writes a text as one block of lines that an empty line ends, as on the line protocol.
  func writeBlock(_ text: String) throws {
    try write { ReplyBlock.text(text).append(to: &$0) }
  }
}
