import JSON
import Testing

/// A client that speaks JSON.
final class JSONClient {
  /// A line that came.
  struct Line: CustomStringConvertible {
    let text: String
    let value: JSONValue

    var description: String { text }

    /// What is at the end of names with dots between them; numbers count in lists.
    subscript(_ path: String) -> JSONValue? {
      path.split(separator: ".").reduce(value as JSONValue?) { value, name in
        switch value {
        case .object(let members)?: members[String(name)]
        case .array(let values)?:
          Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
        default: nil
        }
      }
    }

    func string(_ path: String) -> String? { self[path]?.string }

    func int(_ path: String) -> Int? {
      if case .number(let digits)? = self[path] { Int(digits) } else { nil }
    }

    func count(_ path: String) -> Int? {
      if case .array(let values)? = self[path] { values.count } else { nil }
    }

    var type: String { string("type") ?? "" }
    var session: String? { string("session") }
    var seq: Int? { int("seq") }
    var re: String? { string("re") }
    var said: String? { string("text") }
    var code: String? { string("error.code") }
    var event: String? { string("event") }

    /// Without the confidence, which it has the first time only.
    var lasting: JSONValue {
      guard case .object(var members) = value else { return value }
      members["confidence"] = nil
      return .object(members)
    }
  }

  let client: Client
  private var fences = 0

  init(_ client: Client) { self.client = client }

  func send(_ line: String) throws { try client.send(line + "\n") }

  /// Reads the next line.
  func line() throws -> Line {
    let text = try #require(try client.block(), "the stream ended")
    let value = JSONParser.value(of: Array(text.utf8)[...])
    return Line(text: text, value: try #require(value, "no JSON: \(text)"))
  }

  /// Sends one line and reads one.
  func ask(_ line: String) throws -> Line {
    try send(line)
    return try self.line()
  }

  /// Reads up to the first line that is the last.
  func lines(until isLast: (Line) -> Bool) throws -> [Line] {
    var lines: [Line] = []
    repeat { lines.append(try line()) } while lines.last.map(isLast) == false
    return lines
  }

  /// Everything that has come, up to the answer to a line that nobody knows.
  ///
  /// What has happened is told behind the answers of its turn, so a second such line comes after it.
  func rest() throws -> [Line] { try fenced() + fenced() }

  private func fenced() throws -> [Line] {
    fences += 1
    let id = "fence-\(fences)"
    try send("{\"type\":\"fence\",\"id\":\"\(id)\"}")
    return try lines { $0.re == id && $0.code == "bad_type" }.dropLast()
  }

  /// Sends a line and gives everything that comes of it.
  func all(_ line: String) throws -> [Line] {
    try send(line)
    return try rest()
  }
}
