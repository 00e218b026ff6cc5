package import Content

/// The wording of one language: responses by name, each with one or more variants.
package struct ResponseCatalog: Sendable {
  /// One wording of a response.
  package struct Variant: Sendable, Hashable {
    package struct Button: Sendable, Hashable {
      package let title: String
      package let payload: String

      package init(title: String, payload: String) {
        self.title = title
        self.payload = payload
      }
    }

    package let text: String
    package let buttons: [Button]
    /// Where it is said; nil is anywhere.
    package let condition: Condition?
    /// The channel it is for; nil is all.
    package let channel: String?

    package init(
      _ text: String,
      buttons: [Button] = [],
      condition: Condition? = nil,
      channel: String? = nil
    ) {
      self.text = text
      self.buttons = buttons
      self.condition = condition
      self.channel = channel
    }

    /// Whether it says something that holds only now and then.
    fileprivate var isParticular: Bool { condition != nil || channel != nil }
  }

  private var variants: [String: [Variant]]

  package init(_ variants: [String: [Variant]]) {
    self.variants = variants
  }

  package init(_ texts: [String: [String]]) {
    self.init(texts.mapValues { texts in texts.map { Variant($0) } })
  }

  /// The names of all responses, sorted.
  package var names: [String] { variants.keys.sorted() }

  /// All variants of a response.
  package func variants(_ name: String) -> [Variant] { variants[name] ?? [] }

  package func contains(_ name: String) -> Bool { variants[name] != nil }

  /// Chooses among the variants of a response; nil when there is none of the name.
  ///
  /// Those whose condition holds go before plain ones, and take turns with `turn`, so that a
  /// conversation is the same every time it is held.
  package func variant(
    _ name: String,
    turn: Int,
    where holds: (Condition) -> Bool = { _ in false },
    channel: String = ""
  ) -> Variant? {
    guard let all = variants[name], !all.isEmpty else { return nil }
    if all.allSatisfy({ !$0.isParticular }) { return all[turn % all.count] }
    let particular = all.filter { variant in
      variant.isParticular && (variant.channel ?? channel) == channel
        && (variant.condition.map(holds) ?? true)
    }
    let plain = all.filter { !$0.isParticular }
    let fitting = particular.isEmpty ? plain : particular
    return fitting.isEmpty ? nil : fitting[turn % fitting.count]
  }

  /// The text of a response that is the same in every turn and situation; nil where it may differ.
  package func constantText(_ name: String) -> String? {
    guard let all = variants[name], all.count == 1, !all[0].isParticular,
      Self.placeholders(of: all[0].text).isEmpty
    else { return nil }
    return all[0].text
  }

  /// Returns a response with its placeholders filled in, or nil when there is none of the name.
  package func text(_ name: String, turn: Int, values: [String: String] = [:]) -> String? {
    variant(name, turn: turn).map { Self.fill($0.text, with: values) }
  }

  /// A text with its placeholders filled in; those without a value stay.
  package static func fill(_ text: String, with values: [String: String]) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      result += rest[..<open.lowerBound]
      let name = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
      let value = values[String(name)] ?? String(rest[open.lowerBound..<close.upperBound])
      result += value
      rest = rest[close.upperBound...]
      // "28 июля 2028 г." ends a sentence with the dot it has.
      if value.hasSuffix("."), rest.hasPrefix(".") { rest = rest.dropFirst() }
    }
    return result + rest
  }

  /// The names of the placeholders of a text, in its order.
  package static func placeholders(of text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return [] }
    var names: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      names.append(String(rest[open.upperBound..<close.lowerBound].filter { $0 != " " }))
      rest = rest[close.upperBound...]
    }
    return names
  }
}
