/// What administrators can ask for, in both forms.
enum AdminVerb: String, Sendable, CaseIterable {
  case status, metrics, reload, drain

  var summary: String {
    switch self {
    case .status: "show what runs"
    case .metrics: "show the same in numbers, for Prometheus"
    case .reload: "read content and tokens again"
    case .drain: "end the server when everything is sent"
    }
  }
}

/// What administrators can do, and becoming one.
enum AdminCommands {
  static let all =
    [
      Command(
        verb: "admin",
        parameters: ["TOKEN"],
        summary: "become an administrator",
        audience: .customers,
        handler: { Outcome(change: .becomesAdmin(token: $0.arguments[0])) }
      )
    ]
    + AdminVerb.allCases.map { verb in
      Command(
        verb: verb.rawValue,
        parameters: [],
        summary: verb.summary,
        audience: .administrators,
        handler: { _ in Outcome(change: .administers(verb)) }
      )
    }
}
