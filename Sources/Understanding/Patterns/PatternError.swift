/// Why a text is not a sentence template, and where.
package struct PatternError: Error, Sendable, Hashable {
  /// Where in the template, in Unicode scalars counted from 1.
  package let column: Int
  /// What is wrong and what was expected.
  package let message: String
}

extension PatternError: CustomStringConvertible {
  package var description: String { "column \(column): \(message)" }
}
