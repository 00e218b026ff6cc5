package import TextAnalysis

/// A question as the index understands it: groups of terms that stand for its words.
package struct Query: Sendable {
  /// How a term came to stand for a word of the question.
  package enum Origin: Sendable, Hashable {
    case exact
    /// The same word with other diacritics.
    case diacritics
    case synonym(String)
    case correction(Correction)
  }

  /// A term that stands for a word, and how much a match of it counts, 0 to 1.
  package struct Variant: Sendable, Hashable {
    package var term: TermID
    package var weight: Float
    package var origin: Origin
  }

  /// One word of the question; the best of its variants counts.
  package struct Group: Sendable {
    /// The word as typed, in its normal form.
    package var word: String
    /// Where the word stands in the question, in UTF-8 bytes.
    package var range: Range<Int>
    /// How much the word counts: 1, or less for words that carry no topic.
    package var weight: Float
    package var variants: [Variant]
    /// The inverse document frequency a perfect match would show.
    package var idf: Float
    /// The character n-grams of the word: its own, or those of its correction.
    package var grams: [WeightedTerm]
    /// What n-grams unknown to the index would have added at best, as summed idf times weight.
    package var unknownGrams: Float

    /// Whether the index knows the word in any way.
    package var isKnown: Bool { !variants.isEmpty }
  }

  /// A word of the question after correction, in its folded forms.
  package struct Word: Sendable, Hashable {
    package var stem: String
    package var word: String
    /// Set for what stays whole: an order number, an address.
    package var kind: TokenKind
  }

  package var groups: [Group] = []
  /// All words in order, corrected, repetitions included.
  package var words: [Word] = []
  /// The concepts found among the words.
  package var concepts: [String] = []
  /// How many things the question names: words that carry a topic, a phrase counting as one.
  package var topicCount = 0
  /// Corrections that were made, in the order of the words.
  package var corrections: [Correction] = []

  package init() {}

  /// Whether a word is unknown to the index, or known to it only after spelling it otherwise.
  package var hasStrangeWord: Bool {
    groups.contains { !$0.isKnown } || corrections.contains { $0.reason == .spelling }
  }

  /// Whether nothing in the question could ever match.
  package var isEmpty: Bool { groups.allSatisfy { !$0.isKnown && $0.grams.isEmpty } }
}

/// A word that was read as another.
package struct Correction: Sendable, Hashable {
  package enum Reason: String, Sendable, Hashable {
    case spelling
    case split
    case join
    case elongation
    case keyboard
    case transliteration
  }

  /// The word as typed, in its normal form.
  package var from: String
  /// The word or words it was read as.
  package var to: String
  package var reason: Reason
  /// The number of edits between them; 0 for another keyboard or script.
  package var edits: Int

  package init(from: String, to: String, reason: Reason, edits: Int) {
    self.from = from
    self.to = to
    self.reason = reason
    self.edits = edits
  }
}
