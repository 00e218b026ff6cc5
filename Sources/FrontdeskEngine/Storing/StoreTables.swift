/// The tables in which a store keeps what can be about a customer, by the names `forget` gives them.
package enum StoreTables {
  package static let all = [
    "conversations", "events", "outgoing", "taken", "outbox", "tickets", "ticket_changes",
    "feedback", "customers", "marks",
  ]
}

/// Finds names in keys and values of marks.
package struct MarkMatch {
  private var names: Set<String>

  package init(_ names: [String]) {
    self.names = Set(names.filter { !$0.isEmpty })
  }

  package mutating func insert(_ name: String) {
    if !name.isEmpty { names.insert(name) }
  }

  /// Whether one of the names occurs in a text as a whole word: the letters and digits beside it,
  /// and those that join words in ids, are its own.
  ///
  /// Complexity: the bytes of the text times the names.
  package func occur(in text: String) -> Bool {
    let bytes = Array(text.utf8)
    return names.contains { name in
      let name = Array(name.utf8)
      guard name.count <= bytes.count else { return false }
      return (0...bytes.count - name.count).contains { start in
        let end = start + name.count
        return bytes[start..<end].elementsEqual(name)
          && (start == 0 || !Self.isInner(bytes[start - 1]))
          && (end == bytes.count || !Self.isInner(bytes[end]))
      }
    }
  }

  /// Letters, digits, hyphen, underscore, and everything beyond ASCII.
  private static func isInner(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80..., UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
