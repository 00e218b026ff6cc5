import Wire

/// What is counted while the server runs, from its start.
struct Metrics {
  var connectionsOpened = 0
  var connectionsTurnedAway = 0
  var bytesIn = 0
  var bytesOut = 0
  var lines = 0
  var jsonLines = 0
  var repliesByKind: [String: Int] = [:]
  var errorsByCode: [String: Int] = [:]
  var dropsByReason: [String: Int] = [:]
  var failedTokens = 0
  var reloads = 0
  var refusedReloads = 0
  var failedCommits = 0
  var searches = 0
  /// What answering a line takes, without its commit.
  var answering = Histogram()
  /// What a commit takes.
  var committing = Histogram()
  /// What a turn of the loop takes, from its first line to its last reply.
  var turning = Histogram()

  /// Durations by upper bounds, as Prometheus counts them.
  struct Histogram {
    /// In seconds.
    static let bounds = [
      0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
    ]
    private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    private(set) var sum = 0.0
    private(set) var count = 0

    mutating func note(_ duration: Duration) {
      let (seconds, attoseconds) = duration.components
      let value = Double(seconds) + Double(attoseconds) / 1e18
      var place = 0
      while place < Self.bounds.count, value > Self.bounds[place] { place += 1 }
      counts[place] += 1
      sum += value
      count += 1
    }
  }
}

/// Text for Prometheus.
///
/// *Source*: the text-based exposition format, version 0.0.4.
struct MetricsText {
  private(set) var text = ""

  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    head(name, "gauge", help)
    text += "frontdesk_\(name) \(value)\n"
  }

  mutating func counter(_ name: String, _ help: String, _ value: Int) {
    head(name, "counter", help)
    text += "frontdesk_\(name) \(value)\n"
  }

  /// One value for each label.
  mutating func values(
    _ name: String,
    _ kind: String,
    _ help: String,
    label: String,
    _ values: [String: Int]
  ) {
    head(name, kind, help)
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      text += "frontdesk_\(name){\(label)=\"\(Self.escaped(key))\"} \(value)\n"
    }
  }

  mutating func histogram(_ name: String, _ help: String, _ histogram: Metrics.Histogram) {
    head(name, "histogram", help)
    var total = 0
    for (bound, count) in zip(Metrics.Histogram.bounds, histogram.counts) {
      total += count
      text += "frontdesk_\(name)_bucket{le=\"\(bound)\"} \(total)\n"
    }
    text += "frontdesk_\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
    text += "frontdesk_\(name)_sum \(histogram.sum)\n"
    text += "frontdesk_\(name)_count \(histogram.count)\n"
  }

  private mutating func head(_ name: String, _ kind: String, _ help: String) {
    text += "# HELP frontdesk_\(name) \(help)\n# TYPE frontdesk_\(name) \(kind)\n"
  }

  private static func escaped(_ label: String) -> String {
    label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
