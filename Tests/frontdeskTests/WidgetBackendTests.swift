import Foundation
import Testing

/// A short form of `Tests/WidgetBackend/backend.py`, which proves the same over sockets at length.
@Suite("A backend and its agents lose nothing when the server is killed")
struct WidgetBackendTests {
  /// Python 3, where it is installed.
  static let python: URL? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { URL(filePath: String($0)).appending(path: "python3") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "WidgetBackend/backend.py")

  @Test(
    "Every line is kept once, in order, and told again",
    .enabled(if: python != nil, "python3 is not in PATH; it runs Tests/WidgetBackend/backend.py")
  )
  func shortForm() throws {
    let shop = try TinyShop()
    let process = Process()
    process.executableURL = Self.python
    process.arguments = [
      Self.script.path, "--binary", Program.file.path, "--content", shop.path, "--seeds", "1",
      "--customers", "8", "--lines", "10", "--kills", "2", "--drops", "2",
    ]
    process.environment = Program.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(told)")
    #expect(told.contains("seed 1: 8 customers"), "\(told)")
  }
}
