/// A few directions in which the documents of an index differ most, and where each one lies.
///
/// Words that occur in the same documents point the same way, so a question can be near a document
/// without sharing a word with it. Latent semantic analysis: the leading right singular vectors of
/// the matrix of documents and stems, found by subspace iteration from a fixed start.
///
/// Source: Deerwester et al., JASIS 41(6), 1990; Halko, Martinsson, Tropp, SIAM Review 53(2), 2011.
struct TopicModel: Sendable {
  /// The number of directions, at most 15 and fewer than there are documents.
  let dimensions: Int
  /// For each term its place along each direction, end to end; the inverse document frequency
  /// is included.
  let terms: [Float]
  /// For each document the unit vector of its title, or of all its text when it has none.
  let documents: [Float]

  private static let maximumDimensions = 15
  private static let rounds = 25

  /// A term and its weight in a text.
  struct Entry: Sendable {
    var term: TermID
    var weight: Float
  }

  init(dimensions: Int, terms: [Float], documents: [Float]) {
    self.dimensions = dimensions
    self.terms = terms
    self.documents = documents
  }

  /// Finds the directions; `texts` and `titles` hold counts of terms, `idf` is by term.
  ///
  /// Takes time in proportion to the entries times the dimensions times 25 rounds.
  init(texts: [[Entry]], titles: [[Entry]], idf: [Float]) {
    let count = texts.count
    let dimensions = min(Self.maximumDimensions, max(count - 1, 0))
    guard dimensions > 0 else {
      self.init(dimensions: 0, terms: [], documents: [])
      return
    }
    let rows = texts.map { Self.weighted($0, idf) }
    // Any start does that is not orthogonal to what is sought; sines are even enough.
    var left = (0..<(count * dimensions)).map { Self.start($0) }
    var right = [Float](repeating: 0, count: idf.count * dimensions)
    Self.orthonormalize(&left, count, dimensions)
    for round in 0...Self.rounds {
      Self.multiply(rows, left, into: &right, dimensions, isTransposed: true)
      if round == Self.rounds { break }
      Self.multiply(rows, right, into: &left, dimensions, isTransposed: false)
      Self.orthonormalize(&left, count, dimensions)
    }
    Self.orthonormalize(&right, idf.count, dimensions)
    var documents: [Float] = []
    for (row, title) in titles.enumerated() {
      let entries = title.isEmpty ? rows[row] : Self.weighted(title, idf)
      documents += Self.unit(Self.project(entries, right, dimensions))
    }
    for term in idf.indices {
      for axis in 0..<dimensions { right[term * dimensions + axis] *= idf[term] }
    }
    self.init(dimensions: dimensions, terms: right, documents: documents)
  }

  /// The direction of a question whose terms are given with their counts; of unit length, or zero.
  func direction(of question: [Entry]) -> [Float] {
    Self.unit(Self.project(question, terms, dimensions))
  }

  /// The cosine between a direction and a document, -1 to 1.
  func similarity(_ direction: [Float], document: Int) -> Float {
    var sum: Float = 0
    for axis in 0..<dimensions { sum += direction[axis] * documents[document * dimensions + axis] }
    return sum
  }
}

// MARK: Linear algebra

extension TopicModel {
  /// (1 + ln tf) * idf, at unit length.
  private static func weighted(_ counts: [Entry], _ idf: [Float]) -> [Entry] {
    var entries = counts.map {
      Entry(term: $0.term, weight: (1 + BM25.logarithm($0.weight)) * idf[Int($0.term)])
    }
    let length = entries.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
    guard length > 0 else { return entries }
    for position in entries.indices { entries[position].weight /= length }
    return entries
  }

  private static func project(
    _ entries: [Entry],
    _ basis: [Float],
    _ dimensions: Int
  ) -> [Float] {
    var sums = [Float](repeating: 0, count: dimensions)
    for entry in entries {
      let start = Int(entry.term) * dimensions
      guard start + dimensions <= basis.count else { continue }
      for axis in 0..<dimensions { sums[axis] += entry.weight * basis[start + axis] }
    }
    return sums
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 1e-12 ? vector.map { $0 / length } : vector
  }

  /// Multiplies a basis by the matrix of documents and terms, or by its transpose.
  ///
  /// Rows of `from` are terms and those of `result` documents; transposed, it is the other way.
  private static func multiply(
    _ rows: [[Entry]],
    _ from: [Float],
    into result: inout [Float],
    _ dimensions: Int,
    isTransposed: Bool
  ) {
    from.withUnsafeBufferPointer { from in
      result.withUnsafeMutableBufferPointer { result in
        result.update(repeating: 0)
        for (row, entries) in rows.enumerated() {
          for entry in entries {
            let term = Int(entry.term) * dimensions
            let document = row * dimensions
            let source = isTransposed ? document : term
            let target = isTransposed ? term : document
            for axis in 0..<dimensions {
              result[target + axis] += entry.weight * from[source + axis]
            }
          }
        }
      }
    }
  }

  /// Makes columns orthogonal and of unit length, by Gram and Schmidt, each twice for accuracy.
  private static func orthonormalize(_ matrix: inout [Float], _ count: Int, _ dimensions: Int) {
    matrix.withUnsafeMutableBufferPointer { matrix in
      for column in 0..<dimensions {
        for other in (0..<column).flatMap({ [$0, $0] }) {
          var dot: Float = 0
          for row in 0..<count {
            dot += matrix[row * dimensions + column] * matrix[row * dimensions + other]
          }
          for row in 0..<count {
            matrix[row * dimensions + column] -= dot * matrix[row * dimensions + other]
          }
        }
        var square: Float = 0
        for row in 0..<count {
          square += matrix[row * dimensions + column] * matrix[row * dimensions + column]
        }
        let length = square.squareRoot()
        let scale = length > 1e-6 ? 1 / length : 0
        for row in 0..<count { matrix[row * dimensions + column] *= scale }
      }
    }
  }

  /// Numbers between -1 and 1 without a pattern, the same everywhere.
  private static func start(_ position: Int) -> Float {
    var value = UInt64(position) &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Float(Int32(truncatingIfNeeded: value >> 32)) / Float(Int32.max)
  }
}
