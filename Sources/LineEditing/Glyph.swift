/// What is drawn as a whole: text without control characters, and the columns it takes.
///
/// Invariant: `text` is one grapheme cluster that cannot move the cursor other than to the right by
/// `columns`, nor change how the terminal behaves or in which direction it writes.
struct Glyph: Equatable, Sendable {
  let text: String
  let columns: Int

  private init(text: String, columns: Int) {
    self.text = text
    self.columns = columns
  }

  /// Stands for text that the screen has no room for.
  static let ellipsis = Glyph(text: "…", columns: 1)

  /// Appends what draws a cluster: the cluster itself, or one glyph for each sign of an escape.
  ///
  /// Line ends are drawn as `⏎`; controls as `^[`; format characters such as the overrides of the
  /// writing direction, and marks without a base, as `\u{202E}`.
  static func append(_ cluster: Character, to glyphs: inout [Glyph]) {
    guard let first = cluster.unicodeScalars.first else { return }
    switch first.value {
    case 0x20..<0x7F where cluster.utf8.count == 1:
      glyphs.append(Glyph(text: String(cluster), columns: 1))
    case 0x0A, 0x0D:
      glyphs.append(Glyph(text: "⏎", columns: 1))
    case 0..<0x20, 0x7F:
      append(escape: "^\(Unicode.Scalar(UInt8(first.value) ^ 0x40))", to: &glyphs)
    default:
      let columns = DisplayWidth.columns(of: cluster)
      if columns == 0 || isInvisible(first) {
        for scalar in cluster.unicodeScalars {
          let value = String(scalar.value, radix: 16, uppercase: true)
          append(escape: "\\u{\(value)}", to: &glyphs)
        }
      } else {
        // A joiner that joins nothing yet would join what is drawn next.
        var text = String(cluster)
        while text.unicodeScalars.last == "\u{200D}" { text.unicodeScalars.removeLast() }
        glyphs.append(Glyph(text: text, columns: columns))
      }
    }
  }

  private static func append(escape: String, to glyphs: inout [Glyph]) {
    for character in escape {
      glyphs.append(Glyph(text: String(character), columns: 1))
    }
  }

  /// Whether a scalar at the start of a cluster acts on the terminal or the text instead of showing.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    // Signs that span the digits after them are format characters, but shown.
    case .format: DisplayWidth.columns(of: scalar) == 0 || scalar.value == 0xAD
    case .unassigned: scalar.properties.isNoncharacterCodePoint
    default: false
    }
  }
}
