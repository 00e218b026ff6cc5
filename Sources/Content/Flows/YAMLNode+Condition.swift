extension YAMLNode {
  /// The node as a condition.
  ///
  /// - Throws: `ContentProblem` with the rule `condition`, which names the column in the text.
  package func condition(_ name: String) throws(ContentProblem) -> Condition {
    try conditionPart(name) { text throws(ConditionError) in try Condition(text) }
  }

  /// The node as a value that a condition can look at.
  func operand(_ name: String) throws(ContentProblem) -> Condition.Operand {
    try conditionPart(name) { text throws(ConditionError) in try Condition.Operand(text) }
  }

  private func conditionPart<Part>(
    _ name: String,
    _ parse: (String) throws(ConditionError) -> Part
  ) throws(ContentProblem) -> Part {
    let written = try text(name)
    do throws(ConditionError) {
      return try parse(written)
    } catch {
      throw ContentProblem(
        file: file,
        line: textLine,
        "`\(name)`, column \(error.column) of \"\(written)\": \(error.message)",
        rule: "condition"
      )
    }
  }
}
