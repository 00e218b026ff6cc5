/// Cuts Markdown into blocks, one line after the other.
struct MarkdownBlockScanner {
  private let bytes: [UInt8]
  private let links: Markdown.LinkStyle
  private var position = 0
  private var result: [Markdown.Block] = []
  private var kind: Markdown.BlockKind?
  /// The finished items of the list that is being read, without marks.
  private var items: [UInt8] = []
  /// The mark of the item that is being read, such as "- ".
  private var itemMark: [UInt8] = []
  /// The text of the paragraph or item that is being read, still with marks.
  private var text: [UInt8] = []
  /// The fence that closes the code that is being read.
  private var fence: (mark: UInt8, length: Int)?
  private var isComment = false

  init(_ bytes: [UInt8], links: Markdown.LinkStyle) {
    self.bytes = bytes
    self.links = links
  }

  mutating func blocks() -> [Markdown.Block] {
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: .lineFeed) ?? bytes.count
      var line = bytes[position..<end]
      if line.last == .carriageReturn { line.removeLast() }
      read(line)
      position = end + 1
    }
    finishBlock()
    return result
  }

  private mutating func read(_ line: ArraySlice<UInt8>) {
    if isComment {
      guard let rest = behindComment(line) else { return }
      isComment = false
      if !rest.isEmpty { read(rest) }
      return
    }
    if let fence {
      readCode(line, fence: fence)
      return
    }
    var rest = line.drop(while: \.isBlank)
    while rest.first == .greaterThan {
      rest = rest.dropFirst().drop(while: \.isBlank)
    }
    while rest.starts(with: Array("<!--".utf8)) {
      guard let behind = behindComment(rest) else {
        isComment = true
        return
      }
      guard !behind.isEmpty else { return }
      rest = behind
    }
    guard let first = rest.first else {
      finishBlock()
      return
    }
    if let opening = fenceOpening(rest) {
      finishBlock()
      kind = .code
      fence = opening
    } else if let heading = headingText(rest) {
      finishBlock()
      kind = .heading
      text = Array(heading)
      finishBlock()
    } else if isRule(rest) {
      // The line below a heading of one line makes no text of its own.
      if kind == .paragraph, first == .equals || first == .hyphen { kind = .heading }
      finishBlock()
    } else if let mark = listMark(rest) {
      readItem(rest, mark: mark, indent: rest.startIndex - line.startIndex)
    } else {
      appendContinuation(rest)
    }
  }

  /// The text behind the end of an HTML comment; nil when the comment does not end on the line.
  private func behindComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var index = line.startIndex
    while index + 2 < line.endIndex {
      if line[index] == .hyphen, line[index + 1] == .hyphen, line[index + 2] == .greaterThan {
        return line[(index + 3)...].drop(while: \.isBlank)
      }
      index += 1
    }
    return nil
  }

  private mutating func readCode(_ line: ArraySlice<UInt8>, fence: (mark: UInt8, length: Int)) {
    let rest = line.drop(while: \.isBlank)
    let run = rest.prefix { $0 == fence.mark }.count
    if run >= fence.length, rest.dropFirst(run).allSatisfy(\.isBlank) {
      finishBlock()
    } else {
      text.append(contentsOf: line)
      text.append(.lineFeed)
    }
  }

  private mutating func readItem(_ line: ArraySlice<UInt8>, mark: ArraySlice<UInt8>, indent: Int) {
    if kind != .list { finishBlock() }
    finishItem()
    kind = .list
    // Two columns per level are enough to show that an item belongs to the one above it.
    itemMark = Array(repeating: .space, count: min(indent / 2, 4) * 2)
    let first = mark.first ?? .hyphen
    itemMark += first.isDigit ? Array(mark) : [.hyphen]
    itemMark.append(.space)
    appendContinuation(line.dropFirst(mark.count).drop(while: \.isBlank))
  }

  /// Adds a line to the paragraph or item: a line break only where two spaces or `\` ask for one.
  private mutating func appendContinuation(_ line: ArraySlice<UInt8>) {
    if kind == nil { kind = .paragraph }
    if !text.isEmpty {
      var blanks = 0
      while let last = text.last, last.isBlank {
        text.removeLast()
        blanks += 1
      }
      if text.last == .backslash, blanks == 0 {
        text.removeLast()
        blanks = 2
      }
      text.append(blanks >= 2 ? .lineFeed : .space)
    }
    text.append(contentsOf: line)
  }

  private mutating func finishItem() {
    guard kind == .list else { return }
    let plain = trimmed(MarkdownInline.plainBytes(text, links: links))
    text.removeAll(keepingCapacity: true)
    guard !plain.isEmpty else { return }
    if !items.isEmpty { items.append(.lineFeed) }
    items += itemMark
    items += plain
  }

  private mutating func finishBlock() {
    guard let kind else { return }
    var plain: [UInt8]
    switch kind {
    case .list:
      finishItem()
      plain = items
    case .code:
      plain = text
      if plain.last == .lineFeed { plain.removeLast() }
    case .heading, .paragraph:
      plain = trimmed(MarkdownInline.plainBytes(text, links: links))
    }
    result.append(Markdown.Block(kind: kind, text: String(decoding: plain, as: UTF8.self)))
    self.kind = nil
    fence = nil
    items.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
  }

  private func trimmed(_ text: [UInt8]) -> [UInt8] {
    func isBlank(_ byte: UInt8) -> Bool { byte.isBlank || byte == .lineFeed }
    guard let last = text.lastIndex(where: { !isBlank($0) }) else { return [] }
    return Array(text[...last].drop(while: isBlank))
  }

  // MARK: Kinds of lines

  private func fenceOpening(_ line: ArraySlice<UInt8>) -> (mark: UInt8, length: Int)? {
    guard let mark = line.first, mark == .backtick || mark == .tilde else { return nil }
    let length = line.prefix { $0 == mark }.count
    guard length >= 3, mark == .tilde || !line.dropFirst(length).contains(.backtick) else {
      return nil
    }
    return (mark, length)
  }

  private func headingText(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let level = line.prefix { $0 == .hash }.count
    guard (1...6).contains(level) else { return nil }
    let rest = line.dropFirst(level)
    guard rest.first?.isBlank ?? true else { return nil }
    var end = rest.endIndex
    while end > rest.startIndex, rest[end - 1].isBlank { end -= 1 }
    var closing = end
    while closing > rest.startIndex, rest[closing - 1] == .hash { closing -= 1 }
    // Closing marks count only behind a space: the last letter of "C#" stays.
    if closing == rest.startIndex || rest[closing - 1].isBlank { end = closing }
    return rest[..<end]
  }

  /// Whether the line is a thematic break or underlines a heading.
  private func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first else { return false }
    switch mark {
    case .equals:
      return kind == .paragraph && line.drop { $0 == .equals }.allSatisfy(\.isBlank)
    case .hyphen, .asterisk, .underscore:
      let marks = line.reduce(0) { $0 + ($1 == mark ? 1 : 0) }
      return marks >= 3 && line.allSatisfy { $0 == mark || $0.isBlank }
    default:
      return false
    }
  }

  private func listMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = line.first else { return nil }
    var mark = line.prefix(1)
    if first.isDigit {
      let digits = line.prefix { $0.isDigit }
      guard digits.count <= 9, let close = line.dropFirst(digits.count).first,
        close == .dot || close == .closeParenthesis
      else { return nil }
      mark = line.prefix(digits.count + 1)
    } else if first != .hyphen, first != .asterisk, first != .plus {
      return nil
    }
    guard line.dropFirst(mark.count).first?.isBlank ?? true else { return nil }
    return mark
  }
}
