import Retrieval

/// What a classifier looks at in an utterance: a sparse vector of three parts.
///
/// Words: stems, pairs of stems next to each other and one apart, and every two stems of the
/// utterance in whatever order. Letters: runs of two to four within words. Concepts: those of the
/// lexicon, every two of them, and each with every stem that is part of none. A feature counts
/// 1 + ln(tf), times its idf among the examples, and each part is brought to a length of its own,
/// so that none drowns the others.
struct UtteranceFeatures: Sendable {
  /// The features' numbers, and the idf of each as its weight.
  let table: FeatureTable
  let lexicon: Lexicon

  /// The parts of a vector, in the order in which they stand in it.
  enum Part: Int, Sendable {
    case words
    case letters
    case concepts

    /// The length the part is brought to.
    var length: Float { self == .concepts ? 0.9 : 1 }
  }

  /// A feature and its value.
  struct Entry: Sendable {
    var feature: UInt32
    var value: Float
  }

  /// Every two of at most so many words and concepts; longer utterances have enough without.
  private static let pairedWords = 24
  private static let letterRuns = 2...4

  var count: Int { table.count }

  init(lexicon: Lexicon = Lexicon()) {
    self.init(table: FeatureTable(), lexicon: lexicon)
  }

  init(table: FeatureTable, lexicon: Lexicon) {
    self.table = table
    self.lexicon = lexicon
  }

  /// Names one set of features; whoever holds it keeps another from being taken for it.
  fileprivate final class Owner: Sendable {}

  private let owner = Owner()

  /// The number of a feature, if examples have it.
  func number(of name: UInt64) -> UInt32? { table.number(of: name) }

  /// Memory for reading one utterance after another.
  struct Room: Sendable {
    fileprivate var counts: [UInt16] = []
    fileprivate var touched: [Entry] = []
    fileprivate var places = Places()
    var entries: [Entry] = []
    /// The runs of letters of words that were read before, end to end, by the numbers of the words.
    fileprivate var letterOwner: Owner?
    fileprivate var letterWords = FeatureTable()
    fileprivate var letterEnds: [Int] = []
    fileprivate var letters: [Entry] = []

    /// Counts a feature; the value is its idf.
    @inline(__always)
    fileprivate mutating func count(_ entry: Entry) {
      if counts[Int(entry.feature)] == 0 { touched.append(entry) }
      counts[Int(entry.feature)] &+= 1
    }

    fileprivate mutating func forgetLetters() {
      letterWords = FeatureTable()
      letterEnds = []
      letters = []
    }
  }

  /// Where words and concepts stand that are paired with each other.
  struct Places: Sendable {
    fileprivate struct Place: Sendable {
      var name: UInt64
      var first: Int
      var last: Int
      var isConcept = false
    }
    /// Words, each once.
    fileprivate var words: [Place] = []
    /// Concepts, each once.
    fileprivate var concepts: [Place] = []
    /// The utterance with concepts in the place of the words that name them.
    fileprivate var mixed: [Place] = []

    init() {}

    @inline(__always)
    fileprivate static func add(_ place: Place, to places: inout [Place], atMost limit: Int) {
      guard places.count < limit, !places.contains(where: { $0.name == place.name }) else {
        return
      }
      places.append(place)
    }
  }

  /// Puts the vector of an utterance into `room.entries`; what no example has is left out.
  func read(_ utterance: UtteranceWords, into room: inout Room) {
    if room.counts.count < count {
      room.counts = [UInt16](repeating: 0, count: count)
    }
    room.entries.removeAll(keepingCapacity: true)
    room.touched.removeAll(keepingCapacity: true)
    var places = Places()
    swap(&places, &room.places)
    forEachOfWords(in: utterance, &places) { name, _, _, _ in
      if let (feature, idf) = table.find(name) {
        room.count(Entry(feature: feature, value: idf))
      }
    }
    finish(.words, from: 0, &room)
    var first = room.entries.count
    if room.letterOwner !== owner || room.letters.count > Self.mostLetterRuns {
      room.forgetLetters()
      room.letterOwner = owner
    }
    for word in utterance.words where !word.isMarked {
      countLetters(of: word, in: utterance, &room)
    }
    finish(.letters, from: first, &room)
    first = room.entries.count
    forEachOfConcepts(in: utterance, &places) { name, _, _, _ in
      if let (feature, idf) = table.find(name) {
        room.count(Entry(feature: feature, value: idf))
      }
    }
    finish(.concepts, from: first, &room)
    swap(&places, &room.places)
  }

