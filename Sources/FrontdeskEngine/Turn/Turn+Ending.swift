import Content
import Dialogue
import TextAnalysis
import Understanding

/// What is done at the end of a turn.
extension Turn {
  /// Puts the reply together, and writes down what the turn came to.
  mutating func finish(introduces: Bool) {
    if reply.kind == .answer, !reply.choices.isEmpty { reply.kind = .ask }
    if isLeaveTaking { askForFeedback() }
    // Nobody who wrote something is left without a word.
    if parts.isEmpty, requests.isEmpty, reply.kind == .answer, reply.completed.isEmpty == false {
      say(.anythingElse)
    }
    offerThumbs()
    if introduces { introduce() }
    var text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    if reply.language == .arabic { text = BidirectionalText.isolated(text) }
    reply.text = VisibleText.clean(text, keepsNewlines: true)
    reply.introduction = VisibleText.clean(reply.introduction, keepsNewlines: true)
    reply.choices = reply.choices.map { VisibleText.clean($0) }
    reply.buttons = reply.buttons.map {
      Reply.Button(title: VisibleText.clean($0.title), payload: $0.payload)
    }
    reply.flow = conversation.frames.last?.flow
    reply.requests = requests
    if reply.contentVersion == nil { reply.contentVersion = base.version }
    conversation.apply(
      .decided(
        TurnRecord(
          decision: reply.flow != nil && reply.kind == .answer ? "flow" : reply.kind.rawValue,
          subject: reply.target?.name ?? reply.flow,
          confidence: reply.confidence,
          reasons: reply.reasons,
          contentVersion: reply.contentVersion ?? ""
        )
      )
    )
    switch outcome {
    case .answered(let targets) where !targets.isEmpty:
      for (index, target) in targets.enumerated() {
        conversation.apply(.answered(target, text: index == 0 ? reply.text : ""))
      }
    case .offered(let targets):
      conversation.apply(.choicesOffered(targets, text: reply.text))
    case .missed:
      conversation.apply(.declined(text: reply.text))
    case .said, .answered:
      if reply.kind != .empty, !reply.text.isEmpty { conversation.apply(.botSaid(reply.text)) }
    }
    if !topics.isEmpty { conversation.apply(.choicesOffered(topics, text: "")) }
  }

  /// Lets the customer say with a click whether an answer helped.
  private mutating func offerThumbs() {
    guard scripts.desk.feedback.thumbsAfterAnswer, reply.kind == .answer,
      conversation.frames.isEmpty,
      case .answered(let targets) = outcome, targets.contains(where: { !$0.isSmallTalk })
    else { return }
    reply.buttons += [
      Reply.Button(title: "\u{1F44D}", payload: "/thumbs_up"),
      Reply.Button(title: "\u{1F44E}", payload: "/thumbs_down"),
    ]
  }

  /// Whether the customer says thank you or goodbye and nothing else.
  private var isLeaveTaking: Bool {
    guard reply.kind == .answer, case .intent(let name)? = reply.target else { return false }
    return name == "smalltalk/thanks" || name == "smalltalk/goodbye"
  }

  /// Says, in the first reply of a conversation, what the bot is, what it can do and how to reach a
  /// person.
  private mutating func introduce() {
    guard !conversation.isIntroduced, reply.kind != .empty else { return }
    var said: [String] = []
    if conversation.expiries > 0 || conversation.customer != nil,
      let welcome = wording(ScriptResponse.welcomeBack.rawValue)?.text
    {
      said.append(welcome)
    }
    if let text = wording(ScriptResponse.introduction.rawValue)?.text { said.append(text) }
    guard !said.isEmpty else { return }
    conversation.apply(.introduced)
    // One greeting is enough.
    if case .answered([.intent("smalltalk/greet")]) = outcome { parts = [] }
    reply.introduction = said.joined(separator: "\n")
    guard let (heading, buttons) = wording(ScriptResponse.topics.rawValue), !buttons.isEmpty,
      conversation.frames.isEmpty, conversation.pending == nil,
      reply.kind == .answer || reply.kind == .decline
    else { return }
    let targets = buttons.compactMap { button in
      Payload(button.payload).flatMap { payload in
        base.target(named: payload.name).map { _ in Target.intent(payload.name) }
      }
    }
    let isOpen =
      if case .answered(let answered) = outcome {
        answered.allSatisfy(\.isSmallTalk)
      } else {
        true
      }
    // Below an answer to a question the topics can be clicked; in place of one they are read out.
    guard isOpen, targets.count == buttons.count, reply.kind == .answer, call == nil else {
      reply.buttons += buttons
      return
    }
    let lines = buttons.enumerated().map { "\($0.offset + 1) \($0.element.title)" }
    parts.append(([heading] + lines).joined(separator: "\n"))
    reply.buttons += buttons
    topics = targets
  }
}
