#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Okapi BM25: how much one term of a query speaks for a text.
///
/// Source: Robertson et al., Okapi at TREC-3, 1994; idf with the +1 that Lucene adds inside the
/// logarithm, so that a term in every text still counts a little and never negatively.
package struct BM25: Sendable, Equatable {
  /// How soon repeating a term stops helping, at least 0; 0 ignores repetition.
  package let k1: Float
  /// How strongly long texts are discounted: 0 not at all, 1 in full proportion.
  package let b: Float

  /// Creates a scorer; `k1` must be at least 0 and `b` between 0 and 1.
  package init(k1: Float = 1.2, b: Float = 0.75) {
    precondition(k1 >= 0 && k1.isFinite, "k1 must be a number of at least 0, not \(k1)")
    precondition((0...1).contains(b), "b must lie between 0 and 1, not \(b)")
    self.k1 = k1
    self.b = b
  }

  /// Inverse document frequency: ln(1 + (N - df + 0.5) / (df + 0.5)).
  package static func idf(documentFrequency: Int, documentCount: Int) -> Float {
    let df = Float(documentFrequency)
    return logf(1 + (Float(documentCount) - df + 0.5) / (df + 0.5))
  }

  /// The natural logarithm, for targets that do without the C library.
  package static func logarithm(_ value: Float) -> Float { logf(value) }

  package static func exponential(_ value: Float) -> Float { expf(value) }

  static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }

  /// Length norm: k1 * (1 - b + b * length / average length).
  package func lengthNorm(length: Float, averageLength: Float) -> Float {
    guard averageLength > 0 else { return k1 }
    return k1 * (1 - b + b * length / averageLength)
  }

  /// Saturated frequency: tf * (k1 + 1) / (tf + length norm); between 0 and k1 + 1.
  package func saturation(frequency: Float, lengthNorm: Float) -> Float {
    frequency * (k1 + 1) / (frequency + lengthNorm)
  }
}
