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
    + [
      ("status", "show what runs"),
      ("metrics", "show the same in numbers, for Prometheus"),
      ("reload", "read content and tokens again"),
      ("drain", "end the server when everything is sent"),
    ].map { verb, summary in
      Command(
        verb: verb,
        parameters: [],
        summary: summary,
        audience: .administrators,
        handler: { _ in Outcome(change: .administers(verb)) }
      )
    }
}
