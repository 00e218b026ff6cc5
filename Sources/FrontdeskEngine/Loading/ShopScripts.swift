package import Content

/// What the bot does beside answering: the files of `intents/flows`, once for all languages.
package final class ShopScripts: Sendable {
  package let flows: FlowLibrary
  package let desk: DeskFile
  package let notices: NoticesFile
  package let proactive: ProactiveFile
  package let topics: TopicsFile
  /// What is wrong with the files; the rest of them works.
  package let problems: [ContentProblem]
  /// The SHA-256 of all files below `intents/flows`.
  package let version: String
  /// The files that cannot be read at all.
  let unreadable: Set<String>

  /// Whether all files of slots, actions and flows could be read.
  var areFlowsReadable: Bool {
    unreadable.isSubset(of: Self.others)
  }

  static let deskFile = "\(ContentFolder.scripts)/desk.yml"
  static let noticesFile = "\(ContentFolder.scripts)/notices.yml"
  static let proactiveFile = "\(ContentFolder.scripts)/proactive.yml"
  static let topicsFile = "\(ContentFolder.scripts)/topics.yml"
  /// The files that hold no slots, actions or flows.
  private static let others = [deskFile, noticesFile, proactiveFile, topicsFile]

  /// Reads the files; in place of one that is missing or broken, the defaults count.
  package init(in folder: ContentFolder) {
    var problems: [ContentProblem] = []
    let files = folder.files(in: ContentFolder.scripts, suffix: ".yml", problems: &problems)
    var unreadable = Set(problems.map(\.file))
    var flowFiles: [FlowFile] = []
    var (desk, notices, proactive) = (DeskFile(), NoticesFile(), ProactiveFile())
    var topics = TopicsFile()
    for file in files {
      do throws(ContentProblem) {
        switch file.name {
        case Self.deskFile:
          desk = try DeskFile(parsing: file.bytes, file: file.name, warnings: &problems)
        case Self.noticesFile:
          notices = try NoticesFile(parsing: file.bytes, file: file.name, warnings: &problems)
        case Self.proactiveFile:
          proactive = try ProactiveFile(parsing: file.bytes, file: file.name, warnings: &problems)
        case Self.topicsFile:
          topics = try TopicsFile(parsing: file.bytes, file: file.name, warnings: &problems)
        default:
          flowFiles.append(
            try FlowFile(parsing: file.bytes, file: file.name, warnings: &problems)
          )
        }
      } catch {
        problems.append(error)
        unreadable.insert(file.name)
      }
    }
    flows = FlowLibrary(
      flowFiles,
      isComplete: unreadable.isSubset(of: Self.others),
      problems: &problems
    )
    self.desk = desk
    self.notices = notices
    self.proactive = proactive
    self.topics = topics
    self.problems = problems
    self.unreadable = unreadable
    version = folder.scriptsVersion()
  }
}
