import LineServer

/// What the server is told of how much it may take.
enum ServeLimits {
  static let options = [
    connections, rate, sessions, line, idle, memory,
  ]

  static let connections = Option(
    name: "max-connections",
    value: "N",
    expected: "a number from 1",
    summary: "connections that are taken (default \(Limits().maximumConnections))"
  )
  static let rate = Option(
    name: "rate",
    value: "N",
    expected: "messages a second, or 0 for any",
    summary: "messages a second of one connection without a backend's token "
      + "(default 1000; 20 from other machines)"
  )
  static let sessions = Option(
    name: "max-sessions",
    value: "N",
    expected: "a number from 1, or 0 for any",
    summary: "sessions of one address without a token (default any; 100 from other machines)"
  )
  static let line = Option(
    name: "max-line",
    value: "BYTES",
    expected: "256 to 1048576 bytes",
    summary: "bytes of a line (default \(Limits().maximumLineBytes))"
  )
  static let idle = Option(
    name: "idle",
    value: "SECONDS",
    expected: "seconds from 1",
    summary: "how long customers may say nothing (default 3600)"
  )
  static let memory = Option(
    name: "max-memory",
    value: "MIB",
    expected: "a number from 1",
    summary: "what all connections may hold, in and out (default 256 MiB)"
  )

  static let details = """
    Other limits: what waits for a connection that does not read stops its lines at 256 KiB and ends it
    at 4 MiB or after 30 s; a line must end within 30 s; whoever connects must say something within
    5 min; five attachments a line; 50,000 sessions of a backend's connection.
    """

  static func limits(_ arguments: Arguments) throws -> Limits {
    var limits = Limits()
    if let most = try number(connections, arguments, in: 1...1_000_000) {
      limits.maximumConnections = most
    }
    if let most = try number(rate, arguments, in: 0...1_000_000) {
      limits.localRate = most == 0 ? nil : Double(most)
      limits.remoteRate = limits.localRate
    }
    if let most = try number(sessions, arguments, in: 0...1_000_000) {
      limits.localSessionsPerAddress = most == 0 ? nil : most
      limits.remoteSessionsPerAddress = limits.localSessionsPerAddress
    }
    if let most = try number(line, arguments, in: 256...1_048_576) {
      limits.maximumLineBytes = most
    }
    if let seconds = try number(idle, arguments, in: 1...31_536_000) {
      limits.idleTimeout = .seconds(seconds)
    }
    if let mebibytes = try number(memory, arguments, in: 1...1_048_576) {
      limits.maximumHeldBytes = mebibytes << 20
    }
    return limits
  }

  private static func number(
    _ option: Option,
    _ arguments: Arguments,
    in range: ClosedRange<Int>
  ) throws -> Int? {
    guard let text = arguments.value(of: option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw arguments.wrong(text, for: option)
    }
    return number
  }
}
