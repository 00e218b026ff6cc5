import Content
import Dialogue
import Retrieval
package import TextAnalysis
package import Understanding

/// One line of a customer, from its language to the reply.
extension Engine {
  /// Replies to a line and lets the conversation know; a reason means that a person is wanted.
  func respond(
    to line: String,
    in conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?) {
    let known = spokenLanguage(conversation)
    guard line.utf8.count <= Self.maximumLineBytes else {
      let text = say(.tooLong, in: known, conversation)
      return miss(Reply(kind: .decline, text: text, language: known), &conversation)
    }
    guard line.unicodeScalars.contains(where: Self.isVisible) else {
      // Nothing was said, so nothing was misunderstood, and what was offered is still to choose.
      let text = say(.decline, in: known, conversation)
      return (Reply(kind: .empty, text: text, language: known), nil)
    }
    if let chosen = choose(line, in: &conversation) { return chosen }
    guard !Self.isNoise(line) else {
      let text = say(.decline, in: known, conversation)
      return miss(Reply(kind: .decline, text: text, language: known), &conversation)
    }
    let (guess, interpretation) = understand(line, in: conversation)
    guard let interpretation else {
      let text = say(
        .unsupportedLanguage,
        in: known,
        conversation,
        values: ["languages": languageNames]
      )
      var reply = Reply(kind: .unsupportedLanguage, text: text, language: known)
      reply.recognition = guess
      return miss(reply, &conversation)
    }
    // A line without words of any language leaves open which one is spoken.
    if guess.language != conversation.language,
      conversation.language != nil || guess.evidence > 0
    {
      conversation.apply(.languageRecognised(guess.language))
    }
    let base = knowledgeBase(guess.language)
    let action = DialoguePolicy.next(
      interpretation,
      in: conversation,
      levels: shop.levels(guess.language),
      role: base.role(of:)
    )
    var (reply, reason) = carryOut(action, base, &conversation)
    reply.interpretation = interpretation
    reply.recognition = guess
    return (reply, reason)
  }

  /// Recognises the language of a line and what it means; nil when the language is not served.
  ///
  /// A line whose language is doubtful ("operator", "bye bye") is read in the language spoken so far
  /// too, which wins unless the line makes more sense in the other.
  private func understand(
    _ line: String,
    in conversation: Conversation
  ) -> (guess: LanguageGuess, interpretation: Interpretation?) {
    let guess = identifier.identify(line, prior: conversation.language)
    guard !guess.isOther else { return (guess, nil) }
    let known = spokenLanguage(conversation)
    guard !guess.isConfident, guess.language != known else {
      let interpretation = interpret(line, guess)
      return (guess, isForeign(guess, interpretation) ? nil : interpretation)
    }
    var steady = identifier.identify(line, prior: known)
    if steady.language != known {
      steady.language = known
      steady.writing = .native
    }
    let inKnown = interpret(line, steady)
    guard guess.evidence > 0 else { return (steady, inKnown) }
    let inOther = interpret(line, guess)
    let isBetter =
      (inOther.candidates.first?.confidence ?? 0) > (inKnown.candidates.first?.confidence ?? 0)
    return isBetter ? (guess, inOther) : (steady, inKnown)
  }

  /// Whether a line that may well be in a neighbouring language also has words the shop's language
  /// does not: short lines of two such languages are alike but for those.
  ///
  /// Asked only where the line would be answered or asked about; otherwise declining says enough.
  private func isForeign(_ guess: LanguageGuess, _ interpretation: Interpretation) -> Bool {
    guard guess.writing == .native, guess.probabilityOfOther >= 0.5,
      let best = interpretation.candidates.first,
      best.confidence >= shop.levels(guess.language).clarify
    else { return false }
    return interpretation.query.hasStrangeWord
  }

  /// The language of a conversation, or the shop's default where none that is served is known.
  private func spokenLanguage(_ conversation: Conversation) -> Language {
    guard let language = conversation.language, shop.settings.languages.contains(language) else {
      return shop.settings.defaultLanguage
    }
    return language
  }

  /// What a line means in the language it was recognised to be in.
  package func interpret(_ line: String, _ guess: LanguageGuess) -> Interpretation {
    let base = knowledgeBase(guess.language)
    let utterance = Utterance(
      line,
      analyzer: base.interpreter.analyzer,
      writing: guess.writing
    )
    return base.interpreter.interpret(utterance, using: &room)
  }

  /// Recognises the language of a line that stands alone.
  package func recognise(_ line: String) -> LanguageGuess {
    identifier.identify(line, prior: nil)
  }

