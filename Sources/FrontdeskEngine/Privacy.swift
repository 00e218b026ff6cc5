import Content
import Dialogue
package import TextAnalysis

/// What a shop's content says about privacy: which numbers and addresses are the shop's own.
extension Shop {
  /// Takes card numbers and security codes out of texts before they are kept or logged.
  package var paymentCards: PaymentCardScanner { PaymentCardScanner(codes: scripts.codeForms) }

  /// Hides what is personal in texts that leave the store; `names` are those of known persons.
  ///
  /// The e-mail addresses and telephone numbers that facts tell everybody are not personal.
  package func personalData(names: [String] = []) -> PersonalDataScanner {
    PersonalDataScanner(names: names, facts: facts, scripts: scripts)
  }
}

extension ShopScripts {
  /// The forms of the numbers that flows ask for: orders, returns, gift cards.
  var codeForms: [CodeForm] {
    flows.slots.compactMap { slot in
      guard case .code(let pattern) = slot.kind else { return nil }
      return CodeForm(name: slot.name, pattern: pattern.pattern)
    }
  }
}

extension PersonalDataScanner {
  init(names: [String] = [], facts: Facts?, scripts: ShopScripts) {
    let known = Set(facts.map(Self.contacts) ?? [])
    self.init(names: names, codes: scripts.codeForms) { known.contains(Self.compact($0)) }
  }

  /// The e-mail addresses and telephone numbers among the facts, and whatever else is a text.
  private static func contacts(_ facts: Facts) -> [String] {
    facts.names.flatMap { name -> [String] in
      switch facts[name]?.kind {
      case .text(let text): [compact(text)]
      case .texts(let texts): texts.values.map(compact)
      default: []
      }
    }
  }

  /// A contact as it is compared: an address in lower case, of a number only the digits.
  private static func compact(_ text: String) -> String {
    guard !text.utf8.contains(UInt8(ascii: "@")) else { return text.lowercased() }
    return text.compactMap(\.wholeNumberValue).map(String.init).joined()
  }
}
