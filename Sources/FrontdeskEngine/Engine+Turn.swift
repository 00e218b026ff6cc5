import Content
import Dialogue
package import TextAnalysis
package import Understanding

/// One line of a customer, from its language to the reply.
extension Engine {
  /// Replies to a line and lets the conversation know; a reason means that a person is wanted.
  func respond(
    to line: String, in conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?) {
    let known = conversation.language ?? shop.settings.defaultLanguage
    guard line.utf8.count <= Self.maximumLineBytes else {
      let text = say(.tooLong, in: known, conversation)
      conversation.apply(.declined(text: text))
      return (Reply(kind: .decline, text: text, language: known), nil)
    }
    guard line.unicodeScalars.contains(where: Self.isVisible) else {
      // Nothing was said, so nothing was misunderstood.
      let text = say(.decline, in: known, conversation)
      conversation.apply(.botSaid(text))
      return (Reply(kind: .empty, text: text, language: known), nil)
    }
    if let chosen = choose(line, in: &conversation) { return chosen }
    let guess = identifier.identify(line, prior: conversation.language)
    if guess.isOther {
      let text = say(
        .unsupportedLanguage, in: known, conversation, values: ["languages": languageNames])
      var reply = Reply(kind: .unsupportedLanguage, text: text, language: known)
      reply.recognition = guess
      if case .handOff(let reason) = DialoguePolicy.failure(in: conversation) {
        reply.kind = .handoff
        return (reply, reason)
      }
      conversation.apply(.declined(text: text))
      return (reply, nil)
    }
    if guess.language != conversation.language {
      conversation.apply(.languageRecognised(guess.language))
    }
    let interpretation = interpret(line, guess)
    let base = knowledgeBase(guess.language)
    let action = DialoguePolicy.next(
      interpretation, in: conversation, levels: shop.levels(guess.language),
      role: base.role(of:))
    var (reply, reason) = carryOut(action, base, &conversation)
    reply.interpretation = interpretation
    reply.recognition = guess
    return (reply, reason)
  }

  /// What a line means in the language it was recognised to be in.
  package func interpret(_ line: String, _ guess: LanguageGuess) -> Interpretation {
    let base = knowledgeBase(guess.language)
    let utterance = Utterance(
      line, analyzer: base.interpreter.analyzer, writing: guess.writing)
    return base.interpreter.interpret(utterance, using: &room)
  }

  /// Recognises the language of a line that stands alone.
  package func recognise(_ line: String) -> LanguageGuess {
    identifier.identify(line, prior: nil)
  }

  /// A system response in a language, with its values filled in.
  func say(
    _ response: SystemResponse, in language: Language, _ conversation: Conversation?,
    values: [String: String] = [:]
  ) -> String {
    knowledgeBase(language).responses.text(
      response.rawValue, turn: conversation?.turnCount ?? 0, values: values) ?? response.rawValue
  }

  /// The served languages by their own names.
  private var languageNames: String {
    shop.settings.languages.map(\.ownName).joined(separator: ", ")
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
      && scalar.properties.generalCategory != .format
  }
}

// MARK: Actions

extension Engine {
  /// Takes a line as a choice among those offered; nil when it is none.
  private func choose(
    _ line: String, in conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?)? {
    guard !conversation.choices.isEmpty, let language = conversation.language else { return nil }
    let base = knowledgeBase(language)
    let reply = DialoguePolicy.reply(
      line, to: conversation, labels: conversation.choices.map(base.label),
      noneOfThese: say(.noneOfThese, in: language, conversation))
    switch reply {
    case .choice(let number):
      return carryOut(.answerChoice(conversation.choices[number]), base, &conversation)
    case .noneOfThese:
      let failure = DialoguePolicy.failure(in: conversation)
      if case .handOff = failure { return carryOut(failure, base, &conversation) }
      return carryOut(.nothingFits, base, &conversation)
    case .somethingElse:
      return nil
    }
  }

  private func carryOut(
    _ action: NextAction, _ base: KnowledgeBase, _ conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?) {
    var reply = Reply(kind: .answer, text: "", language: base.language)
    reply.contentVersion = base.version
    switch action {
    case .answer(let candidate):
      reply.target = candidate.target
      reply.intent = candidate.intent
      reply.confidence = candidate.confidence
      reply.text = answer(candidate.target, base, conversation)
      conversation.apply(.answered(candidate.target, text: reply.text))
    case .answerChoice(let target):
      if base.role(of: target) == .handoff {
        return carryOut(.handOff(.askedForPerson), base, &conversation)
      }
      reply.target = target
      reply.text = answer(target, base, conversation)
      conversation.apply(.answered(target, text: reply.text))
    case .offer(let candidates):
      reply.kind = .ask
      reply.confidence = candidates.first?.confidence
      let none = say(.noneOfThese, in: base.language, conversation)
      reply.choices = candidates.map { base.label(of: $0.target) } + [none]
      let heading = say(.clarify, in: base.language, conversation)
      let lines = reply.choices.enumerated().map { "\($0.offset + 1) \($0.element)" }
      reply.text = ([heading] + lines).joined(separator: "\n")
      conversation.apply(.choicesOffered(candidates.map(\.target), text: reply.text))
    case .decline:
      reply.kind = .decline
      reply.text = say(.decline, in: base.language, conversation)
      conversation.apply(.declined(text: reply.text))
    case .nothingFits:
      reply.kind = .decline
      reply.text = say(.nothingFits, in: base.language, conversation)
      conversation.apply(.declined(text: reply.text))
    case .handOff(let reason):
      reply.kind = .handoff
      reply.target = nil
      return (reply, reason)
    }
    return (reply, nil)
  }

  private func answer(
    _ target: Target, _ base: KnowledgeBase, _ conversation: Conversation
  ) -> String {
    switch target {
    case .article(let id):
      base.articles[id]?.shortAnswer ?? ""
    case .intent(let name):
      base.responses.text(
        KnowledgeBase.responseName(ofIntent: name), turn: conversation.turnCount) ?? ""
    }
  }
}
