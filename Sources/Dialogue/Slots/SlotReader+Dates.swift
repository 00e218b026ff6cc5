import Content
import TextAnalysis

// Days, as they are written and as they are spoken of.

extension SlotReader {
  /// A day as it was found, before it is held against the slot's limits.
  private enum FoundDay {
    case day(ContentDate)
    /// A day of a year that was not written.
    case monthAndDay(month: Int, day: Int)
    /// A day of the week without a word that places it.
    case weekday(Int)
    case dayOfMonth(Int)
    case noSuchDay
  }

  private struct DaySpan {
    let day: FoundDay
    let end: Int
    /// Whether it can be nothing but a day, wherever it stands.
    let isEvident: Bool

    init(_ day: FoundDay, _ end: Int, isEvident: Bool = true) {
      self.day = day
      self.end = end
      self.isEvident = isEvident
    }
  }

  /// Reads a day, relative ones as seen from today.
  ///
  /// A year that is not written is the one that brings the day nearest to today within the slot's
  /// limits. Weekdays are the next one, or the last one for days of the past; today's own is a week
  /// away, since today has a name of its own.
  func date(
    in line: WrittenLine,
    _ question: Question,
    _ range: SlotDefinition.DateRange
  ) -> SlotReading {
    var problem: (SlotProblem, Range<Int>)?
    var index = 0
    while index < line.pieces.count {
      guard let found = day(at: index, in: line, question.today) else {
        index += 1
        continue
      }
      let bytes = line.range(index..<found.end)
      index = found.end
      guard found.isEvident || question.wasAsked else { continue }
      guard let day = resolved(found.day, question.today, range) else {
        problem = problem ?? (.noSuchDay, bytes)
        continue
      }
      switch range {
      case .past where day > question.today: problem = problem ?? (.notPast, bytes)
      case .future where day < question.today: problem = problem ?? (.notFuture, bytes)
      default: return .value(.date(day), range: bytes)
      }
    }
    if problem == nil, question.wasAsked, let found = bareDay(in: line) {
      guard let day = resolved(.dayOfMonth(found.day), question.today, range) else {
        return .invalid(.noSuchDay, range: found.range)
      }
      return .value(.date(day), range: found.range)
    }
    return problem.map { .invalid($0.0, range: $0.1) } ?? .none
  }

  private func resolved(
    _ found: FoundDay,
    _ today: ContentDate,
    _ range: SlotDefinition.DateRange
  ) -> ContentDate? {
    switch found {
    case .day(let day): return day
    case .noSuchDay: return nil
    case .weekday(let weekday):
      return range == .past ? last(weekday, before: today) : next(weekday, after: today)
    case .monthAndDay(let month, let day):
      // 29 February may be four years away.
      let days = (-4...4).compactMap {
        ContentDate(year: today.year + $0, month: month, ofMonth: day)
      }
      return nearest(days, today, range)
    case .dayOfMonth(let day):
      let days = (-2...2).compactMap { offset -> ContentDate? in
        let count = today.year * 12 + today.month - 1 + offset
        return ContentDate(year: count / 12, month: count % 12 + 1, ofMonth: day)
      }
      return nearest(days, today, range)
    }
  }

  private func nearest(
    _ days: [ContentDate],
    _ today: ContentDate,
    _ range: SlotDefinition.DateRange
  ) -> ContentDate? {
    let fitting = days.filter {
      switch range {
      case .any: true
      case .past: $0 <= today
      case .future: $0 >= today
      }
    }
    func distance(_ day: ContentDate) -> Int { abs(day.dayNumber - today.dayNumber) }
    return fitting.min { (distance($0), $0) < (distance($1), $1) }
  }

  private func next(_ weekday: Int, after today: ContentDate) -> ContentDate {
    let days = (weekday - today.weekday.number + 7) % 7
    return today.adding(days: days == 0 ? 7 : days)
  }

  private func last(_ weekday: Int, before today: ContentDate) -> ContentDate {
    let days = (today.weekday.number - weekday + 7) % 7
    return today.adding(days: days == 0 ? -7 : -days)
  }

