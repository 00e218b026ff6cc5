import FrontdeskEngine
import LineEditing

/// Sets lines of the console for a terminal or for a pipe.
///
/// The only way from what a server sent to the screen: all text is cleaned here, so that nothing in
/// it can move the cursor, change the terminal or turn the direction of what follows.
struct ConsoleText: Sendable {
  let style: Style

  /// The rows of a line on a terminal so many columns wide.
  func rows(_ line: ConsoleLine, columns: Int) -> [String] {
    var lead = String(repeating: " ", count: line.indent)
    var leadColumns = line.indent
    if line.timeColumns > 0 {
      let time = Self.cell(line.time, columns: line.timeColumns)
      lead += style.dim(time.text) + time.padding
      leadColumns += line.timeColumns + 1
    }
    if line.labelColumns > 0 {
      let label = Self.cell(line.label, columns: line.labelColumns)
      lead += colored(label.text, by: line.speaker) + label.padding
      leadColumns += line.labelColumns + 1
    }
    let free = max(columns - leadColumns, Self.narrowest)
    var parts: [String] = []
    let paragraphs = line.text.split(
      maxSplits: Self.mostRows,
      omittingEmptySubsequences: false,
      whereSeparator: \.isLineFeed
    )
    if line.isCut {
      parts = [Self.cut(Self.clean(line.text), columns: free)]
    } else {
      for paragraph in paragraphs {
        parts += wordWrapped(Self.clean(String(paragraph)), columns: free)
      }
    }
    // Lines of the console's own run from left to right, whatever they tell of.
    let isSaid = line.speaker != .none
    let direction = isSaid ? BidirectionalLine.direction(of: line.text) : .leftToRight
    let hanging = String(repeating: " ", count: leadColumns)
    return parts.enumerated().map { index, part in
      let text = BidirectionalLine(part, direction: direction).text
      return (index == 0 ? lead : hanging) + colored(text, as: line.tone)
    }
  }

  /// The one row of a line in a pipe.
  func row(_ line: ConsoleLine) -> String {
    var text = Self.clean(line.text.split(whereSeparator: \.isLineFeed).joined(separator: " / "))
    let label = Self.clean(line.label)
    if !label.isEmpty { text = line.speaker == .none ? "\(label)  \(text)" : "\(label): \(text)" }
    if let ticket = line.ticket { text = "#\(ticket) " + text }
    return String(repeating: " ", count: line.indent) + text
  }

  /// A word wider than its row is broken by the terminal; a text has so many lines at most.
  private static let mostRows = 500
  private static let narrowest = 20

  private func colored(_ text: String, as tone: ConsoleLine.Tone) -> String {
    switch tone {
    case .plain: text
    case .quiet: style.dim(text)
    case .heading: style.bold(text)
    case .notable: style.yellow(text)
    case .problem: style.red(text)
    }
  }

  private func colored(_ text: String, by speaker: ConsoleLine.Speaker) -> String {
    switch speaker {
    case .none, .other: style.dim(text)
    case .customer: style.cyan(text)
    case .otherCustomer: style.yellow(text)
    case .agent: style.green(text)
    }
  }

  /// A text cut to its column, and the blanks that lead to the next one.
  private static func cell(_ text: String, columns: Int) -> (text: String, padding: String) {
    let text = cut(clean(text), columns: columns)
    let padding = String(repeating: " ", count: columns - DisplayWidth.columns(of: text) + 1)
    return (BidirectionalLine(text, direction: .leftToRight).text, padding)
  }

  /// The text without anything that acts in place of showing, and without isolates.
  ///
  /// Isolates that are in order say nothing wrong, but what is wrapped or cut would lose their ends.
  static func clean(_ text: String) -> String {
    let spaced = String(text.map { $0 == "\t" || $0.isLineFeed ? " " : $0 })
    var result = String.UnicodeScalarView()
    for scalar in VisibleText.clean(spaced).unicodeScalars
    where !(0x2066...0x2069).contains(scalar.value) {
      result.append(scalar)
    }
    return String(result)
  }

  /// The beginning of a text that fits, with an ellipsis for what does not.
  static func cut(_ text: String, columns: Int) -> String {
    guard DisplayWidth.columns(of: text) > columns else { return text }
    var result = ""
    var width = 0
    for cluster in text {
      let next = DisplayWidth.columns(of: cluster)
      guard width + next < columns else { break }
      result.append(cluster)
      width += next
    }
    return result + "…"
  }
}

extension Character {
  /// Whether it ends a line: a line feed, alone or behind a carriage return.
  fileprivate var isLineFeed: Bool { self == "\n" || self == "\r\n" }
}
