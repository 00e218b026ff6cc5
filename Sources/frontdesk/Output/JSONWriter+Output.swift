import JSON

extension JSONWriter {
  /// Ends the line and forgets what was written, for the next one.
  mutating func endLine(into output: Output) throws {
    try output.write(bytes)
    try output.write(CollectionOfOne(UInt8(ascii: "\n")))
    startAgain()
  }
}
