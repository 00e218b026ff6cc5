/// Turns the Markdown of articles into plain text for chats and for the index.
///
/// Facts in double braces pass unchanged, so they can be filled in before or after. *Source*: the
/// common constructs of CommonMark 0.31. *Difference from the source*: nesting of blocks is not
/// kept, tables and HTML stay as written, and HTML comments are left out because they are notes.
package enum Markdown {
  package enum BlockKind: Sendable, Hashable {
    case heading, paragraph, list, code
  }

  /// One block of the text: a heading, a paragraph, a list with its items, or code.
  package struct Block: Sendable, Hashable {
    package let kind: BlockKind
    /// The text without marks; items of lists and lines of code are separated by line breaks.
    package let text: String
  }

  package enum LinkStyle: Sendable, Hashable {
    /// Only the words of a link: for the index.
    case text
    /// The words and the address in parentheses: for display.
    case textAndAddress
  }

  /// The blocks of a text from top to bottom; any text is accepted.
  ///
  /// Complexity: linear in the number of bytes.
  package static func blocks(of body: String, links: LinkStyle = .text) -> [Block] {
    var scanner = MarkdownBlockScanner(Array(body.utf8), links: links)
    return scanner.blocks()
  }

  /// The texts of all blocks that are not empty.
  package static func paragraphs(of body: String, links: LinkStyle = .text) -> [String] {
    blocks(of: body, links: links).map(\.text).filter { !$0.isEmpty }
  }

  /// The whole text with an empty line between blocks.
  package static func plainText(of body: String, links: LinkStyle = .text) -> String {
    paragraphs(of: body, links: links).joined(separator: "\n\n")
  }
}
