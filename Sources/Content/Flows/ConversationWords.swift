/// What customers say to steer a conversation, from `intents/flows/words/` of one language.
package struct ConversationWords: Sendable, Hashable {
  /// What a phrase does, by its key in the file.
  package enum Purpose: String, Sendable, Hashable, CaseIterable {
    case yes, no
    /// Words of `yes` and `no` that answer a question whatever follows them: "yes I want that".
    case yesOpener = "yes_openers"
    case noOpener = "no_openers"
    /// Words that may follow any yes or no without a comma: "no it is fine".
    case connector = "connectors"
    /// Stops the script.
    case cancel
    case startAgain = "start_again"
    case goBack = "go_back"
    /// Cannot or will not answer: "I don't know", "skip".
    case cannot
    case wait, thanks, greeting
    case acknowledgement
    case thumbsUp = "thumbs_up"
    case thumbsDown = "thumbs_down"
    /// Opens a correction: "sorry, I meant".
    case correction
    /// Words for the order spoken of before: "that order", "it".
    case thatOrder = "that_order"
    /// Would rather not say how to be reached.
    case ratherNot = "rather_not"
    /// Words that change nothing: "please", "well".
    case polite
  }

  /// What is said for each mark of satisfaction, 1 to 5; nothing where the file has no `ratings`.
  package private(set) var ratings: [Int: [String]] = [:]

  /// The phrases by what they do, in the order of the file.
  package let phrases: [Purpose: [LocatedText]]

  package init(_ phrases: [Purpose: [LocatedText]]) {
    self.phrases = phrases
  }

  /// Reads the file.
  ///
  /// - Throws: `ContentProblem`, also for a key that is missing or holds no phrase.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings: inout [ContentProblem]
  ) throws(ContentProblem) {
    let map = try StrictYAML.parseMap(bytes, file: file)
    try KeyCheck.check(
      map,
      allowed: Purpose.allCases.map(\.rawValue) + ["ratings"],
      of: "a file of conversation words",
      warnings: &warnings
    )
    var phrases: [Purpose: [LocatedText]] = [:]
    for purpose in Purpose.allCases {
      let node = try map.required(purpose.rawValue, of: "the file")
      let texts = try node.texts(purpose.rawValue)
      guard !texts.isEmpty else {
        throw ContentProblem(
          file: file,
          line: node.line,
          "`\(purpose.rawValue)`: expected at least one phrase, as [a, b]",
          rule: "conversation-words"
        )
      }
      phrases[purpose] = texts
    }
    self.phrases = phrases
    guard let node = map["ratings"] else { return }
    let marks = try node.map("ratings")
    try KeyCheck.check(
      marks,
      allowed: (1...5).map { "\($0)" },
      of: "the ratings",
      warnings: &warnings
    )
    for mark in 1...5 {
      ratings[mark] = try marks["\(mark)"]?.texts("\(mark)").map(\.text) ?? []
    }
  }
}
