package import Content

/// What a customer sends at once.
package struct CustomerMessage: Sendable, Hashable {
  /// Empty when only a file was sent.
  package let text: String
  package let attachment: Attachment?

  package init(_ text: String, attachment: Attachment? = nil) {
    self.text = text
    self.attachment = attachment
  }
}
