import LineEditing
import Testing

@Suite("Display width")
struct DisplayWidthTests {
  @Test(
    "Clusters take the columns that terminals give them",
    arguments: [
      ("a", 1), ("Я", 1), ("ş", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0),
      // Arabic: a letter, with vowel signs, the digits, and a sign that spans digits.
      ("ط", 1), ("طَّ", 1), ("\u{64E}", 0), ("٣", 1), ("ﷺ", 1),
      // East Asian.
      ("漢", 2), ("カ", 2), ("ｶ", 1), ("Ａ", 2), ("\u{3000}", 2), ("한", 2), ("한", 2), ("か\u{3099}", 2),
      ("\u{1100}\u{1100}\u{1161}", 4), ("\u{1100}\u{1100}\u{200D}", 4),
      // Emoji: by presentation, by selector, with a skin tone, joined, a flag, a keycap.
      ("😀", 2), ("❤", 1), ("❤️", 2), ("☝🏽", 2), ("👍🏿", 2), ("👨‍👩‍👧‍👦", 2), ("🏳️‍🌈", 2), ("🇷🇴", 2), ("🇷", 1),
      ("1️⃣", 2), ("1", 1), ("#", 1), ("©", 1), ("⌚", 2), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
      // Indic: a letter with a spacing sign, and with a mark.
      ("का", 2), ("कि", 2), ("कु", 1), ("ก็", 1),
      ("\u{200D}", 0), ("\u{200B}", 0), ("\u{FE0F}", 0), ("…", 1), ("—", 1), ("€", 1),
    ] as [(Character, Int)]
  )
  func clusters(cluster: Character, columns: Int) {
    #expect(DisplayWidth.columns(of: cluster) == columns)
  }

  @Test(
    "Texts take the sum",
    arguments: [("", 0), ("Привет, 世界!", 13), ("مَرْحَبًا", 5), ("👩‍🚀 ok", 5), ("\u{601}١", 2)]
  )
  func texts(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }
}
