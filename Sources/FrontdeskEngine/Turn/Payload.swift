#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a button sends: `/intent{"slot":"value"}` in the way of Rasa.
struct Payload: Equatable {
  let name: String
  let slots: [String: String]

  /// Reads a line as a payload; nil when it has another form.
  init?(_ line: String) {
    guard line.utf8.first == UInt8(ascii: "/") else { return nil }
    let text = line.dropFirst()
    let brace = text.firstIndex(of: "{") ?? text.endIndex
    let name = text[..<brace]
    guard let first = name.utf8.first, first != UInt8(ascii: "/"),
      name.utf8.allSatisfy({ byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
      })
    else { return nil }
    self.name = String(name)
    guard brace != text.endIndex else {
      slots = [:]
      return
    }
    guard
      let slots = try? JSONDecoder().decode(
        [String: String].self,
        from: Data(text[brace...].utf8)
      )
    else { return nil }
    self.slots = slots
  }
}
