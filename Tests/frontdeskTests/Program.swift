import Foundation
import Synchronization
import Testing

/// The built program, run as its users run it: over pipes.
struct Program {
  /// What a run wrote and how it ended.
  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The lines of the output; the last line end begins no further line.
    var lines: [String] {
      var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return lines
    }

    /// The blocks of the output, each without the empty line that ends it.
    var blocks: [String] {
      var blocks = output.components(separatedBy: "\n\n")
      if blocks.last == "" { blocks.removeLast() }
      return blocks
    }

    /// The objects of the output, one a line.
    func objects() throws -> [[String: Any]] {
      try lines.map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require(object as? [String: Any], "\(line)")
      }
    }
  }

  /// Beside the bundle of the tests, where the build puts both.
  static let file: URL = {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [URL(filePath: CommandLine.arguments[0])]
    let folders = bundles.map { $0.resolvingSymlinksInPath().deletingLastPathComponent() }
    let files = folders.map { $0.appending(path: "frontdesk") }
    return files.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? files[0]
  }()

  /// Indexes built by one test serve the others.
  private static let cache = FileManager.default.temporaryDirectory
    .appending(path: "frontdesk-tests-\(ProcessInfo.processInfo.processIdentifier)")

  static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_CACHE_HOME"] = cache.path
    // A store of its own for every run that names none.
    environment["XDG_DATA_HOME"] = cache.appending(path: UUID().uuidString).path
    // No tokens but those a test makes.
    environment["XDG_CONFIG_HOME"] = cache.appending(path: UUID().uuidString).path
    environment["FRONTDESK_TOKENS"] = nil
    environment["NO_COLOR"] = nil
    environment["TERM"] = "xterm"
    return environment
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String...,
    input: String = "",
    folder: URL? = nil,
    environment changes: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, input: Array(input.utf8), folder: folder, environment: changes)
  }

  /// Runs the program to its end with bytes as its input.
  static func run(
    _ arguments: [String],
    input: [UInt8],
    folder: URL? = nil,
    environment changes: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = file
    process.arguments = arguments
    process.environment = environment.merging(changes) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    signal(SIGPIPE, SIG_IGN)
    try process.run()
    let feeding = DispatchQueue(label: "input")
    let writing = standardInput.fileHandleForWriting
    feeding.async {
      // The program may have ended without reading it all.
      try? writing.write(contentsOf: Data(input))
      try? writing.close()
    }
    let reading = Reading(errors.fileHandleForReading)
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = reading.wait()
    process.waitUntilExit()
    feeding.sync {}
    return Result(
      status: process.terminationStatus,
      output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self)
    )
  }
}

/// A stream read to its end on another thread.
private final class Reading: Sendable {
  private let queue = DispatchQueue(label: "errors")
  private let data = Mutex(Data())

  init(_ handle: FileHandle) {
    queue.async { [self] in
      let read = handle.readDataToEndOfFile()
      data.withLock { $0 = read }
    }
  }

  func wait() -> Data {
    queue.sync {}
    return data.withLock { $0 }
  }
}
