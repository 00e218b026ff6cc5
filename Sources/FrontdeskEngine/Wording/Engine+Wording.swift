package import Content
import Dialogue
package import TextAnalysis
import Understanding

/// Putting responses into words.
extension Engine {
  /// A response in a language with its placeholders filled in; nil when there is none of the name.
  func wording(
    _ name: String,
    in language: Language,
    conversation: Conversation,
    slots: [String: SlotValue],
    situation: Situation,
    values: [String: String] = [:]
  ) -> (text: String, buttons: [Reply.Button])? {
    // Wording in another language is worse than silence here: a script never changes its language.
    let base = knowledgeBase(language)
    guard
      let variant = base.responses.variant(
        name,
        turn: conversation.rotation,
        where: { $0.holds(in: situation, slots: slots) },
        channel: conversation.channel
      )
    else { return nil }
    let text = fill(variant.text, base, conversation, slots, situation, values)
    let buttons = variant.buttons.map { button in
      Reply.Button(
        title: fill(button.title, base, conversation, slots, situation, values),
        payload: button.payload
      )
    }
    return (text, buttons)
  }

  private func fill(
    _ text: String,
    _ base: KnowledgeBase,
    _ conversation: Conversation,
    _ slots: [String: SlotValue],
    _ situation: Situation,
    _ values: [String: String]
  ) -> String {
    let names = ResponseCatalog.placeholders(of: text)
    guard !names.isEmpty else { return text }
    var filled = values
    for name in names where filled[name] == nil {
      let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2, case .records(let rows)? = slots[parts[0]] {
        filled[name] = lines(of: rows, as: parts[1], base, conversation, situation)
      } else if let value = slots[name] {
        filled[name] = self.text(of: value, slot: name, base, situation)
      } else if name == "customer_name" {
        filled[name] = conversation.customer?["name"] ?? ""
      } else if let value = conversation.customer?[name] {
        filled[name] = value
      } else {
        filled[name] = ""
      }
    }
    return ResponseCatalog.fill(text, with: filled)
  }

  /// One line for each row, in the words of a response.
  private func lines(
    of rows: [[String: SlotValue]],
    as name: String,
    _ base: KnowledgeBase,
    _ conversation: Conversation,
    _ situation: Situation
  ) -> String {
    rows.enumerated().compactMap { index, row in
      guard
        let variant = base.responses.variant(
          name,
          turn: 0,
          where: { $0.holds(in: situation, slots: row) },
          channel: conversation.channel
        )
      else { return nil }
      var values = ["number": "\(index + 1)"]
      for placeholder in ResponseCatalog.placeholders(of: variant.text) {
        guard let value = row["\(placeholder)_\(base.language.code)"] ?? row[placeholder] else {
          if values[placeholder] == nil { values[placeholder] = "" }
          continue
        }
        values[placeholder] = text(of: value, slot: placeholder, base, situation)
      }
      return ResponseCatalog.fill(variant.text, with: values)
    }.joined(separator: "\n")
  }

  /// A slot's value as the customer reads it.
  private func text(
    of value: SlotValue,
    slot: String,
    _ base: KnowledgeBase,
    _ situation: Situation
  ) -> String {
    if case .text(let name) = value {
      // Names of choices have words of their own in every language.
      if let words = base.responses.variant("choice_\(slot)_\(name)", turn: 0)?.text {
        return String(words.prefix { $0 != "|" }).trimmed
      }
    }
    if case .number(let number) = value, let unit = shop.scripts.flows.slot(slot)?.unit,
      let text = shop.renderer.text(of: number, unit: unit, in: base.language)
    {
      return text
    }
    return plainText(of: value, in: base.language, today: situation.today)
  }

  /// A value written for a language, without words of the shop; nothing for nil.
  package func plainText(
    of value: SlotValue?,
    in language: Language,
    today: ContentDate? = nil
  ) -> String {
    switch value {
    case nil: ""
    case .text(let text)?: text
    case .number(let number)?: "\(number)"
    case .bool(let isTrue)?: "\(isTrue)"
    case .attachment(let attachment)?: attachment.name.isEmpty ? attachment.url : attachment.name
    case .records(let rows)?: "\(rows.count)"
    case .amount, .date: SlotText(language: language).text(of: value ?? .number(0), today: today)
    }
  }

  /// What to call a target when offering it.
  func label(of target: Target, in base: KnowledgeBase) -> String {
    guard case .intent(let name) = target else { return base.label(of: target) }
    // A topic of the introduction is called the same everywhere.
    let topics = base.responses.variants(ScriptResponse.topics.rawValue).flatMap(\.buttons)
    if let topic = topics.first(where: { $0.payload == "/\(name)" }) { return topic.title }
    return base.label(of: base.target(named: name) ?? target)
  }
}
