/// Reads the small part of YAML that content files are written in.
///
/// Read are block maps and lists, flow lists and maps on one line, plain and quoted texts, block
/// scalars and comments. Refused, each with an error that says what to write instead, are anchors
/// and aliases, tags, merge keys, several documents, tabs as indentation and duplicate keys.
/// *Source*: YAML 1.2.2, chapters 5 to 9. *Difference from the source*: besides the refusals,
/// every scalar is a text: `no` stays "no" and `1.10` stays "1.10".
package enum StrictYAML {
  /// How large and how deep a file may be.
  package struct Limits: Sendable, Hashable {
    package var maximumBytes: Int
    /// The deepest nesting of lists and maps.
    package var maximumDepth: Int

    package init(maximumBytes: Int = 4 << 20, maximumDepth: Int = 16) {
      self.maximumBytes = maximumBytes
      self.maximumDepth = maximumDepth
    }
  }

  /// Reads the one document of a file.
  ///
  /// Complexity: linear in the number of bytes times the depth.
  /// - Throws: `ContentProblem` for the first thing that is not in the subset.
  package static func parse(
    _ bytes: [UInt8],
    file: String,
    limits: Limits = Limits()
  ) throws(ContentProblem) -> YAMLNode {
    let source = try SourceText(bytes, file: file, maximumBytes: limits.maximumBytes)
    var parser = YAMLParser(source, lines: 0..<source.lines.count, limits: limits)
    return try parser.document()
  }

  /// Reads the document and expects a map, as every content file of the shop is.
  package static func parseMap(
    _ bytes: [UInt8],
    file: String,
    limits: Limits = Limits()
  ) throws(ContentProblem) -> YAMLMap {
    let root = try parse(bytes, file: file, limits: limits)
    guard case .map(let entries) = root.value else {
      throw ContentProblem(
        file: file,
        line: root.isNull ? 0 : root.line,
        "expected lines of `key: value`, found \(root.isNull ? "an empty file" : root.kind)",
        rule: "wrong-type"
      )
    }
    return YAMLMap(file: file, line: root.line, entries: entries)
  }
}
