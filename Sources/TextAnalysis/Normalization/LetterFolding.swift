/// Takes letters that people type for one another to one letter: ş, ș and s to s.
///
/// Folding comes after stemming, since stemmers tell those letters apart. Latin letters lose their
/// diacritics and the Turkish dotless ı its lack of a dot; Arabic alef forms, hamza carriers, alef
/// maqsura and teh marbuta take their plain form; й and all other letters stay.
struct LetterFolding: Sendable {
  /// Below this value units are looked up in `latin`.
  private static let latinEnd = 0x0250

  /// Pairs of a letter and what it folds to.
  private static let pairs =
    "àaáaâaãaäaåaāaăaąaçcćcĉcċcčcďdđdèeéeêeëeēeĕeėeęeěeĝgğgġgģgĥhħhìiíiîiïiĩiīiĭiįiıiĵjķkĺlļlľlłl"
    + "ñnńnņnňnǹnòoóoôoõoöoøoōoŏoőoŕrŗrřrśsŝsşsšsșsţtťtŧtțtùuúuûuüuũuūuŭuůuűuųuŵwýyÿyŷyźzżzžz"

  private let latin: [UInt16]

  init() {
    var table = (0..<UInt16(Self.latinEnd)).map { $0 }
    let scalars = Array(Self.pairs.unicodeScalars)
    for position in stride(from: 0, to: scalars.count - 1, by: 2) {
      table[Int(scalars[position].value)] = UInt16(scalars[position + 1].value)
    }
    latin = table
  }

  /// Folds one letter.
  @inline(__always)
  func fold(_ unit: UInt16) -> UInt16 {
    if unit < Self.latinEnd { return latin[Int(unit)] }
    return Self.foldArabic(unit)
  }

  /// Folds every letter of a word, and drops apostrophes: "don't" and "dont" meet.
  func fold(_ word: inout [UInt16]) {
    var count = 0
    for position in word.indices where word[position] != Self.apostrophe {
      word[count] = fold(word[position])
      count += 1
    }
    word.removeLast(word.count - count)
  }

  /// Folds the Arabic letters of a word and drops apostrophes; other letters stay.
  ///
  /// What is left is still the exact form where diacritics tell words apart.
  func foldLightly(_ word: inout [UInt16]) {
    var count = 0
    for position in word.indices where word[position] != Self.apostrophe {
      word[count] = Self.foldArabic(word[position])
      count += 1
    }
    word.removeLast(word.count - count)
  }

  static let apostrophe: UInt16 = 0x27

  @inline(__always)
  private static func foldArabic(_ unit: UInt16) -> UInt16 {
    switch unit {
    case 0x0622, 0x0623, 0x0625, 0x0671: 0x0627  // alef with madda, hamza, wasla: alef
    case 0x0649, 0x0626: 0x064A  // alef maqsura, yeh with hamza: yeh
    case 0x0624: 0x0648  // waw with hamza: waw
    case 0x0629: 0x0647  // teh marbuta: heh
    default: unit
    }
  }
}
