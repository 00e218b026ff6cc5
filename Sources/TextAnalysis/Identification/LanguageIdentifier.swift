/// The statistics of all scripts.
struct ScriptProfiles: Sendable {
  let latin = ScriptProfile.latin
  let cyrillic = ScriptProfile.cyrillic
  let arabic = ScriptProfile.arabic
  let neutral = NeutralWords()
}

/// Tells in which of the enabled languages, if any, a message is written.
///
/// The script with most letters decides which model is asked: a naive Bayes model of character
/// n-grams and words over the served languages, their other writings and their neighbours.
/// Overlapping n-grams are not independent, so log probabilities are scaled down by a factor
/// found on sentences. Source for the method: Cavnar and Trenkle, "N-Gram-Based Text
/// Categorization", 1994; Dunning, "Statistical Identification of Language", 1994. Difference:
/// per script, with word features and with classes for wrong keyboards and Latin letters.
package struct LanguageIdentifier: Sendable {
  /// How much more likely, in bits, the language of a conversation is than the others.
  package static let bitsOfPrior = 5.0
  /// Share of its bits with which one feature counts, for n-grams overlap.
  private static let independence = 0.25
  /// Latin words are common in other scripts, not the reverse: a letter counts half.
  private static let weightOfOtherScripts = 2
  private static let weightOfStrongLetter = 4
  /// Strong letters from which weak ones no longer count in full.
  private static let enoughLetters = 4
  /// Weak letters, three words or so, that may speak against the language of the conversation.
  private static let manyWeakLetters = 14

  private struct ClassInfo: Sendable {
    /// Index into `enabled`, or -1 for a language that is not enabled.
    var language: Int
    var writing: Writing
    /// Log probability before anything is read, in bits, up to a constant.
    var bits: Double
  }

  /// The languages to choose from; the first answers for a text without letters.
  package let enabled: [Language]
  private let profiles = ScriptProfiles()
  private let classes: [ClassInfo]
  private let firstClass: (latin: Int, cyrillic: Int, arabic: Int)

  /// Creates an identifier for the languages of a shop, the preferred one first.
  package init(enabled: [Language]) {
    precondition(!enabled.isEmpty, "at least one language must be enabled")
    self.enabled = enabled
    let latin = Self.classes(of: profiles.latin, enabled)
    let cyrillic = Self.classes(of: profiles.cyrillic, enabled)
    classes = latin + cyrillic + Self.classes(of: profiles.arabic, enabled)
    firstClass = (0, latin.count, latin.count + cyrillic.count)
  }

  /// Identifies the language of a text.
  package func identify(_ text: String, prior: Language? = nil) -> LanguageGuess {
    var text = text
    return text.withUTF8 { identify($0, prior: prior) }
  }

  /// Identifies the language of UTF-8 text, of which the first 2 kB are read.
  ///
  /// `prior` is the language the conversation has been in: a text that says little, such as "ok"
  /// or an order number, keeps it. Does not allocate. O(bytes).
  package func identify(
    _ text: UnsafeBufferPointer<UInt8>,
    prior: Language? = nil
  ) -> LanguageGuess {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: EvidenceScanner.sumCount) { sums in
      withUnsafeTemporaryAllocation(of: UInt16.self, capacity: EvidenceScanner.longestWord) {
        guard let start = sums.baseAddress else { preconditionFailure("the buffer has a size") }
        var scanner = EvidenceScanner(profiles: profiles, sums: start, letters: $0)
        scanner.scan(text)
        return decide(scanner, prior)
      }
    }
  }

  private static func classes(of profile: ScriptProfile, _ enabled: [Language]) -> [ClassInfo] {
    profile.classes.description.split(separator: " ").map { name in
      let parts = name.split(separator: ":")
      let served = Language(code: parts[0])
      let language = served.flatMap { enabled.firstIndex(of: $0) } ?? -1
      let writing: Writing =
        switch (parts.count > 1 ? parts[1] : "", served) {
        case ("latin", _): .latinLetters
        case ("keyboard", .russian), ("keyboard", .arabic): .latinKeyboard
        case ("keyboard", _): .cyrillicKeyboard
        default: .native
        }
      let bits: Double =
        switch writing {
        case .native: served == nil ? -1 : 0
        case .latinLetters: -3
        case .latinKeyboard, .cyrillicKeyboard: -5
        }
      return ClassInfo(language: language, writing: writing, bits: bits)
    }
  }

  // MARK: - Decision

  private func decide(_ scanner: EvidenceScanner, _ prior: Language?) -> LanguageGuess {
    let strong = scanner.strongLetters
    let weak = scanner.weakLetters
    let latin = strong.latin * Self.weightOfStrongLetter + weak.latin
    let heavy = Self.weightOfStrongLetter * Self.weightOfOtherScripts
    let cyrillic = strong.cyrillic * heavy
    let arabic = strong.arabic * heavy
    let served = max(latin, cyrillic, arabic)
    if scanner.unservedLetters * heavy > served {
      return foreign(evidence: scanner.unservedLetters, prior)
    }
    guard served > 0 else {
      var guess = foreign(evidence: 0, prior)
      guess.probabilityOfOther = 0
      return guess
    }
    let script: Script = served == cyrillic ? .cyrillic : served == arabic ? .arabic : .latin
    return classify(scanner, script, prior)
  }

  /// The answer when no enabled language is written in the script of the text.
  private func foreign(evidence: Int, _ prior: Language?) -> LanguageGuess {
    let known = prior.flatMap { enabled.contains($0) ? $0 : nil }
    // A prior is worth 2^bits to 1 against each of the others.
    let rest = Double(enabled.count - 1)
    let share =
      known == nil ? 1 / (rest + 1) : 1 / (1 + rest * BinaryExponential.of(-Self.bitsOfPrior))
    return LanguageGuess(
      language: known ?? enabled[0],
      writing: .native,
      probability: share,
      probabilityOfOther: 1,
      evidence: evidence
    )
  }

  private func classify(
    _ scanner: EvidenceScanner,
    _ script: Script,
    _ prior: Language?
  ) -> LanguageGuess {
    let profile: ScriptProfile
    let first: Int
    let letters: (strong: Int, weak: Int)
    switch script {
    case .cyrillic:
      (profile, first) = (profiles.cyrillic, firstClass.cyrillic)
      letters = (scanner.strongLetters.cyrillic, 0)
    case .arabic:
      (profile, first) = (profiles.arabic, firstClass.arabic)
      letters = (scanner.strongLetters.arabic, 0)
    default:
      (profile, first) = (profiles.latin, firstClass.latin)
      letters = (scanner.strongLetters.latin, scanner.weakLetters.latin)
    }
    let strong = scanner.sums(of: script, weak: false)
    let weak = scanner.sums(of: script, weak: true)
    // Names and brands decide only where nothing else does.
    let whole = Self.weightOfStrongLetter
    let weight: Int
    if prior == nil {
      weight = letters.strong >= Self.enoughLetters ? 1 : whole
    } else {
      weight = letters.strong >= Self.enoughLetters || letters.weak >= Self.manyWeakLetters ? 1 : 0
    }
    let unit = ScriptProfile.bitsPerUnit * Self.independence / Double(whole)
    let preferred = prior.flatMap { enabled.firstIndex(of: $0) } ?? -2
    func bits(_ index: Int) -> Double {
      let info = classes[first + index]
      let cost = Int(strong[index]) * whole + Int(weak[index]) * weight
      var start = info.bits
      if info.language == preferred {
        // In a Russian conversation Latin letters are no surprise, a wrong keyboard still is.
        start = Self.bitsOfPrior + (info.writing == .latinLetters ? 0 : info.bits)
      }
      return start - Double(cost) * unit
    }
    var best = -Double.infinity
    for index in 0..<profile.classCount { best = max(best, bits(index)) }

    var masses = SIMD8<Double>.zero
    var greatest = SIMD8<Double>(repeating: -1)
    var writings = SIMD8<Int>.zero
    var other = 0.0
    for index in 0..<profile.classCount {
      let mass = BinaryExponential.of(bits(index) - best)
      let language = classes[first + index].language
      guard language >= 0 else {
        other += mass
        continue
      }
      masses[language] += mass
      if mass > greatest[language] {
        greatest[language] = mass
        writings[language] = first + index
      }
    }
    let evidence = letters.strong + letters.weak / whole
    let total = masses.sum()
    guard total > 0 else { return foreign(evidence: evidence, prior) }
    var winner = 0
    for language in 1..<8 where masses[language] > masses[winner] { winner = language }
    return LanguageGuess(
      language: enabled[winner],
      writing: classes[writings[winner]].writing,
      probability: masses[winner] / total,
      probabilityOfOther: other / (other + total),
      evidence: evidence
    )
  }
}
