import Dialogue
import FrontdeskEngine
import Storage

extension Command {
  static let checkStore = Command(
    name: "store check",
    summary: "looks whether the store is whole: the file, and what is derived in it",
    options: [OpenStore.store],
    details: "Ends with status 0 when it is, and 1 when something is wrong with it.",
    examples: [Example("frontdesk store check", "checks the store, also while a server uses it")],
    run: { try StoreTools.check($0, $1) }
  )

  static let backUpStore = Command(
    name: "store backup",
    summary: "copies the store into a file, also while a server writes to it",
    operands: "FILE",
    options: [OpenStore.store],
    details: """
      The copy is the store as it is at one moment, a file of its own that is complete once it has
      its name. It is noted in the store, so that whoever forgets a customer knows of it.
      """,
    examples: [Example("frontdesk store backup monday.db", "copies the store")],
    run: { try StoreTools.backUp($0, $1) }
  )
}

/// Looking after the file of the store.
enum StoreTools {
  static func check(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(0...0, "")
    let path = try OpenStore.path(arguments)
    let problems = try SQLiteStore.check(path: path)
    for problem in problems {
      try console.output.writeLine(VisibleText.clean("\(path): \(problem)"))
    }
    guard problems.isEmpty else { return .failure }
    try console.output.writeLine(VisibleText.clean("\(path): whole"))
    return .success
  }

  static func backUp(_ arguments: Arguments, _ console: Console) throws -> ExitStatus {
    try arguments.expectOperands(1...1, "FILE")
    let store = try OpenStore.forReading(arguments)
    defer { store.close() }
    var progress = Progress("pages", on: console.errors)
    var failure: (any Error)?
    try store.backup(
      to: arguments.operands[0],
      at: Instant(secondsSinceEpoch: secondsSinceEpoch())
    ) { copied, total in
      do {
        try progress.update(copied, of: total)
      } catch {
        failure = failure ?? error
      }
    }
    try progress.finish()
    if let failure { throw failure }
    try console.output.writeLine(
      VisibleText.clean("\(store.path) copied to \(arguments.operands[0])")
    )
    return .success
  }
}
