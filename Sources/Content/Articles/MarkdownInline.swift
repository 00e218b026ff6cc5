/// Removes the marks inside a paragraph of Markdown: emphasis, links, pictures, code and escapes.
///
/// Complexity: linear in the number of bytes, whatever they are.
struct MarkdownInline {
  private let bytes: [UInt8]
  private let links: Markdown.LinkStyle
  private var position = 0
  private var output: [UInt8] = []
  /// For each `[`, the position of its `]`.
  private var closings: [Int: Int] = [:]
  /// For the `]` of each link whose `[` is passed, its address and the position behind it.
  private var targets: [Int: Target] = [:]
  /// The runs of emphasis marks that may still be closed, by mark and length: places in the output.
  private var openRuns: [Run: [Int]] = [:]
  /// The parts of the output that turned out to be emphasis marks.
  private var removals: [Range<Int>] = []
  /// The place of the last run of backticks of each length, so that no search is in vain.
  private var lastCodeRuns: [Int: Int] = [:]

  private struct Target {
    let address: Range<Int>
    let end: Int
    let isPicture: Bool
  }

  private struct Run: Hashable {
    let mark: UInt8
    let length: Int
  }

  static func plainBytes(_ text: [UInt8], links: Markdown.LinkStyle) -> [UInt8] {
    guard text.contains(where: isMark) else { return text }
    var inline = MarkdownInline(bytes: text, links: links)
    return inline.plain()
  }

