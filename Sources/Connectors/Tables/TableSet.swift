package import Content
package import FrontdeskEngine

/// The tables of a shop, by name.
package struct TableSet: Sendable {
  var tables: [String: Table]

  /// The names of the tables, sorted.
  package var names: [String] { tables.keys.sorted() }

  package subscript(name: String) -> Table? { tables[name] }

  /// Creates a set of tables with different names.
  package init(_ tables: [Table] = []) {
    self.tables = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Reads `corpus/tables/*.csv`; none when the folder is not there.
  ///
  /// A table with a mistake becomes a problem and is left out, and the others are read all the same.
  package init(in folder: ContentFolder, problems: inout [ContentProblem]) {
    let files = folder.files(in: ContentFolder.tables, suffix: ".csv", problems: &problems)
    var tables: [Table] = []
    for file in files {
      let name = file.name.dropFirst(ContentFolder.tables.count + 1).dropLast(4)
      do throws(ContentProblem) {
        tables.append(try Table(name: String(name), bytes: file.bytes, file: file.name))
      } catch {
        problems.append(error)
      }
    }
    self.init(tables)
  }
}
