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
  /// Prints, after `makeRoom()`, what a text before the cursor may go on to that has no completion.
  var explain: (String) throws -> Void = { _ in }
  /// Learns what is being typed, each time that it has changed.
  var edited: ((String) throws -> Void)?
  /// In how many seconds `wake` is to be called though nothing happens; nil is never.
  var timer: () -> Double? = { nil }
  var wake: () throws -> Void = {}

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
  private var watched: [Watched] = []
  /// What is typed, as `edited` was last told.
  private var told = ""
  private var isPromptNew = false
  /// Whether what is drawn is on the screen, and may be taken off it.
  private var isSettled = false
  private var isErased = false
  private var isStopped = false

  private struct Watched {
    let descriptor: () -> Int32?
    let isWritten: () -> Bool
    let makesRoom: Bool
    let ready: () throws -> Void
  }

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
    watched.append(
      Watched(descriptor: descriptor, isWritten: { false }, makesRoom: true, ready: ready)
    )
  }

  /// Wakes the reader when a descriptor can be read or, while it is to be, written.
  ///
  /// `ready` calls `makeRoom()` before it prints.
  func watch(
    _ descriptor: @escaping () -> Int32?,
    toWrite isWritten: @escaping () -> Bool,
    _ ready: @escaping () throws -> Void
  ) {
    watched.append(
      Watched(descriptor: descriptor, isWritten: isWritten, makesRoom: false, ready: ready)
    )
  }

  /// What stands before the line.
  var prompt: String {
    get { editor.prompt }
    set {
      guard newValue != editor.prompt else { return }
      editor.prompt = newValue
      isPromptNew = true
    }
  }

  /// Whether a line stays on the screen when it is completed.
  var keepsSubmittedLines: Bool {
    get { editor.keepsSubmittedLines }
    set { editor.keepsSubmittedLines = newValue }
  }

  /// Takes the line off the screen while something is printed; it comes back by itself.
  func makeRoom() throws {
    guard isSettled, !isErased else { return }
    isErased = true
    try output.write(editor.erase())
  }

  /// Lets `next()` return `endOfFile`, whatever is being typed.
  func stop() { isStopped = true }

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
        try settle {
          guard let edited, told != editor.text else { return }
          told = editor.text
          try edited(told)
        }
        if isStopped {
          try output.write(editor.erase())
          return .endOfFile
        }
        try output.flush()
        try wait()
      } else {
        feedKeys()
      }
    }
  }

  /// Lets somebody print or change the prompt, and draws again what that needs.
  private func settle(_ body: () throws -> Void) throws {
    isSettled = true
    defer { isSettled = false }
    try body()
    guard isErased || isPromptNew, !isStopped else { return }
    isErased = false
    isPromptNew = false
    try output.write(editor.redraw())
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
      if let completion = complete(text) {
        try output.write(editor.insert(completion))
      } else {
        try settle { try explain(text) }
      }
    }
    return nil
  }

  private func wait() throws {
    var asked = [
      pollfd(fd: input.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.reading, events: Int16(POLLIN), revents: 0),
    ]
    // A negative descriptor is passed over (POSIX, poll).
    asked += watched.map {
      let events = $0.isWritten() ? POLLIN | POLLOUT : POLLIN
      return pollfd(fd: $0.descriptor() ?? -1, events: Int16(events), revents: 0)
    }
    let count = poll(&asked, nfds_t(asked.count), timeout())
    if count == 0 {
      if editor.isAmbiguous { events += editor.flush() }
      if let left = timer(), left <= 0 { try settle(wake) }
    }
    guard count > 0 else { return }
    if asked[1].revents != 0 {
      for number in signals.drain() { try receive(number) }
    }
    if asked[0].revents != 0 { try readKeys() }
    for (position, entry) in watched.enumerated() where asked[position + 2].revents != 0 {
      try settle {
        if entry.makesRoom { try makeRoom() }
        try entry.ready()
      }
    }
    if let left = timer(), left <= 0 { try settle(wake) }
  }

  /// How long poll may take, in milliseconds.
  private func timeout() -> Int32 {
    let key = editor.isAmbiguous ? Self.keyTimeout : nil
    // Rounded up, so that the time has come when poll returns.
    let left = timer().map { Int32(min(max($0, 0), 3_600) * 1_000) + 1 }
    return [key, left].compactMap { $0 }.min() ?? -1
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
