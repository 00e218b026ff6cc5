import Content

// Amounts, quantities and sizes.

extension SlotReader {
  // MARK: Numbers in words

  /// The number at a piece, in digits or in words up to a hundred.
  func number(at index: Int, in line: WrittenLine) -> (value: Int, end: Int)? {
    if let value = line.digits(index, 1...9) { return (value, index + 1) }
    guard let found = vocabulary.numbers.longest(at: index, in: line) else { return nil }
    guard (20...90).contains(found.value) else { return found }
    var next = found.end
    if line.isMark(next, "-") { next += 1 }
    if let joint = vocabulary.joints.longest(at: next, in: line) { next = joint.end }
    if let unit = vocabulary.numbers.longest(at: next, in: line), (1...9).contains(unit.value) {
      return (found.value + unit.value, unit.end)
    }
    return found
  }

  /// The ordinal number at a piece: "second", "twenty-first", "3rd", "2-й".
  func ordinal(at index: Int, in line: WrittenLine) -> (value: Int, end: Int)? {
    if let found = vocabulary.ordinals.longest(at: index, in: line) { return found }
    if let tens = vocabulary.numbers.longest(at: index, in: line),
      tens.value == 20 || tens.value == 30
    {
      let next = line.isMark(tens.end, "-") ? tens.end + 1 : tens.end
      if let unit = vocabulary.ordinals.longest(at: next, in: line), unit.value < 10 {
        return (tens.value + unit.value, unit.end)
      }
    }
    guard let value = line.digits(index, 1...2), let end = endOfEnding(after: index, in: line)
    else { return nil }
    return (value, end)
  }

  /// The end of the ending that makes digits an ordinal, as in 3rd, 2-го, 12'si; nil without one.
  func endOfEnding(after index: Int, in line: WrittenLine) -> Int? {
    var next = index + 1
    if line.isMark(next, "-", "'"), line[next]?.isSpaced == false { next += 1 }
    guard let piece = line[next], !piece.isSpaced, piece.kind == .word else { return nil }
    return vocabulary.numberEndings.longest(at: next, in: line)?.end
  }

  // MARK: Quantity

  func quantity(in line: WrittenLine, _ range: ClosedRange<Int>) -> SlotReading {
    var found: (value: Int, range: Range<Int>)?
    var index = 0
    while index < line.pieces.count {
      guard let number = number(at: index, in: line) else {
        index += 1
        continue
      }
      let bytes = line.range(index..<number.end)
      // A number that hangs on something is a code, a size or half of a fraction.
      if isFraction(number.end, in: line) {
        return .invalid(.notWhole, range: line.range(index..<number.end + 2))
      }
      if isNegative(index, in: line) {
        return .invalid(.tooSmall, range: line.range(index - 1..<number.end))
      }
      let isPart = line[index]?.kind == .number && isTied(index - 1, index, in: line)
      index = number.end
      if isPart { continue }
      if let found, found.value != number.value { return .none }
      if found == nil { found = (number.value, bytes) }
    }
    if found == nil, let article = bareArticle(in: line) { found = (1, article) }
    guard let found else {
      let isHuge = line.pieces.first { $0.kind == .number && $0.form.utf8.count > 9 }
      return isHuge.map { .invalid(.tooLarge, range: $0.range) } ?? .none
    }
    if found.value < range.lowerBound { return .invalid(.tooSmall, range: found.range) }
    if found.value > range.upperBound { return .invalid(.tooLarge, range: found.range) }
    return .value(.number(found.value), range: found.range)
  }

  /// Whether decimals follow where a number ends: 1.5.
  private func isFraction(_ end: Int, in line: WrittenLine) -> Bool {
    line.isMark(end, ".", ",") && line[end]?.isSpaced == false
      && line[end + 1]?.kind == .number && line[end + 1]?.isSpaced == false
  }

  private func isNegative(_ index: Int, in line: WrittenLine) -> Bool {
    line.isMark(index - 1, "-") && line[index]?.isSpaced == false
      && (index < 2 || line[index - 1]?.isSpaced == true)
  }

