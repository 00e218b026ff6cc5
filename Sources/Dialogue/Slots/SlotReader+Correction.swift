package import Content

/// A slot's value said anew.
package struct SlotCorrection: Sendable, Hashable {
  package let slot: String
  package let value: SlotValue
  /// UTF-8 bytes of the line.
  package let range: Range<Int>
}

extension SlotReader {
  /// Reads a correction of one of the slots, which should be those that are filled.
  ///
  /// "No, it's A-10433", "sorry, I meant ana@x.ro", "not Monday, Tuesday": a line with the opening
  /// of a correction or a negated value, and exactly one value besides for exactly one slot. Needs
  /// the words of the language; nil without them.
  package func correction(
    of definitions: [SlotDefinition],
    in line: String,
    today: ContentDate,
    options: (SlotDefinition) -> [SlotOption] = { _ in [] }
  ) -> SlotCorrection? {
    guard let steering else { return nil }
    let start = steering.correctionOpener(of: line)?.upperBound
    for wasAsked in [false, true] {
      var found: [SlotCorrection] = []
      var hasPostcode = false
      for definition in definitions where Self.isCorrectable(definition.kind) {
        let values = values(of: definition, in: line, from: start, wasAsked, today, options)
        guard values.count == 1, let value = values.first else { continue }
        // Nearly anything is a postcode.
        let isPostcode = definition.kind == .postcode
        if isPostcode { hasPostcode = true }
        found.append(SlotCorrection(slot: definition.name, value: value.0, range: value.1))
      }
      if found.count > 1, hasPostcode {
        let postcodes = Set(definitions.filter { $0.kind == .postcode }.map(\.name))
        found.removeAll { postcodes.contains($0.slot) }
      }
      if found.count == 1 { return found.first }
      if found.count > 1 { return nil }
    }
    return nil
  }

  private static func isCorrectable(_ kind: SlotDefinition.Kind) -> Bool {
    switch kind {
    case .text, .bool, .attachment: false
    default: true
    }
  }

  /// The values that a line gives a slot, behind its opener and without those it denies.
  private func values(
    of definition: SlotDefinition,
    in text: String,
    from opener: Int?,
    _ wasAsked: Bool,
    _ today: ContentDate,
    _ options: (SlotDefinition) -> [SlotOption]
  ) -> [(SlotValue, Range<Int>)] {
    let bytes = Array(text.utf8)
    let whole = line(text)
    var start = 0
    var values: [(SlotValue, Range<Int>)] = []
    var hasNegated = false
    for _ in 0..<4 where start < bytes.count {
      let rest = String(decoding: bytes[start...], as: UTF8.self)
      let reading = read(
        definition,
        in: rest,
        wasAsked: wasAsked,
        today: today,
        options: options(definition)
      )
      guard case .value(let value, let found) = reading, !found.isEmpty else { break }
      let range = found.lowerBound + start..<found.upperBound + start
      start = range.upperBound
      let pieces = whole.pieces.indices.filter { whole.pieces[$0].range.overlaps(range) }
      if let first = pieces.first, let last = pieces.last,
        isNegated(first..<last + 1, in: whole)
      {
        hasNegated = true
      } else if !values.contains(where: { $0.0 == value }) {
        values.append((value, range))
      }
    }
    guard opener != nil || hasNegated else { return [] }
    return values
  }
}
