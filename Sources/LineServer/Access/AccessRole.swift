/// What somebody with a token may do.
package enum AccessRole: String, Sendable, CaseIterable {
  /// Names sessions and states who their customers are.
  case backend
  case agent
  /// Takes messages for those who are not there.
  case channel
  case admin
}
