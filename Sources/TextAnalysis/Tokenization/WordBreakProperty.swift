/// The values of the property Word_Break, named as in its specification.
///
/// The raw values are those of the generated `WordBreakTable`, counted from its letter A.
///
/// Source: UAX #29, table 3.
enum WordBreakProperty: UInt8, Sendable {
  // No rule joins these to a letter, number or connector before them: they end a run of such.
  case other
  case cr
  case lf
  case newline
  case wSegSpace
  case regionalIndicator

  case katakana
  case extend
  case zwj
  case format
  case singleQuote
  case doubleQuote
  case midNumLet
  case midLetter
  case midNum

  // All of these join one another: see `joinsRuns`.
  case hebrewLetter
  case aLetter
  case numeric
  case extendNumLet

  /// The last of the values that always end a run of letters, numbers and connectors.
  static let lastRunEnd = WordBreakProperty.regionalIndicator

  /// Whether the scalar joins any other of this kind: WB5, WB8-WB10, WB13a and WB13b taken together.
  var joinsRuns: Bool { rawValue >= WordBreakProperty.hebrewLetter.rawValue }

  /// Whether rule WB4 attaches the scalar to what stands before it.
  var isIgnorable: Bool {
    self == .extend || self == .format || self == .zwj
  }

  /// Whether the scalar ends a line: CR, LF or Newline, around which WB3a and WB3b always break.
  var isLineEnd: Bool {
    self == .cr || self == .lf || self == .newline
  }

  /// The macro AHLetter: a letter of Hebrew or of another alphabet.
  var isAHLetter: Bool {
    self == .aLetter || self == .hebrewLetter
  }

  /// The macro MidNumLetQ: punctuation that may stand inside both words and numbers.
  var isMidNumLetQ: Bool {
    self == .midNumLet || self == .singleQuote
  }
}