  private init(bytes: [UInt8], links: Markdown.LinkStyle) {
    self.bytes = bytes
    self.links = links
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case .backslash, .backtick, .asterisk, .underscore, .tilde, .openBracket, .lessThan: true
    default: false
    }
  }

  private mutating func plain() -> [UInt8] {
    output.reserveCapacity(bytes.count)
    findBrackets()
    findCodeRuns()
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case .backslash where position + 1 < bytes.count && bytes[position + 1].isPunctuation:
        output.append(bytes[position + 1])
        position += 2
      case .backtick:
        readCode()
      case .openBrace:
        readPlaceholder()
      case .exclamationMark where position + 1 < bytes.count && bytes[position + 1] == .openBracket:
        if !openLink(at: position + 1) { keep() }
      case .openBracket:
        if !openLink(at: position) { keep() }
      case .closeBracket:
        closeLink()
      case .lessThan:
        readAutomaticLink()
      case .asterisk, .underscore, .tilde:
        readRun(of: byte)
      default:
        keep()
      }
    }
    return outputWithoutRemovals()
  }

  private mutating func keep(_ count: Int = 1) {
    output.append(contentsOf: bytes[position..<(position + count)])
    position += count
  }

  private mutating func readCode() {
    let length = runLength(at: position)
    guard let last = lastCodeRuns[length], last > position else { return keep(length) }
    var index = position + length
    while index < bytes.count {
      guard bytes[index] == .backtick else {
        index += 1
        continue
      }
      let closing = runLength(at: index)
      if closing == length {
        output.append(contentsOf: bytes[(position + length)..<index])
        position = index + closing
        return
      }
      index += closing
    }
    keep(length)
  }

  private mutating func findCodeRuns() {
    var index = 0
    while index < bytes.count {
      guard bytes[index] == .backtick else {
        index += 1
        continue
      }
      let length = runLength(at: index)
      lastCodeRuns[length] = index
      index += length
    }
  }

  /// Copies `{{name}}` as it is, because the underscores of names are not emphasis.
  private mutating func readPlaceholder() {
    guard position + 1 < bytes.count, bytes[position + 1] == .openBrace else { return keep() }
    let limit = min(bytes.count, position + 128)
    var index = position + 2
    while index + 1 < limit, bytes[index] != .openBrace, bytes[index] != .lineFeed {
      if bytes[index] == .closeBrace, bytes[index + 1] == .closeBrace {
        return keep(index + 2 - position)
      }
      index += 1
    }
    keep(2)
  }

  // MARK: Links

  private mutating func findBrackets() {
    var open: [Int] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case .backslash: index += 1
      case .openBracket: open.append(index)
      case .closeBracket: if let start = open.popLast() { closings[start] = index }
      default: break
      }
      index += 1
    }
  }

  private mutating func openLink(at bracket: Int) -> Bool {
    guard let close = closings[bracket], let target = target(behind: close, opening: bracket)
    else { return false }
    targets[close] = target
    position = bracket + 1
    return true
  }

  private mutating func closeLink() {
    guard let target = targets[position] else { return keep() }
    position = target.end
    guard links == .textAndAddress, !target.isPicture, !target.address.isEmpty else { return }
    let address = bytes[target.address]
    guard !output.suffix(address.count).elementsEqual(address) else { return }
    output += Array(" (".utf8)
    output += address
    output.append(.closeParenthesis)
  }

  /// Reads `(address "title")` behind a closing bracket.
  private func target(behind close: Int, opening: Int) -> Target? {
    var index = close + 1
    guard index < bytes.count, bytes[index] == .openParenthesis else { return nil }
    index += 1
    let isPicture = opening > 0 && bytes[opening - 1] == .exclamationMark
    let start = index
    // Addresses longer than this are not written by people; the limit keeps rubbish linear.
    let limit = min(bytes.count, start + 2_048)
    var depth = 0
    while index < limit, !bytes[index].isBlank, bytes[index] != .lineFeed {
      if bytes[index] == .openParenthesis {
        depth += 1
        guard depth <= 2 else { return nil }
      } else if bytes[index] == .closeParenthesis {
        guard depth > 0 else {
          return Target(address: unbracketed(start..<index), end: index + 1, isPicture: isPicture)
        }
        depth -= 1
      }
      index += 1
    }
    let end = index
    while index < limit, bytes[index].isBlank { index += 1 }
    guard index < limit, bytes[index] == .doubleQuote || bytes[index] == .singleQuote else {
      return nil
    }
    let quote = bytes[index]
    index += 1
    while index < limit, bytes[index] != quote, bytes[index] != .openBracket { index += 1 }
    guard index + 1 < limit, bytes[index] == quote, bytes[index + 1] == .closeParenthesis else {
      return nil
    }
    return Target(address: unbracketed(start..<end), end: index + 2, isPicture: isPicture)
  }

  private func unbracketed(_ range: Range<Int>) -> Range<Int> {
    guard range.count >= 2, bytes[range.lowerBound] == .lessThan,
      bytes[range.upperBound - 1] == .greaterThan
    else { return range }
    return (range.lowerBound + 1)..<(range.upperBound - 1)
  }

  /// Copies the address of `<https://...>`, `<mailto:...>` or `<name@shop>` without the brackets.
  private mutating func readAutomaticLink() {
    var index = position + 1
    let limit = min(bytes.count, position + 2_048)
    var isAddress = false
    while index < limit, bytes[index] > .space, bytes[index] != .lessThan {
      if bytes[index] == .greaterThan {
        guard isAddress else { return keep() }
        output += bytes[(position + 1)..<index]
        position = index + 1
        return
      }
      if bytes[index] == .colon || bytes[index] == 0x40 { isAddress = true }
      index += 1
    }
    keep()
  }

  // MARK: Emphasis

  private func runLength(at index: Int) -> Int {
    var end = index
    while end < bytes.count, bytes[end] == bytes[index] { end += 1 }
    return end - index
  }

  private mutating func readRun(of mark: UInt8) {
    let length = runLength(at: position)
    let before = position == 0 ? UInt8.space : bytes[position - 1]
    let behind = position + length < bytes.count ? bytes[position + length] : .space
    guard length <= 3, mark != .tilde || length == 2 else { return keep(length) }
    func isSpace(_ byte: UInt8) -> Bool { byte.isBlank || byte == .lineFeed }
    func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }
    let isUnderscore = mark == .underscore
    if !isSpace(before), !isUnderscore || !isWord(behind), close(mark, length) {
      position += length
      return
    }
    if !isSpace(behind), !isUnderscore || !isWord(before) {
      openRuns[Run(mark: mark, length: length), default: []].append(output.count)
    }
    keep(length)
  }

  /// Marks the opening run that a closing run belongs to for removal, if there is one.
  private mutating func close(_ mark: UInt8, _ length: Int) -> Bool {
    if let start = openRuns[Run(mark: mark, length: length)]?.popLast() {
      removals.append(start..<(start + length))
      return true
    }
    // `**a *b***` closes two runs at once.
    guard length == 3, openRuns[Run(mark: mark, length: 1)]?.isEmpty == false,
      openRuns[Run(mark: mark, length: 2)]?.isEmpty == false
    else { return false }
    return close(mark, 1) && close(mark, 2)
  }

  private func outputWithoutRemovals() -> [UInt8] {
    guard !removals.isEmpty else { return output }
    var result: [UInt8] = []
    result.reserveCapacity(output.count)
    var position = 0
    for removal in removals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      result += output[position..<removal.lowerBound]
      position = removal.upperBound
    }
    return result + output[position...]
  }
}
