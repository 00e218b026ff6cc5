import Testing

@testable import TextAnalysis

@Suite("Longest suffixes and regions")
struct SuffixMatchTests {
  private let table = SuffixTable(
    suffixes: ["s\nies ied > y\nness\ntion ation > te", "ăți > ă"],
    prefixes: ["inter", "in re"]
  )

  private func suffix(
    _ word: String,
    group: Int = 0,
    from start: Int = 0
  ) -> (boundary: Int, rule: Int, replaced: String) {
    var units = Array(word.utf16)
    let end = units.count
    var result = (boundary: 0, rule: 0)
    units.shorten { letters in
      table.withView { view in
        let match = view.suffix(in: group, of: letters, from: start, to: end)
        result = (match.boundary, match.rule)
        return match.isFound ? view.replace(match, in: letters) : end
      }
    }
    return (result.boundary, result.rule, String(decoding: units, as: UTF16.self))
  }

  @Test(
    "The longest suffix wins and is replaced",
    arguments: [
      ("orders", 5, 1, "order"), ("parties", 4, 2, "party"), ("kindness", 4, 3, "kind"),
      ("station", 2, 4, "stte"), ("option", 2, 4, "opte"), ("ies", 0, 2, "y"), ("ness", 0, 3, ""),
      ("es", 1, 1, "e"),
    ]
  )
  func longest(word: String, boundary: Int, rule: Int, replaced: String) {
    let match = suffix(word)
    #expect(match.boundary == boundary)
    #expect(match.rule == rule)
    #expect(match.replaced == replaced)
  }

  @Test("No suffix matches", arguments: ["", "order", "tion.", "nesș", "ăți", "\u{FFFF}", "on"])
  func absent(word: String) {
    #expect(suffix(word).rule == 0)
    #expect(suffix(word).replaced == word)
  }

  @Test("A suffix that begins before the region gives way to a shorter one")
  func bounded() {
    #expect(suffix("parties", from: 4).rule == 2)
    #expect(suffix("parties", from: 5).rule == 1)
    #expect(suffix("parties", from: 7).rule == 0)
  }

  @Test("Groups do not see each other's affixes")
  func groups() {
    #expect(suffix("cetăți", group: 1).replaced == "cetă")
    #expect(suffix("orders", group: 1).rule == 0)
  }

  @Test(
    "The longest prefix wins",
    arguments: [("internet", 2, 5), ("inside", 3, 2), ("inter", 3, 2), ("inte", 2, 0), ("", 3, 0)]
  )
  func prefixes(word: String, group: Int, boundary: Int) {
    var units = Array(word.utf16)
    let end = units.count
    units.withUnsafeMutableBufferPointer { letters in
      table.withView { view in
        let match = view.prefix(in: group, of: letters, from: 0, to: end)
        #expect(match.isFound == (boundary > 0))
        #expect(match.boundary == boundary)
      }
    }
  }

  @Test(
    "A region begins after the first consonant that follows a vowel",
    arguments: [
      ("beautiful", 5, 7), ("beauty", 5, 6), ("beau", 4, 4), ("sprint", 5, 6), ("bcd", 3, 3),
      ("", 0, 0), ("animal", 2, 4),
    ]
  )
  func regions(word: String, r1: Int, r2: Int) {
    var units = Array(word.utf16)
    units.withUnsafeMutableBufferPointer { letters in
      let isVowel = { (letter: UInt16) in "aeiou".utf16.contains(letter) }
      let end = letters.count
      let first = letters.regionStart(from: 0, to: end, isVowel: isVowel)
      #expect(first == r1)
      #expect(letters.regionStart(from: first, to: end, isVowel: isVowel) == r2)
    }
  }

  @Test("Removing a range closes the gap")
  func remove() {
    var units = Array("stemming".utf16)
    units.shorten { letters in
      var end = 8
      letters.remove(4..<8, end: &end)
      letters.remove(0..<1, end: &end)
      return end
    }
    #expect(String(decoding: units, as: UTF16.self) == "tem")
  }
}
