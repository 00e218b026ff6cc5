/// Something the server has to tell whoever runs it; no personal data is in it.
package struct LogRecord: Sendable, Equatable {
  package enum Level: String, Sendable {
    case debug, info, warning, error
  }

  package let level: Level
  /// One sentence without line end.
  package let message: String
  /// Such as `c12`: a connection, counted by the server.
  package var connection: String?
  /// Such as `c12.7`: a line of it; an error tells the client the same.
  package var request: String?

  package init(
    _ level: Level,
    _ message: String,
    connection: String? = nil,
    request: String? = nil
  ) {
    self.level = level
    self.message = message
    self.connection = connection
    self.request = request
  }

  /// For people to read.
  package var text: String {
    let about = (request ?? connection).map { "\($0): " } ?? ""
    let mark = level == .warning || level == .error ? "\(level.rawValue): " : ""
    return about + mark + message
  }
}
