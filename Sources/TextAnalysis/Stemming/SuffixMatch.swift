/// The letters of one word, rewritten in place; only the first few may still belong to the word.
typealias Letters = UnsafeMutableBufferPointer<UInt16>

/// The longest affix of a group that a word ends with, or begins with.
struct SuffixMatch {
  /// Where the affix meets the rest of the word: a suffix begins here, a prefix ends here.
  let boundary: Int
  /// The line of the group that lists the affix, counted from 1; 0 when no affix matches.
  let rule: Int
  /// Where the table keeps the letters that take the place of the affix.
  fileprivate let replacement: Int

  var isFound: Bool { rule != 0 }
}

/// The affixes of one language, as tries that are read from the edge of the word inwards.
///
/// All tries live in one flat array, so a lookup costs two loads for each letter it reads and reads
/// one letter more than the match at most:
///
///     letter classes | row of group 0 | row of group 1 | ... | further rows | replacements
///
/// A row has 32 units. Unit `c` holds the offset of the row for one more letter of class `c`, or 0;
/// class 0 stands for every letter that no affix has, so its unit is always 0. The last two units
/// hold the replacement and the rule of the affix that is complete at this row.
struct SuffixTable: Sendable {
  private static var rowLength: Int { 32 }
  private static var replacementSlot: Int { 30 }
  private static var ruleSlot: Int { 31 }

  private let units: [UInt16]
  private let firstLetter: UInt16
  private let letterCount: Int

  /// Builds the tries of `suffixes` and, numbered after them, of `prefixes`.
  ///
  /// Each string is one group and each of its lines one rule: affixes between single spaces, then,
  /// where they are replaced and not just removed, `> replacement`.
  init(suffixes: [String], prefixes: [String] = []) {
    let groups = (suffixes + prefixes).map(Self.rules(of:))
    let letters = groups.joined().flatMap { $0.affixes.joined() }
    let first = letters.min() ?? 0
    let count = Int((letters.max() ?? 0) - first) + 1
    firstLetter = first
    letterCount = count

    var units = [UInt16](repeating: 0, count: count + groups.count * Self.rowLength)
    for (letterClass, letter) in Set(letters).sorted().enumerated() {
      precondition(letterClass + 1 < Self.replacementSlot, "too many different letters for a row")
      units[Int(letter - first)] = UInt16(letterClass + 1)
    }
    var completed: [(row: Int, rule: Int, replacement: ArraySlice<UInt16>)] = []
    for (group, rules) in groups.enumerated() {
      for (rule, line) in rules.enumerated() {
        for affix in line.affixes {
          let inwards = group < suffixes.count ? Array(affix.reversed()) : Array(affix)
          var row = count + group * Self.rowLength
          for letter in inwards {
            let slot = row + Int(units[Int(letter - first)])
            if units[slot] == 0 {
              units[slot] = UInt16(units.count)
              units.append(contentsOf: repeatElement(0, count: Self.rowLength))
            }
            row = Int(units[slot])
          }
          precondition(line.replacement.count <= affix.count, "a replacement is too long")
          completed.append((row, rule + 1, line.replacement))
        }
      }
    }
    for (row, rule, replacement) in completed {
      precondition(units[row + Self.ruleSlot] == 0, "an affix is listed twice in one group")
      units[row + Self.ruleSlot] = UInt16(rule)
      units[row + Self.replacementSlot] = UInt16(units.count)
      units.append(UInt16(replacement.count))
      units.append(contentsOf: replacement)
    }
    self.units = units
  }

  /// Calls `body` with direct access to the tries, valid only during the call.
  @inline(__always)
  func withView<Result>(_ body: (View) -> Result) -> Result {
    units.withUnsafeBufferPointer { units in
      body(View(units: units, firstLetter: firstLetter, letterCount: letterCount))
    }
  }

  private struct Rule {
    let affixes: [ArraySlice<UInt16>]
    let replacement: ArraySlice<UInt16>
  }

  private static func rules(of group: String) -> [Rule] {
    let space = UInt16.letter(" ")
    return Array(group.utf16).split(separator: .letter("\n")).map { line in
      let parts = line.split(separator: .letter(">"))
      return Rule(
        affixes: parts[0].split(separator: space),
        replacement: parts.count == 1 ? [] : parts[1].split(separator: space)[0]
      )
    }
  }
}

extension SuffixTable {
  /// Direct access to the tries of a table.
  struct View {
    fileprivate let units: UnsafeBufferPointer<UInt16>
    fileprivate let firstLetter: UInt16
    fileprivate let letterCount: Int

