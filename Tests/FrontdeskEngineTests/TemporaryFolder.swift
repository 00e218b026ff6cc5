import Content
import Foundation
import FrontdeskEngine

/// A folder that is removed with the value that owns it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path(percentEncoded: false).trimmingSuffix("/")
  }

  /// A folder with the sample shop in it; a change of nil leaves the file out.
  convenience init(shopWith changes: [String: String?] = [:]) throws {
    try self.init()
    for (name, text) in SampleShop.files where changes[name] == nil { try write(text, to: name) }
    for (name, text) in changes {
      if let text { try write(text, to: name) }
    }
    for name in ["intents", "corpus"] { try makeFolder(name) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: url)
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/" + name,
      withIntermediateDirectories: true
    )
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name,
      withDestinationPath: target
    )
  }

  /// The names in a folder, sorted; none when it is not there.
  func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder))?.sorted() ?? []
  }

  func shop() throws -> Shop { try Shop(folder: ContentFolder(path: path)) }

  /// An engine for the shop in the folder.
  func engine(cache: IndexCache? = nil) throws -> Engine { Engine(shop: try shop(), cache: cache) }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