  /// A system response in a language, with its values filled in.
  func say(
    _ response: SystemResponse,
    in language: Language,
    _ conversation: Conversation?,
    values: [String: String] = [:]
  ) -> String {
    // Wording in another language is better than none.
    for language in [language, shop.settings.defaultLanguage] {
      let text = knowledgeBase(language).responses.text(
        response.rawValue,
        turn: conversation?.turnCount ?? 0,
        values: values
      )
      if let text { return text }
    }
    return response.rawValue
  }

  /// The served languages by their own names.
  private var languageNames: String {
    shop.settings.languages.map(\.ownName).joined(separator: ", ")
  }

  /// Whether so much of a line is control characters and broken bytes that the rest is chance.
  private static func isNoise(_ line: String) -> Bool {
    var count = 0
    var noise = 0
    for scalar in line.unicodeScalars where !scalar.properties.isWhitespace {
      count += 1
      if scalar == "\u{FFFD}" || scalar.properties.generalCategory == .control
        || scalar.properties.generalCategory == .unassigned
      {
        noise += 1
      }
    }
    return noise * 8 > count
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
    _ line: String,
    in conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?)? {
    guard !conversation.choices.isEmpty else { return nil }
    let language = spokenLanguage(conversation)
    let base = knowledgeBase(language)
    let reply = DialoguePolicy.reply(
      line,
      to: conversation,
      labels: conversation.choices.map(base.label),
      noneOfThese: say(.noneOfThese, in: language, nil)
    )
    switch reply {
    case .choice(let number):
      return carryOut(.answerChoice(conversation.choices[number]), base, &conversation)
    case .noneOfThese:
      return carryOut(.nothingFits, base, &conversation)
    case .somethingElse:
      return nil
    }
  }

  private func carryOut(
    _ action: NextAction,
    _ base: KnowledgeBase,
    _ conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?) {
    var reply = Reply(kind: .answer, text: "", language: base.language)
    reply.contentVersion = base.version
    switch action {
    case .answer(let candidate):
      reply.target = candidate.target
      reply.intent = candidate.intent
      reply.confidence = candidate.confidence
      reply.text = answer(candidate.target, base, conversation)
      guard !reply.text.isEmpty else { return carryOut(.decline, base, &conversation) }
      conversation.apply(.answered(candidate.target, text: reply.text))
    case .answerChoice(let target):
      if base.role(of: target) == .handoff {
        return carryOut(.handOff(.askedForPerson), base, &conversation)
      }
      reply.target = target
      reply.text = answer(target, base, conversation)
      guard !reply.text.isEmpty else { return carryOut(.decline, base, &conversation) }
      conversation.apply(.answered(target, text: reply.text))
    case .offer(let candidates):
      reply.kind = .ask
      reply.confidence = candidates.first?.confidence
      // Always the same wording, so that it is known again when it is typed.
      let none = say(.noneOfThese, in: base.language, nil)
      reply.choices = candidates.map { base.label(of: $0.target) } + [none]
      let heading = say(.clarify, in: base.language, conversation)
      let lines = reply.choices.enumerated().map { "\($0.offset + 1) \($0.element)" }
      reply.text = ([heading] + lines).joined(separator: "\n")
      conversation.apply(.choicesOffered(candidates.map(\.target), text: reply.text))
    case .decline:
      reply.kind = .decline
      reply.text = say(.decline, in: base.language, conversation)
      return miss(reply, &conversation)
    case .nothingFits:
      reply.kind = .decline
      reply.text = say(.nothingFits, in: base.language, conversation)
      return miss(reply, &conversation)
    case .handOff(let reason):
      reply.kind = .handoff
      reply.target = nil
      return (reply, reason)
    }
    return (reply, nil)
  }

  /// What the intent that brings a person has to say first, such as to block a stolen card.
  func opening(of reply: Reply, _ conversation: Conversation) -> String {
    let base = knowledgeBase(reply.language)
    guard let best = reply.interpretation?.candidates.first,
      base.role(of: best.target) == .handoff
    else { return "" }
    return answer(best.target, base, conversation)
  }

  /// Notes that a line could not be helped with; one too many in a row brings a person.
  private func miss(
    _ reply: Reply,
    _ conversation: inout Conversation
  ) -> (reply: Reply, handoff: HandoffReason?) {
    if case .handOff(let reason) = DialoguePolicy.failure(in: conversation) {
      var reply = reply
      reply.kind = .handoff
      return (reply, reason)
    }
    conversation.apply(.declined(text: reply.text))
    return (reply, nil)
  }

  private func answer(
    _ target: Target,
    _ base: KnowledgeBase,
    _ conversation: Conversation
  ) -> String {
    switch target {
    case .article(let id):
      base.articles[id]?.shortAnswer ?? ""
    case .intent(let name):
      base.responses.text(
        KnowledgeBase.responseName(ofIntent: name),
        turn: conversation.turnCount
      ) ?? ""
    }
  }
}
