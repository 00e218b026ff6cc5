/// Finds what is personal in a text, and puts something neutral of the same kind in its place.
///
/// Pure; linear in the text but for the number of names.
package struct PersonalDataScanner: Sendable {
  private let cards: PaymentCardScanner
  private let names: [KnownName]
  private let codes: [CodeForm]
  private let exempt: @Sendable (String) -> Bool

  /// `codes` are the forms of the shop's own numbers; `isPublic` tells what anybody may know, such
  /// as the shop's own address, of an e-mail address or telephone number as it is written.
  package init(
    names: [String] = [],
    codes: [CodeForm] = [],
    isPublic: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.codes = codes
    self.names = names.compactMap { KnownName($0) }
    exempt = isPublic
    cards = PaymentCardScanner(codes: codes)
  }

  /// What is personal, in order and without overlaps.
  package func spans(in text: String) -> [PersonalSpan] {
    guard !names.isEmpty || Self.mayHoldAny(text) else { return [] }
    let letters = PrivateText(text)
    return found(in: letters, all: true).map {
      PersonalSpan(range: letters.byteRange($0.range), kind: $0.kind)
    }
  }

  /// What must not be in content at all: e-mail, telephone, cards and account numbers.
  package func contactSpans(in text: String) -> [PersonalSpan] {
    guard Self.mayHoldAny(text) else { return [] }
    let letters = PrivateText(text)
    return found(in: letters, all: false).map {
      PersonalSpan(range: letters.byteRange($0.range), kind: $0.kind)
    }
  }

  /// The text for an example in a content file: `[name@example.com](email)` in place of an address.
  ///
  /// The neutral texts are of the kind they stand for, so that an example keeps its shape. What is
  /// of a card becomes `[card number]` and the like, which is no annotation.
  package func annotated(_ text: String) -> String {
    replaced(text) { sample, kind, isMarked in
      isMarked || sample.hasPrefix("[") ? sample : "[\(sample)](\(kind.entity))"
    }
  }

  /// The text with neutral texts in place of what is personal: `name@example.com`.
  package func replaced(_ text: String) -> String {
    replaced(text) { sample, _, _ in sample }
  }

  /// The text without what is personal.
  package func removed(_ text: String) -> String {
    guard !names.isEmpty || Self.mayHoldAny(text) else { return text }
    let letters = PrivateText(text)
    let found = found(in: letters, all: true)
    return letters.replacing(found.map { (letters.byteRange($0.range), "") })
  }

  /// The text for a log: `[email]`, `[phone]`, `[iban]` and `[card number]`; all else stays.
  package func masked(_ text: String) -> String {
    guard Self.mayHoldAny(text) else { return text }
    let letters = PrivateText(text)
    let found = found(in: letters, all: false)
    guard !found.isEmpty else { return text }
    return letters.replacing(
      found.map { span in
        let mask =
          switch span.kind {
          case .card, .securityCode, .cardExpiry: sample(of: span, in: letters)
          default: "[\(span.kind.entity)]"
          }
        return (letters.byteRange(span.range), mask)
      }
    )
  }

  private func replaced(
    _ text: String,
    by form: (String, PersonalSpan.Kind, _ isMarked: Bool) -> String
  ) -> String {
    guard !names.isEmpty || Self.mayHoldAny(text) else { return text }
    let letters = PrivateText(text)
    let found = found(in: letters, all: true)
    guard !found.isEmpty else { return text }
    return letters.replacing(
      found.map { span in
        let (start, end) = (span.range.lowerBound, span.range.upperBound)
        // What is marked already needs no second mark: [A-10432](order_number).
        let isMarked =
          letters.value(start - 1) == 0x5B && letters.value(end) == 0x5D
          && letters.value(end + 1) == 0x28
        let text = form(sample(of: span, in: letters), span.kind, isMarked)
        return (letters.byteRange(span.range), text)
      }
    )
  }

  /// Whether a text has a digit or an `@`; only names have neither.
  private static func mayHoldAny(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte &- 0x30 < 10 || byte == 0x40 || byte == 0xD9 || byte == 0xDB || byte == 0xEF
    }
  }
}

// MARK: Finding

extension PersonalDataScanner {
  typealias Found = (range: Range<Int>, kind: PersonalSpan.Kind)