  /// Counts the runs of letters of a word, which are looked up when the word first occurs.
  private func countLetters(
    of word: UtteranceWords.Word,
    in utterance: UtteranceWords,
    _ room: inout Room
  ) {
    let name = utterance.arena.withUnsafeBufferPointer {
      FeatureHash.of(UnsafeBufferPointer(rebasing: $0[word.form]))
    }
    let number = Int(room.letterWords.add(name))
    if number == room.letterEnds.count {
      forEachLetterRun(of: word.form, in: utterance.arena) { name in
        guard let (feature, idf) = table.find(name) else { return }
        room.letters.append(Entry(feature: feature, value: idf))
      }
      room.letterEnds.append(room.letters.count)
    }
    for place in (number == 0 ? 0 : room.letterEnds[number - 1])..<room.letterEnds[number] {
      room.count(room.letters[place])
    }
  }

  /// With more runs of letters in memory they are given up.
  private static let mostLetterRuns = 200_000

  /// Turns the counts of a part into values.
  private func finish(_ part: Part, from first: Int, _ room: inout Room) {
    var sum: Float = 0
    for position in first..<room.touched.count {
      let feature = room.touched[position].feature
      let value = Self.frequency(room.counts[Int(feature)]) * room.touched[position].value
      room.counts[Int(feature)] = 0
      room.entries.append(Entry(feature: feature, value: value))
      sum += value * value
    }
    let scale = sum > 0 ? part.length / sum.squareRoot() : 0
    for position in first..<room.entries.count { room.entries[position].value *= scale }
  }

  /// 1 + ln of small counts, which are nearly all there are.
  private static func frequency(_ count: UInt16) -> Float {
    count == 1 ? 1 : 1 + BM25.logarithm(Float(count))
  }

  /// Sorts of features, so that a stem and a run of the same letters have two names.
  private enum Kind {
    static let pair: UInt64 = 1
    static let skip: UInt64 = 2
    static let anyPair: UInt64 = 3
    static let letters: UInt64 = 4
    static let concept: UInt64 = 5
    static let conceptPair: UInt64 = 6
    static let mixedPair: UInt64 = 7
  }

  /// Calls `body` with each feature of an utterance, its part, and the words it is made of.
  @inline(__always)
  func forEach(
    in utterance: UtteranceWords,
    _ places: inout Places,
    _ body: (_ name: UInt64, _ part: Part, _ first: Int, _ last: Int) -> Void
  ) {
    forEachOfWords(in: utterance, &places, body)
    for (position, word) in utterance.words.enumerated() where !word.isMarked {
      forEachLetterRun(of: word.form, in: utterance.arena) { name in
        body(name, .letters, position, position)
      }
    }
    forEachOfConcepts(in: utterance, &places, body)
  }

  @inline(__always)
  private func forEachOfWords(
    in utterance: UtteranceWords,
    _ places: inout Places,
    _ body: (_ name: UInt64, _ part: Part, _ first: Int, _ last: Int) -> Void
  ) {
    let words = utterance.words
    places.words.removeAll(keepingCapacity: true)
    for position in words.indices {
      let stem = words[position].stem
      body(stem, .words, position, position)
      if position + 1 < words.count {
        let name = FeatureHash.pair(stem, words[position + 1].stem, kind: Kind.pair)
        body(name, .words, position, position + 1)
      }
      if position + 2 < words.count {
        let name = FeatureHash.pair(stem, words[position + 2].stem, kind: Kind.skip)
        body(name, .words, position, position + 2)
      }
      let place = Places.Place(name: stem, first: position, last: position)
      Places.add(place, to: &places.words, atMost: Self.pairedWords)
    }
    Self.forEachPair(of: places.words, kind: Kind.anyPair) { body($0, .words, $1, $2) }
  }

