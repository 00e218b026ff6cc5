/// What a scalar is to language identification: a letter of one of the scripts, a mark, or a sign.
///
/// Source: Unicode blocks. Only the blocks of living languages; old letters count as signs.
enum Script: UInt8, Sendable {
  case latin
  case cyrillic
  case arabic
  /// A letter of a script in which no served language is written.
  case unserved
  /// A combining mark, tatweel or joiner: changes nothing and separates nothing.
  case mark
  /// A digit, sign, space, symbol or emoji.
  case none

  /// Classifies one scalar value.
  @inline(__always)
  init(of scalar: UInt32) {
    if scalar < 0x80 {
      self = scalar | 0x20 >= 0x61 && scalar | 0x20 <= 0x7A ? .latin : .none
    } else {
      self.init(beyondASCII: scalar)
    }
  }

  private init(beyondASCII scalar: UInt32) {
    switch scalar {
    case 0xAA, 0xBA, 0xD7, 0xF7: self = .none
    case 0xC0...0x2AF, 0x1E00...0x1EFF: self = .latin
    case 0x400...0x481, 0x48A...0x52F: self = .cyrillic
    case 0x620...0x63F, 0x641...0x64A, 0x66E...0x66F, 0x671...0x6D3, 0x6D5, 0x6FA...0x6FC,
      0x750...0x77F:
      self = .arabic
    case 0x300...0x36F, 0x640, 0x64B...0x65F, 0x670, 0x200C...0x200F, 0xFE0F: self = .mark
    case 0x482...0x489, 0x600...0x61F, 0x660...0x66D, 0x6D4...0x6FF: self = .none
    // Punctuation, symbols, private use, half-width signs, emoji.
    case 0x2000...0x2BFF, 0x3000...0x303F, 0xE000...0xF8FF, 0xFE10...0xFE6F, 0xFF00...0xFF20,
      0xFFF0...0xFFFF, 0x1F000...0x1FFFF, 0xE0000...0x10FFFF:
      self = .none
    case 0x370...: self = .unserved
    default: self = .none
    }
  }

  /// Whether a scalar of a script that is not served stands for a syllable or a word.
  static func isIdeographic(_ scalar: UInt32) -> Bool {
    (0x3040...0x9FFF).contains(scalar) || (0xAC00...0xD7AF).contains(scalar)
      || scalar >= 0x20000
  }

  /// Returns the letter in lower case, with variants that writers mix up made one.
  ///
  /// Comma below and cedilla (ș ş) are one letter, so are е and ё, and alef with and without
  /// hamza or madda. Both I and İ become i; a dotless ı stays. Mirrored in language_profiles.py.
  @inline(__always)
  static func folded(_ scalar: UInt32) -> UInt16 {
    if scalar < 0x80 {
      return UInt16(truncatingIfNeeded: scalar &- 0x41 < 26 ? scalar &+ 32 : scalar)
    }
    return UInt16(truncatingIfNeeded: foldedBeyondASCII(scalar))
  }

  private static func foldedBeyondASCII(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x130: 0x69
    case 0x218, 0x219: 0x15F
    case 0x162, 0x163: 0x21B
    case 0x401, 0x451: 0x435
    case 0x622, 0x623, 0x625, 0x671: 0x627
    case 0x18F: 0x259
    case 0xC0...0xDE: scalar + 32
    case 0x100...0x137, 0x14A...0x177, 0x200...0x233, 0x460...0x481, 0x48A...0x4BF,
      0x4D0...0x52F, 0x1E00...0x1EFF:
      scalar | 1
    case 0x139...0x148, 0x179...0x17E, 0x4C1...0x4CE: scalar + (scalar & 1)
    case 0x400...0x40F: scalar + 80
    case 0x410...0x42F: scalar + 32
    default: scalar
    }
  }
}