  /// Whether two pieces are written together, as in A-10432 or L42.
  private func isTied(_ left: Int, _ right: Int, in line: WrittenLine) -> Bool {
    guard let first = line[left], let second = line[right], !second.isSpaced else { return false }
    if first.isWordLike { return first.form != "x" && first.form != "х" }
    return first.form == "-" && !first.isSpaced && line[left - 1]?.isWordLike == true
  }

  /// "o bucată", "un": an article that answers how many, in a line that is hardly more.
  private func bareArticle(in line: WrittenLine) -> Range<Int>? {
    guard line.pieces.count <= 2, line.pieces.allSatisfy({ $0.kind == .word }),
      let article = vocabulary.articles.longest(at: 0, in: line)
    else { return nil }
    return line.range(0..<article.end)
  }

  // MARK: Amount

  func isCurrency(at index: Int, in line: WrittenLine) -> Bool {
    currencyCode(at: index, in: line) != nil
  }

  private func currencyCode(at index: Int, in line: WrittenLine) -> (code: String, end: Int)? {
    guard let piece = line[index] else { return nil }
    if piece.kind == .mark || piece.kind == .symbol {
      return Self.signs[piece.form].map { ($0, index + 1) }
    }
    guard let found = vocabulary.currencies.longest(at: index, in: line) else { return nil }
    return (found.value, found.end)
  }

  private static let signs = [
    "$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₸": "KZT", "¥": "JPY",
  ]

  /// Reads money; without a currency, when it was asked for, in the shop's own.
  func amount(in line: WrittenLine, _ text: String, wasAsked: Bool) -> SlotReading {
    var bare: (text: String, range: Range<Int>)?
    var count = 0
    var index = 0
    while index < line.pieces.count {
      guard let written = written(at: index, in: line) else {
        index += 1
        continue
      }
      let before = index > 0 ? currency(before: index, in: line) : nil
      let after = currencyCode(at: written.end, in: line)
      if let code = after?.code ?? before?.code {
        let range = line.range((before?.start ?? index)..<(after?.end ?? written.end))
        return money(written.text, code, range)
      }
      let isTied = isTied(index - 1, index, in: line)
      if !isTied {
        count += 1
        if bare == nil { bare = (written.text, line.range(index..<written.end)) }
      }
      index = written.end
    }
    guard wasAsked, let bare, count == 1 else { return .none }
    return money(bare.text, currency, bare.range)
  }

  private func money(_ text: String, _ code: String, _ range: Range<Int>) -> SlotReading {
    guard let number = DecimalNumber(text), number.fractionDigits <= 2 else {
      return .invalid(.amount, range: range)
    }
    return .value(.amount(number, currency: code), range: range)
  }

  private func currency(before index: Int, in line: WrittenLine) -> (code: String, start: Int)? {
    for start in stride(from: index - 1, through: max(index - 3, 0), by: -1) {
      if let found = currencyCode(at: start, in: line), found.end == index {
        return (found.code, start)
      }
    }
    return nil
  }

  /// A number with groups and decimals, or in words, as DecimalNumber reads it.
  private func written(at index: Int, in line: WrittenLine) -> (text: String, end: Int)? {
    guard let first = line[index] else { return nil }
    guard first.kind == .number else {
      return number(at: index, in: line).map { (String($0.value), $0.end) }
    }
    var groups = [first.form]
    var signs: [String] = []
    var next = index + 1
    while let piece = line[next] {
      if piece.kind == .number, piece.isSpaced, piece.form.utf8.count == 3,
        first.form.utf8.count <= 3, signs.allSatisfy({ $0 == " " })
      {
        groups.append(piece.form)
        signs.append(" ")
        next += 1
      } else if line.isMark(next, ".", ",", "'"), !piece.isSpaced,
        let following = line[next + 1], following.kind == .number, !following.isSpaced
      {
        groups.append(following.form)
        signs.append(piece.form)
        next += 2
      } else {
        break
      }
    }
    // "50,-" and "50.00".
    guard let lastSign = signs.last, let last = groups.last else { return (first.form, next) }
    let isDecimal =
      lastSign != " " && lastSign != "'"
      && (last.utf8.count != 3 || first.form == "0") && signs.count { $0 == lastSign } == 1
    let whole = (isDecimal ? groups.dropLast() : groups[...]).joined()
    return (isDecimal ? "\(whole).\(last)" : whole, next)
  }