  private func day(at index: Int, in line: WrittenLine, _ today: ContentDate) -> DaySpan? {
    guard line[index]?.isWordLike == true else { return nil }
    return numericDay(at: index, in: line) ?? namedDay(at: index, in: line)
      ?? relativeDay(at: index, in: line, today) ?? weekday(at: index, in: line, today)
  }

  // MARK: In digits

  /// 12.03.2026, 12/3, 2026-03-12: the day before the month unless only the other way is a date.
  private func numericDay(at index: Int, in line: WrittenLine) -> DaySpan? {
    guard let first = line.digits(index, 1...4),
      line[index - 1].map(isInNumber) != true || line[index]?.isSpaced == true
    else { return nil }
    func separator(_ position: Int) -> String? {
      guard let piece = line[position], piece.kind == .mark,
        [".", "/", "-"].contains(piece.form), !piece.isSpaced
      else { return nil }
      return piece.form
    }
    let width = line[index]?.form.utf8.count ?? 0
    guard width != 3 else { return nil }
    guard let sign = separator(index + 1) else { return blankDay(at: index, in: line) }
    guard let second = line.digits(index + 2, 1...2) else { return nil }
    if separator(index + 3) == sign, let third = line.digits(index + 4, 1...4),
      !isTailOfNumber(index + 5, in: line)
    {
      let thirdWidth = line[index + 4]?.form.utf8.count ?? 0
      if width == 4, thirdWidth <= 2 {
        return DaySpan(full(first, second, third), index + 5)
      }
      guard width <= 2, thirdWidth == 2 || thirdWidth == 4 else { return nil }
      let year = thirdWidth == 2 ? 2000 + third : third
      let isMonthFirst = second > 12 && first <= 12
      let day = isMonthFirst ? full(year, first, second) : full(year, second, first)
      return DaySpan(day, index + 5)
    }
    guard width <= 2, !isTailOfNumber(index + 3, in: line) else { return nil }
    let (day, month) = second > 12 && first <= 12 ? (second, first) : (first, second)
    guard (1...12).contains(month), ContentDate(year: 2024, month: month, ofMonth: day) != nil
    else {
      guard line[index + 2]?.isSpaced == false else { return nil }
      return DaySpan(.noSuchDay, index + 3, isEvident: false)
    }
    return DaySpan(.monthAndDay(month: month, day: day), index + 3, isEvident: false)
  }

  private func isInNumber(_ piece: WrittenLine.Piece) -> Bool {
    piece.kind == .number || [".", "/", "-", ",", "+", "$", "€", "£"].contains(piece.form)
  }

  private func isTailOfNumber(_ index: Int, in line: WrittenLine) -> Bool {
    guard let piece = line[index], !piece.isSpaced else { return false }
    if [".", ",", "/", "-"].contains(piece.form) {
      return line[index + 1]?.kind == .number && line[index + 1]?.isSpaced == false
    }
    return piece.kind == .number
  }

  /// 12 03 2026.
  private func blankDay(at index: Int, in line: WrittenLine) -> DaySpan? {
    guard let day = line.digits(index, 1...2), let month = line.digits(index + 1, 1...2),
      let year = line.digits(index + 2, 4...4), (1...12).contains(month),
      (1900...2100).contains(year)
    else { return nil }
    return DaySpan(full(year, month, day), index + 3)
  }

  private func full(_ year: Int, _ month: Int, _ day: Int) -> FoundDay {
    ContentDate(year: year, month: month, ofMonth: day).map { .day($0) } ?? .noSuchDay
  }

  // MARK: With the name of a month

