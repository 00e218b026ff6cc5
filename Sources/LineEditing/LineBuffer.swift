/// The text being edited and the cursor in it, by grapheme cluster.
///
/// A gap buffer: inserting and deleting at the cursor take constant time, moving the cursor takes
/// time in the distance. The clusters depend only on the scalars and where they were inserted, not
/// on how the insertions were grouped.
struct LineBuffer: Sendable {
  /// A cluster that has grown to so many scalars is not added to.
  ///
  /// Thirty marks are the most that text of any language needs (UAX #15, Stream-Safe Text Format);
  /// the limit keeps a paste of marks from taking quadratic time.
  private static let maximumClusterScalars = 32

  /// The clusters before the cursor.
  private var before: [Character] = []
  /// The clusters after the cursor, last one first.
  private var after: [Character] = []
  /// The size of the text in UTF-8.
  private(set) var byteCount = 0

  init() {}

  /// Creates a buffer of a text with the cursor at its end.
  init(_ text: String) {
    insert(text)
  }

  /// Inserts a scalar before the cursor.
  mutating func insert(_ scalar: Unicode.Scalar) {
    byteCount += UTF8.width(scalar)
    append(scalar)
    joinAtCursor()
  }

  /// Inserts a text before the cursor.
  mutating func insert(_ text: String) {
    for scalar in text.unicodeScalars {
      insert(scalar)
    }
  }
}

// MARK: - Reading

extension LineBuffer {
  /// The number of clusters.
  var count: Int { before.count + after.count }
  /// The number of clusters before the cursor.
  var cursor: Int { before.count }
  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  subscript(index: Int) -> Character {
    index < before.count ? before[index] : after[count - 1 - index]
  }

  var text: String { String(before) + textAfterCursor }
  var textBeforeCursor: String { String(before) }
  private var textAfterCursor: String { String(after.reversed()) }
}

// MARK: - Moving

extension LineBuffer {
  mutating func moveLeft() {
    if let cluster = before.popLast() { after.append(cluster) }
  }

  mutating func moveRight() {
    if let cluster = after.popLast() { before.append(cluster) }
  }

  mutating func moveToStart() {
    after.append(contentsOf: before.reversed())
    before.removeAll()
  }

  mutating func moveToEnd() {
    before.append(contentsOf: after.reversed())
    after.removeAll()
  }

  /// Moves to the start of the word of letters and digits that the cursor is in or after.
  mutating func moveToWordStart() {
    for _ in 0..<wordDistanceLeft() { moveLeft() }
  }

  /// Moves to the end of the word of letters and digits that the cursor is in or before.
  mutating func moveToWordEnd() {
    for _ in 0..<wordDistanceRight() { moveRight() }
  }

  private func wordDistanceLeft() -> Int {
    var index = before.count
    while index > 0, !before[index - 1].isWordCharacter { index -= 1 }
    while index > 0, before[index - 1].isWordCharacter { index -= 1 }
    return before.count - index
  }

  private func wordDistanceRight() -> Int {
    var index = after.count
    while index > 0, !after[index - 1].isWordCharacter { index -= 1 }
    while index > 0, after[index - 1].isWordCharacter { index -= 1 }
    return after.count - index
  }
}

// MARK: - Deleting

extension LineBuffer {
  /// Deletes the cluster before the cursor.
  mutating func deleteLeft() {
    _ = removeLeft(min(1, before.count))
  }

  /// Deletes the cluster after the cursor.
  mutating func deleteRight() {
    _ = removeRight(min(1, after.count))
  }

  /// Deletes from the start of the line to the cursor, and gives what is deleted.
  mutating func removeToStart() -> String {
    removeLeft(before.count)
  }

  /// Deletes from the cursor to the end of the line, and gives what is deleted.
  mutating func removeToEnd() -> String {
    removeRight(after.count)
  }

  /// Deletes to where `moveToWordStart` goes, and gives what is deleted.
  mutating func removeToWordStart() -> String {
    removeLeft(wordDistanceLeft())
  }

  /// Deletes to where `moveToWordEnd` goes, and gives what is deleted.
  mutating func removeToWordEnd() -> String {
    removeRight(wordDistanceRight())
  }

  /// Deletes the blanks before the cursor and what precedes them up to a blank, and gives it.
  mutating func removeToBlank() -> String {
    var index = before.count
    while index > 0, before[index - 1].isWhitespace { index -= 1 }
    while index > 0, !before[index - 1].isWhitespace { index -= 1 }
    return removeLeft(before.count - index)
  }

  /// Exchanges the clusters around the cursor, at the end of the line the last two.
  mutating func transpose() {
    guard count >= 2, cursor > 0 else { return }
    if after.isEmpty { moveLeft() }
    // Both are taken away first: what is then around the cursor must not join in between.
    let first = before.removeLast()
    let second = after.removeLast()
    byteCount -= first.utf8.count + second.utf8.count
    insert(String(second))
    insert(String(first))
  }

  private mutating func removeLeft(_ number: Int) -> String {
    let removed = String(before.suffix(number))
    before.removeLast(number)
    byteCount -= removed.utf8.count
    joinAtCursor()
    return removed
  }

  private mutating func removeRight(_ number: Int) -> String {
    let removed = String(after.suffix(number).reversed())
    after.removeLast(number)
    byteCount -= removed.utf8.count
    joinAtCursor()
    return removed
  }
}

// MARK: - Clusters

extension LineBuffer {
  /// Adds a scalar to the cluster before the cursor if it belongs there, else as a new cluster.
  private mutating func append(_ scalar: Unicode.Scalar) {
    if let last = before.last, !(last.isASCII && scalar.isASCII),
      let joined = Self.joined(last, CollectionOfOne(scalar))
    {
      before[before.count - 1] = joined
    } else {
      before.append(Character(scalar))
    }
  }

  /// Makes one cluster of those around the cursor if they are one, and puts the cursor after it.
  private mutating func joinAtCursor() {
    guard let left = before.last, let right = after.last, !(left.isASCII && right.isASCII),
      let joined = Self.joined(left, right.unicodeScalars)
    else { return }
    before[before.count - 1] = joined
    after.removeLast()
  }

  private static func joined(
    _ cluster: Character,
    _ scalars: some Collection<Unicode.Scalar>
  ) -> Character? {
    guard cluster.unicodeScalars.count + scalars.count <= maximumClusterScalars else { return nil }
    var text = String(cluster)
    text.unicodeScalars.append(contentsOf: scalars)
    // A text of one cluster has no index between its start and its end.
    guard text.index(after: text.startIndex) == text.endIndex else { return nil }
    return Character(text)
  }
}

extension Character {
  /// Whether the cluster is part of a word, for the commands that work by words.
  fileprivate var isWordCharacter: Bool { isLetter || isNumber }
}
