/// Why a line was not carried out.
package struct JSONError: Error, Equatable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case notJSON = "not_json"
    /// There is no such type, or not for this role.
    case badType = "bad_type"
    /// A member is missing or is not what is expected.
    case badValue = "bad_value"
    case tooLong = "too_long"
    case tooMany = "too_many"
    case tooFast = "too_fast"
    case unauthorized
    case forbidden
    case unknownSession = "unknown_session"
    case notFound = "not_found"
    /// The desk refuses, in its own words.
    case refused
    /// Nothing was kept; the same line may be sent again.
    case tryAgain = "try_again"
    case badContent = "bad_content"
    case draining
    case timeout
    case `internal`
  }

  package let code: Code
  package let message: String
  /// Which member is wrong.
  package var member: String?
  /// The session and the id of the line, as far as they could be read.
  package var session: String?
  package var re: String?
  /// Counts bytes from 1: where the JSON itself is wrong.
  package var column: Int?
  /// In seconds.
  package var retryAfter: Double?
  /// What a check found, a line each.
  package var findings: [String] = []

  package init(
    _ code: Code,
    _ message: String,
    member: String? = nil,
    session: String? = nil,
    re: String? = nil
  ) {
    self.code = code
    self.message = message
    self.member = member
    self.session = session
    self.re = re
  }
}
