/// What a group of desk rows came to.
package struct DeskFigures: Sendable, Hashable {
  /// How many of the rows that a measure is about it counts.
  package struct Count: Sendable, Hashable, Encodable {
    package let rows: Int
    package let counted: Int
    /// The share that is counted, and between which shares the true one lies.
    package let share: Double
    package let interval: ShareInterval

    init(counted: Int, of rows: Int) {
      self.rows = rows
      self.counted = counted
      share = (Double(counted) / Double(max(1, rows))).inMillionths
      interval = ShareInterval(wilson: counted, of: rows)
    }
  }

  private let counts: [DeskRow.Measure: Count]

  package init(_ judged: some Sequence<JudgedDeskRow>) {
    counts = Dictionary(grouping: judged, by: \.row.measure).mapValues { rows in
      Count(counted: rows.count(where: \.isCounted), of: rows.count)
    }
  }

  /// The count of a measure; nil where no row is about it.
  package subscript(_ measure: DeskRow.Measure) -> Count? { counts[measure] }

  package var isEmpty: Bool { counts.isEmpty }
}

extension DeskFigures: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    )
  }
}
