/// How a language was written down.
package enum Writing: String, Sendable, Hashable {
  /// In its own alphabet, with or without diacritics.
  case native
  /// Russian or Arabic in Latin letters: "gde moy zakaz", "fein el talab".
  case latinLetters
  /// Russian or Arabic typed with the keyboard left in Latin: "ult vjq pfrfp", "hdk 'gfd".
  case latinKeyboard
  /// English typed with the keyboard left in Russian: "цруку шы ьн щквук".
  case cyrillicKeyboard
}

/// The language a text seems to be in, and how far to trust that.
package struct LanguageGuess: Sendable, Equatable {
  /// The best of the enabled languages.
  package var language: Language
  /// How the text is written if it is in `language`.
  package var writing: Writing
  /// Probability of `language` when the text is in one of the enabled ones.
  package var probability: Double
  /// Probability that the text is in none of the enabled languages.
  package var probabilityOfOther: Double
  /// The letters that counted; those of brands and capitalised names count a quarter.
  package var evidence: Int

  /// Letters below which a text is never called foreign: "ciao" and "merci" are said everywhere.
  package static let leastEvidenceOfOther = 6
  /// Letters from which `probabilityOfOther` can be taken at face value.
  package static let ampleEvidence = 20

  /// Whether the text is in a language that is not enabled.
  ///
  /// Asks for 0.7 from 20 letters on and for 0.93 below, because single words are shared by
  /// many languages.
  package var isOther: Bool {
    evidence >= Self.leastEvidenceOfOther
      && probabilityOfOther >= (evidence >= Self.ampleEvidence ? 0.7 : 0.93)
  }

  /// Whether a conversation may change over to `language` because of this text.
  package var isConfident: Bool { !isOther && evidence >= 4 && probability >= 0.9 }
}
