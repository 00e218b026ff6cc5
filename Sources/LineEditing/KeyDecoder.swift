/// Turns the bytes that a terminal sends into keys.
///
/// The same keys come however the bytes are split. Sequences that no key is known for are dropped;
/// ill-formed UTF-8 gives U+FFFD for each maximal part of a scalar. The state is of bounded size.
///
/// Source: ECMA-48 (control sequences), XTerm Control Sequences (function keys, bracketed paste),
/// The Unicode Standard 15.0, table 3-7 (UTF-8).
struct KeyDecoder: Sendable {
  private enum State {
    case ground
    /// After ESC.
    case escape
    /// After ESC [: the bytes up to the final one.
    case controlSequence([UInt8])
    /// After ESC O.
    case singleShift
    /// After ESC [ [, with which the Linux console starts its function keys.
    case consoleFunctionKey
    /// In a paste, after so many bytes of its end mark.
    case paste(matched: Int)
  }

  /// What ends a paste: ESC [ 2 0 1 ~.
  private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
  /// More bytes than any sequence of a known key has.
  private static let maximumSequenceBytes = 16

  private var state = State.ground
  private var scalar = ScalarDecoder()
  /// Whether Alt was held for the scalar being decoded.
  private var isAlt = false
  /// Whether the last byte was CR, with which an LF right after it makes one line end.
  private var isAfterReturn = false

  /// Whether the bytes so far may be a whole key or the start of a longer one, as a lone ESC.
  ///
  /// When no more bytes come for some tens of milliseconds, `flush` decides.
  var isAmbiguous: Bool {
    switch state {
    case .ground, .paste: false
    case .escape, .controlSequence, .singleShift, .consoleFunctionKey: true
    }
  }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool {
    if case .paste = state { true } else { false }
  }

  /// Ends a sequence that was begun: a lone ESC is the escape key, another start is dropped.
  mutating func flush() -> Key? {
    guard isAmbiguous else { return nil }
    defer { state = .ground }
    if case .escape = state { return .escape }
    return nil
  }

  /// Appends the keys that a byte completes.
  mutating func decode(_ byte: UInt8, into keys: inout [Key]) {
    switch state {
    case .ground: decodeGround(byte, into: &keys)
    case .escape: decodeEscape(byte, into: &keys)
    case .controlSequence(let sequence): decodeControl(byte, after: sequence, into: &keys)
    case .singleShift:
      state = .ground
      switch byte {
      case 0x20..<0x7F:
        if let key = Self.singleShiftKey(byte) { keys.append(key) }
      default: decode(byte, into: &keys)
      }
    case .consoleFunctionKey:
      state = .ground
      if !(0x20..<0x7F).contains(byte) { decode(byte, into: &keys) }
    case .paste(let matched): decodePaste(byte, matched: matched, into: &keys)
    }
  }
}

// MARK: - States

extension KeyDecoder {
  private mutating func decodeGround(_ byte: UInt8, into keys: inout [Key]) {
    let isAfterReturn = self.isAfterReturn
    self.isAfterReturn = false
    if byte >= 0x80 || scalar.isPending {
      decodeScalar(byte, into: &keys)
      return
    }
    switch byte {
    case 0x20..<0x7F: keys.append(.scalar(Unicode.Scalar(byte)))
    case 0x1B: state = .escape
    case 0x0D:
      keys.append(.enter)
      self.isAfterReturn = true
    case 0x0A: if !isAfterReturn { keys.append(.enter) }
    case 0x09: keys.append(.tab)
    case 0x08, 0x7F: keys.append(.backspace)
    case 0x01...0x1A: keys.append(.control(Unicode.Scalar(byte | 0x60)))
    default: break
    }
  }

  /// Decodes a byte of a scalar in UTF-8, or the one that shows that it is not whole.
  private mutating func decodeScalar(_ byte: UInt8, into keys: inout [Key]) {
    let (decoded, isConsumed) = scalar.decode(byte)
    if let decoded {
      keys.append(isAlt ? .alt(decoded) : Self.typed(decoded))
    }
    if !scalar.isPending { isAlt = false }
    if !isConsumed { decodeGround(byte, into: &keys) }
  }

  /// A C1 control, which UTF-8 can spell, is not taken for typed text.
  private static func typed(_ scalar: Unicode.Scalar) -> Key {
    (0x80..<0xA0).contains(scalar.value) ? .scalar("\u{FFFD}") : .scalar(scalar)
  }

