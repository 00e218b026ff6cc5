import Dialogue
import FrontdeskEngine
import JSON
import LineServer
import TextAnalysis

/// What a server logs: a line of JSON each, or a sentence where a person watches.
struct ServeLog {
  static let format = Option(
    name: "log",
    value: "FORMAT",
    expected: "json or text",
    summary: "how to log on standard error (default: text on a terminal, else json)"
  )

  private let console: Console
  private let isJSON: Bool
  private let privacy: PersonalDataScanner

  init(_ arguments: Arguments, _ console: Console, privacy: PersonalDataScanner) throws {
    self.console = console
    self.privacy = privacy
    switch arguments.value(of: Self.format) {
    case "json"?: isJSON = true
    case "text"?: isJSON = false
    case nil: isJSON = !console.errors.descriptor.isTerminal
    case let other?: throw arguments.wrong(other, for: Self.format)
    }
  }

  /// Logs a record; a server does not end because nobody reads its log.
  func write(_ record: LogRecord) {
    let message = privacy.masked(record.message)
    do {
      guard isJSON else {
        let shown = LogRecord(
          record.level,
          message,
          connection: record.connection,
          request: record.request
        )
        return try console.log("frontdesk: \(shown.text)")
      }
      var json = JSONWriter()
      json.object { json in
        json.member("time", UTCTime.text(Instant(secondsSinceEpoch: secondsSinceEpoch())))
        json.member("level", record.level.rawValue)
        json.member("message", message)
        if let connection = record.connection { json.member("connection", connection) }
        if let request = record.request { json.member("request", request) }
      }
      try console.log(String(decoding: json.bytes, as: UTF8.self))
    } catch {
      // There is nowhere left to say it.
    }
  }

  func info(_ message: String) { write(LogRecord(.info, message)) }
}
