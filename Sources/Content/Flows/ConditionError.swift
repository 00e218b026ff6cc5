/// Why a condition cannot be read, and where in its text.
package struct ConditionError: Error, Sendable, Hashable {
  /// The place in the text, in Unicode scalars counted from 1.
  package let column: Int
  /// What is wrong and what was expected.
  package let message: String
}
