import Content

/// The status of commands whose answer is 0 or 1, so that 2 says that there is no answer.
enum GateStatus {
  /// Runs such a command; whatever keeps it from running is logged and ends with status 2.
  static func of(_ console: Console, _ run: () throws -> ExitStatus) throws -> ExitStatus {
    do {
      return try run()
    } catch let error as UsageError {
      throw error
    } catch let error as OutputClosed {
      throw error
    } catch let problem as ContentProblem where problem.line == 0 {
      try console.log("frontdesk: \(problem.file): \(problem.message)")
    } catch {
      try console.log("frontdesk: \(error)")
    }
    return .usage
  }
}
