import Evaluation

/// The files of a night.
struct BenchOutput {
  let report: NightlyReport
  let timing: NightlyTiming
  let folders: BenchFolders

  /// The page that a person opens.
  var page: String { "\(folders.out)/report.html" }

  /// Writes all of them; what is wrong with the history is told and passed over.
  func writeFiles(_ console: Console) throws {
    try DiskFiles.makeFolder(folders.out)
    let path = "\(folders.out)/history.jsonl"
    let kept = DiskFiles.exists(path) ? try contents(ofFile: path) : []
    var history = History(SourceFile(name: path, bytes: kept))
    for warning in history.warnings { try console.log(warning) }
    for warning in report.warnings where !warning.contains(": warning: ") {
      try console.log("frontdesk: warning: \(warning)")
    }
    try DiskFiles.append(
      try history.append(report.historyNight(date: timing.date)),
      to: path
    )
    try DiskFiles.replace("\(folders.out)/report.json", with: try report.json(timing))
    try DiskFiles.replace("\(folders.out)/errors.jsonl", with: try report.errorLines())
    try DiskFiles.replace("\(folders.out)/junit.xml", with: Array(report.junit.utf8))
    let html = NightlyPage(report: report, timing: timing, history: history).html
    try DiskFiles.replace(page, with: Array(html.utf8))
  }
}
