/// The form of a shop's own numbers: `#` a digit, `@` a letter from A to Z, letters themselves.
///
/// Signs of the form may be left out or be others when typed, as may nothing between letters and
/// digits be a blank.
package struct CodeForm: Sendable, Hashable {
  /// What the number is called: the name of its entity.
  package let name: String
  package let pattern: String

  private let elements: [UInt32]

  package init(name: String, pattern: String) {
    self.name = name
    self.pattern = pattern
    elements = pattern.unicodeScalars.compactMap { scalar in
      switch scalar {
      case "#", "@", "0"..."9", "a"..."z": scalar.value
      case "A"..."Z": scalar.value + 32
      default: nil
      }
    }
  }

  /// A number of the form that means nothing.
  package var sample: String {
    String(pattern.map { $0 == "#" ? "0" : $0 == "@" ? "A" : $0 })
  }

  /// Whether the form has a letter or digit of its own, by which it is told from other numbers.
  package var isDistinct: Bool {
    elements.contains { $0 != 0x23 && $0 != 0x40 }
  }

  /// Whether a whole text is of the form.
  package func matches(_ text: String) -> Bool {
    let letters = PrivateText(text)
    return end(in: letters, from: 0) == letters.count
  }

  private var digitCount: Int { elements.count { $0 == 0x23 } }

  /// Whether the digits alone, without the letters, are enough to take a number for this one.
  func isBare(_ group: Range<Int>, in text: PrivateText) -> Bool {
    guard (5...8).contains(group.count), group.count == digitCount,
      !elements.contains(where: { $0 == 0x40 || (0x30...0x39).contains($0) }),
      !text.isAlphanumeric(group.lowerBound - 1), !text.isAlphanumeric(group.upperBound)
    else { return false }
    // A part of a longer number, of a date or of an amount is none.
    func goesOn(_ sign: Int, _ beyond: Int) -> Bool {
      let value = text.value(sign)
      return value != 0x20 && Self.isSign(value) && text.isAlphanumeric(beyond)
    }
    return !goesOn(group.lowerBound - 1, group.lowerBound - 2)
      && !goesOn(group.upperBound, group.upperBound + 1) && !text.isAmount(group)
  }

  /// Where a number that begins at a position ends.
  func end(in text: PrivateText, from start: Int) -> Int? {
    guard elements.contains(0x23), !text.isAlphanumeric(start - 1) else { return nil }
    var position = start
    for (index, element) in elements.enumerated() {
      if index > 0 {
        let isGap = element != 0x23 || elements[index - 1] != 0x23
        let limit = position + 3
        while isGap, position < limit, Self.isSign(text.value(position)) { position += 1 }
      }
      let value = text.value(position)
      switch element {
      case 0x23: guard text.isDigit(position) else { return nil }
      case 0x40: guard (0x61...0x7A).contains(Self.look(value)) else { return nil }
      default: guard Self.look(value) == element else { return nil }
      }
      position += 1
    }
    return text.isAlphanumeric(position) ? nil : position
  }

  private static func isSign(_ value: UInt32) -> Bool {
    switch value {
    // blank # - . / : _
    case 0x20, 0x23, 0x2D, 0x2E, 0x2F, 0x3A, 0x5F: true
    default: false
    }
  }

  /// The Latin letter that a Cyrillic letter or the alef is typed for.
  private static func look(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x0430, 0x0627: 0x61
    case 0x0432: 0x62
    case 0x0441: 0x63
    case 0x0435: 0x65
    case 0x043D: 0x68
    case 0x043A: 0x6B
    case 0x043C: 0x6D
    case 0x043E: 0x6F
    case 0x0440: 0x70
    case 0x0442: 0x74
    case 0x0445: 0x78
    case 0x0443: 0x79
    default: value
    }
  }
}