  /// Earlier kinds win over later ones that overlap them.
  private func found(in text: PrivateText, all: Bool) -> [Found] {
    var taken: [Found] = []
    func take(_ found: [Found]) {
      for span in found where !span.range.isEmpty {
        guard !taken.contains(where: { $0.range.overlaps(span.range) }) else { continue }
        taken.append(span)
      }
    }
    let contacts = ContactSearch(text)
    var emails = contacts.emails()
    for finding in cards.findings(in: text) {
      var range = finding.range
      // A number within an address goes with it; one that is only glued to it takes it along.
      if emails.contains(where: {
        $0.lowerBound <= range.lowerBound && $0.upperBound >= range.upperBound
      }) {
        continue
      }
      for email in emails where email.overlaps(range) {
        range = min(email.lowerBound, range.lowerBound)..<max(email.upperBound, range.upperBound)
      }
      emails.removeAll { $0.overlaps(range) }
      take([(range, finding.kind.personal)])
    }
    take(emails.map { ($0, .email) })
    take(AccountNumber.ranges(in: text).map { ($0, .account) })
    take(codeSpans(in: text))
    if all {
      take(AddressSearch(text).ranges().map { ($0, .address) })
      take(bareCodes(in: text))
    }
    take(contacts.phones().map { ($0, .phone) })
    if all {
      take(contacts.trackingNumbers().map { ($0, .trackingNumber) })
      take(contacts.postcodes().map { ($0, .postcode) })
      for name in names { take(name.ranges(in: text).map { ($0, .name) }) }
    } else {
      taken.removeAll { span in if case .code = span.kind { true } else { false } }
    }
    return taken.filter { span in
      switch span.kind {
      case .email, .phone: !exempt(text.written(span.range))
      default: true
      }
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func codeSpans(in text: PrivateText) -> [Found] {
    var found: [Found] = []
    var position = 0
    while position < text.count {
      guard text.isAlphanumeric(position), !text.isAlphanumeric(position - 1),
        let (form, end) = codes.lazy.compactMap({ form in
          form.end(in: text, from: position).map { (form, $0) }
        }).first
      else {
        position += 1
        continue
      }
      found.append((position..<end, .code(form.name)))
      position = end
    }
    // "#10432", whatever the form is.
    var bytes = text.bytes
    let marks = bytes.withUnsafeMutableBufferPointer {
      MarkedSpanScanner.spans(in: UnsafeBufferPointer($0))
    }
    for mark in marks where mark.kind == .orderNumber {
      let positions = text.letters.indices.filter { mark.range.contains(text.letters[$0].start) }
      guard let first = positions.first, let last = positions.last else { continue }
      found.append((first..<last + 1, .code("order_number")))
    }
    return found
  }

  /// The numbers of the shop that are written without their letters.
  private func bareCodes(in text: PrivateText) -> [Found] {
    text.digitGroups().compactMap { group in
      codes.first { $0.isBare(group, in: text) }.map { (group, .code($0.name)) }
    }
  }

  /// What stands in place of a span.
  private func sample(of span: Found, in text: PrivateText) -> String {
    switch span.kind {
    case .email: return "name@example.com"
    // Set aside for such use: NANP 555-0100.
    case .phone: return "+1 202 555 0100"
    case .card: return PaymentCardScanner.cardNumber
    case .securityCode: return PaymentCardScanner.securityCode
    case .cardExpiry: return PaymentCardScanner.cardExpiry
    case .account: return "GB00AAAA00000000000000"
    case .trackingNumber: return "RR000000000AA"
    case .postcode: return "AA1 1AA"
    case .code(let name):
      let form = codes.first { $0.name == name }
      let hasLetters = span.range.contains { text.isLetter($0) } || form == nil
      let sample = form?.sample ?? "A-00000"
      return hasLetters ? sample : String(sample.filter { $0 == "0" })
    case .address: return Self.address(AlphabetSample(span.range, text))
    case .name:
      switch AlphabetSample(span.range, text) {
      case .arabic: return "أمين"
      case .cyrillic: return "Саша"
      case .latin, .turkish, .romanian: return "Alex"
      }
    }
  }

  private static func address(_ alphabet: AlphabetSample) -> String {
    switch alphabet {
    case .arabic: "شارع المثال 1"
    case .cyrillic: "ул. Примерная, д. 1"
    case .latin: "1 Example Street"
    case .turkish: "Örnek Sok. No: 1"
    case .romanian: "str. Exemplu nr. 1"
    }
  }
}

/// Which alphabet or, by the words of addresses, which language a stretch is written in.
private enum AlphabetSample {
  case arabic, cyrillic, latin, turkish, romanian

  init(_ range: Range<Int>, _ text: PrivateText) {
    let values = range.map { text.value($0) }
    if values.contains(where: { (0x0620...0x064A).contains($0) }) {
      self = .arabic
    } else if values.contains(where: { (0x0400...0x052F).contains($0) }) {
      self = .cyrillic
    } else {
      let words = Set(AddressSearch.tokens(text, in: range).map(\.folded))
      if !words.isDisjoint(with: AddressSearch.turkish) {
        self = .turkish
      } else if !words.isDisjoint(with: AddressSearch.romanian) {
        self = .romanian
      } else {
        self = .latin
      }
    }
  }
}

extension PaymentCardScanner.Finding.Kind {
  fileprivate var personal: PersonalSpan.Kind {
    switch self {
    case .number: .card
    case .code: .securityCode
    case .expiry: .cardExpiry
    }
  }
}