  private mutating func decodeEscape(_ byte: UInt8, into keys: inout [Key]) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .controlSequence([])
    case UInt8(ascii: "O"): state = .singleShift
    case 0x08, 0x7F: keys.append(.altBackspace)
    case 0x20..<0x7F: keys.append(.alt(Unicode.Scalar(byte)))
    case 0x80...:
      isAlt = true
      decodeScalar(byte, into: &keys)
    default:
      keys.append(.escape)
      decodeGround(byte, into: &keys)
    }
  }

  private mutating func decodeControl(
    _ byte: UInt8,
    after sequence: [UInt8],
    into keys: inout [Key]
  ) {
    switch byte {
    case 0x20..<0x40:
      // What is too long to be known is still dropped as a whole.
      if sequence.count < Self.maximumSequenceBytes { state = .controlSequence(sequence + [byte]) }
    case UInt8(ascii: "[") where sequence.isEmpty:
      state = .consoleFunctionKey
    case 0x40..<0x7F:
      state = .ground
      if byte == UInt8(ascii: "~"), sequence == Array("200".utf8) {
        state = .paste(matched: 0)
      } else if let key = Self.controlKey(final: byte, sequence) {
        keys.append(key)
      }
    default:
      state = .ground
      decodeGround(byte, into: &keys)
    }
  }

  private mutating func decodePaste(_ byte: UInt8, matched: Int, into keys: inout [Key]) {
    if byte == Self.pasteEnd[matched] {
      if matched == 0 { finishPastedScalar(into: &keys) }
      if matched + 1 < Self.pasteEnd.count {
        state = .paste(matched: matched + 1)
      } else {
        state = .ground
        isAfterReturn = false
      }
      return
    }
    if matched > 0 {
      // Not the end mark after all. Its only ESC is the first byte, so none can start later in it.
      for held in Self.pasteEnd[..<matched] { paste(Unicode.Scalar(held), into: &keys) }
      state = .paste(matched: 0)
      decodePaste(byte, matched: 0, into: &keys)
      return
    }
    var isConsumed = false
    while !isConsumed {
      let decoded: Unicode.Scalar?
      (decoded, isConsumed) = scalar.decode(byte)
      if let decoded { paste(decoded, into: &keys) }
    }
  }

  private mutating func finishPastedScalar(into keys: inout [Key]) {
    if let replacement = scalar.finish() { paste(replacement, into: &keys) }
  }

  private mutating func paste(_ scalar: Unicode.Scalar, into keys: inout [Key]) {
    let isAfterReturn = self.isAfterReturn
    self.isAfterReturn = scalar == "\r"
    switch scalar {
    case "\r": keys.append(.pasted("\n"))
    case "\n": if !isAfterReturn { keys.append(.pasted("\n")) }
    default: keys.append(.pasted(scalar))
    }
  }
}

// MARK: - Sequences

extension KeyDecoder {
  /// The key of ESC O and a letter: arrows in application mode, the keypad's Enter.
  private static func singleShiftKey(_ final: UInt8) -> Key? {
    final == UInt8(ascii: "M") ? .enter : controlKey(final: final, [])
  }

  /// The key of ESC [, parameters and a final byte, if one is known.
  private static func controlKey(final: UInt8, _ sequence: [UInt8]) -> Key? {
    guard let parameters = parameters(sequence) else { return nil }
    let number = parameters.first ?? 1
    // One more than the sum of 1 Shift, 2 Alt, 4 Control, 8 Meta.
    let modifiers = max(parameters.count > 1 ? parameters[1] : 1, 1) - 1
    let isByWord = modifiers & 0b0110 != 0
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return isByWord ? .wordRight : .right
    case UInt8(ascii: "D"): return isByWord ? .wordLeft : .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "~"):
      switch number {
      case 1, 7: return .home
      case 3: return isByWord ? .alt("d") : .delete
      case 4, 8: return .end
      default: return nil
      }
    default: return nil
    }
  }

  /// The numbers between semicolons; nil when there is anything else.
  private static func parameters(_ sequence: [UInt8]) -> [Int]? {
    guard sequence.count < maximumSequenceBytes else { return nil }
    var numbers: [Int] = []
    for field in sequence.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      var number = 0
      for byte in field {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), number < 10_000 else {
          return nil
        }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
      }
      numbers.append(field.isEmpty ? 1 : number)
    }
    return numbers
  }
}
