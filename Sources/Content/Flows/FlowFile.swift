/// A file of slots, actions and flows, as far as each of them can be read.
package struct FlowFile: Sendable, Hashable {
  /// What a file gives a name to.
  package enum Name: Sendable, Hashable {
    case slot(String)
    case action(String)
    case flow(String)
  }

  package let file: String
  package let slots: [SlotDefinition]
  package let actions: [ActionDefinition]
  package let flows: [Flow]
  /// What has a name but could not be read.
  package let unreadable: Set<Name>

  /// Reads the file; a definition with a mistake is left out and becomes a problem.
  ///
  /// - Throws: `ContentProblem` when the file as a whole cannot be understood.
  package init(
    parsing bytes: [UInt8],
    file: String,
    warnings problems: inout [ContentProblem]
  ) throws(ContentProblem) {
    // Steps hang on steps.
    let limits = StrictYAML.Limits(maximumDepth: 64)
    let map = try StrictYAML.parseMap(bytes, file: file, limits: limits)
    try KeyCheck.check(
      map,
      allowed: ["slots", "actions", "flows"],
      of: "a file of flows",
      warnings: &problems
    )
    var unreadable: Set<Name> = []
    self.file = file
    slots = try Self.read("slots", map, Name.slot, &unreadable, &problems, SlotParser.slot)
    actions = try Self.read(
      "actions",
      map,
      Name.action,
      &unreadable,
      &problems,
      ActionParser.action
    )
    flows = try Self.read("flows", map, Name.flow, &unreadable, &problems, FlowParser.flow)
    self.unreadable = unreadable
  }

  private static func read<Definition>(
    _ key: String,
    _ map: YAMLMap,
    _ name: (String) -> Name,
    _ unreadable: inout Set<Name>,
    _ problems: inout [ContentProblem],
    _ parse: (YAMLEntry, inout [ContentProblem]) throws(ContentProblem) -> Definition
  ) throws(ContentProblem) -> [Definition] {
    var result: [Definition] = []
    for entry in try map[key]?.map(key).entries ?? [] {
      do throws(ContentProblem) {
        result.append(try parse(entry, &problems))
      } catch {
        problems.append(error)
        unreadable.insert(name(entry.key))
      }
    }
    return result
  }
}
