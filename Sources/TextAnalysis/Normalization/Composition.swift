/// Puts a letter and the mark behind it together: e + U+0301 = é.
///
/// Covers the letters of the five languages and of their neighbours in the Latin, Cyrillic and
/// Arabic scripts, in lower case, since letters are lower-cased first. Any other mark is dropped. A
/// Turkish ı under a mark was an I under it: Î is î.
///
/// Source: Unicode canonical decompositions (UAX #15), read backwards.
struct Composition: Sendable {
  /// One line a mark: its code, then pairs of base letter and composed letter.
  private static let pairs = """
    0300 aàeèiìıìoòuùnǹ
    0301 aáeéiíıíoóuúyýcćnńsśzźlĺrŕгѓкќ
    0302 aâeêiîıîoôuûcĉgĝhĥjĵsŝwŵyŷ
    0303 aãnñoõiĩıĩuũ
    0304 aāeēiīıīoōuū
    0306 aăgğeĕiĭıĭoŏuŭийуў
    0307 zżeėcċgġiiıi
    0308 aäeëiïıïoöuüyÿеёії
    030A aåuů
    030B oőuű
    030C cčdďeěnňrřsštťzž
    0326 sștț
    0327 cçsştţ
    0328 aąeęiįuų
    0653 اآ
    0654 اأوؤيئىئ
    0655 اإ
    """

  /// Keys are the base in the high half and the mark in the low half, ascending.
  private let keys: [UInt32]
  private let composed: [UInt16]

  init() {
    var entries: [(key: UInt32, letter: UInt16)] = []
    for line in Self.pairs.split(separator: "\n") {
      let scalars = Array(line.unicodeScalars)
      let mark = UInt32(String(line.prefix(4)), radix: 16) ?? 0
      for position in stride(from: 5, to: scalars.count - 1, by: 2) {
        let letter = UInt16(truncatingIfNeeded: scalars[position + 1].value)
        entries.append((scalars[position].value << 16 | mark, letter))
      }
    }
    entries.sort { $0.key < $1.key }
    keys = entries.map(\.key)
    composed = entries.map(\.letter)
  }

  /// Whether a unit is a mark that may compose with, or vanish behind, the letter before it.
  @inline(__always)
  static func isMark(_ unit: UInt16) -> Bool {
    (unit >= 0x0300 && unit <= 0x036F) || (unit >= 0x0653 && unit <= 0x0655)
  }

  /// Returns the letter that `base` and `mark` make, or nil when they make none.
  func compose(_ base: UInt16, _ mark: UInt16) -> UInt16? {
    let key = UInt32(base) << 16 | UInt32(mark)
    var lower = 0
    var upper = keys.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if keys[middle] == key { return composed[middle] }
      if keys[middle] < key { lower = middle + 1 } else { upper = middle }
    }
    return nil
  }
}
