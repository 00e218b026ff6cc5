/// The slots, actions and flows of all files, with every name found.
package final class FlowLibrary: Sendable {
  /// In the order of the files.
  package let slots: [SlotDefinition]
  package let actions: [ActionDefinition]
  /// The flows that can be run: all they name is there, and can be used as well.
  package let flows: [Flow]
  /// All flows that can be read, also those that name what is not there.
  package let written: [Flow]

  /// The names of all flows, also of those that cannot be read.
  package let flowNames: Set<String>
  /// Whether everything in all files can be read.
  package let isWhole: Bool

  private let slotsByName: [String: SlotDefinition]
  private let actionsByName: [String: ActionDefinition]
  private let flowsByName: [String: Flow]
  /// The first flow of each trigger.
  private let flowsByTrigger: [String: Flow]
  /// Slots that hold the rows a slot of the type `record` is one of; they have no type of their own.
  package let rowSlots: Set<String>

  /// A library without flows.
  package convenience init() {
    var problems: [ContentProblem] = []
    self.init([], problems: &problems)
  }

  /// Merges files and looks up what they name.
  ///
  /// `isComplete` says whether all files could be read: without it nothing counts as missing.
  /// Complexity: the number of steps times the longest chain of flows that need each other.
  package init(
    _ files: [FlowFile],
    isComplete: Bool = true,
    problems: inout [ContentProblem]
  ) {
    slots = Self.merge(files.flatMap(\.slots), "slot", \.name, \.place, &problems)
    actions = Self.merge(files.flatMap(\.actions), "action", \.name, \.place, &problems)
    written = Self.merge(files.flatMap(\.flows), "flow", \.name, \.place, &problems)
    slotsByName = Dictionary(uniqueKeysWithValues: slots.map { ($0.name, $0) })
    actionsByName = Dictionary(uniqueKeysWithValues: actions.map { ($0.name, $0) })
    rowSlots = Set(
      slots.compactMap { if case .record(let rows, _) = $0.kind { rows } else { nil } }
    )
    var sound: Set<FlowFile.Name> = []
    sound.formUnion(slots.map { .slot($0.name) })
    sound.formUnion(rowSlots.map { .slot($0) })
    sound.formUnion(actions.map { .action($0.name) })
    sound.formUnion(written.map { .flow($0.name) })
    let unreadable = files.reduce(into: Set<FlowFile.Name>()) { $0.formUnion($1.unreadable) }
    isWhole = isComplete && unreadable.isEmpty
    flowNames = Set(
      written.map(\.name)
        + unreadable.compactMap { if case .flow(let name) = $0 { name } else { nil } }
    )
    let references = Self.references(actions) + Self.references(written)
    if isComplete {
      let known = sound.union(unreadable)
      problems += references.compactMap { $0.problem(among: known) }
    }
    var shrinks = true
    while shrinks {
      let unsound = Set(references.filter { !sound.contains($0.name) }.map(\.owner))
      shrinks = !sound.isDisjoint(with: unsound)
      sound.subtract(unsound)
    }
    flows = written.filter { sound.contains(.flow($0.name)) }
    flowsByName = Dictionary(uniqueKeysWithValues: flows.map { ($0.name, $0) })
    flowsByTrigger = Dictionary(
      flows.flatMap { flow in flow.triggers.map { ($0.text, flow) } }
    ) { first, _ in first }
  }

  /// The flow of a name, if it can be run.
  package func flow(_ name: String) -> Flow? { flowsByName[name] }

  /// The flow that an intent, or an article by `article:` and its id, starts.
  package func flow(triggeredBy trigger: String) -> Flow? { flowsByTrigger[trigger] }

  package func action(_ name: String) -> ActionDefinition? { actionsByName[name] }

  package func slot(_ name: String) -> SlotDefinition? { slotsByName[name] }

  /// Whether something can be kept under the name: a slot, or the rows of one.
  package func hasSlot(_ name: String) -> Bool {
    slotsByName[name] != nil || rowSlots.contains(name)
  }

  /// The names of all slots, sorted.
  package var slotNames: [String] { Set(slotsByName.keys).union(rowSlots).sorted() }

  /// Drops all but the first definition of each name.
  private static func merge<Definition>(
    _ definitions: [Definition],
    _ what: String,
    _ name: (Definition) -> String,
    _ place: (Definition) -> (file: String, line: Int),
    _ problems: inout [ContentProblem]
  ) -> [Definition] {
    var places: [String: (file: String, line: Int)] = [:]
    return definitions.filter { definition in
      let (name, place) = (name(definition), place(definition))
      guard let first = places[name] else {
        places[name] = place
        return true
      }
      problems.append(
        ContentProblem(
          file: place.file,
          line: place.line,
          "the \(what) `\(name)` is defined at \(first.file):\(first.line) already; expected one "
            + "definition",
          rule: "duplicate-name"
        )
      )
      return false
    }
  }
}

extension SlotDefinition {
  fileprivate var place: (file: String, line: Int) { (file, line) }
}

extension ActionDefinition {
  fileprivate var place: (file: String, line: Int) { (file, line) }
}

extension Flow {
  fileprivate var place: (file: String, line: Int) { (file, line) }
}
