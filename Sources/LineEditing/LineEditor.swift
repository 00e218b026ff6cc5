/// A line editor for a terminal, without the terminal: bytes in, what to write and lines out.
///
/// The caller puts the terminal in raw mode, writes `enablePaste`, then what `redraw` gives, and from
/// then on what each event says, in order. Every call leaves the editor's picture of the screen as
/// the bytes it gave make it; a caller that wants to print calls `erase`, prints whole lines, and
/// calls `redraw`. Same bytes, same lines and screen, however the bytes are split.
///
/// Keys are those of Emacs and readline: see `LineEditor+Keys.swift`.
package struct LineEditor: Sendable {
  /// What a call brings about, to be acted on in order.
  package enum Event: Sendable, Equatable {
    /// Bytes for the terminal: text, and only control sequences of the editor's own.
    case write([UInt8])
    /// A line was completed, without its end; the cursor is at the start of the row below it.
    ///
    /// Line ends in a paste have become spaces. Other control characters can only come from a paste.
    case line(String)
    /// Control-D in an empty line; the cursor is at the start of the row below it.
    case endOfFile
    /// Control-C; the line is dropped.
    case interrupt
    /// Control-Z; a `write` that draws the line again follows, for after the program continues.
    case suspend
    /// The tab key, with the text before the cursor; `insert` adds what completes it.
    case completionRequested(String)
  }

  /// Makes the terminal mark what is pasted, so that line ends in it do not complete lines.
  package static let enablePaste = Array("\u{1B}[?2004h".utf8)
  /// Undoes `enablePaste`.
  package static let disablePaste = Array("\u{1B}[?2004l".utf8)

  /// The text before the line; changes on the screen with the next call.
  package var prompt: String {
    didSet { promptGlyphs = Self.glyphs(prompt) }
  }
  /// Whether a completed line stays on the screen; else the cursor is where its prompt began.
  package var keepsSubmittedLines = true
  /// The lines entered before.
  package private(set) var history: History

  private let maximumLineBytes: Int
  private var promptGlyphs: [Glyph]
  private var decoder = KeyDecoder()
  private var painter: ScreenPainter
  var buffer = LineBuffer()
  /// What was deleted by the last commands that keep it, and whether the last command was one.
  var killed = ""
  var isKilling = false
  /// What to write before the next other event.
  private var output: [UInt8] = []
  /// Whether the line is to be drawn at the end of the call.
  private var isShown = true
  /// Whether the terminal was told that the line is full.
  private var hasRung = false

  /// Creates an editor for a screen of a size.
  ///
  /// `maximumLineBytes` is the longest line in UTF-8; what is typed or pasted beyond it is dropped,
  /// and the bell rung.
  package init(
    prompt: String,
    columns: Int,
    rows: Int = 24,
    history: History = History(),
    maximumLineBytes: Int = 2 * 1_024 * 1_024
  ) {
    self.prompt = prompt
    self.history = history
    self.maximumLineBytes = maximumLineBytes
    promptGlyphs = Self.glyphs(prompt)
    painter = ScreenPainter(columns: columns, rows: rows)
  }

  /// What is being typed.
  package var text: String { buffer.text }

  /// Takes bytes that the terminal sent.
  ///
  /// Takes time in the number of bytes and, once, the size of the screen. While a paste longer than
  /// the screen comes in, only its start is drawn.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event] {
    var events: [Event] = []
    var keys: [Key] = []
    for byte in bytes {
      decoder.decode(byte, into: &keys)
      for key in keys { press(key, &events) }
      keys.removeAll(keepingCapacity: true)
    }
    return finish(events)
  }

  /// Whether the bytes so far may be a key or the start of one, as when the escape key is pressed.
  ///
  /// The caller then calls `flush` if some 50 ms go by without more bytes.
  package var isAmbiguous: Bool { decoder.isAmbiguous }

  /// Takes the bytes so far for whole keys.
  package mutating func flush() -> [Event] {
    var events: [Event] = []
    if let key = decoder.flush() { press(key, &events) }
    return finish(events)
  }

  /// Inserts a text before the cursor, as for a completion; gives what to write.
  package mutating func insert(_ text: String) -> [UInt8] {
    type(text)
    return redraw()
  }

  /// Draws the prompt and the line, as far as they are not on the screen; gives what to write.
  package mutating func redraw() -> [UInt8] {
    isShown = true
    hasRung = false
    show()
    defer { output = [] }
    return output
  }

  /// Removes the prompt and the line from the screen until `redraw` or the next key.
  ///
  /// Gives what to write; the cursor is then where the prompt began, at the start of a row.
  package mutating func erase() -> [UInt8] {
    isShown = false
    return painter.erase()
  }

  /// Takes over the size that the screen has got, and draws anew; gives what to write.
  package mutating func resize(columns: Int, rows: Int = 24) -> [UInt8] {
    painter.resize(columns: columns, rows: rows) + redraw()
  }
}

