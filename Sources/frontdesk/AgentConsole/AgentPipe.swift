import LineServer
import Wire

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The console for programs: each line of the input is answered before the next is carried out.
struct AgentPipe {
  let console: Console

  func run(_ settings: AgentConsole.Settings, _ address: SocketAddress) throws -> ExitStatus {
    let output = console.output
    let text = ConsoleText(style: Style(isColored: false))
    let session = AgentSession(
      settings,
      address: address,
      show: { line in
        if line.tone == .problem {
          try console.log("frontdesk: \(text.row(line))")
        } else {
          try output.writeLine(text.row(line))
        }
      },
      ring: {}
    )
    defer { session.close() }
    try session.open()
    var decoder = LineDecoder(maximumLineBytes: 1 << 20)
    var hasEnded = false
    while session.ending == nil {
      if session.console.isIdle {
        if let line = Self.next(from: &decoder, hasEnded) {
          try session.type(line)
          continue
        }
        if hasEnded { break }
      }
      try output.flush()
      let wantsInput = session.console.isIdle && !hasEnded
      if try wait(for: session, wantsInput: wantsInput) {
        hasEnded = try !read(into: &decoder)
      }
    }
    if let ending = session.ending {
      if let message = ending.message { try console.log("frontdesk: \(message)") }
      if ending.status != .success { return ending.status }
    }
    return session.console.refusals > 0 ? .failure : .success
  }

  private static func next(from decoder: inout LineDecoder, _ hasEnded: Bool) -> String? {
    switch decoder.next() ?? (hasEnded ? decoder.finish() : nil) {
    case .line(let line)?: line.text
    // The server takes no such line either: it is refused like one it would refuse.
    case .tooLong(let bytes)?: String(repeating: "x", count: min(bytes, 1 << 20))
    case nil: nil
    }
  }

  /// Sleeps until something happens; true when there is input.
  private func wait(for session: AgentSession, wantsInput: Bool) throws -> Bool {
    let number = session.descriptor ?? -1
    var asked = [
      pollfd(fd: wantsInput ? console.input.number : -1, events: Int16(POLLIN), revents: 0),
      pollfd(
        fd: number,
        events: Int16(session.wantsToWrite ? POLLIN | POLLOUT : POLLIN),
        revents: 0
      ),
    ]
    let left = session.deadline.map { Int32(min(max($0 - secondsSinceEpoch(), 0), 3_600) * 1_000) }
    let count = poll(&asked, nfds_t(asked.count), left.map { $0 + 1 } ?? -1)
    if count > 0, asked[1].revents != 0 { try session.ready() }
    if let deadline = session.deadline, deadline <= secondsSinceEpoch() { try session.wake() }
    return count > 0 && asked[0].revents != 0
  }

  /// Reads what is there; false at the end.
  private func read(into decoder: inout LineDecoder) throws -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = try bytes.withUnsafeMutableBytes { try console.input.read(into: $0) }
    decoder.append(bytes[..<count])
    return count > 0
  }
}
