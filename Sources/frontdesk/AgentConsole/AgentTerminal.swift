import LineServer

/// The console on a terminal: what arrives is printed above the line that is being typed.
struct AgentTerminal {
  let console: Console
  let isBellWanted: Bool

  func run(_ settings: AgentConsole.Settings, _ address: SocketAddress) throws -> ExitStatus {
    let output = console.output
    guard let reader = try TerminalReader(prompt: "> ", input: console.input, output: output)
    else { throw FileError(what: "cannot read keys from the terminal", code: 0) }
    let isBellWanted = isBellWanted
    let session = AgentSession(
      settings,
      address: address,
      show: { [unowned reader] in try show($0, reader) },
      ring: { if isBellWanted { try output.write("\u{7}") } }
    )
    defer { session.close() }
    reader.keepsSubmittedLines = false
    reader.prompt = session.prompt
    connect(reader, session)
    try session.open()
    defer { reader.close() }
    var interrupts = 0
    while session.ending == nil {
      reader.prompt = session.prompt
      let outcome = try reader.next()
      if session.ending != nil { break }
      switch outcome {
      case .line(let line):
        interrupts = 0
        try session.type(line)
      case .interrupt:
        interrupts += 1
        if interrupts > 1 {
          try session.type("/quit")
        } else {
          try output.writeLine(output.style.dim("Ctrl-C once more ends the console"))
        }
      case .endOfFile: try session.type("/quit")
      }
    }
    reader.close()
    return try end(session)
  }

  /// Wakes the reader for what the server sends, for keys and for the time.
  private func connect(_ reader: TerminalReader, _ session: AgentSession) {
    let refresh = { [unowned reader] in
      reader.prompt = session.prompt
      if session.ending != nil { reader.stop() }
    }
    reader.watch({ session.descriptor }, toWrite: { session.wantsToWrite }) {
      try session.ready()
      refresh()
    }
    reader.timer = { session.deadline.map { $0 - secondsSinceEpoch() } }
    reader.wake = {
      try session.wake()
      refresh()
    }
    reader.edited = {
      try session.edited($0)
      refresh()
    }
    reader.complete = { session.console.completion(of: $0) }
    reader.explain = { [unowned reader] text in
      let candidates = session.console.completions(of: text)
      guard candidates.count > 1 else { return }
      try show(ConsoleLine(text: candidates.joined(separator: "  "), tone: .quiet), reader)
    }
  }

  private func show(_ line: ConsoleLine, _ reader: TerminalReader) throws {
    try reader.makeRoom()
    let columns = TerminalMode.size(of: console.output.descriptor).columns
    for row in ConsoleText(style: console.output.style).rows(line, columns: columns) {
      try console.output.writeLine(row)
    }
  }

  private func end(_ session: AgentSession) throws -> ExitStatus {
    guard let ending = session.ending else { return .success }
    if let message = ending.message { try console.log("frontdesk: \(message)") }
    return ending.status
  }
}
