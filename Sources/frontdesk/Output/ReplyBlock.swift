import Wire

/// Writes a text as one block of lines that an empty line ends, as on the line protocol.
func writeBlock(_ text: String, to output: Output) throws {
  try output.write { ReplyBlock.text(text).append(to: &$0) }
}
