import FrontdeskEngine
import JSON

/// Writes and reads the buttons of a message: a JSON list of objects.
enum ButtonCoding {
  static func write(_ buttons: [Reply.Button], to writer: inout JSONWriter) {
    writer.array(buttons) { writer, button in
      writer.object { writer in
        writer.member("title", button.title)
        writer.member("payload", button.payload)
      }
    }
  }

  static func buttons(_ bytes: [UInt8]) throws(PayloadError) -> [Reply.Button] {
    guard case .array(let values) = JSONParser.value(of: bytes[...]) else {
      throw PayloadError("its buttons are no JSON list")
    }
    var buttons: [Reply.Button] = []
    for value in values {
      let reader = try PayloadReader(value, "buttons")
      buttons.append(
        Reply.Button(title: try reader.text("title"), payload: try reader.text("payload"))
      )
    }
    return buttons
  }
}
