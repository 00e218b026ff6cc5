/// Something the shop's systems do for a flow.
package struct ActionDefinition: Sendable, Hashable {
  package enum Effect: String, Sendable, Hashable, CaseIterable {
    case reads, changes
  }

  package let name: String
  package let effect: Effect
  package let connector: Connector
  /// The arguments it gets: the name the connector knows, and the slot whose value it is.
  package let arguments: [Binding]
  /// The fields of its result that fill slots.
  package let results: [Binding]
  /// The slot that names what a proof is asked for, such as the order number: an answer without
  /// `verified` being true counts as a wrong try.
  package let verifies: String?
  /// How long an answer may take, in seconds.
  package let timeout: Double
  /// How often a request that failed is sent again.
  package let retries: Int
  /// Whether the connector does a change once however often it gets the same key.
  package let honoursKey: Bool
  package let file: String
  package let line: Int

  package init(
    name: String,
    effect: Effect,
    connector: Connector,
    arguments: [Binding] = [],
    results: [Binding] = [],
    verifies: String? = nil,
    timeout: Double,
    retries: Int = 0,
    honoursKey: Bool = false,
    file: String = "",
    line: Int = 0
  ) {
    self.name = name
    self.effect = effect
    self.connector = connector
    self.arguments = arguments
    self.results = results
    self.verifies = verifies
    self.timeout = timeout
    self.retries = retries
    self.honoursKey = honoursKey
    self.file = file
    self.line = line
  }

  package struct Binding: Sendable, Hashable {
    /// The connector's name for it.
    package let field: String
    package let slot: String

    package init(field: String, slot: String) {
      self.field = field
      self.slot = slot
    }
  }
}

/// Where an action is carried out.
package enum Connector: Sendable, Hashable {
  case table(TableOperation)
  /// A program that is started once: one line of JSON in, one out; the name and its arguments.
  case command([String])
  /// A URL that JSON is posted to.
  case http(String)
}

/// What is done with a table of `corpus/tables`.
package struct TableOperation: Sendable, Hashable {
  package enum Verb: Sendable, Hashable {
    /// The first row where all columns have the values of the arguments.
    case find
    /// All such rows, as records.
    case list
    /// Sets columns of the first such row.
    case update([Assignment])
    /// Adds a row of the arguments.
    case append
  }

  package struct Assignment: Sendable, Hashable {
    package let column: String
    /// An argument's name, or a text that is written as it is.
    package let value: Source

    package init(column: String, value: Source) {
      self.column = column
      self.value = value
    }
  }

  package enum Source: Sendable, Hashable {
    case argument(String)
    case literal(String)
  }

  package let verb: Verb
  package let table: String
  /// Columns that must have the value of an argument; letters' case and blanks do not matter.
  package let match: [Assignment]
  /// Columns of which one at least must match an argument, or the row is not shown.
  package let proof: [Assignment]
  /// A column that must have one of these values for the change to be made.
  package let guards: [Guard]

  package init(
    verb: Verb,
    table: String,
    match: [Assignment] = [],
    proof: [Assignment] = [],
    guards: [Guard] = []
  ) {
    self.verb = verb
    self.table = table
    self.match = match
    self.proof = proof
    self.guards = guards
  }

  package struct Guard: Sendable, Hashable {
    package let column: String
    package let values: [String]

    package init(column: String, values: [String]) {
      self.column = column
      self.values = values
    }
  }
}
