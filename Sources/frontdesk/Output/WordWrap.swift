import LineEditing

/// Breaks a line between words so that each part fits a terminal's width.
///
/// Parts are at most `columns` wide, as a terminal counts: wide characters take two cells, marks
/// none. A word wider than that is left whole, for the terminal to break. Linear in the text.
func wordWrapped(_ line: String, columns: Int) -> [String] {
  var parts: [String] = []
  var part = ""
  var width = 0
  for word in line.split(separator: " ", omittingEmptySubsequences: false) {
    let wordWidth = DisplayWidth.columns(of: word)
    if !part.isEmpty, width + 1 + wordWidth > columns {
      parts.append(part)
      part = String(word)
      width = wordWidth
    } else {
      if !part.isEmpty { part += " " }
      width += wordWidth + (part.isEmpty ? 0 : 1)
      part += word
    }
  }
  parts.append(part)
  return parts
}
