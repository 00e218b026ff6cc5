/// A line on standard error that says how far the work is, on a terminal and only after 2 seconds.
struct Progress {
  private let output: Output
  private let what: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private var isShown = false

  private static let patience = Duration.seconds(2)
  private static let interval = Duration.milliseconds(200)

  init(_ what: String, on output: Output) {
    self.what = what
    self.output = output
    start = clock.now
    last = start
  }

  /// Tells that `done` of `total` are done; nil where nobody knows of how many.
  mutating func update(_ done: Int, of total: Int? = nil) throws {
    guard output.isTerminal else { return }
    let now = clock.now
    guard now - start > Self.patience, now - last > Self.interval else { return }
    last = now
    isShown = true
    try output.write("\r\(what): \(done)" + (total.map { " of \($0)" } ?? "") + "\u{1B}[K")
    try output.flush()
  }

  /// Removes the line.
  mutating func finish() throws {
    guard isShown else { return }
    isShown = false
    try output.write("\r\u{1B}[K")
    try output.flush()
  }
}