  @inline(__always)
  private func forEachOfConcepts(
    in utterance: UtteranceWords,
    _ places: inout Places,
    _ body: (_ name: UInt64, _ part: Part, _ first: Int, _ last: Int) -> Void
  ) {
    let words = utterance.words
    for concept in utterance.concepts {
      // Where it stands is not known here, so it is no word's.
      let name = FeatureHash.pair(concept, 0, kind: Kind.concept)
      body(name, .concepts, words.count, words.count)
    }
    guard !lexicon.isEmpty else { return }
    findConcepts(in: words, &places) { name, first, last in
      body(FeatureHash.pair(name, 0, kind: Kind.concept), .concepts, first, last)
    }
    Self.forEachPair(of: places.concepts, kind: Kind.conceptPair) { body($0, .concepts, $1, $2) }
    for (position, one) in places.mixed.enumerated() {
      for other in places.mixed[(position + 1)...] where one.isConcept != other.isConcept {
        let name = FeatureHash.pair(
          one.isConcept ? one.name : other.name,
          one.isConcept ? other.name : one.name,
          kind: Kind.mixedPair
        )
        body(name, .concepts, one.first, other.last)
      }
    }
  }

  /// Finds all concepts, overlapping or not, and the utterance with the longest in their places.
  @inline(__always)
  private func findConcepts(
    in words: [UtteranceWords.Word],
    _ places: inout Places,
    _ body: (_ name: UInt64, _ first: Int, _ last: Int) -> Void
  ) {
    places.concepts.removeAll(keepingCapacity: true)
    places.mixed.removeAll(keepingCapacity: true)
    var covered = 0
    for first in words.indices {
      var longest: Places.Place?
      lexicon.forEachConcept(from: first, in: words) { concept, last in
        let name = lexicon.hashes[concept]
        body(name, first, last)
        let place = Places.Place(name: name, first: first, last: last, isConcept: true)
        Places.add(place, to: &places.concepts, atMost: Self.pairedWords)
        if last > longest?.last ?? -1 { longest = place }
      }
      guard first >= covered else { continue }
      let place = longest ?? Places.Place(name: words[first].stem, first: first, last: first)
      Places.add(place, to: &places.mixed, atMost: Self.pairedWords)
      covered = place.last + 1
    }
  }

  /// Calls `body` with the name of every two places, whatever their order.
  @inline(__always)
  private static func forEachPair(
    of places: [Places.Place],
    kind: UInt64,
    _ body: (_ name: UInt64, _ first: Int, _ last: Int) -> Void
  ) {
    for (position, one) in places.enumerated() {
      for other in places[(position + 1)...] {
        let (least, most) = (min(one.name, other.name), max(one.name, other.name))
        body(FeatureHash.pair(least, most, kind: kind), one.first, other.last)
      }
    }
  }

  /// Runs of letters of a word framed by spaces.
  @inline(__always)
  private func forEachLetterRun(
    of form: Range<Int>,
    in arena: [UInt8],
    _ body: (UInt64) -> Void
  ) {
    arena.withUnsafeBufferPointer { arena in
      // The frame stands at the positions before and behind the word.
      func byte(_ position: Int) -> UInt8 {
        form.contains(position) ? arena[position] : 0x20
      }
      let end = form.upperBound + 1
      var start = form.lowerBound - 1
      while start < end {
        var hash = FeatureHash.start
        var position = start
        var letters = 0
        while position < end, letters < Self.letterRuns.upperBound {
          repeat {
            hash = FeatureHash.append(byte(position), to: hash)
            position += 1
          } while position < end && byte(position) & 0xC0 == 0x80
          letters += 1
          if letters >= Self.letterRuns.lowerBound {
            body(FeatureHash.pair(hash, 0, kind: Kind.letters))
          }
        }
        repeat { start += 1 } while start < end && byte(start) & 0xC0 == 0x80
      }
    }
  }
}