  private func namedDay(at index: Int, in line: WrittenLine) -> DaySpan? {
    if let day = dayNumber(at: index, in: line) {
      var next = day.end
      if line.isMark(next, ".", "-"), line[next]?.isSpaced == false { next += 1 }
      for _ in 0..<2 {
        if let joint = vocabulary.joints.longest(at: next, in: line) { next = joint.end }
      }
      guard let month = month(at: next, in: line), !isMore(month, in: line) else { return nil }
      return dated(month.value, day.value, after: month.end, in: line)
    }
    // "March 12th"; "mai 2" is "2 more" rather than a day of May.
    guard language != .romanian, let month = month(at: index, in: line) else { return nil }
    var next = month.end
    for _ in 0..<2 {
      if line.isMark(next, "'", ".", ",") { next += 1 }
      if let joint = vocabulary.joints.longest(at: next, in: line) { next = joint.end }
    }
    guard let day = dayNumber(at: next, in: line) else { return nil }
    let span = dated(month.value, day.value, after: day.end, in: line)
    let isModal = language == .english && month.value == 5 && day.end == next + 1
    return DaySpan(span.day, span.end, isEvident: !isModal)
  }

  /// Whether "mai" is the Romanian "more": another word follows it that no date goes on with.
  private func isMore(_ month: (value: Int, end: Int), in line: WrittenLine) -> Bool {
    guard language == .romanian, month.value == 5, line[month.end - 1]?.form == "mai" else {
      return false
    }
    guard let following = line[month.end], following.kind == .word else { return false }
    return ["mult", "multe", "mulți", "multi", "mari", "mici", "mare", "mic", "bune", "ieftine"]
      .contains(following.form)
  }

  private func dayNumber(at index: Int, in line: WrittenLine) -> (value: Int, end: Int)? {
    if let found = ordinal(at: index, in: line), (1...31).contains(found.value) { return found }
    if let value = line.digits(index, 1...2), (1...39).contains(value),
      !(line[index]?.isSpaced == false && line[index - 1].map(isInNumber) == true)
    {
      return (value, index + 1)
    }
    guard line[index]?.kind == .word, language == .romanian || language == .turkish,
      let found = number(at: index, in: line), (2...31).contains(found.value)
    else { return nil }
    return found
  }

  private func month(at index: Int, in line: WrittenLine) -> (value: Int, end: Int)? {
    inflected(at: index, in: line, vocabulary.months)
  }

  /// A word of a table, also with a Turkish ending: cumaya, Mart'ta.
  private func inflected(
    at index: Int,
    in line: WrittenLine,
    _ table: PhraseTable<Int>
  ) -> (value: Int, end: Int)? {
    if let found = table.longest(at: index, in: line) { return found }
    guard language == .turkish, let piece = line[index], piece.kind == .word else { return nil }
    for ending in SlotVocabulary.turkishEndings where piece.form.hasSuffix(ending) {
      let stem = String(piece.form.dropLast(ending.count))
      guard stem.utf8.count >= 3 else { continue }
      if let value = table.exact(stem) { return (value, index + 1) }
    }
    return nil
  }

  private func dated(_ month: Int, _ day: Int, after end: Int, in line: WrittenLine) -> DaySpan {
    var next = end
    while next < end + 2, line.isMark(next, ",", ".", "'") { next += 1 }
    if let year = line.digits(next, 4...4), (1900...2199).contains(year) {
      return DaySpan(full(year, month, day), next + 1)
    }
    if line.isMark(end, "'"), let year = line.digits(next, 2...2) {
      return DaySpan(full(2000 + year, month, day), next + 1)
    }
    guard ContentDate(year: 2024, month: month, ofMonth: day) != nil else {
      return DaySpan(.noSuchDay, end)
    }
    return DaySpan(.monthAndDay(month: month, day: day), end)
  }

  // MARK: As seen from today

  private func relativeDay(
    at index: Int,
    in line: WrittenLine,
    _ today: ContentDate
  ) -> DaySpan? {
    if let found = distance(at: index, in: line, today) { return found }
    guard let found = vocabulary.days.longest(at: index, in: line) else { return nil }
    // "I need it today" says nothing of the day that is asked about later.
    return DaySpan(.day(today.adding(days: found.value)), found.end, isEvident: found.value != 0)
  }

