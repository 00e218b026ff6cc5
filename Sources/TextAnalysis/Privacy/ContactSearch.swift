/// Finds e-mail addresses, telephone numbers, numbers of parcels and British postcodes.
///
/// Rather too many than too few: what is hidden for nothing costs little.
struct ContactSearch {
  private let text: PrivateText
  private let groups: [Range<Int>]

  init(_ text: PrivateText) {
    self.text = text
    groups = text.digitGroups()
  }

  // MARK: E-mail

  /// Addresses: what stands around an `@` without blanks, with a dot in the domain.
  ///
  /// *Source*: RFC 5322, dot-atom, and RFC 6531 for letters of any script. *Difference from the
  /// source*: no quoted names and no address literals.
  func emails() -> [Range<Int>] {
    var found: [Range<Int>] = []
    for at in 0..<text.count where text.value(at) == 0x40 {
      let floor = found.last?.upperBound ?? 0
      var start = at
      while start > floor, isLocal(start - 1) { start -= 1 }
      while start < at, !text.isAlphanumeric(start), text.value(start) != 0x5F { start += 1 }
      var end = at + 1
      while text.isAlphanumeric(end) || text.value(end) == 0x2E || text.value(end) == 0x2D {
        end += 1
      }
      while end > at + 1, !text.isAlphanumeric(end - 1) { end -= 1 }
      let hasDot = (at + 1..<end).dropFirst().contains { text.value($0) == 0x2E }
      if start < at, hasDot { found.append(start..<end) }
    }
    return found
  }

  private func isLocal(_ position: Int) -> Bool {
    if text.isAlphanumeric(position) { return true }
    switch text.value(position) {
    // ! # $ % & ' * + - . = ^ _ ` { | } ~
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x3D, 0x5E...0x60, 0x7B...0x7E: return true
    default: return false
    }
  }

  // MARK: Telephone

  /// Numbers of ITU-T E.164 and national ones, in any usual grouping.
  func phones() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < groups.count {
      guard let last = lastGroup(from: index) else {
        index += 1
        continue
      }
      var start = groups[index].lowerBound
      while start > 0, text.value(start - 1) == 0x2B || text.value(start - 1) == 0x28 {
        start -= 1
      }
      found.append(start..<groups[last].upperBound)
      index = last + 1
    }
    return found
  }

  /// The last group of the longest telephone number that begins with a group.
  private func lastGroup(from first: Int) -> Int? {
    let start = groups[first].lowerBound
    var sign = text.value(start - 1)
    if sign == 0x20, text.value(start - 2) == 0x2B { sign = 0x2B }
    if sign == 0x28, text.value(start - 2) == 0x2B { sign = 0x2B }
    guard !text.isLetter(start - 1), !isDate(from: first) else { return nil }
    var count = 0
    var sizes: [Int] = []
    var best: Int?
    for last in first..<groups.count {
      if last > first, !isGap(groups[last - 1].upperBound..<groups[last].lowerBound) { break }
      count += groups[last].count
      if count > 17 { break }
      sizes.append(groups[last].count)
      let end = groups[last].upperBound
      guard !text.isLetter(end), isNumber(sizes, count, start, sign) else { continue }
      if sign != 0x2B, text.isAmount(groups[first].lowerBound..<end) { continue }
      best = last
    }
    return best
  }

  private func isNumber(_ sizes: [Int], _ count: Int, _ start: Int, _ sign: UInt32) -> Bool {
    if sign == 0x2B { return (8...15).contains(count) }
    if sign == 0x28 { return (9...13).contains(count) }
    switch text.value(start) {
    case 0x30 where text.value(start + 1) == 0x30: return (9...17).contains(count)
    case 0x30: return (9...12).contains(count)
    case 0x37 where count == 11, 0x38 where count == 11: return true
    default: break
    }
    if sizes.count == 1 { return (9...11).contains(count) }
    return (9...11).contains(count) && sizes.count >= 3
      && (sizes.dropFirst().allSatisfy { (2...4).contains($0) })
      && (sizes[0] == 1 || sizes[0] == 3)
  }

  private func isGap(_ range: Range<Int>) -> Bool {
    (1...3).contains(range.count)
      && range.allSatisfy { [0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F].contains(text.value($0)) }
  }

  /// Whether three groups are a day of the calendar: 15.11.2026, 2026-11-15.
  private func isDate(from first: Int) -> Bool {
    guard first + 2 < groups.count else { return false }
    let sizes = (first...first + 2).map { groups[$0].count }
    let left = groups[first].upperBound
    let right = groups[first + 1].upperBound
    guard [0x2E, 0x2F, 0x2D].contains(text.value(left)), text.value(left) == text.value(right),
      groups[first + 1].lowerBound == left + 1, groups[first + 2].lowerBound == right + 1
    else { return false }
    return (sizes[0] <= 2 && sizes[1] <= 2 && (sizes[2] == 2 || sizes[2] == 4))
      || (sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2)
  }

  // MARK: Parcels

  /// Long runs of letters and digits, at least eight of them digits, or twelve digits and more.
  ///
  /// *Source*: UPU S10 has 13 characters of which nine are digits; carriers have up to 30.
  func trackingNumbers() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var position = 0
    while position < text.count {
      guard isCode(position) else {
        position += 1
        continue
      }
      var end = position
      var digits = 0
      while isCode(end) {
        digits += text.isDigit(end) ? 1 : 0
        end += 1
      }
      let range = position..<end
      let isMixed = digits < range.count && digits >= 8 && (10...34).contains(range.count)
      if (isMixed || digits == range.count && (12...34).contains(digits)),
        !text.isLetter(position - 1), !text.isLetter(end)
      {
        found.append(range)
      }
      position = end
    }
    return found
  }

  private func isCode(_ position: Int) -> Bool {
    text.isDigit(position) || (0x61...0x7A).contains(text.value(position))
  }

  // MARK: Postcodes

  /// Postcodes of the United Kingdom with their blank: SW1A 1AA (BS 7666-2).
  func postcodes() -> [Range<Int>] {
    var found: [Range<Int>] = []
    for group in groups where group.count == 1 {
      // The inward part: a digit and two letters, behind a blank.
      let inward = group.lowerBound
      guard isLatin(inward + 1), isLatin(inward + 2), !text.isAlphanumeric(inward + 3),
        text.value(inward - 1) == 0x20
      else { continue }
      var start = inward - 1
      while isCode(start - 1) { start -= 1 }
      let outward = start..<inward - 1
      guard (2...4).contains(outward.count), isLatin(start), !text.isLetter(start - 1),
        outward.dropFirst().prefix(2).contains(where: text.isDigit)
      else { continue }
      found.append(start..<inward + 3)
    }
    return found
  }

  private func isLatin(_ position: Int) -> Bool { (0x61...0x7A).contains(text.value(position)) }
}
