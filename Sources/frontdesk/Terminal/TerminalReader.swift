import LineEditing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Reads edited lines from a terminal, asleep in poll until keys, signals or others wake it.
///
/// The terminal is given back as it was when the reader is closed, when the program is stopped and
/// when it is ended by SIGINT, SIGTERM or SIGHUP.
final class TerminalReader {
  /// What a customer did at the prompt.
  enum Outcome: Equatable {
    case line(String)
    case endOfFile
    /// Control-C; the line was dropped.
    case interrupt
  }

  /// Returns what completes the text before the cursor, or nil.
  var complete: (String) -> String? = { _ in nil }

  private let input: Descriptor
  private let output: Output
  private let mode: TerminalMode
  private let signals: SignalPipe
  private var editor: LineEditor
  private var isOpen = false
  /// Bytes of keys that the editor has not seen yet.
  private var keys: ArraySlice<UInt8> = []
  /// What the editor wants done that is not done yet.
  private var events: [LineEditor.Event] = []
  private var watched: [(descriptor: () -> Int32?, ready: () throws -> Void)] = []

  private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH]
  /// How long the bytes of one key may be apart, in milliseconds.
  private static let keyTimeout: Int32 = 50

  /// Takes over the terminal; nil when the input is none.
  init?(prompt: String, input: Descriptor, output: Output) throws {
    guard let mode = TerminalMode(input) else { return nil }
    self.input = input
    self.output = output
    self.mode = mode
    signals = try SignalPipe.install(Self.caught)
    let (columns, rows) = TerminalMode.size(of: output.descriptor)
    editor = LineEditor(prompt: prompt, columns: columns, rows: rows)
  }

  /// Wakes the reader when a descriptor can be read; what `ready` prints goes above the prompt.
  ///
  /// The descriptor is asked for before every wait; nil is none for now.
  func watch(_ descriptor: @escaping () -> Int32?, _ ready: @escaping () throws -> Void) {
    watched.append((descriptor, ready))
  }

  /// Waits for the next line.
  ///
  /// What the caller prints before it calls again must be whole lines.
  func next() throws -> Outcome {
    if !isOpen { try open() }
    while true {
      while !events.isEmpty {
        if let outcome = try act(on: events.removeFirst()) { return outcome }
      }
      if keys.isEmpty {
        try output.flush()
        try wait()
      } else {
        feedKeys()
      }
    }
  }

  /// Gives the terminal back.
  func close() {
    guard isOpen else { return }
    isOpen = false
    // Nothing can be done about a terminal that is gone.
    try? output.write(LineEditor.disablePaste)
    try? output.flush()
    mode.leave()
    for number in Self.caught { signals.release(number) }
  }

  private func open() throws {
    isOpen = true
    mode.enter()
    try output.write(LineEditor.enablePaste)
    try output.write(editor.redraw())
  }

  private func act(on event: LineEditor.Event) throws -> Outcome? {
    switch event {
    case .write(let bytes): try output.write(bytes)
    case .line(let line): return .line(line)
    case .endOfFile: return .endOfFile
    case .interrupt: return .interrupt
    case .suspend: try suspend()
    case .completionRequested(let text):
      if let completion = complete(text) { try output.write(editor.insert(completion)) }
    }
    return nil
  }

  private func wait() throws {
    var asked = [
      pollfd(fd: input.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.reading, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is passed over (POSIX, poll).
    asked += watched.map { pollfd(fd: $0.descriptor() ?? -1, events: Int16(POLLIN), revents: 0) }
    let count = poll(&asked, nfds_t(asked.count), editor.isAmbiguous ? Self.keyTimeout : -1)
    if count == 0 { events += editor.flush() }
    guard count > 0 else { return }
    if asked[1].revents != 0 {
      for number in signals.drain() { try receive(number) }
    }
    if asked[0].revents != 0 { try readKeys() }
    for (position, entry) in watched.enumerated() where asked[position + 2].revents != 0 {
      try output.write(editor.erase())
      try entry.ready()
      try output.write(editor.redraw())
    }
  }

  private func readKeys() throws {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count: Int
    do {
      count = try bytes.withUnsafeMutableBytes { try input.read(into: $0) }
    } catch let error as FileError where error.code == EIO {
      // The terminal was closed.
      count = 0
    }
    if count == 0 { events.append(.endOfFile) } else { keys = bytes[..<count] }
  }

  /// Gives the editor keys up to the next tab, whose completion comes before what follows.
  private func feedKeys() {
    let tab = keys.firstIndex(of: UInt8(ascii: "\t"))
    let end = tab.map { $0 + 1 } ?? keys.endIndex
    events += editor.feed(keys[..<end])
    keys = keys[end...]
  }
}

// MARK: Signals

extension TerminalReader {
  private func receive(_ number: Int32) throws {
    switch number {
    case SIGWINCH:
      let (columns, rows) = TerminalMode.size(of: output.descriptor)
      try output.write(editor.resize(columns: columns, rows: rows))
    case SIGTSTP:
      try output.write(editor.erase())
      try suspend()
      try output.write(editor.redraw())
    case SIGCONT:
      // Stopped and continued by others: who knows what the terminal is set to.
      mode.enter()
      try output.write(LineEditor.enablePaste)
      try output.write(editor.erase())
      try output.write(editor.redraw())
    default:
      try output.write(editor.erase())
      close()
      raise(number)
    }
  }

  /// Stops the program as Control-Z does; the terminal is the shell's until it continues.
  private func suspend() throws {
    try output.write(LineEditor.disablePaste)
    try output.flush()
    mode.leave()
    signals.release(SIGTSTP)
    signals.release(SIGCONT)
    kill(0, SIGTSTP)
    signals.catch(SIGTSTP)
    signals.catch(SIGCONT)
    mode.enter()
    let (columns, rows) = TerminalMode.size(of: output.descriptor)
    try output.write(LineEditor.enablePaste)
    _ = editor.erase()
    try output.write(editor.resize(columns: columns, rows: rows))
  }
}