  /// "3 days ago", "in two weeks", "неделю назад", "قبل يومين".
  private func distance(
    at index: Int,
    in line: WrittenLine,
    _ today: ContentDate
  ) -> DaySpan? {
    var start = index
    var sign = 0
    for place in vocabulary.places.all(at: index, in: line) {
      if place.value == .agoBefore { (sign, start) = (-1, place.end) }
      if place.value == .inBefore { (sign, start) = (1, place.end) }
      if sign != 0, let found = span(at: start, in: line) {
        return moved(today, by: sign * found.count, found.unit, found.end)
      }
      (sign, start) = (0, index)
    }
    guard let found = span(at: start, in: line) else { return nil }
    for place in vocabulary.places.all(at: found.end, in: line) {
      switch place.value {
      case .agoAfter: return moved(today, by: -found.count, found.unit, place.end)
      case .inAfter: return moved(today, by: found.count, found.unit, place.end)
      default: break
      }
    }
    return nil
  }

  private func span(
    at index: Int,
    in line: WrittenLine
  ) -> (count: Int, unit: SlotVocabulary.Unit, end: Int)? {
    var count = 1
    var next = index
    if let number = number(at: index, in: line), number.value <= 400 {
      (count, next) = number
      if let of = line[next]?.form, of == "de" || of == "of" { next += 1 }
    } else if let article = vocabulary.articles.longest(at: index, in: line) {
      next = article.end
    }
    guard let span = vocabulary.spans.longest(at: next, in: line) else { return nil }
    return (count * span.value.count, span.value.unit, span.end)
  }

  private func moved(
    _ today: ContentDate,
    by count: Int,
    _ unit: SlotVocabulary.Unit,
    _ end: Int
  ) -> DaySpan {
    let day =
      switch unit {
      case .day: today.adding(days: count)
      case .week: today.adding(days: 7 * count)
      case .month: today.adding(months: count)
      case .year: today.adding(months: 12 * count)
      }
    return DaySpan(.day(day), end)
  }

  private func weekday(
    at index: Int,
    in line: WrittenLine,
    _ today: ContentDate
  ) -> DaySpan? {
    let before = vocabulary.places.all(at: index, in: line)
    for place in before where place.value == .last || place.value == .next {
      if let found = inflected(at: place.end, in: line, vocabulary.weekdays) {
        return DaySpan(placed(found.value, place.value, today), found.end)
      }
    }
    guard let found = inflected(at: index, in: line, vocabulary.weekdays) else { return nil }
    for place in vocabulary.places.all(at: found.end, in: line)
    where (place.value == .last || place.value == .next)
      && (language == .romanian || language == .arabic)
    {
      return DaySpan(placed(found.value, place.value, today), place.end)
    }
    return DaySpan(.weekday(found.value), found.end, isEvident: false)
  }

  private func placed(
    _ weekday: Int,
    _ place: SlotVocabulary.Place,
    _ today: ContentDate
  ) -> FoundDay {
    .day(place == .last ? last(weekday, before: today) : next(weekday, after: today))
  }

  /// "the 12th", "12 числа", "ayın 12'si": a line that names a day of the month and no more.
  private func bareDay(in line: WrittenLine) -> (day: Int, range: Range<Int>)? {
    let numbers = line.pieces.indices.filter { line[$0]?.kind == .number }
    guard line.pieces.count <= 6, numbers.count <= 1 else { return nil }
    for index in line.pieces.indices {
      if let found = ordinal(at: index, in: line), (1...31).contains(found.value) {
        return (found.value, line.range(index..<found.end))
      }
    }
    guard let index = numbers.first, let day = line.digits(index, 1...2), (1...31).contains(day),
      !line.isMark(index - 1, "-", "+"),
      line.pieces.indices.allSatisfy({ $0 == index || placesDay($0, in: line) })
    else { return nil }
    return (day, line.range(index..<index + 1))
  }

  /// Whether a piece says nothing but that a day is meant: a mark, "on", "pe", "يوم".
  private func placesDay(_ index: Int, in line: WrittenLine) -> Bool {
    guard line[index]?.kind == .word else { return line[index]?.kind == .mark }
    return vocabulary.joints.longest(at: index, in: line) != nil
      || vocabulary.places.longest(at: index, in: line) != nil
      || vocabulary.spans.longest(at: index, in: line)?.value.unit == .day
  }
}

extension Weekday {
  /// 1 for Monday to 7 for Sunday (ISO 8601).
  fileprivate var number: Int { index + 1 }
}
