/// Shortens words of one language to their stems.
///
/// A word is a buffer of UTF-16 code units because every letter of the five languages lies in the
/// Basic Multilingual Plane, so one unit is one letter and the rules can index it.
package protocol Stemmer: Sendable {
  /// Replaces the lower-cased word in `word` by its stem, in place and without other allocation.
  func stem(_ word: inout [UInt16])
}