    /// Finds the longest suffix of `group` within `letters[start..<end]`.
    @inline(__always)
    func suffix(in group: Int, of letters: Letters, from start: Int, to end: Int) -> SuffixMatch {
      var row = letterCount + group * SuffixTable.rowLength
      var boundary = end
      var completedRow = 0
      var completedBoundary = end
      while boundary > start {
        boundary -= 1
        row = nextRow(after: row, letter: letters[boundary])
        if row == 0 { break }
        if units[row + SuffixTable.ruleSlot] != 0 {
          completedRow = row
          completedBoundary = boundary
        }
      }
      return match(completedRow, boundary: completedBoundary)
    }

    /// Finds the longest prefix of `group` within `letters[start..<end]`.
    @inline(__always)
    func prefix(in group: Int, of letters: Letters, from start: Int, to end: Int) -> SuffixMatch {
      var row = letterCount + group * SuffixTable.rowLength
      var boundary = start
      var completedRow = 0
      var completedBoundary = start
      while boundary < end {
        row = nextRow(after: row, letter: letters[boundary])
        if row == 0 { break }
        boundary += 1
        if units[row + SuffixTable.ruleSlot] != 0 {
          completedRow = row
          completedBoundary = boundary
        }
      }
      return match(completedRow, boundary: completedBoundary)
    }

    /// Writes the replacement of a suffix over it and returns the new end of the word.
    @inline(__always)
    func replace(_ match: SuffixMatch, in letters: Letters) -> Int {
      let count = Int(units[match.replacement])
      for index in 0..<count {
        letters[match.boundary + index] = units[match.replacement + 1 + index]
      }
      return match.boundary + count
    }

    @inline(__always)
    private func nextRow(after row: Int, letter: UInt16) -> Int {
      let index = Int(letter &- firstLetter)
      return index < letterCount ? Int(units[row + Int(units[index])]) : 0
    }

    @inline(__always)
    private func match(_ row: Int, boundary: Int) -> SuffixMatch {
      guard row != 0 else { return SuffixMatch(boundary: boundary, rule: 0, replacement: 0) }
      return SuffixMatch(
        boundary: boundary,
        rule: Int(units[row + SuffixTable.ruleSlot]),
        replacement: Int(units[row + SuffixTable.replacementSlot])
      )
    }
  }
}

extension Letters {
  /// Returns the start of a region: the end of the first vowel and consonant pair from `start` on.
  ///
  /// From the start of the word this is R1, from R1 on it is R2; `end` when there is no such pair.
  @inline(__always)
  func regionStart(from start: Int, to end: Int, isVowel: (UInt16) -> Bool) -> Int {
    var index = start
    while index < end, !isVowel(self[index]) { index += 1 }
    while index < end, isVowel(self[index]) { index += 1 }
    return index < end ? index + 1 : end
  }

  /// Whether `letters[..<end]` has a letter that fulfils `condition`.
  @inline(__always)
  func contains(before end: Int, where condition: (UInt16) -> Bool) -> Bool {
    var index = end
    while index > 0 {
      index -= 1
      if condition(self[index]) { return true }
    }
    return false
  }

  /// Removes `range` from the word that ends at `end`, which moves accordingly.
  @inline(__always)
  func remove(_ range: Range<Int>, end: inout Int) {
    var target = range.lowerBound
    for source in range.upperBound..<end {
      self[target] = self[source]
      target += 1
    }
    end = target
  }
}

extension [UInt16] {
  /// Rewrites the letters in place with `body`, which returns how many of the first ones remain.
  @inline(__always)
  mutating func shorten(_ body: (Letters) -> Int) {
    let length = withUnsafeMutableBufferPointer { body($0) }
    if length < count { removeLast(count - length) }
  }
}

extension UInt16 {
  /// Makes the code unit of a letter of the Basic Multilingual Plane.
  @inline(__always)
  static func letter(_ letter: Unicode.Scalar) -> UInt16 {
    UInt16(truncatingIfNeeded: letter.value)
  }
}

// Letters in rules are written as literals; these two compare them with code units.

@inline(__always)
func == (unit: UInt16, letter: Unicode.Scalar) -> Bool {
  UInt32(unit) == letter.value
}

@inline(__always)
func ~= (letter: Unicode.Scalar, unit: UInt16) -> Bool {
  UInt32(unit) == letter.value
}
