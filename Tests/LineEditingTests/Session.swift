import LineEditing

/// An editor at work in a terminal.
struct Session {
  var editor: LineEditor
  var terminal: TerminalEmulator
  /// The events other than `write`, in order.
  var events: [LineEditor.Event] = []
  var writtenBytes = 0

  init(
    columns: Int = 80,
    rows: Int = 24,
    prompt: String = "> ",
    history: [String] = [],
    maximumLineBytes: Int = 2 * 1_024 * 1_024
  ) {
    editor = LineEditor(
      prompt: prompt,
      columns: columns,
      rows: rows,
      history: History(lines: history),
      maximumLineBytes: maximumLineBytes
    )
    terminal = TerminalEmulator(columns: columns, rows: rows)
    terminal.write(editor.redraw())
  }

  var lines: [String] {
    events.compactMap { event in
      if case .line(let line) = event { line } else { nil }
    }
  }

  /// Sends keys in the notation of `keyBytes`.
  mutating func send(_ notation: String) {
    send(keyBytes(notation))
  }

  mutating func send(_ bytes: some Sequence<UInt8>) {
    act(on: editor.feed(bytes))
  }

  mutating func wait() {
    act(on: editor.flush())
  }

  /// Prints a line above the one being edited, as a notification does.
  mutating func notify(_ line: String) {
    terminal.write(editor.erase())
    terminal.write(Array((line + "\r\n").utf8))
    terminal.write(editor.redraw())
  }

  private mutating func act(on newEvents: [LineEditor.Event]) {
    for event in newEvents {
      if case .write(let bytes) = event {
        terminal.write(bytes)
        writtenBytes += bytes.count
      } else {
        events.append(event)
      }
    }
  }
}

/// The bytes that terminals send for keys, written between angle brackets, and for other text.
///
/// `<^a>` is a letter with the control key, `<alt-b>` one with Alt, `<paste>` and `</paste>` mark a
/// paste.
func keyBytes(_ notation: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = notation[...]
  while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
    let name = rest[rest.index(after: start)..<end]
    bytes += rest[..<start].utf8
    if name.first == "^", let letter = name.utf8.last {
      bytes.append(letter & 0x1F)
    } else if let sequence = keySequences[String(name)] {
      bytes += sequence.utf8
    } else if name.hasPrefix("alt-") {
      bytes += "\u{1B}\(name.dropFirst(4))".utf8
    } else {
      bytes += rest[start...end].utf8
    }
    rest = rest[rest.index(after: end)...]
  }
  return bytes + rest.utf8
}

private let keySequences = [
  "up": "\u{1B}[A", "down": "\u{1B}[B", "right": "\u{1B}[C", "left": "\u{1B}[D",
  "home": "\u{1B}[H", "end": "\u{1B}[F", "delete": "\u{1B}[3~", "backspace": "\u{7F}",
  "alt-backspace": "\u{1B}\u{7F}", "enter": "\r",
  "paste": "\u{1B}[200~", "/paste": "\u{1B}[201~",
]
