import Wire

/// What can be typed in a chat beside what is said, such as `:why`.
enum ChatCommand: String, CaseIterable, Sendable {
  case why, top, tokens, state, slots, undo, retry, now, event, customer, handoff, agent
  case saveTest = "save-test"
  case replay, expect, lang, reload, help, quit

  /// What it does, as `:help` lists it.
  var summary: String {
    switch self {
    case .why: "how the last line was understood, and what decided the reply"
    case .top: "what the last line may have been about, best first"
    case .tokens: "how the last line was read, word by word"
    case .state: "where the conversation stands, and its last events"
    case .slots: "what the conversation knows"
    case .undo: "takes the last turn back"
    case .retry: "takes the last turn back and says something else: :retry TEXT"
    case .now: "the time it is; :now 2026-12-24T10:00:00Z, :now +2h and :now real change it"
    case .event: "what the shop tells of: :event parcel_delayed order_number=A-10432"
    case .customer: "who the customer is, as the shop states it: :customer C-1001 name=Ana"
    case .handoff: "what a person is handed over; calls one if nobody has"
    case .agent: "plays the other side: :agent ana, :agent alone goes back, :agent done closes"
    case .saveTest: "writes the conversation as a test, personal data as samples: :save-test NAME"
    case .replay: "holds the conversations of a file of tests: :replay FILE"
    case .expect: "checks the last reply as a test would: :expect article: track-order"
    case .lang: "the language of the conversation; :lang ro changes it"
    case .reload: "reads the shop's files again"
    case .help: "this list; the start of a name is enough"
    case .quit: "ends the chat, as Ctrl-D does"
    }
  }

  /// A line that begins with a colon, taken apart.
  enum Reading: Equatable {
    case command(ChatCommand, argument: String)
    /// It looks like a command and is none; the sentence says so.
    case unknown(String)
    case text
  }

  /// Finds the command of a name or of the start of one; nil when there is none or several.
  init?(named name: String) {
    let candidates = Self.allCases.filter { $0.rawValue.hasPrefix(name) }
    guard let exact = candidates.first(where: { $0.rawValue == name }) ?? candidates.first,
      exact.rawValue == name || candidates.count == 1
    else { return nil }
    self = exact
  }

  /// Reads a line that may be a command; anything but a colon and small letters is text.
  static func read(_ line: String) -> Reading {
    guard line.hasPrefix(":") else { return .text }
    let words = line.dropFirst().split(
      maxSplits: 1,
      omittingEmptySubsequences: false,
      whereSeparator: { $0 == " " || $0 == "\t" }
    )
    guard let name = words.first, let first = name.first, first != "-",
      name.utf8.allSatisfy({
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-")
      })
    else { return .text }
    if let command = ChatCommand(named: String(name)) {
      let argument = words.count > 1 ? String(words[1]).trimmingSpaces() : ""
      return .command(command, argument: argument)
    }
    let candidates = allCases.map(\.rawValue).filter { $0.hasPrefix(name) }
    if candidates.count > 1 {
      return .unknown(":\(name) may be \(alternatives(candidates.map { ":\($0)" }))")
    }
    let meant = suggestion(for: String(name), among: allCases.map(\.rawValue))
    return .unknown(
      "there is no :\(name)" + (meant.map { "; did you mean :\($0)?" } ?? "; :help lists all")
    )
  }
}

extension String {
  /// The text without spaces and tabs around it.
  func trimmingSpaces() -> String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
