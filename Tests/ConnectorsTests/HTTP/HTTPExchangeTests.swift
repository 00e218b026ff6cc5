import JSON
import Testing

@testable import Connectors

@Suite("What HTTP answers mean")
struct HTTPExchangeTests {
  private func exchange(_ key: String = "k") throws -> HTTPExchange {
    let line = JSONValue.object(["key": .string(key)]).text
    return try #require(HTTPExchange(line: Array(line.utf8)[...]))
  }

  @Test(
    "Only 2xx with a reply says that something was done; only 4xx, 307 and 308 that nothing was",
    arguments: [
      (200, "{\"status\":\"done\",\"result\":{\"a\":1}}", "done"),
      (201, "{\"key\":\"k\",\"status\":\"done\"}", "done"),
      (200, "{\"key\":\"other\",\"status\":\"done\"}", "unknown"),
      (200, "{\"status\":\"failed\",\"error\":\"no\"}", "failed"),
      (200, "{\"status\":\"unknown\"}", "unknown"), (200, "{\"result\":{}}", "unknown"),
      (200, "<html>", "unknown"), (204, "", "unknown"), (301, "", "unknown"),
      (302, "", "unknown"), (303, "", "unknown"), (307, "", "failed"), (308, "", "failed"),
      (400, "", "failed"), (404, "{\"status\":\"done\"}", "failed"), (409, "", "failed"),
      (429, "", "failed retry"), (500, "", "unknown"), (503, "{\"status\":\"done\"}", "unknown"),
      (100, "", "unknown"),
    ]
  )
  func meanings(status: Int, body: String, expected: String) throws {
    let line = try exchange().reply(status: status, body: Array(body.utf8))
    #expect(line.last == UInt8(ascii: "\n"))
    guard case .object(let reply) = JSONParser.value(of: line[...]) else {
      Issue.record("no reply")
      return
    }
    #expect(reply["key"] == .string("k"))
    let retry = reply["retry"] == .bool(true) ? " retry" : ""
    #expect((reply["status"]?.string ?? "") + retry == expected)
  }

  @Test("A key cannot bring further headers with it")
  func headers() throws {
    let headers = try exchange("a/b:1\r\nX: é \"").headers
    #expect(headers["Idempotency-Key"] == "a/b:1%0D%0AX:%20%C3%A9%20%22")
  }

  @Test("A line without a key is no request", arguments: ["", "{}", "[]", "{\"key\":1}"])
  func lines(text: String) {
    #expect(HTTPExchange(line: Array(text.utf8)[...]) == nil)
  }

  @Test("A very long answer is no line for the program")
  func long() throws {
    let body = "{\"status\":\"done\",\"error\":\"\(String(repeating: "x", count: 600_000))\"}"
    let line = try exchange().reply(status: 200, body: Array(body.utf8))
    #expect(line.count < 1000)
  }
}
