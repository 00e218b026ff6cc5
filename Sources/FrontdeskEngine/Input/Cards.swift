import Content
import Dialogue
import TextAnalysis

/// Numbers of payment cards are taken out before anything looks at a text: nothing can keep, log or
/// pass on what it has never seen.
extension CustomerMessage {
  func withoutCards(_ scanner: PaymentCardScanner) -> CustomerMessage {
    CustomerMessage(
      scanner.redacted(text),
      attachments: attachments.map { $0.withoutCards(scanner) },
      clientID: clientID
    )
  }
}

extension Attachment {
  func withoutCards(_ scanner: PaymentCardScanner) -> Attachment {
    Attachment(
      url: scanner.redacted(url),
      mime: mime,
      name: scanner.redacted(name),
      bytes: bytes
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
