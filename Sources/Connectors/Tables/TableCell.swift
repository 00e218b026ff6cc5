import Content

/// One value of a table, read by the type of its column.
enum TableCell: Sendable, Hashable {
  case text(String)
  case number(Int)
  case amount(DecimalNumber)
  case date(ContentDate)
  /// So many days after the day of asking; negative ones before it.
  case relativeDate(days: Int)
  case bool(Bool)

  /// What a column's cells hold; written behind its name in the header, as in `placed:date`.
  enum Kind: String, Sendable, Hashable, CaseIterable {
    case text, number, amount, date, bool

    /// What is written in a cell of this kind, for messages.
    var form: String {
      switch self {
      case .text: "text"
      case .number: "a whole number"
      case .amount: "an amount such as 12.50"
      case .date: "a date such as 2026-11-24, today, today-3 or today+2"
      case .bool: "true or false"
      }
    }
  }

  /// Reads a cell; nil when the text is no value of the kind.
  init?(_ text: String, as kind: Kind) {
    switch kind {
    case .text: self = .text(text)
    case .number:
      guard let number = Int(text) else { return nil }
      self = .number(number)
    case .amount:
      guard let amount = DecimalNumber(text) else { return nil }
      self = .amount(amount)
    case .date:
      if let date = ContentDate(text) {
        self = .date(date)
      } else if let days = Self.daysFromToday(text) {
        self = .relativeDate(days: days)
      } else {
        return nil
      }
    case .bool:
      switch text {
      case "true": self = .bool(true)
      case "false": self = .bool(false)
      default: return nil
      }
    }
  }

  /// Takes a slot's value into a column; nil when the column cannot hold it.
  init?(_ value: SlotValue, as kind: Kind) {
    switch (value, kind) {
    case (.text(let text), _): self.init(text, as: kind)
    case (.number(let number), .number): self = .number(number)
    case (.number(let number), .amount) where number >= 0: self = .amount(DecimalNumber(number))
    case (.number(let number), .text): self = .text(String(number))
    case (.amount(let amount, _), .amount): self = .amount(amount)
    case (.amount(let amount, let currency), .text):
      self = .text(AmountText.text(amount) + " " + currency)
    case (.date(let date), .date): self = .date(date)
    case (.date(let date), .text): self = .text(date.description)
    case (.bool(let bool), .bool): self = .bool(bool)
    case (.bool(let bool), .text): self = .text(bool ? "true" : "false")
    case (.attachment(let attachment), .text): self = .text(attachment.url)
    default: return nil
    }
  }

  /// The value as slots hold it, on the day of asking; nil for a day outside of the calendar.
  func value(today: ContentDate, currency: String) -> SlotValue? {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .number(number)
    case .amount(let amount): .amount(amount, currency: currency)
    case .date(let date): .date(date)
    case .relativeDate: resolved(today: today).map { .date($0) }
    case .bool(let bool): .bool(bool)
    }
  }

  /// The cell with a day of the calendar in place of a day counted from today.
  func fixed(today: ContentDate) -> TableCell {
    resolved(today: today).map { .date($0) } ?? self
  }

  /// What is compared with what a customer gave; letters' case and blanks are gone.
  func key(today: ContentDate) -> String {
    switch self {
    case .text(let text): MatchKey.key(of: text)
    case .number(let number): String(number)
    case .amount(let amount): AmountText.text(amount)
    case .date(let date): date.description
    case .relativeDate: resolved(today: today)?.description ?? ""
    case .bool(let bool): bool ? "true" : "false"
    }
  }

  private func resolved(today: ContentDate) -> ContentDate? {
    guard case .relativeDate(let days) = self else { return nil }
    return CivilDay.day(days, after: today)
  }

  /// Reads `today`, `today-3` and `today+2`; up to four digits.
  private static func daysFromToday(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: "today".utf8) else { return nil }
    let rest = bytes[5...]
    guard let sign = rest.first else { return 0 }
    let digits = rest.dropFirst()
    guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let days = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    switch sign {
    case UInt8(ascii: "-"): return -days
    case UInt8(ascii: "+"): return days
    default: return nil
    }
  }
}
