/// A file of intents and responses in the shape of Rasa's training data.
package struct IntentFile: Sendable, Hashable {
  package let file: String
  /// The version of Rasa's format the file says it has, such as "3.1".
  package let version: String?
  /// The day on which the file's intents were last gone through.
  package let updated: ContentDate?
  /// The `- intent:` items in the order of the file; a name may occur more than once.
  package let intents: [IntentDefinition]
  package let synonyms: [EntityList]
  package let regexes: [EntityList]
  package let lookups: [EntityList]
  package let responses: [ResponseDefinition]
}

/// One `- intent:` item: a name and what customers say when they mean it.
package struct IntentDefinition: Sendable, Hashable {
  package enum Action: String, Sendable, Hashable, CaseIterable {
    /// A person takes over the conversation.
    case handoff
    /// Nothing the shop answers: the bot says so.
    case decline
  }

  /// The name; `/` separates a group from its member, as in "order/track".
  package let name: String
  package let line: Int
  package let examples: [IntentExample]
  /// The id of the article that answers the intent.
  package let article: LocatedText?
  package let action: Action?
  /// The sentence templates, not yet parsed, without `- ` in front.
  package let templates: [LocatedText]

  /// The intent with one more example, in which entities may be marked.
  package func adding(_ text: String) -> IntentDefinition {
    let example = ExampleText.example(text)
    return IntentDefinition(
      name: name,
      line: line,
      examples: examples
        + [IntentExample(text: example.text, line: line, entities: example.entities)],
      article: article,
      action: action,
      templates: templates
    )
  }
}

/// One sentence of a customer, with the entities marked in it.
package struct IntentExample: Sendable, Hashable {
  /// The sentence without marks.
  package let text: String
  package let line: Int
  package let entities: [EntityAnnotation]

  package init(text: String, line: Int, entities: [EntityAnnotation] = []) {
    self.text = text
    self.line = line
    self.entities = entities
  }
}

/// One `- synonym:`, `- regex:` or `- lookup:` item: a name with its words or patterns.
package struct EntityList: Sendable, Hashable {
  package let name: String
  package let line: Int
  package let examples: [LocatedText]
}

/// A named response of the bot with its variants.
package struct ResponseDefinition: Sendable, Hashable {
  package let name: String
  package let line: Int
  package let variants: [ResponseVariant]
}

/// One wording of a response.
package struct ResponseVariant: Sendable, Hashable {
  package struct Button: Sendable, Hashable {
    package let title: LocatedText
    /// What the program receives when the button is chosen.
    package let payload: String
  }

  package let text: LocatedText
  package let buttons: [Button]
  /// The channel the wording is for; nil for all.
  package let channel: String?
  /// When it is said, rather than the wordings without one; nil is always.
  package let condition: Condition?

  package var isConditional: Bool { condition != nil }
}
