/// Colour and weight of text on a terminal, or nothing at all.
///
/// Control sequences: ECMA-48 §8.3.117, select graphic rendition.
struct Style: Sendable {
  let isColored: Bool

  /// Colours only on a terminal, and where nobody asked for none (https://no-color.org).
  init(isTerminal: Bool, noColor: String?, terminalKind: String?) {
    isColored = isTerminal && (noColor ?? "").isEmpty && terminalKind != "dumb"
  }

  init(isColored: Bool) {
    self.isColored = isColored
  }

  func bold(_ text: String) -> String { render(text, "1") }
  func dim(_ text: String) -> String { render(text, "2") }
  func red(_ text: String) -> String { render(text, "31") }
  func green(_ text: String) -> String { render(text, "32") }
  func yellow(_ text: String) -> String { render(text, "33") }
  func cyan(_ text: String) -> String { render(text, "36") }

  private func render(_ text: String, _ parameter: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(parameter)m\(text)\u{1B}[0m" : text
  }
}
