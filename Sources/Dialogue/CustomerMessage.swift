package import Content

/// What a customer sends at once.
package struct CustomerMessage: Sendable, Hashable {
  /// Empty when only files were sent.
  package let text: String
  /// At most `mostAttachments`, in the order they were sent.
  package let attachments: [Attachment]
  /// The name the sender gave the message, unique in its conversation; nil where none was given.
  package let clientID: String?

  /// More files than these are not taken with one message.
  package static let mostAttachments = 5

  package init(_ text: String, attachments: [Attachment] = [], clientID: String? = nil) {
    self.text = text
    self.attachments = Array(attachments.prefix(Self.mostAttachments))
    self.clientID = clientID
  }
}