extension UtteranceFeatures {
  /// Rows of entries, end to end.
  struct Rows: Sendable {
    var entries: [Entry] = []
    /// Where each row ends.
    var ends: [Int] = []

    var count: Int { ends.count }

    subscript(row: Int) -> ArraySlice<Entry> {
      entries[(row == 0 ? 0 : ends[row - 1])..<ends[row]]
    }

    /// Some of the rows, in the order given.
    func choosing(_ chosen: some Sequence<Int>) -> Rows {
      var rows = Rows()
      for row in chosen {
        rows.entries += self[row]
        rows.ends.append(rows.entries.count)
      }
      return rows
    }

    func prefix(_ length: Int) -> Rows { choosing(0..<length) }

    func suffix(_ length: Int) -> Rows { choosing((count - length)..<count) }

    func appending(_ other: Rows) -> Rows {
      Rows(
        entries: entries + other.entries,
        ends: ends + other.ends.map { $0 + entries.count }
      )
    }
  }

  /// Counts the features of examples and returns their vectors.
  ///
  /// Features that few examples have are left out when there would be more than `maximumCount`;
  /// those that one example alone has and none of the first `required`, always. Linear in the
  /// examples' length.
  static func fit(
    _ examples: [UtteranceWords],
    required: Int = .max,
    lexicon: Lexicon,
    maximumCount: Int
  ) -> (features: UtteranceFeatures, rows: Rows) {
    let reader = UtteranceFeatures(lexicon: lexicon)
    var table = FeatureTable(capacity: 1 << 14)
    var frequencies: [UInt32] = []
    var lastSeen: [Int32] = []
    var isRequired: [Bool] = []
    var places = Places()
    for (number, example) in examples.enumerated() {
      reader.forEach(in: example, &places) { name, _, _, _ in
        let feature = Int(table.add(name))
        if feature == frequencies.count {
          frequencies.append(0)
          lastSeen.append(-1)
          isRequired.append(number < required)
        }
        guard lastSeen[feature] != Int32(number) else { return }
        lastSeen[feature] = Int32(number)
        frequencies[feature] += 1
      }
    }
    for feature in frequencies.indices where !isRequired[feature] && frequencies[feature] == 1 {
      frequencies[feature] = 0
    }
    let least = leastFrequency(frequencies, maximumCount: maximumCount)
    var names: [UInt64] = []
    var idf: [Float] = []
    for (feature, name) in table.ordered.enumerated() where frequencies[feature] >= least {
      names.append(name)
      idf.append(
        1 + BM25.logarithm((1 + Float(examples.count)) / (1 + Float(frequencies[feature])))
      )
    }
    let features = UtteranceFeatures(
      table: FeatureTable(names, weights: idf),
      lexicon: lexicon
    )
    var rows = Rows()
    var room = Room()
    for example in examples {
      features.read(example, into: &room)
      rows.entries.append(contentsOf: room.entries)
      rows.ends.append(rows.entries.count)
    }
    return (features, rows)
  }

  /// The least number of examples a feature must be in, so that not too many are left.
  private static func leastFrequency(_ frequencies: [UInt32], maximumCount: Int) -> UInt32 {
    var left = frequencies.count { $0 > 0 }
    var least: UInt32 = 1
    while left > maximumCount {
      left -= frequencies.reduce(0) { $0 + ($1 == least ? 1 : 0) }
      least += 1
    }
    return least
  }
}
