import Testing

@testable import LineServer

@Suite("Administration")
struct AdminTests {
  @Test("The status tells what runs, and the limits")
  func status() throws {
    let server = try DeskServer { limits in
      limits.maximumConnections = 77
      limits.localSessionsPerAddress = 9
      limits.maximumLineBytes = 4_096
    }
    let (root, web) = (try server.join("admin", "root"), try server.join("backend", "web"))
    _ = try web.ask(#"{"session":"s1","text":"human"}"#)
    try server.advance(by: .seconds(90))
    let status = try root.ask(#"{"type":"status","id":"x"}"#)
    #expect(status.re == "x")
    for (path, value) in [
      ("connections.open", 2), ("connections.admin", 1), ("connections.backend", 1),
      ("sessions.connected", 1), ("queue.waiting", 1), ("queue.open", 1),
      ("queue.agents_present", 0), ("uptime_seconds", 90), ("memory_bytes", 4_096),
      ("limits.connections", 77), ("limits.sessions_per_local_address", 9),
      ("limits.line_bytes", 4_096), ("limits.text_bytes", 8_192), ("limits.attachments", 5),
      ("limits.sessions_per_backend", 50_000), ("limits.line_seconds", 30),
      ("limits.opening_seconds", 300), ("limits.idle_seconds", 3_600),
    ] { #expect(status.int("status.\(path)") == value, "\(path)") }
    #expect(status.string("status.version") == "1.2.3")
    #expect(status.string("status.state") == "serving")
    #expect(status.string("status.store") == "working")
    #expect(status.string("status.content.shop") == "Test")
    #expect(status.string("status.content.languages") == "en ru ro tr ar")
  }

  /// The samples of the exposition format, by their names with labels.
  private func samples(_ text: String) throws -> [String: Double] {
    var samples: [String: Double] = [:]
    var types: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("# ") {
        #expect(words.count >= 4)
        if words[1] == "TYPE" {
          #expect(["counter", "gauge", "histogram"].contains(words[3]))
          #expect(types.updateValue(String(words[3]), forKey: String(words[2])) == nil)
        }
        continue
      }
      let end = try #require(line.lastIndex(of: " "))
      let name = String(line[..<end])
      let family = String(name.prefix { $0 != "{" })
      let base = ["_bucket", "_sum", "_count"].first { family.hasSuffix($0) }
        .map { String(family.dropLast($0.count)) }
      #expect(types[family] != nil || base.flatMap { types[$0] } == "histogram", "\(line)")
      #expect(samples.updateValue(try #require(Double(words.last ?? "")), forKey: name) == nil)
    }
    return samples
  }

  @Test("The metrics are what Prometheus reads, and count")
  func metrics() throws {
    let server = try DeskServer()
    let (root, web) = (try server.join("admin", "root"), try server.join("backend", "web"))
    func read() throws -> [String: Double] {
      try samples(try root.ask(#"{"type":"metrics"}"#).said ?? "")
    }
    let before = try read()
    for number in 0..<5 {
      _ = try web.ask("{\"session\":\"s\(number)\",\"text\":\"\(question(number))\"}")
    }
    _ = try web.ask("{")
    _ = try web.ask(#"{"type":"search","session":"s1","text":"hello"}"#)
    let after = try read()
    func grown(_ name: String) -> Double { (after[name] ?? 0) - (before[name] ?? 0) }
    #expect(grown("frontdesk_json_lines_total") == 8)
    #expect(grown("frontdesk_lines_total") == 8)
    #expect(grown("frontdesk_replies_total{kind=\"answer\"}") == 5)
    #expect(grown("frontdesk_errors_total{code=\"not_json\"}") == 1)
    #expect(grown("frontdesk_searches_total") == 1)
    #expect(after["frontdesk_connections{role=\"backend\"}"] == 1)
    #expect(after["frontdesk_connections_opened_total"] == 2)
    #expect(grown("frontdesk_received_bytes_total") > 100)
    #expect(grown("frontdesk_sent_bytes_total") > 100)
    for name in ["line", "commit", "turn"] {
      let prefix = "frontdesk_\(name)_seconds"
      let buckets = after.filter { $0.key.hasPrefix("\(prefix)_bucket") }
      #expect(buckets.count == Metrics.Histogram.bounds.count + 1)
      #expect(buckets.values.max() == after["\(prefix)_count"])
      #expect(after["\(prefix)_bucket{le=\"+Inf\"}"] == after["\(prefix)_count"])
    }
  }

  @Test("Buckets of a histogram count what is at most their bound")
  func histogram() throws {
    var histogram = Metrics.Histogram()
    for microseconds in [10, 50, 51, 1_000, 2_000_000] {
      histogram.note(.microseconds(microseconds))
    }
    var text = MetricsText()
    text.histogram("x_seconds", "X.", histogram)
    let samples = try samples(text.text)
    for (bound, count) in [("5e-05", 2.0), ("0.0001", 3), ("0.001", 4), ("1.0", 4), ("+Inf", 5)] {
      #expect(samples["frontdesk_x_seconds_bucket{le=\"\(bound)\"}"] == count, "\(bound)")
    }
    #expect(abs((samples["frontdesk_x_seconds_sum"] ?? 0) - 2.001_111) < 1e-9)
    var labels = MetricsText()
    labels.values("y", "gauge", "Y.", label: "l", ["a\"b\\c\nd": 1])
    #expect(labels.text.hasSuffix("frontdesk_y{l=\"a\\\"b\\\\c\\nd\"} 1\n"))
  }

  @Test("Nobody else may", arguments: ["status", "metrics", "reload", "drain"])
  func forbidden(type: String) throws {
    let server = try DeskServer()
    let clients = [
      try server.join(), try server.join("backend", "web"), try server.join("agent", "ana"),
      try server.join("channel", "mailer"),
    ]
    for client in clients {
      #expect(try client.ask("{\"type\":\"\(type)\"}").code == "forbidden")
      #expect(
        try client.client.ask("/\(type)")?.hasPrefix("! /\(type) is for administrators") == true
      )
    }
  }

  @Test("Draining sends what waits, takes nobody in, and ends", arguments: [false, true])
  func drain(isPlain: Bool) throws {
    let server = try DeskServer()
    let (root, customer) = (try server.join("admin", "root"), try server.join())
    _ = try customer.ask(#"{"text":"hello"}"#)
    if isPlain {
      #expect(try root.client.ask("/drain") == "the server ends when everything is sent")
    } else {
      #expect(try root.ask(#"{"type":"drain","id":"d"}"#).re == "d")
    }
    #expect(try customer.client.block() == nil)
    #expect(server.hasEnded())
    #expect(throws: Client.Failure.self) { try server.connect() }
  }

  @Test("Where there is nothing to be read again, that is said")
  func reload() throws {
    let server = try DeskServer()
    let root = try server.join("admin", "root")
    #expect(try root.ask(#"{"type":"reload","id":"r"}"#).re == "r")
    #expect(try root.client.ask("/reload") == "! there is nothing to be read again")
  }
}
