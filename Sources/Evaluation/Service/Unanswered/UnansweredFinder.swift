package import Dialogue
package import FrontdeskEngine
package import TextAnalysis
import Understanding

/// A question that the shop did not answer, or answered badly.
package struct UnansweredQuestion: Sendable, Hashable {
  /// How it is known.
  package enum Sign: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The bot could not help.
    case fallback
    /// The customer wanted none of the choices.
    case noneOfThese = "none_of_these"
    /// The customer gave a thumb down for the answer.
    case thumbsDown = "thumbs_down"
    /// An agent marked the answer as wrong.
    case markedWrong = "marked_wrong"

    package static func < (left: Sign, right: Sign) -> Bool { left.rawValue < right.rawValue }
  }

  package let text: String
  package let language: Language
  package let sign: Sign
  package let conversation: ConversationID
  package let time: Instant

  package init(
    _ text: String,
    language: Language,
    sign: Sign,
    conversation: ConversationID,
    time: Instant
  ) {
    self.text = text
    self.language = language
    self.sign = sign
    self.conversation = conversation
    self.time = time
  }
}

/// Finds the unanswered questions of a conversation among its events.
package struct UnansweredFinder: Sendable {
  /// The ground the engine gives where a customer wants none of the choices.
  package static let noneOfThese = "the customer wanted none of the choices"

  private let conversation: ConversationID
  /// The numbers of the answers that agents marked as wrong.
  private let wrong: Set<Int>
  private var language: Language?
  private var question: (text: String, time: Instant)?
  /// The question to which choices were offered last, and the one that was answered last.
  private var offered: (text: String, time: Instant)?
  private var answered: (text: String, time: Instant)?
  private var record: TurnRecord?
  private var isTurnOpen = false
  private var isAgentThere = false
  package private(set) var found: [UnansweredQuestion] = []
  /// How many lines were in a language the shop does not serve.
  package private(set) var foreign = 0

  package init(_ conversation: ConversationID, wrong: Set<Int> = []) {
    self.conversation = conversation
    self.wrong = wrong
  }

  package mutating func take(_ stored: StoredEvent) {
    switch stored.event {
    case .customerSaid(let text):
      question = text.isEmpty ? nil : (text, stored.time)
      record = nil
      isTurnOpen = !isAgentThere
    case .languageRecognised(let language): self.language = language
    case .decided(let record): self.record = record
    case .choicesOffered(_, let text):
      if !text.isEmpty { offered = question }
      isTurnOpen = false
    case .answered(let target, text: _):
      if !target.isSmallTalk {
        answered = question
        if wrong.contains(stored.number) { note(.markedWrong, answered) }
      }
      isTurnOpen = false
    case .declined:
      decline()
      isTurnOpen = false
    case .handoffRequested(let request):
      // The last of several misses is declined by bringing a person.
      if isTurnOpen, request.reason == .notUnderstood { note(.fallback, question) }
      isTurnOpen = false
    case .agentJoined: isAgentThere = true
    case .agentLeft, .returnedToQueue: isAgentThere = false
    case .feedbackGiven(let feedback):
      guard feedback.kind == .thumbs, feedback.value == 0, feedback.comment == nil else { return }
      note(.thumbsDown, answered)
      answered = nil
    case .expired: (question, offered, answered, record) = (nil, nil, nil, nil)
    default: break
    }
  }

  private mutating func decline() {
    if record?.decision == Reply.Kind.unsupportedLanguage.rawValue {
      foreign += 1
    } else if record?.reasons.contains(Self.noneOfThese) == true {
      note(.noneOfThese, offered)
      offered = nil
    } else {
      note(.fallback, question)
    }
  }

  private mutating func note(
    _ sign: UnansweredQuestion.Sign,
    _ question: (text: String, time: Instant)?
  ) {
    guard let question, let language else { return }
    found.append(
      UnansweredQuestion(
        question.text,
        language: language,
        sign: sign,
        conversation: conversation,
        time: question.time
      )
    )
  }
}
