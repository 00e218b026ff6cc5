import TextAnalysis

/// A customer's line cut into words, numbers and marks, each in the form that is compared.
///
/// Words are lower-cased and folded as the language does (`şubat` is `subat`), digits of any script
/// are ASCII, dashes and apostrophes of any shape are the plain ones. Linear in the text.
struct WrittenLine: Sendable {
  enum Kind: Sendable { case word, number, symbol, mark }

  struct Piece: Sendable {
    let kind: Kind
    /// UTF-8 bytes of the text.
    let range: Range<Int>
    let form: String
    /// Whether white space or the start of the line comes before it.
    let isSpaced: Bool

    var isWordLike: Bool { kind == .word || kind == .number }
  }

  /// No one types more words as an answer; the bound keeps reading cheap.
  private static let maximumPieces = 400

  let pieces: [Piece]

  init(_ text: String, analyzer: Analyzer) {
    var scanner = Scanner(analyzer: analyzer)
    var position = 0
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      scanner.take(scalar, position..<end)
      if scanner.pieces.count >= Self.maximumPieces { break }
      position = end
    }
    scanner.endRun()
    pieces = scanner.pieces
  }

  /// The word with which a text begins, as it is compared; nil where it begins otherwise.
  static func firstWord(of text: String, analyzer: Analyzer) -> String? {
    var scanner = Scanner(analyzer: analyzer)
    var position = 0
    for scalar in text.unicodeScalars {
      let end = position + UTF8.width(scalar)
      scanner.take(scalar, position..<end)
      if !scanner.pieces.isEmpty { break }
      position = end
    }
    if scanner.pieces.isEmpty { scanner.endRun() }
    guard let first = scanner.pieces.first, first.kind == .word else { return nil }
    return first.form
  }

  subscript(index: Int) -> Piece? { pieces.indices.contains(index) ? pieces[index] : nil }

  /// The bytes from the start of one piece to the end of the one before another.
  func range(_ indices: Range<Int>) -> Range<Int> {
    guard let first = self[indices.lowerBound], let last = self[indices.upperBound - 1] else {
      return 0..<0
    }
    return first.range.lowerBound..<last.range.upperBound
  }

  func isMark(_ index: Int, _ forms: String...) -> Bool {
    guard let piece = self[index], piece.kind == .mark else { return false }
    return forms.contains(piece.form)
  }

  /// Whether the piece is a number of so many digits, written in digits.
  func digits(_ index: Int, _ count: ClosedRange<Int>) -> Int? {
    guard let piece = self[index], piece.kind == .number, count.contains(piece.form.utf8.count)
    else { return nil }
    return Int(piece.form)
  }
}

// MARK: Cutting

extension WrittenLine {
  private struct Scanner {
    let analyzer: Analyzer
    var pieces: [Piece] = []
    private var run = ""
    private var runRange = 0..<0
    private var runKind = Kind.mark
    private var isSpaced = true
    /// An apostrophe that belongs to the word if a letter follows.
    private var apostrophe: Range<Int>?

    init(analyzer: Analyzer) {
      self.analyzer = analyzer
    }

    mutating func take(_ scalar: Unicode.Scalar, _ range: Range<Int>) {
      if WrittenLine.isDropped(scalar) { return }
      if ScalarTraits(of: scalar).contains(.whitespace) {
        endRun()
        isSpaced = true
      } else if let digit = WrittenLine.digit(scalar) {
        if runKind != .number || run.isEmpty { endRun() }
        extend(digit, range, .number)
      } else if WrittenLine.isLetter(scalar, continues: runKind == .word && !run.isEmpty) {
        if runKind == .number { endRun() }
        if let apostrophe, !run.isEmpty {
          run.unicodeScalars.append("'")
          runRange = runRange.lowerBound..<apostrophe.upperBound
        }
        apostrophe = nil
        extend(scalar, range, .word)
      } else if WrittenLine.isApostrophe(scalar), !run.isEmpty, runKind == .word,
        apostrophe == nil
      {
        apostrophe = range
      } else {
        endRun()
        let form = WrittenLine.markForm(scalar)
        let isSymbol = WrittenLine.isSymbol(scalar)
        append(isSymbol ? .symbol : .mark, range, form)
      }
    }

    mutating func endRun() {
      defer { apostrophe = nil }
      guard !run.isEmpty else { return }
      let kind = runKind
      var form = run
      if kind == .word {
        if let folded = analyzer.foldedLetters(of: run) {
          form = folded
        } else {
          let analysis = analyzer.analyze(run)
          form = analysis.tokens.filter { !$0.isCompound }
            .map { analysis.text($0.foldedWord) }.joined()
        }
      }
      run = ""
      runKind = .mark
      guard !form.isEmpty else { return }
      append(kind, runRange, form)
    }

    private mutating func extend(_ scalar: Unicode.Scalar, _ range: Range<Int>, _ kind: Kind) {
      if run.isEmpty { runRange = range }
      runKind = kind
      run.unicodeScalars.append(scalar)
      runRange = runRange.lowerBound..<range.upperBound
    }

    private mutating func append(_ kind: Kind, _ range: Range<Int>, _ form: String) {
      pieces.append(Piece(kind: kind, range: range, form: form, isSpaced: isSpaced))
      isSpaced = false
    }
  }

  /// The ASCII digit of a decimal digit of any script.
  static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return ("0"..."9").contains(scalar) ? scalar : nil }
    guard ScalarTraits(of: scalar).contains(.decimal), let value = scalar.properties.numericValue
    else { return nil }
    return Unicode.Scalar(UInt32(0x30 + Int(value)))
  }

  static func isLetter(_ scalar: Unicode.Scalar, continues: Bool) -> Bool {
    let traits = ScalarTraits(of: scalar)
    if scalar.isASCII { return traits.contains(.alphabetic) }
    if traits.contains(.mark) { return continues }
    if traits.contains(.modifierLetter) { return continues || traits.contains(.alphabetic) }
    return traits.contains(.alphabetic) && !traits.contains(.emoji)
  }

  static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032: true
    default: false
    }
  }

  /// Signs that leave no trace: joiners, direction marks, selectors, keycaps, skin tones.
  static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00AD, 0x061C, 0x0640, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x20E3,
      0xFE00...0xFE0F, 0xFEFF, 0x1F3FB...0x1F3FF:
      true
    default: false
    }
  }

  /// A sign that says something by itself, such as 👍 or ✅.
  static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value > 0xFF, scalar != "№" else { return false }
    return scalar.properties.isEmoji || scalar.properties.generalCategory == .otherSymbol
  }

  static func markForm(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212, 0x058A, 0xFE63, 0xFF0D: "-"
    case 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032: "'"
    case 0x066B: ","
    case 0x066C: "'"
    case 0x060C: ","
    case 0x061B: ";"
    case 0x061F: "?"
    case 0xFF01...0xFF5E: String(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
    default: String(scalar)
    }
  }
}
