import Content
import Dialogue
import Retrieval
package import TextAnalysis
package import Understanding

/// Which language a line is in, what it means, and how the shop words what it says.
extension Engine {
  /// Recognises the language of a line and what it means; nil when the language is not served.
  ///
  /// A line whose language is doubtful ("operator", "bye bye") is read in the language spoken so far
  /// too, which wins unless the line makes more sense in the other.
  func understand(
    _ line: String,
    in conversation: Conversation
  ) -> (guess: LanguageGuess, interpretation: Interpretation?) {
    let guess = identifier.identify(line, prior: conversation.language)
    guard !guess.isOther else { return (guess, nil) }
    let known = spokenLanguage(conversation)
    // "Blah blah" can be read as Arabic in Latin letters; who writes a language in its own letters
    // does not change to another's in few words.
    let isStray =
      conversation.language != nil && guess.language != known && guess.writing != .native
      && line.split(whereSeparator: \.isWhitespace).count < 3
    guard !guess.isConfident || isStray, guess.language != known else {
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
    let other = inOther.candidates.first?.confidence ?? 0
    let isBetter =
      other > (inKnown.candidates.first?.confidence ?? 0)
      // Nobody changes to a language they have not spoken for a line that may mean nothing in it.
      && (conversation.language == nil || other >= shop.levels(guess.language).answer)
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
  func spokenLanguage(_ conversation: Conversation) -> Language {
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
    return base.interpreter.interpret(
      utterance,
      using: &rooms[guess.language, default: Interpreter.Room()]
    )
  }

  /// The questions an utterance asks, where it asks more than one; otherwise none.
  func questions(in interpretation: Interpretation, language: Language) -> [Interpretation] {
    let base = knowledgeBase(language)
    // Of three words at most, none is a question by itself.
    guard interpretation.candidates.first?.isExact != true,
      interpretation.utterance.analysis.tokens.count > 3
    else { return [] }
    return base.interpreter.questions(
      in: interpretation.utterance,
      levels: shop.levels(language),
      isAnswered: { base.role(of: $0) != .outside },
      using: &rooms[language, default: Interpreter.Room()]
    ) ?? []
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
        turn: conversation?.rotation ?? 0,
        values: values
      )
      if let text { return text }
    }
    return response.rawValue
  }

  /// The served languages by their own names.
  var languageNames: String {
    shop.settings.languages.map(\.ownName).joined(separator: ", ")
  }
}
