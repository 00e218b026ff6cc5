import Content
import Dialogue
import TextAnalysis

/// Numbers of payment cards are taken out before anything looks at a text: nothing can keep, log or
/// pass on what it has never seen.
extension CustomerMessage {
  func withoutCards(_ scanner: PaymentCardScanner) -> CustomerMessage {
    CustomerMessage(
      scanner.redacted(text),
      attachment: attachment.map {
        Attachment(url: scanner.redacted($0.url), mime: $0.mime, name: scanner.redacted($0.name))
      },
      clientID: clientID
    )
  }
}

extension ShopEvent {
  func withoutCards(_ scanner: PaymentCardScanner) -> ShopEvent {
    ShopEvent(
      name,
      fields: fields.mapValues { value in
        if case .text(let text) = value { .text(scanner.redacted(text)) } else { value }
      }
    )
  }
}
