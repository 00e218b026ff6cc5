/// The lines entered before, and which of them is being looked at.
///
/// Bounded in lines and bytes: the oldest lines go first. Empty lines and repetitions of the last
/// line are not kept. While older lines are looked at, the line being written waits as a draft.
package struct History: Sendable {
  /// The lines, oldest first.
  package private(set) var lines: [String] = []
  private let maximumLines: Int
  private let maximumBytes: Int
  private var byteCount = 0
  /// The line shown, or the number of lines when it is the draft.
  private var position = 0
  private var draft = ""

  /// Creates a history of the last of some lines, oldest first.
  package init(
    lines: [String] = [],
    maximumLines: Int = 1_000,
    maximumBytes: Int = 256 * 1_024
  ) {
    self.maximumLines = maximumLines
    self.maximumBytes = maximumBytes
    for line in lines { add(line) }
  }

  /// Adds a line as the newest and goes back to an empty draft.
  package mutating func add(_ line: String) {
    if !line.isEmpty, line != lines.last, line.utf8.count <= maximumBytes, maximumLines > 0 {
      lines.append(line)
      byteCount += line.utf8.count
      var surplus = 0
      while byteCount > maximumBytes || lines.count - surplus > maximumLines {
        byteCount -= lines[surplus].utf8.count
        surplus += 1
      }
      lines.removeFirst(surplus)
    }
    rewind()
  }

  /// Forgets the draft and which line was looked at.
  mutating func rewind() {
    position = lines.count
    draft = ""
  }

  /// Goes to the line before, and keeps the current one if it is the draft.
  ///
  /// Nil at the oldest line.
  mutating func previous(from current: @autoclosure () -> String) -> String? {
    guard position > 0 else { return nil }
    if position == lines.count { draft = current() }
    position -= 1
    return lines[position]
  }

  /// Goes to the line after, in the end to the draft; nil at the draft.
  mutating func next() -> String? {
    guard position < lines.count else { return nil }
    position += 1
    return position == lines.count ? draft : lines[position]
  }
}
