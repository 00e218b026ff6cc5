import Content
import Testing

/// Runs a reader that must fail, and gives the problem it throws.
func problem(
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) -> ContentProblem? {
  #expect(throws: ContentProblem.self, sourceLocation: sourceLocation) { try body() }
}

/// The value of a YAML node in a form that is easy to compare: JSON-like text.
func outline(_ node: YAMLNode) -> String {
  switch node.value {
  case .null: "null"
  case .scalar(let scalar): "'\(scalar.text)'"
  case .list(let items): "[" + items.map(outline).joined(separator: ", ") + "]"
  case .map(let entries):
    "{" + entries.map { "\($0.key): \(outline($0.node))" }.joined(separator: ", ") + "}"
  }
}

func outline(_ text: String) throws -> String {
  outline(try StrictYAML.parse(Array(text.utf8), file: "a.yml"))
}

/// Reads a map from YAML text.
func map(_ text: String) throws -> YAMLMap {
  try StrictYAML.parseMap(Array(text.utf8), file: "a.yml")
}
