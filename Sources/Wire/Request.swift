/// What one line asks for.
package enum Request: Equatable, Sendable {
  /// Nothing but white space; it gets no reply.
  case blank
  /// Something said, to the desk or to the customer.
  case text(String)
  /// A verb in lower case without its slash, and its arguments, split at white space.
  case command(verb: String, arguments: [String])

  /// Reads a line: `/verb argument ...`, `//text that starts with one slash`, or plain text.
  ///
  /// Whether the verb exists is for the command table to say.
  /// - Throws: `ProtocolError.missingVerb` for a slash followed by white space or nothing.
  package init(line: String) throws(ProtocolError) {
    // Most lines begin with a letter: no need to look for white space of other alphabets.
    if let first = line.utf8.first, first > 0x20, first != UInt8(ascii: "/"),
      first < 0x7F || first >= 0xC3 && first <= 0xDF
    {
      self = .text(line)
      return
    }
    let content = line.drop(while: \.isWhitespace)
    guard let first = content.first else {
      self = .blank
      return
    }
    guard first == "/" else {
      self = .text(line)
      return
    }
    let afterSlash = content.dropFirst()
    if afterSlash.first == "/" {
      self = .text(String(afterSlash))
      return
    }
    guard let next = afterSlash.first, !next.isWhitespace else { throw .missingVerb }
    let words = afterSlash.split(whereSeparator: \.isWhitespace)
    self = .command(verb: words[0].lowercased(), arguments: words.dropFirst().map(String.init))
  }
}
