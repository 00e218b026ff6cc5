import Content
import Dialogue
import JSON

/// How values of conversations are written; `PayloadReader` reads them.
extension JSONWriter {
  mutating func member(_ name: StaticString, exactly value: Double) {
    key(name)
    number(exactly: value)
  }

  mutating func member(_ name: StaticString, _ time: Instant) {
    member(name, exactly: time.secondsSinceEpoch)
  }

  /// Writes a list of texts.
  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    array(texts) { $0.string($1) }
  }

  mutating func member(_ name: StaticString, _ slots: [String: SlotValue]) {
    key(name)
    fields(slots)
  }

  mutating func member(_ name: StaticString, _ fields: [String: String]) {
    key(name)
    self.fields(fields)
  }

  /// Writes an object of texts.
  mutating func fields(_ fields: [String: String]) {
    object { writer in
      for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
        writer.key(named: key)
        writer.string(value)
      }
    }
  }

  mutating func member(_ name: StaticString, _ value: SlotValue) {
    key(name)
    slot(value)
  }

  /// Writes a value by itself.
  mutating func value(_ value: SlotValue) { slot(value) }

  /// Writes a value as `SlotValue.json` has it.
  private mutating func slot(_ value: SlotValue) {
    switch value {
    case .text(let text): string(text)
    case .number(let digits): number(digits)
    case .bool(let flag): bool(flag)
    case .amount(let amount, let currency):
      object {
        $0.member("amount", AmountText.text(amount))
        $0.member("currency", currency)
      }
    case .date(let date): object { $0.member("date", date.description) }
    case .attachment(let attachment):
      object {
        $0.member("url", attachment.url)
        if !attachment.mime.isEmpty { $0.member("mime", attachment.mime) }
        if !attachment.name.isEmpty { $0.member("name", attachment.name) }
        if let bytes = attachment.bytes { $0.member("bytes", bytes) }
      }
    case .records(let rows): array(rows) { $0.fields($1) }
    }
  }

  private mutating func fields(_ slots: [String: SlotValue]) {
    object { writer in
      for (name, value) in slots.sorted(by: { $0.key < $1.key }) {
        writer.key(named: name)
        writer.slot(value)
      }
    }
  }
}
