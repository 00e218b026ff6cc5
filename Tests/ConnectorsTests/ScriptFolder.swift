import Content
import Foundation

@testable import Connectors

/// A folder for scripts and what they write; it is removed with the value that owns it.
final class ScriptFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "connectors-\(UUID().uuidString)", directoryHint: .notDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A command that runs a script of sh, which finds the folder's path in `$1`.
  ///
  /// For each line it gets, the script has the whole of it in `$line` and its key in `$key`, and can
  /// call `done_` to answer; `before` runs once at the start.
  func command(_ forEachLine: String, before: String = ":") -> [String] {
    let script = """
      folder=$1
      done_() { printf '{"key":"%s","status":"done","result":%s}\\n' "$1" "${2:-{\\}}"; }
      \(before)
      while IFS= read -r line; do
        key=${line#*'"key":"'}
        key=${key%%'"'*}
        \(forEachLine)
      done
      """
    return ["/bin/sh", "-c", script, "sh", path]
  }

  /// The lines of a file that a script has written; none when it is not there.
  func lines(of name: String) -> [String] {
    let text = (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}

/// An action that a command carries out.
func action(
  _ command: [String],
  named name: String = "act",
  effect: ActionDefinition.Effect = .reads,
  timeout: Double = 30,
  retries: Int = 0,
  honoursKey: Bool = false
) -> ActionDefinition {
  ActionDefinition(
    name: name,
    effect: effect,
    connector: .command(command),
    timeout: timeout,
    retries: retries,
    honoursKey: honoursKey
  )
}

extension ConnectorHub {
  /// A hub without tables that tries again quickly.
  convenience init(_ definitions: ActionDefinition...) {
    self.init(
      definitions: definitions,
      tables: TableSet(),
      currency: "EUR",
      retryDelay: 0.01
    )
  }
}
