import Dialogue
import Evaluation
import FrontdeskEngine
import JSON
import Storage

extension Command {
  static let exportCustomer = Command(
    name: "customer export",
    summary: "writes everything the store has about a customer",
    operands: "ID",
    options: [OpenStore.store, ServiceOptions.out],
    details: """
      Every row of every table, as a JSON object a line with its table and its columns; nothing is
      left out or replaced. Ends with status 1 when there is nothing.
      """,
    examples: [
      Example("frontdesk customer export 4711 --out 4711.jsonl", "writes what a customer asked for")
    ],
    run: { try CustomerData.export($0, $1) }
  )

  static let forgetCustomer = Command(
    name: "customer forget",
    summary: "takes everything about a customer out of the store, for good",
    operands: "ID",
    options: [OpenStore.store, ServiceOptions.yes],
    details: """
      Their conversations with all that hangs on them, tickets, feedback, marks, and what the shop
      said of them. The file is then written anew, so that no trace stays in it or its journal.
      Backups and exports from before are listed: what is in them only you can delete. What the
      server logged went to where its standard error goes, with addresses and telephone numbers
      hidden.

      Ends with status 2 while another process has the store, such as a server.
      """,
    examples: [Example("frontdesk customer forget 4711", "forgets a customer")],
    run: { try CustomerData.forget($0, $1) }
  )
}

/// What the store has about a customer.
enum CustomerData {
  static func export(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "ID")
    let id = arguments.operands[0]
    let path = arguments.value(of: ServiceOptions.out)
    if let path, DiskFiles.exists(path) {
      throw UsageError("\(path) is there already; expected another name")
    }
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    let output = try path.map { try PrivateFile.open($0) } ?? console.output
    var json = JSONWriter()
    let counts = try store.forEachRow(ofCustomer: id) { table, row in
      json.object { json in
        json.member("table", table)
        json.key("row")
        json.value(row)
      }
      try json.endLine(into: output)
    }
    try output.flush()
    let rows = counts.reduce(0) { $0 + $1.rows }
    if let path {
      try output.descriptor.closeFile()
      try OpenStore.note(copy: path, "customer", arguments, console)
    } else if !output.isTerminal {
      try console.log(
        "frontdesk: what goes to standard output is not listed among the copies of the store; "
          + "--out lists it"
      )
    }
    try console.log("frontdesk: \(Self.sentence(counts, "found about"))")
    return rows > 0 ? .success : .failure
  }

  static func forget(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "ID")
    let id = arguments.operands[0]
    let store = try OpenStore.forChanging(arguments)
    defer { store.close() }
    let counts = try store.forEachRow(ofCustomer: id) { _, _ in }
    let rows = counts.reduce(0) { $0 + $1.rows }
    guard rows > 0 else {
      try console.output.writeLine("the store has nothing about \(VisibleText.clean(id))")
      try listCopies(store, console.output)
      return .failure
    }
    try console.output.writeLine(sentence(counts, "found about"))
    guard
      try Confirmation.of(
        "Take all of it out of \(store.path), for good?",
        arguments,
        console
      )
    else {
      try console.output.writeLine("nothing was taken out")
      return .failure
    }
    let gone = try Desk(store).forget(customer: id)
    try console.output.writeLine(sentence(gone, "taken out for"))
    try listCopies(store, console.output)
    return .success
  }

  private static func sentence(
    _ counts: [(table: String, rows: Int)],
    _ verb: String
  ) -> String {
    let parts = counts.filter { $0.rows > 0 }.map { "\($0.table) \($0.rows)" }
    return "\(verb) the customer: " + (parts.isEmpty ? "nothing" : parts.joined(separator: ", "))
  }

  /// Lists earlier copies of the store's data, which nobody but the operator can change.
  private static func listCopies(_ store: SQLiteStore, _ output: Output) throws {
    let marks = try store.marks(.copy, since: Instant(secondsSinceEpoch: -1e11))
    var seen: Set<String> = []
    let copies = marks.reversed().filter { seen.insert($0.key).inserted }.reversed()
    guard !copies.isEmpty else { return }
    try output.writeLine("these copies were written before, and may hold the same:")
    for copy in copies {
      let isThere = DiskFiles.exists(copy.key)
      try output.writeLine(
        VisibleText.clean(
          "  \(copy.key)  \(copy.value), \(UTCTime.text(copy.time))"
            + (isThere ? "" : ", no longer there")
        )
      )
    }
  }
}
