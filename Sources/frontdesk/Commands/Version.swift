extension Command {
  static let version = Command(
    name: "version",
    summary: "shows the version",
    examples: [Example("frontdesk version", "shows the version")]
  ) { arguments, console in
    try arguments.expectOperands(0...0, "")
    try console.output.writeLine("frontdesk \(Frontdesk.version)")
    return .success
  }
}
