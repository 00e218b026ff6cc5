import Foundation

/// Where a proof takes place: the program, its shop, and a folder for stores.
final class Site {
  let program: String
  /// A copy of the shop whose desk is always open, so that no proof depends on the day.
  let shop: String
  let folder: String
  private let isTemporary: Bool

  init(program: String?, shop: String?, folder: String?) throws {
    let beside = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "frontdesk").path
    self.program = program ?? beside
    guard FileManager.default.isExecutableFile(atPath: self.program) else {
      throw UsageProblem(message: "\(self.program) is no program; build it, or give --program")
    }
    isTemporary = folder == nil
    self.folder =
      folder
      ?? FileManager.default.temporaryDirectory.appending(path: "frontdesk-faults-\(getpid())").path
    self.shop = self.folder + "/shop"
    let files = FileManager.default
    try files.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
    let source = shop ?? files.currentDirectoryPath
    try? files.removeItem(atPath: self.shop)
    try files.createDirectory(atPath: self.shop, withIntermediateDirectories: true)
    for part in ["intents", "corpus"] {
      guard files.fileExists(atPath: "\(source)/\(part)") else {
        throw UsageProblem(message: "\(source) is no shop: it has no folder \(part)")
      }
      try Self.copy("\(source)/\(part)", to: "\(self.shop)/\(part)")
    }
    let desk = self.shop + "/intents/flows/desk.yml"
    let text = try String(contentsOfFile: desk, encoding: .utf8)
      .replacing("{monday-saturday: [\"09:00-20:00\"]}", with: "{monday-sunday: [\"00:00-24:00\"]}")
      .replacing("holidays: [\"12-25\", \"12-26\", \"01-01\"]", with: "holidays: []")
    try text.write(toFile: desk, atomically: true, encoding: .utf8)
  }

  /// Copies what is in the files of a folder; their owners and modes do not matter.
  private static func copy(_ folder: String, to target: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in try files.contentsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      _ = files.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
      if isFolder.boolValue {
        try copy("\(folder)/\(name)", to: "\(target)/\(name)")
      } else {
        try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
          .write(to: URL(filePath: "\(target)/\(name)"))
      }
    }
  }

  /// Removes what was made, unless somebody named the folder.
  func leave() {
    if isTemporary { try? FileManager.default.removeItem(atPath: folder) }
  }

  var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_CACHE_HOME"] = folder + "/cache"
    environment["NO_COLOR"] = "1"
    return environment
  }

  /// The path of a store in the folder, without what an earlier proof left there.
  func freshStore(_ name: String) -> String {
    let path = "\(folder)/\(name)"
    for suffix in ["", "-wal", "-shm", ".lock"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    return path
  }

  /// The arguments of a server over a store.
  func serving(_ store: String) -> [String] {
    ["serve", "--stdio", "--store", store, "--content", shop]
  }

  /// What a command wrote and how it ended.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output that are JSON.
    func values() throws -> [Any] {
      try output.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8))
      }
    }
  }

  /// Runs the program to its end; with `shell` a line of the shell in which "$@" is the program.
  func run(_ arguments: [String], input: String = "", shell: String? = nil) throws -> Outcome {
    let process = Process()
    let command = [program] + arguments
    process.executableURL = URL(filePath: shell == nil ? program : "/bin/sh")
    process.arguments = shell.map { ["-c", $0, "sh"] + command } ?? arguments
    process.environment = environment
    let (output, errors) = (folder + "/output", folder + "/errors")
    for path in [output, errors] { try Data().write(to: URL(filePath: path)) }
    let inputFile = folder + "/input"
    try input.write(toFile: inputFile, atomically: false, encoding: .utf8)
    process.standardInput = FileHandle(forReadingAtPath: inputFile)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8)
    )
  }

  /// Runs a command that must succeed.
  @discardableResult
  func command(_ arguments: [String]) throws -> Outcome {
    let outcome = try run(arguments)
    try require(
      outcome.status == 0,
      "frontdesk \(arguments.joined(separator: " ")) ended with \(outcome.status): "
        + outcome.errors + outcome.output
    )
    return outcome
  }
}
