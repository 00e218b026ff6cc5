import Content
import Dialogue
import TextAnalysis

/// Carries out operations on tables; changes stay in memory and are gone with it.
///
/// A change is made once for each idempotency key, and its outcome kept for as long as this lives.
/// Complexity: each operation reads every row of its table.
struct TableRunner {
  private var tables: TableSet
  private let currency: String
  private var outcomes: [String: ActionOutcome] = [:]

  init(tables: TableSet, currency: String) {
    self.tables = tables
    self.currency = currency
  }

  /// Does what a request asks for; `failed` when table, column, argument or type do not fit.
  mutating func run(_ operation: TableOperation, _ request: ActionRequest) -> ActionOutcome {
    if let outcome = outcomes[request.key] { return outcome }
    do throws(Misfit) {
      switch operation.verb {
      case .find: return .done(try find(operation, request))
      case .list: return .done(try list(operation, request))
      case .update(let assignments):
        let outcome = ActionOutcome.done(try update(operation, assignments, request))
        outcomes[request.key] = outcome
        return outcome
      case .append:
        let outcome = ActionOutcome.done(try append(operation, request))
        outcomes[request.key] = outcome
        return outcome
      }
    } catch {
      return .failed(error.reason)
    }
  }

  /// Why an operation cannot be carried out at all.
  private struct Misfit: Error {
    let reason: String
  }

  private typealias Fields = [String: SlotValue]

  private func find(
    _ operation: TableOperation,
    _ request: ActionRequest
  ) throws(Misfit) -> Fields {
    let table = try table(operation)
    let row = try rows(of: table, for: operation, request).first
    var result = row.map { fields(of: table.rows[$0], in: table, request) } ?? [:]
    state(row != nil, in: &result)
    return result
  }

  private func list(
    _ operation: TableOperation,
    _ request: ActionRequest
  ) throws(Misfit) -> Fields {
    let table = try table(operation)
    let rows = try rows(of: table, for: operation, request)
    var result: Fields = [
      TableField.rows: .records(rows.map { fields(of: table.rows[$0], in: table, request) }),
      TableField.count: .number(rows.count),
    ]
    state(!rows.isEmpty, in: &result)
    return result
  }

  private mutating func update(
    _ operation: TableOperation,
    _ assignments: [TableOperation.Assignment],
    _ request: ActionRequest
  ) throws(Misfit) -> Fields {
    var table = try table(operation)
    let cells = try cells(for: assignments, in: table, request)
    var guards: [(position: Int, keys: Set<String>)] = []
    for item in operation.guards {
      let position = try position(of: item.column, in: table)
      guards.append((position, Set(item.values.map { MatchKey.key(of: $0) })))
    }
    guard let row = try rows(of: table, for: operation, request).first else {
      var result: Fields = [TableField.done: .bool(false)]
      state(false, in: &result)
      return result
    }
    let isAllowed = guards.allSatisfy { item in
      item.keys.contains(table.rows[row][item.position]?.key(today: request.today) ?? "")
    }
    if isAllowed {
      for (position, cell) in cells { table.rows[row][position] = cell }
      tables.tables[table.name] = table
    }
    var result = fields(of: table.rows[row], in: table, request)
    result[TableField.done] = .bool(isAllowed)
    state(true, in: &result)
    return result
  }

  private mutating func append(
    _ operation: TableOperation,
    _ request: ActionRequest
  ) throws(Misfit) -> Fields {
    var table = try table(operation)
    var row = [TableCell?](repeating: nil, count: table.columns.count)
    for (name, value) in request.arguments.sorted(by: { $0.key < $1.key }) {
      let position = try position(of: name, in: table)
      row[position] = try cell(value, for: position, in: table, request)
    }
    table.rows.append(row)
    tables.tables[table.name] = table
    var result = fields(of: row, in: table, request)
    result[TableField.done] = .bool(true)
    return result
  }

  /// The rows an operation is about: all that match and, where a proof is asked for, show one.
  ///
  /// Every row is compared with every argument, so that a customer cannot tell by the time whether
  /// a number exists. The customer's id, stated by the shop itself, proves their own rows.
  private func rows(
    of table: Table,
    for operation: TableOperation,
    _ request: ActionRequest
  ) throws(Misfit) -> [Int] {
    let match = try comparisons(operation.match, in: table, request)
    let proof = try comparisons(operation.proof, in: table, request)
    let owner = table.position(of: TableField.customer)
    let customer = request.customer.flatMap { $0.isEmpty ? nil : TableCell.text($0) }
    var found: [Int] = []
    for (index, row) in table.rows.enumerated() {
      var matches = true
      for comparison in match where !comparison.holds(of: row, today: request.today) {
        matches = false
      }
      var proves = operation.proof.isEmpty
      for comparison in proof where comparison.holds(of: row, today: request.today) {
        proves = true
      }
      if let owner, let customer, row[owner] == customer { proves = true }
      if matches, proves { found.append(index) }
    }
    return found
  }

