/// Reads a message once and sums up, per script, what its words say.
///
/// Left out: e-mail addresses, URLs, domains, and words with numbers in them. Counted weakly:
/// neutral words, words like "PayPal", and capitalised Latin words that are not the first of a
/// sentence, or are followed by another, as in a title. The digits of Arabizi ("3ayez") and, before
/// a letter, the signs that are letters on other keyboards ("j,ofq") count as letters.
struct EvidenceScanner {
  /// UTF-8 bytes of a message that are read; the rest would not change the answer.
  static let maximumBytes = 2048
  static let longestWord = 40
  /// Costs one word may add to a class, so that no single long word decides a message.
  private static let wordLimit: Int32 = 120
  /// Sums are kept for three scripts, strong and weak, and for one word put aside.
  static let sumCount = 7 * ScriptProfile.maximumClasses

  /// Letters seen, by script; strong and weak.
  var strongLetters = (latin: 0, cyrillic: 0, arabic: 0)
  var weakLetters = (latin: 0, cyrillic: 0, arabic: 0)
  /// Letters of scripts that no served language uses; an ideograph counts three.
  var unservedLetters = 0

  private let profiles: ScriptProfiles
  private let sums: UnsafeMutablePointer<Int32>
  private let letters: UnsafeMutableBufferPointer<UInt16>
  private var count = 0
  private var script = Script.none
  private var digits = 0
  private var hasNumber = false
  private var beginsWithCapital = false
  private var lastWasLowerCase = false
  private var hasLowerCase = false
  private var isCamelCase = false
  private var isSentenceStart = true
  private var asideLetters = 0

  init(
    profiles: ScriptProfiles,
    sums: UnsafeMutablePointer<Int32>,
    letters: UnsafeMutableBufferPointer<UInt16>
  ) {
    self.profiles = profiles
    self.sums = sums
    self.letters = letters
    sums.initialize(repeating: 0, count: Self.sumCount)
    letters.initialize(repeating: 0)
  }

  /// The sums of one script.
  func sums(of script: Script, weak: Bool) -> UnsafeMutablePointer<Int32> {
    sums + (Int(script.rawValue) * 2 + (weak ? 1 : 0)) * ScriptProfile.maximumClasses
  }

  /// Reads the whole message.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    let end = min(text.count, Self.maximumBytes)
    var index = 0
    while index < end {
      guard text[index] > 0x20 else {
        index += 1
        continue
      }
      let start = index
      var mayBeAddress = false
      while index < end && text[index] > 0x20 {
        let byte = text[index]
        mayBeAddress = mayBeAddress || byte == 0x40 || byte == 0x2E || byte == 0x3A
        index += 1
      }
      let chunk = UnsafeBufferPointer(rebasing: text[start..<index])
      if mayBeAddress && WebAddress.isAddress(chunk) { continue }
      scan(chunk: chunk)
    }
    finishAside(weak: false)
  }

  private mutating func scan(chunk: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var scalar: UInt32 = 0
    while index < chunk.count {
      index += UTF8Scalar.decode(chunk, at: index, into: &scalar)
      let kind = Script(of: scalar)
      switch kind {
      case .latin, .cyrillic, .arabic: take(letter: scalar, of: kind)
      case .mark: break
      case .unserved:
        endWord()
        unservedLetters += Script.isIdeographic(scalar) ? 3 : 1
      case .none: take(sign: scalar, before: chunk, index)
      }
    }
    endWord()
    switch scalar {
    case 0x21, 0x2E, 0x3F, 0x2026, 0x61F: isSentenceStart = true
    default: break
    }
  }

  @inline(__always)
  private mutating func take(letter scalar: UInt32, of kind: Script) {
    if script != kind {
      if script != .none { endWord() }
      script = kind
    }
    digits = 0
    let folded = Script.folded(scalar)
    if kind == .latin {
      if UInt32(folded) != scalar && scalar != 0x219 && scalar != 0x163 {
        if lastWasLowerCase { isCamelCase = true }
        if count == 0 { beginsWithCapital = true }
        lastWasLowerCase = false
      } else {
        lastWasLowerCase = true
        hasLowerCase = true
      }
    }
    append(folded)
  }

  private mutating func take(
    sign scalar: UInt32,
    before chunk: UnsafeBufferPointer<UInt8>,
    _ next: Int
  ) {
    switch scalar {
    case 0x30...0x39:
      digits += 1
      if digits > 1 { hasNumber = true }
      lastWasLowerCase = false
      append(UInt16(scalar))
    case 0x5B, 0x5D, 0x3B, 0x27, 0x2C, 0x2E, 0x60, 0x2018, 0x2019, 0x2BC:
      guard next < chunk.count else { return endWord() }
      var following: UInt32 = 0
      _ = UTF8Scalar.decode(chunk, at: next, into: &following)
      guard Script(of: following).rawValue <= Script.arabic.rawValue else { return endWord() }
      lastWasLowerCase = false
      append(scalar < 0x80 ? UInt16(scalar) : 0x27)
    default: endWord()
    }
  }

  @inline(__always)
  private mutating func append(_ letter: UInt16) {
    guard count < Self.longestWord else { return }
    letters[count] = letter
    count += 1
  }

  @inline(__always)
  private mutating func endWord() {
    if script != .none && !hasNumber { addWord() }
    count = 0
    script = .none
    digits = 0
    hasNumber = false
    beginsWithCapital = false
    lastWasLowerCase = false
    hasLowerCase = false
    isCamelCase = false
  }

  private mutating func addWord() {
    let word = UnsafeBufferPointer(rebasing: letters[..<count])
    let isName = beginsWithCapital && hasLowerCase
    finishAside(weak: isName)
    var weak = false
    if script == .latin {
      weak = isCamelCase || profiles.neutral.contains(word)
      if !weak && isName {
        if isSentenceStart {
          asideLetters = count
          profiles.latin.add(word, limit: Self.wordLimit, to: aside)
          isSentenceStart = false
          return
        }
        weak = true
      }
    }
    isSentenceStart = false
    let sums = sums(of: script, weak: weak)
    switch script {
    case .latin: profiles.latin.add(word, limit: Self.wordLimit, to: sums)
    case .cyrillic: profiles.cyrillic.add(word, limit: Self.wordLimit, to: sums)
    default: profiles.arabic.add(word, limit: Self.wordLimit, to: sums)
    }
    count(letters: count, weak: weak)
  }

  private var aside: UnsafeMutablePointer<Int32> { sums + 6 * ScriptProfile.maximumClasses }

  /// Counts the capitalised first word of a sentence once it is known what follows it.
  private mutating func finishAside(weak: Bool) {
    guard asideLetters > 0 else { return }
    let target = sums(of: .latin, weak: weak)
    for index in 0..<ScriptProfile.maximumClasses {
      target[index] &+= aside[index]
      aside[index] = 0
    }
    if weak {
      weakLetters.latin += asideLetters
    } else {
      strongLetters.latin += asideLetters
    }
    asideLetters = 0
  }

  private mutating func count(letters: Int, weak: Bool) {
    switch (script, weak) {
    case (.latin, false): strongLetters.latin += letters
    case (.latin, true): weakLetters.latin += letters
    case (.cyrillic, _): strongLetters.cyrillic += letters
    default: strongLetters.arabic += letters
    }
  }
}
