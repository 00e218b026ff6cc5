package import Content

/// What a customer sends at once.
package struct CustomerMessage: Sendable, Hashable {
  /// Empty when only a file was sent.
  package let text: String
  package let attachment: Attachment?
  /// The name the sender gave the message, unique in its conversation; nil where none was given.
  package let clientID: String?

  package init(_ text: String, attachment: Attachment? = nil, clientID: String? = nil) {
    self.text = text
    self.attachment = attachment
    self.clientID = clientID
  }
}