// MARK: - What keys do

extension LineEditor {
  /// Inserts a scalar if the line has room.
  mutating func type(_ scalar: Unicode.Scalar) {
    if buffer.byteCount + UTF8.width(scalar) <= maximumLineBytes {
      buffer.insert(scalar)
    } else if !hasRung {
      hasRung = true
      output.append(0x07)
    }
  }

  /// Inserts a text as far as the line has room.
  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars {
      type(scalar)
      if hasRung { return }
    }
  }

  mutating func submit(_ events: inout [Event]) {
    if keepsSubmittedLines { close() } else { output += painter.erase() }
    var line = ""
    for scalar in buffer.text.unicodeScalars {
      line.unicodeScalars.append(scalar == "\n" ? " " : scalar)
    }
    history.add(line)
    buffer = LineBuffer()
    add(.line(line), to: &events)
  }

  mutating func interrupt(_ events: inout [Event]) {
    buffer.moveToEnd()
    buffer.insert("\u{3}")
    close()
    history.rewind()
    buffer = LineBuffer()
    add(.interrupt, to: &events)
  }

  mutating func endFile(_ events: inout [Event]) {
    close()
    isShown = false
    add(.endOfFile, to: &events)
  }

  mutating func suspend(_ events: inout [Event]) {
    let cursor = buffer.cursor
    close()
    while buffer.cursor > cursor { buffer.moveLeft() }
    add(.suspend, to: &events)
  }

  mutating func requestCompletion(_ events: inout [Event]) {
    show()
    add(.completionRequested(buffer.textBeforeCursor), to: &events)
  }

  mutating func clearScreen() {
    output += painter.clearScreen()
  }

  mutating func showPreviousLine() {
    if let line = history.previous(from: buffer.text) { buffer = LineBuffer(line) }
  }

  mutating func showNextLine() {
    if let line = history.next() { buffer = LineBuffer(line) }
  }

  /// Draws the line with the cursor at its end, and leaves it behind on the screen.
  private mutating func close() {
    buffer.moveToEnd()
    show()
    output += painter.leave()
  }

  private mutating func show() {
    output += painter.paint(prompt: promptGlyphs, line: buffer)
  }

  private mutating func add(_ event: Event, to events: inout [Event]) {
    if !output.isEmpty { events.append(.write(output)) }
    output = []
    events.append(event)
  }

  private mutating func press(_ key: Key, _ events: inout [Event]) {
    isShown = true
    perform(key, &events)
  }

  private mutating func finish(_ events: [Event]) -> [Event] {
    var events = events
    // Of a long paste only the end is worth drawing.
    if isShown, !(decoder.isPasting && painter.isSurpassed(by: buffer)) { show() }
    if !output.isEmpty { events.append(.write(output)) }
    output = []
    hasRung = false
    return events
  }

  private static func glyphs(_ text: String) -> [Glyph] {
    var glyphs: [Glyph] = []
    for cluster in text { Glyph.append(cluster, to: &glyphs) }
    return glyphs
  }
}
