/// Chooses the passage of a text that holds the most of a query: see `Snippet`.
struct PassageFinder {
  /// A stretch of the text, and whether a sentence is cut at its ends.
  struct Passage {
    var range: Range<Int>
    var startsInside = false
    var endsInside = false
  }

  /// A sentence, what was cut out of one too long, or a word.
  private struct Piece {
    var passage: Passage
    /// What the piece matches: positions in the query's groups.
    var groups: [Int]
    /// Whether it stands for a whole sentence too long to be one.
    var isCut = false

    var range: Range<Int> { passage.range }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let words: [Snippet.Word]
  /// What each group of the query is worth.
  private let weights: [Float]
  private let maximumLength: Int
  /// The number of scalars before each byte of the text, and before its end.
  private let scalarsBefore: [Int]

  init(
    bytes: UnsafeBufferPointer<UInt8>,
    words: [Snippet.Word],
    weights: [Float],
    maximumLength: Int
  ) {
    self.bytes = bytes
    self.words = words
    self.weights = weights
    self.maximumLength = maximumLength
    var count = 0
    var counts: [Int] = []
    counts.reserveCapacity(bytes.count + 1)
    for byte in bytes {
      counts.append(count)
      if byte & 0xC0 != 0x80 { count += 1 }
    }
    counts.append(count)
    scalarsBefore = counts
  }

  /// The best passage, or nil when the text has no words.
  func best() -> Passage? {
    let pieces = sentencePieces()
    guard !pieces.isEmpty else { return nil }
    let window = bestWindow(pieces) ?? 0..<1
    let first = pieces[window.lowerBound]
    if first.isCut { return first.passage }
    var end = window.upperBound
    while end < pieces.count, !pieces[end].isCut,
      length(first.range.lowerBound..<pieces[end].range.upperBound) <= maximumLength
    {
      end += 1
    }
    return Passage(range: first.range.lowerBound..<pieces[end - 1].range.upperBound)
  }

  /// The sentences that hold words, each too long one cut to its best part.
  private func sentencePieces() -> [Piece] {
    var pieces: [Piece] = []
    var firstWord = 0
    var start: Int?
    for sentence in SentenceSegmenter.sentences(in: bytes) {
      let lower = start ?? sentence.lowerBound
      var end = firstWord
      while end < words.count, words[end].range.lowerBound < sentence.upperBound { end += 1 }
      if end > firstWord, words[end - 1].range.upperBound > sentence.upperBound {
        // A price or a URL goes on behind what looked like an end.
        start = lower
        continue
      }
      start = nil
      if end > firstWord {
        pieces.append(piece(lower..<sentence.upperBound, words: firstWord..<end))
      }
      firstWord = end
    }
    return pieces
  }

  private func piece(_ sentence: Range<Int>, words range: Range<Int>) -> Piece {
    guard length(sentence) > maximumLength else {
      return Piece(
        passage: Passage(range: sentence),
        groups: words[range].flatMap(\.groups)
      )
    }
    let passage = cut(sentence, words: range)
    let held = words[range].filter {
      passage.range.lowerBound <= $0.range.lowerBound
        && $0.range.upperBound <= passage.range.upperBound
    }
    return Piece(passage: passage, groups: held.flatMap(\.groups), isCut: true)
  }

  /// The run of pieces that holds the most and fits, without what adds nothing at its end.
  ///
  /// Nil when nothing matches anywhere.
  private func bestWindow(_ pieces: [Piece]) -> Range<Int>? {
    var best: (window: Range<Int>, score: Float)?
    for start in pieces.indices where !pieces[start].groups.isEmpty {
      var held = [Bool](repeating: false, count: weights.count)
      var score: Float = 0
      for end in start..<pieces.count {
        if end > start {
          let whole = pieces[start].range.lowerBound..<pieces[end].range.upperBound
          let isJoined = !pieces[start].isCut && !pieces[end].isCut
          guard isJoined, length(whole) <= maximumLength else { break }
        }
        guard pieces[end].groups.contains(where: { !held[$0] }) else { continue }
        for group in pieces[end].groups { held[group] = true }
        // Summed in the order of the query, so that equal coverage gives equal scores.
        score = zip(weights, held).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        if score > best?.score ?? 0 { best = (start..<(end + 1), score) }
      }
    }
    return best?.window
  }

  /// Cuts the best part out of a sentence, between words, with some of what stands before it.
  private func cut(_ sentence: Range<Int>, words range: Range<Int>) -> Passage {
    let pieces = words[range].map { Piece(passage: Passage(range: $0.range), groups: $0.groups) }
    let window = bestWindow(pieces) ?? 0..<1
    var lower = window.lowerBound
    var upper = window.upperBound
    func span(_ lower: Int, _ upper: Int) -> Range<Int> {
      // The signs around the first and the last word come with them.
      let start = lower == 0 ? sentence.lowerBound : pieces[lower].range.lowerBound
      let end = upper == pieces.count ? sentence.upperBound : pieces[upper - 1].range.upperBound
      return start..<max(start, end)
    }
    let context = (maximumLength - length(span(lower, upper))) / 3
    let wanted = length(span(lower, upper)) + max(context, 0)
    while lower > 0, length(span(lower - 1, upper)) <= wanted { lower -= 1 }
    while upper < pieces.count, length(span(lower, upper + 1)) <= maximumLength { upper += 1 }
    while lower > 0, length(span(lower - 1, upper)) <= maximumLength { lower -= 1 }
    var passage = span(lower, upper)
    if length(passage) > maximumLength {
      let word = pieces[lower].range
      passage = word.lowerBound..<offset(maximumLength, after: word.lowerBound, in: sentence)
    }
    return Passage(
      range: passage,
      startsInside: passage.lowerBound > sentence.lowerBound,
      endsInside: passage.upperBound < sentence.upperBound
    )
  }

  /// The length of a stretch in Unicode scalars.
  private func length(_ range: Range<Int>) -> Int {
    scalarsBefore[range.upperBound] - scalarsBefore[range.lowerBound]
  }

  /// The byte offset a number of scalars behind a byte, or the end of the sentence.
  private func offset(_ count: Int, after start: Int, in sentence: Range<Int>) -> Int {
    var end = start
    while end < sentence.upperBound, scalarsBefore[end] - scalarsBefore[start] < count { end += 1 }
    while end < sentence.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
