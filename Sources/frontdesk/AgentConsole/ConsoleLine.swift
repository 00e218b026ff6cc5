/// Something the console shows: who says it, and what; cleaned and set only when it is written.
struct ConsoleLine: Equatable, Sendable {
  enum Tone: Equatable, Sendable {
    case plain
    /// What happens at the desk, and needs nobody.
    case quiet
    case heading
    /// What the agent should see.
    case notable
    case problem
  }

  /// Who speaks.
  enum Speaker: Equatable, Sendable {
    case none
    case customer
    /// The customer of a ticket that is not the current one.
    case otherCustomer
    case agent
    /// The assistant, or the system.
    case other
  }

  /// The time of day, such as `10:42`, where it is known.
  var time = ""
  /// How wide the column of the time is; 0 for a line without one.
  var timeColumns = 0
  /// Who says it, or what it is called, in a column of its own.
  var label = ""
  var speaker = Speaker.none
  /// How wide the label's column is; 0 for a line that begins with its text.
  var labelColumns = 0
  var indent = 0
  var text: String
  var tone = Tone.plain
  /// Whether it is cut to one row in place of being wrapped.
  var isCut = false
  /// The ticket of a customer's line; told where lines are read by programs.
  var ticket: Int?

  static func quiet(_ text: String) -> ConsoleLine {
    ConsoleLine(text: text, tone: .quiet, isCut: true)
  }

  static func plain(_ text: String) -> ConsoleLine { ConsoleLine(text: text) }

  static func notable(_ text: String) -> ConsoleLine { ConsoleLine(text: text, tone: .notable) }

  static func problem(_ text: String) -> ConsoleLine { ConsoleLine(text: text, tone: .problem) }

  static func heading(_ text: String) -> ConsoleLine { ConsoleLine(text: text, tone: .heading) }

  /// A row below a heading: `  track-order   82 %  Where is my order?`.
  static func item(_ label: String, _ text: String, columns: Int = 11) -> ConsoleLine {
    ConsoleLine(label: label, labelColumns: columns, indent: 2, text: text)
  }

  /// What somebody says in a conversation.
  static func speech(
    _ speaker: Speaker,
    _ who: String,
    at time: String = "",
    ticket: Int? = nil,
    _ text: String
  ) -> ConsoleLine {
    ConsoleLine(
      time: time,
      timeColumns: 5,
      label: who,
      speaker: speaker,
      labelColumns: 11,
      text: text,
      ticket: ticket
    )
  }
}
