import TextAnalysis

/// The letter keys of a language's keyboard, row by row, and the same keys of a US keyboard.
struct KeyRows: Sendable {
  private let rows: [[Character]]

  /// The US keyboard's letters and the signs that other layouts have letters on.
  private static let us = ["qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"].map { Array($0) }

  /// A key that writes no single letter.
  private static let none: Character = "·"

  init(_ language: Language) {
    let rows: [String] =
      switch language {
      case .english: ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
      // SR 13392: the standard Romanian layout.
      case .romanian: ["qwertyuiopăîâ", "asdfghjklșț", "zxcvbnm"]
      // TS 2117: the Turkish Q layout.
      case .turkish: ["qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"]
      // GOST 6431: ЙЦУКЕН, as on computers.
      case .russian: ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"]
      // ASMO 663: Arabic 101; the key of lam with alef writes two letters.
      case .arabic: ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر·ىةوزظ"]
      }
    self.rows = rows.map { Array($0) }
  }

  /// The letters on the keys around a lower-case letter's key; empty where it has none.
  func neighbours(of letter: Character) -> [Character] {
    for (row, keys) in rows.enumerated() {
      guard let column = keys.firstIndex(of: letter) else { continue }
      // Each row starts half a key to the right of the one above it.
      let places = [
        (row, column - 1), (row, column + 1), (row - 1, column), (row - 1, column + 1),
        (row + 1, column - 1), (row + 1, column),
      ]
      return places.compactMap { row, column in
        guard rows.indices.contains(row), rows[row].indices.contains(column) else { return nil }
        return rows[row][column] == Self.none ? nil : rows[row][column]
      }
    }
    return []
  }

  /// What a lower-case letter's key writes on a US keyboard; nil where it has none.
  func usKey(of letter: Character) -> Character? {
    for (keys, usKeys) in zip(rows, Self.us) {
      guard let column = keys.firstIndex(of: letter), usKeys.indices.contains(column) else {
        continue
      }
      return usKeys[column]
    }
    return nil
  }
}