  // MARK: Size

  func size(in line: WrittenLine, wasAsked: Bool) -> SlotReading {
    var found: [(value: String, range: Range<Int>, isNamed: Bool)] = []
    var invalid: Range<Int>?
    var index = 0
    while index < line.pieces.count {
      let isNamed = isSizeName(before: index, in: line)
      if let size = lettered(at: index, in: line) {
        let isAlone = line.pieces[index..<size.end].contains {
          $0.form.hasSuffix("xl") || $0.form.hasSuffix("xs")
        }
        let named = isNamed || isSizeName(after: size.end, in: line)
        if !isTied(index - 1, index, in: line) {
          found.append((size.value, line.range(index..<size.end), named || isAlone))
        }
        index = size.end
      } else if let number = numbered(at: index, in: line) {
        let named = isNamed || isSizeName(after: number.end, in: line)
        let range = line.range(index..<number.end)
        let isForeign = isForeignSize(around: index..<number.end, in: line)
        if isTied(index - 1, index, in: line) && !named {
          index = number.end
          continue
        }
        if (160...700).contains(number.tenths), !isForeign {
          let rest = number.tenths % 10
          let value = rest == 0 ? "\(number.tenths / 10)" : "\(number.tenths / 10).\(rest)"
          found.append((value, range, named))
        } else {
          invalid = invalid ?? range
        }
        index = number.end
      } else {
        index += 1
      }
    }
    let named = found.filter(\.isNamed)
    let chosen = named.isEmpty ? (wasAsked ? found : []) : named
    if let first = chosen.first, Set(chosen.map(\.value)).count == 1 {
      return .value(.text(first.value), range: first.range)
    }
    guard wasAsked, chosen.isEmpty, let invalid else { return .none }
    return .invalid(.size, range: invalid)
  }

  private func lettered(at index: Int, in line: WrittenLine) -> (value: String, end: Int)? {
    // Lone letters are sizes only as words of their own: not the s of "it's".
    guard let piece = line[index] else { return nil }
    if piece.kind == .word, line.isMark(index - 1, "'"), !piece.isSpaced { return nil }
    return vocabulary.sizes.longest(at: index, in: line)
  }

  /// A European number in tenths: 42, 38.5, 38½.
  private func numbered(at index: Int, in line: WrittenLine) -> (tenths: Int, end: Int)? {
    guard let whole = line.digits(index, 1...3) else { return nil }
    if line.isMark(index + 1, ".", ","), line[index + 1]?.isSpaced == false,
      let rest = line.digits(index + 2, 1...1), line[index + 2]?.isSpaced == false
    {
      return (whole * 10 + rest, index + 3)
    }
    if line[index + 1]?.form == "½" { return (whole * 10 + 5, index + 2) }
    if let half = line.digits(index + 1, 1...1), half == 1, line.isMark(index + 2, "/"),
      line.digits(index + 3, 1...1) == 2
    {
      return (whole * 10 + 5, index + 4)
    }
    return (whole * 10, index + 1)
  }

  private func isSizeName(before index: Int, in line: WrittenLine) -> Bool {
    for start in stride(from: index - 1, through: max(index - 3, 0), by: -1) where start >= 0 {
      if let name = vocabulary.sizeNames.longest(at: start, in: line) {
        // "size is M", "size: M".
        let between = line.pieces[min(name.end, index)..<index]
        return between.allSatisfy {
          $0.kind == .mark || ($0.kind == .word && $0.form.utf8.count <= 4)
        }
      }
    }
    return false
  }

  private func isSizeName(after index: Int, in line: WrittenLine) -> Bool {
    vocabulary.sizeNames.longest(at: index, in: line) != nil
  }

  private func isForeignSize(around range: Range<Int>, in line: WrittenLine) -> Bool {
    [range.lowerBound - 1, range.upperBound].contains { index in
      ["uk", "us", "usa"].contains(line[index]?.form ?? "")
    }
  }
}
