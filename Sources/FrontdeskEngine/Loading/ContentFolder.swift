package import Content
import TextAnalysis

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A shop's folder with `intents` and `corpus`, read file by file.
package struct ContentFolder: Sendable {
  /// The path of the folder, as given or found.
  package let path: String

  /// Uses the folder at `path`.
  ///
  /// - Throws: `ContentProblem` when it holds neither `intents` nor `corpus`.
  package init(path: String) throws(ContentProblem) {
    guard Self.looksLikeShop(path) else {
      throw ContentProblem(
        file: path,
        line: 0,
        "this is not a shop's folder; expected a folder with intents/ and corpus/ in it",
        rule: "content-folder"
      )
    }
    self.path = path
  }

  /// Finds the bundled shop above the working directory or the program itself.
  ///
  /// - Throws: `ContentProblem` that lists where was looked.
  package static func bundled(
    workingDirectory: String,
    program: String
  ) throws(ContentProblem) -> ContentFolder {
    for start in [workingDirectory, parent(of: program)] where !start.isEmpty {
      var folder = start
      while true {
        if looksLikeShop(folder) { return try ContentFolder(path: folder) }
        let above = parent(of: folder)
        if above == folder || above.isEmpty { break }
        folder = above
      }
    }
    throw ContentProblem(
      file: workingDirectory,
      line: 0,
      "no shop found here or above, nor above \(program); "
        + "name one with --content DIR, a folder with intents/ and corpus/ in it",
      rule: "content-folder"
    )
  }

  /// A file of the folder: where it lies, as shown to people, and what is in it.
  package struct File: Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  /// Reads the file at a path below the folder; nil when there is none.
  package func file(_ name: String) throws(ContentProblem) -> File? {
    let files = FileManager.default
    // A link that leads nowhere is there, though what it names is not.
    guard
      files.fileExists(atPath: path + "/" + name)
        || (try? files.attributesOfItem(atPath: path + "/" + name)) != nil
    else { return nil }
    return try read(name)
  }

  /// Reads the files of a folder below this one whose names end in `suffix`, sorted by name.
  ///
  /// What cannot be read becomes a problem, and the others are read all the same.
  package func files(
    in folder: String,
    suffix: String,
    problems: inout [ContentProblem]
  ) -> [File] {
    let whole = path + "/" + folder
    guard FileManager.default.fileExists(atPath: whole) else { return [] }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: whole).sorted()
    } catch {
      problems.append(
        ContentProblem(
          file: folder,
          line: 0,
          "cannot list the folder: \(Self.reason(error))",
          rule: "unreadable"
        )
      )
      return []
    }
    var files: [File] = []
    for name in names where name.hasSuffix(suffix) && !name.hasPrefix(".") {
      do throws(ContentProblem) {
        files.append(try read("\(folder)/\(name)"))
      } catch {
        problems.append(error)
      }
    }
    return files
  }

  /// The SHA-256 of all files below `intents` and `corpus` but the thresholds, the conversation
  /// tests, the scripts and the shop's tables, in hexadecimal.
  ///
  /// Changes with any byte and any name; files that cannot be read count by their names.
  package func version() -> String {
    // Tests are no content that answers; scripts and rows of tables do not move any level.
    let others = [Self.tests, Self.scripts, Self.tables].map { $0 + "/" }
    let all = ["corpus", "intents"].flatMap { names(below: $0, depth: Self.deepestFolder) }
    return version(
      of: all.filter { name in
        name != Self.thresholds && !others.contains { name.hasPrefix($0) }
      }
    )
  }

  /// The SHA-256 of all files below `intents/flows`, in hexadecimal.
  package func scriptsVersion() -> String {
    version(of: names(below: Self.scripts, depth: Self.deepestFolder))
  }

  private func version(of names: [String]) -> String {
    var digest = SHA256()
    for name in names {
      guard let file = try? read(name) else { continue }
      digest.update(Array(name.utf8) + [0])
      digest.update(Array("\(file.bytes.count)".utf8) + [0])
      digest.update(file.bytes)
    }
    return digest.hexadecimal()
  }

  /// Links may lead in circles, and no content lies so deep.
  private static let deepestFolder = 6

  /// The files below a folder with their paths from here, sorted; hidden ones left out.
  private func names(below folder: String, depth: Int) -> [String] {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
    return found.sorted().flatMap { name -> [String] in
      let whole = "\(folder)/\(name)"
      guard !name.hasPrefix(".") else { return [] }
      var isDirectory = false
      let exists = FileManager.default.fileExists(
        atPath: "\(path)/\(whole)",
        isDirectory: &isDirectory
      )
      guard exists, isDirectory else { return [whole] }
      return depth > 0 ? names(below: whole, depth: depth - 1) : []
    }
  }

  /// Where the levels are kept at which the assistant answers.
  package static let thresholds = "intents/thresholds.yml"

  /// The folder of conversation tests.
  package static let tests = "intents/tests"

  /// The folder of flows, the words around them and the rules of the desk.
  package static let scripts = "intents/flows"

  /// The folder of the tables that actions read and write.
  package static let tables = "corpus/tables"

  /// The paths of the files of conversation tests, sorted.
  var testFiles: [String] {
    names(below: Self.tests, depth: Self.deepestFolder).filter { name in
      [".yml", ".yaml", ".chat"].contains { name.hasSuffix($0) }
    }
  }

  private func read(_ name: String) throws(ContentProblem) -> File {
    var status = stat()
    // Reading a pipe or a device could wait for ever.
    if stat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw ContentProblem(
        file: name,
        line: 0,
        "expected a file, found something else of that name",
        rule: "unreadable"
      )
    }
    do {
      let data = try Data(contentsOf: URL(filePath: path + "/" + name))
      return File(name: name, bytes: [UInt8](data))
    } catch {
      throw ContentProblem(
        file: name,
        line: 0,
        "cannot read the file: \(Self.reason(error))",
        rule: "unreadable"
      )
    }
  }

  /// An error in few words, without the addresses Foundation adds.
  private static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    switch error.code {
    case .fileReadNoPermission: return "no permission"
    case .fileReadNoSuchFile, .fileNoSuchFile: return "it leads nowhere"
    case .fileReadTooLarge: return "it is too large"
    default: return "error \(error.code.rawValue)"
    }
  }

  private static func looksLikeShop(_ path: String) -> Bool {
    func isFolder(_ name: String) -> Bool {
      var isDirectory = false
      return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isDirectory)
        && isDirectory
    }
    return isFolder("intents") && isFolder("corpus")
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? (path.count > 1 ? "/" : "") : String(path[..<slash])
  }
}
