import Content
import JSON

/// Writes and reads the files of a message: `attachment` where there is one, as it always was, and
/// `attachments` where there are more.
enum AttachmentCoding {
  static func write(_ attachments: [Attachment], to writer: inout JSONWriter) {
    if attachments.count == 1 {
      writer.member("attachment", .attachment(attachments[0]))
    } else if !attachments.isEmpty {
      writer.key("attachments")
      writeList(attachments, to: &writer)
    }
  }

  static func attachments(_ reader: PayloadReader) throws(PayloadError) -> [Attachment] {
    if reader.members["attachment"] != nil { return [try reader.attachment("attachment")] }
    guard reader.members["attachments"] != nil else { return [] }
    return try attachments(try reader.list("attachments"))
  }

  /// Writes a list by itself.
  static func writeList(_ attachments: [Attachment], to writer: inout JSONWriter) {
    writer.array(attachments) { writer, attachment in writer.value(.attachment(attachment)) }
  }

  /// Reads what `writeList` has written.
  static func list(_ bytes: [UInt8]) throws(PayloadError) -> [Attachment] {
    guard case .array(let values) = JSONParser.value(of: bytes[...]) else {
      throw PayloadError("its attachments are no JSON list")
    }
    return try attachments(values)
  }

  private static func attachments(_ values: [JSONValue]) throws(PayloadError) -> [Attachment] {
    var attachments: [Attachment] = []
    for value in values {
      guard case .attachment(let attachment)? = SlotValue(value) else {
        throw PayloadError("its attachments are not all attachments")
      }
      attachments.append(attachment)
    }
    return attachments
  }
}
