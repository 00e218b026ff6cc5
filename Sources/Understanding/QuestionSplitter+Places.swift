import TextAnalysis

/// Where another question may begin: at signs, joining words and openings.
extension QuestionSplitter {
  /// A place where another question may begin.
  struct Place {
    /// How many words there are before it.
    var end: Int
    /// The first word of the part behind it, without joining words.
    var start: Int
    var sign: Sign
    var isAnnounced = false
    var isJoined = false
    var isOpened = false

    /// Places more likely to be the right ones are tried first.
    var rank: Int {
      var rank = isOpened ? 1 : 0
      if isAnnounced {
        rank += 8
      } else if sign == .question {
        rank += 6
      } else if sign != .none {
        rank += 4
      } else if isJoined {
        rank += 2
      }
      return rank
    }
  }

  /// What stands between two words.
  enum Sign {
    case none, comma, stop, question
  }

  /// The places in order where another question may begin.
  func places() -> [Place] {
    var text = utterance.text
    let signs = text.withUTF8 { bytes in
      tokens.indices.dropFirst().map { position in
        Self.sign(
          in: bytes,
          from: tokens[position - 1].range.upperBound,
          to: tokens[position].range.lowerBound
        )
      }
    }
    var places: [Place] = []
    for position in words.indices.dropFirst() {
      var place = Place(end: position, start: position, sign: signs[position - 1])
      place.start += length(.joiner, place.start)
      place.isJoined = place.start > position
      let announcement = length(.announcement, position)
      if announcement > 0 { place.start = max(place.start, position + announcement) }
      let further = announcement > 0 ? 0 : length(.announcement, place.start)
      place.isAnnounced = announcement + further > 0
      place.start += further
      place.isOpened = length(.opener, place.start) > 0
      // The word behind a joining word begins no question of its own.
      let isBehindJoiner = places.last.map { $0.start > $0.end && position <= $0.start } ?? false
      if isBehindJoiner, !place.isAnnounced { continue }
      guard place.start < words.count,
        place.isAnnounced || place.isJoined || place.isOpened || place.sign != .none
      else { continue }
      let isWithinSentence = place.sign == .none || place.sign == .comma
      if isWithinSentence, !place.isAnnounced, isAlternative(position) { continue }
      places.append(place)
    }
    return places
  }

  func length(_ role: QuestionWords.Role, _ position: Int) -> Int {
    vocabulary.length(of: role, in: words, at: position)
  }

  /// Whether a word stands at or right behind an "or": both are possibilities of one question.
  private func isAlternative(_ position: Int) -> Bool {
    length(.alternative, position) > 0
      || (1...2).contains { length(.alternative, position - $0) == $0 }
  }

  func hasOpener(_ range: Range<Int>) -> Bool {
    range.contains { length(.opener, $0) > 0 }
  }

  /// The strongest sign between two words.
  private static func sign(
    in bytes: UnsafeBufferPointer<UInt8>,
    from start: Int,
    to end: Int
  ) -> Sign {
    guard start < end else { return .none }
    var sign = Sign.none
    for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
      switch scalar {
      case "?", "؟": return .question
      case ".", "!", "…", "\n", "\r": sign = .stop
      case ",", ";", ":", "،", "؛", "+", "&", "/", "(", ")", "–", "—":
        if sign == .none { sign = .comma }
      default: break
      }
    }
    return sign
  }
}
