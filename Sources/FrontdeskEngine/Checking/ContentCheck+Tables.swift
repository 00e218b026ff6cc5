import Content

/// The rules about what actions do with tables.
extension ContentCheck {
  /// What a connector says beside the columns of a row.
  private static let resultFields = ["found", "verified", "done", "rows", "count"]

  /// `unknown-table` and `unknown-column`, as long as the shop has tables.
  static func tables(
    _ library: FlowLibrary,
    _ headers: TableHeaders,
    _ problems: inout [ContentProblem]
  ) {
    guard !headers.isEmpty else { return }
    for action in library.actions {
      guard case .table(let operation) = action.connector else { continue }
      guard let columns = headers[operation.table] else {
        problems.append(
          problem(
            action,
            "there is no table `\(operation.table)`; expected corpus/tables/\(operation.table).csv",
            KeyCheck.suggestion(for: operation.table, among: headers.names),
            rule: "unknown-table"
          )
        )
        continue
      }
      func look(for name: String, _ key: String, among columns: Set<String> = columns) {
        guard !columns.contains(name) else { return }
        problems.append(
          problem(
            action,
            "`\(key)` of the action `\(action.name)`: the table `\(operation.table)` gives no "
              + "`\(name)`; expected one of its columns",
            KeyCheck.suggestion(for: name, among: columns.sorted()),
            rule: "unknown-column"
          )
        )
      }
      for assignment in operation.match { look(for: assignment.column, "match") }
      for assignment in operation.proof { look(for: assignment.column, "proof") }
      for rule in operation.guards { look(for: rule.column, "guard") }
      switch operation.verb {
      case .update(let assignments):
        for assignment in assignments { look(for: assignment.column, "set") }
      case .append: for binding in action.arguments { look(for: binding.field, "arguments") }
      case .find, .list: break
      }
      // Only what is found comes with the columns of its row.
      let fields = Set(resultFields).union(operation.verb == .find ? columns : [])
      for binding in action.results { look(for: binding.field, "results", among: fields) }
    }
  }

  private static func problem(
    _ action: ActionDefinition,
    _ message: String,
    _ meant: String?,
    rule: String
  ) -> ContentProblem {
    ContentProblem(
      file: action.file,
      line: action.line,
      message + (meant.map { "; did you mean `\($0)`?" } ?? ""),
      rule: rule
    )
  }
}