  /// An argument and the columns of which one must have its value.
  private struct Comparison {
    let positions: [Int]
    /// Empty when nothing was given, which is equal to no cell.
    let key: String

    func holds(of row: [TableCell?], today: ContentDate) -> Bool {
      var holds = false
      for position in positions
      where MatchKey.areEqual(row[position]?.key(today: today) ?? "", key) {
        holds = true
      }
      return holds
    }
  }

  private func comparisons(
    _ assignments: [TableOperation.Assignment],
    in table: Table,
    _ request: ActionRequest
  ) throws(Misfit) -> [Comparison] {
    var comparisons: [Comparison] = []
    for assignment in assignments {
      let positions = table.positions(of: assignment.column)
      guard !positions.isEmpty else { throw unknownColumn(assignment.column, in: table) }
      let key: String
      switch assignment.value {
      case .argument(let name): key = request.arguments[name].map { MatchKey.key(of: $0) } ?? ""
      case .literal(let text):
        // Literals are written as cells are: `today` means the day.
        key =
          TableCell(text, as: table.columns[positions[0]].kind)?.key(today: request.today)
          ?? MatchKey.key(of: text)
      }
      comparisons.append(Comparison(positions: positions, key: key))
    }
    return comparisons
  }

  private func cells(
    for assignments: [TableOperation.Assignment],
    in table: Table,
    _ request: ActionRequest
  ) throws(Misfit) -> [(position: Int, cell: TableCell?)] {
    var cells: [(position: Int, cell: TableCell?)] = []
    for assignment in assignments {
      let position = try position(of: assignment.column, in: table)
      let value: SlotValue? =
        switch assignment.value {
        case .argument(let name): request.arguments[name]
        case .literal(let text): text.isEmpty ? nil : .text(text)
        }
      cells.append((position, try cell(value, for: position, in: table, request)))
    }
    return cells
  }

  private func cell(
    _ value: SlotValue?,
    for position: Int,
    in table: Table,
    _ request: ActionRequest
  ) throws(Misfit) -> TableCell? {
    guard let value else { return nil }
    if case .text("") = value { return nil }
    let column = table.columns[position]
    if case .amount(_, let other) = value, column.kind == .amount, other != currency {
      throw Misfit(reason: "the column `\(column.name)` is in \(currency); got \(other)")
    }
    guard let cell = TableCell(value, as: column.kind) else {
      throw Misfit(reason: "the column `\(column.name)` takes \(column.kind.form)")
    }
    return cell.fixed(today: request.today)
  }

  /// A row as the fields of a result; absent cells are left out.
  private func fields(of row: [TableCell?], in table: Table, _ request: ActionRequest) -> Fields {
    func value(_ position: Int) -> SlotValue? {
      row[position]?.value(today: request.today, currency: currency)
    }
    var fields: Fields = [:]
    for (position, column) in table.columns.enumerated() { fields[column.name] = value(position) }
    for (name, columns) in table.localized {
      let own = columns.first { $0.language == request.language }.flatMap { value($0.column) }
      fields[name] = own ?? columns.lazy.compactMap { value($0.column) }.first
    }
    return fields
  }

  /// Where no proof is asked for, as with the code of a gift card, knowing the row is the proof.
  private func state(_ isFound: Bool, in result: inout Fields) {
    result[TableField.found] = .bool(isFound)
    result[TableField.verified] = .bool(isFound)
  }

  private func table(_ operation: TableOperation) throws(Misfit) -> Table {
    guard let table = tables[operation.table] else {
      throw Misfit(reason: "there is no table `\(operation.table)`")
    }
    return table
  }

  private func position(of column: String, in table: Table) throws(Misfit) -> Int {
    guard let position = table.position(of: column) else { throw unknownColumn(column, in: table) }
    return position
  }

  private func unknownColumn(_ column: String, in table: Table) -> Misfit {
    Misfit(reason: "the table `\(table.name)` has no column `\(column)`")
  }
}
