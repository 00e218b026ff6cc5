package import Content
package import Dialogue
package import TextAnalysis
package import Understanding

/// What the bot says to one line of a customer, and how it came to say it.
package struct Reply: Sendable {
  /// What kind of reply it is.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case answer
    case ask
    case decline
    case handoff
    case unsupportedLanguage = "unsupported_language"
    case empty
  }

  /// Something to choose with a click.
  package struct Button: Sendable, Hashable {
    package let title: String
    /// What is sent instead of the title: `/intent{"slot":"value"}`, or a text.
    package let payload: String

    package init(title: String, payload: String) {
      self.title = title
      self.payload = payload
    }
  }

  package var kind: Kind
  /// What the bot says of itself first, in a conversation's first reply.
  package var introduction = ""
  /// Text of one or more lines, clean to be shown.
  package var text: String
  package var language: Language
  /// The article or intent that answers.
  package var target: Target?
  /// What else was answered, in the order it was asked.
  package var alsoAnswered: [Target] = []
  /// The intent whose example led to the article, if any.
  package var intent: String?
  package var confidence: Double?
  /// The labels of offered choices, "none of these" last.
  package var choices: [String] = []
  package var buttons: [Button] = []
  /// The flow under way when the reply was made.
  package var flow: String?
  /// Why a person was called.
  package var handoff: HandoffRequest?
  /// The ids of the notices that were read out.
  package var notices: [String] = []
  /// The flows that were completed, with their slots.
  package var completed: [CompletedFlow] = []
  /// What was decided on what grounds.
  package var reasons: [String] = []
  /// How the line was understood; nil when it did not need to be.
  package var interpretation: Interpretation?
  package var recognition: LanguageGuess?
  /// Names the content that was asked.
  package var contentVersion: String?
  /// The requests to the shop's systems that the reply waits for, or has only sent.
  package var requests: [ActionRequest] = []

  package init(kind: Kind, text: String, language: Language) {
    self.kind = kind
    self.text = text
    self.language = language
  }

  /// The introduction and the text.
  package var wholeText: String {
    [introduction, text].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}

/// A flow that came to its end: the event `flow.completed`.
package struct CompletedFlow: Sendable, Hashable {
  package let flow: String
  package let slots: [String: SlotValue]
}
