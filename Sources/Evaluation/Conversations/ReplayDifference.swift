/// A way in which a turn goes otherwise today than it was recorded.
package struct ReplayDifference: Sendable, Hashable {
  /// What differs; the order is that of reports.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Another intent is recognised.
    case intent = "INTENT"
    /// Another article or intent answers, or other choices are offered.
    case answer = "ANSWER"
    /// A slot has another value.
    case slots = "SLOTS"
    /// Another kind of reply, in another language, or another flow is under way or completed.
    case state = "STATE"
    /// A person is called where none was, or the other way round, or another one.
    case handoff = "HANDOFF"
    /// The wording alone.
    case text = "TEXT"
  }

  package let kind: Kind
  package let was: String
  package let now: String
}

/// Compares the turns of one recorded conversation with today's, one after the other.
package struct ReplayComparison {
  /// Slots that differ already, as "was -> is"; each is reported when it begins to.
  private var slotsApart: [String: String] = [:]

  package init() {}

  /// The differences of the next turn; what the recording does not tell is not compared.
  ///
  /// The text counts only where nothing else differs, as it follows from the rest.
  package mutating func differences(
    _ recorded: TurnOutcome,
    _ today: TurnOutcome
  ) -> [ReplayDifference] {
    var found: [ReplayDifference] = []
    for kind in ReplayDifference.Kind.allCases where kind != .text {
      let difference =
        kind == .slots ? slots(recorded, today) : Self.difference(kind, recorded, today)
      if let difference { found.append(difference) }
    }
    guard found.isEmpty, slotsApart.isEmpty else { return found }
    return Self.difference(.text, recorded, today).map { [$0] } ?? []
  }

  private static func difference(
    _ kind: ReplayDifference.Kind,
    _ recorded: TurnOutcome,
    _ today: TurnOutcome
  ) -> ReplayDifference? {
    let members = kind.members
    var apart = members.filter { member in
      recorded.values[member].map { $0 != today.values[member] ?? "" } ?? false
    }
    // An article is a target too.
    if apart.contains(.target) { apart.removeAll { $0 == .article } }
    guard !apart.isEmpty else { return nil }
    func words(_ outcome: TurnOutcome) -> String {
      apart.map { member in
        let value = outcome.values[member] ?? ""
        let shown = value.isEmpty ? "none" : value
        return members.count == 1 || member == .target ? shown : "\(member.rawValue) \(shown)"
      }.joined(separator: ", ")
    }
    return ReplayDifference(kind: kind, was: words(recorded), now: words(today))
  }

  private mutating func slots(
    _ recorded: TurnOutcome,
    _ today: TurnOutcome
  ) -> ReplayDifference? {
    guard let was = recorded.slots else { return nil }
    let now = today.slots ?? [:]
    let apart = Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }
    func words(_ name: String, _ slots: [String: String]) -> String {
      "\(name) \(slots[name] ?? "none")"
    }
    let before = slotsApart
    slotsApart = [:]
    for name in apart { slotsApart[name] = "\(words(name, was)) -> \(words(name, now))" }
    let fresh = apart.filter { slotsApart[$0] != before[$0] }.sorted()
    guard !fresh.isEmpty else { return nil }
    return ReplayDifference(
      kind: .slots,
      was: fresh.map { words($0, was) }.joined(separator: ", "),
      now: fresh.map { words($0, now) }.joined(separator: ", ")
    )
  }
}

extension ReplayDifference.Kind {
  fileprivate var members: [TurnOutcome.Member] {
    switch self {
    case .intent: [.intent]
    case .answer: [.target, .article, .also, .choices]
    case .slots: []
    case .state: [.kind, .language, .flow, .completed]
    case .handoff: [.handoff]
    case .text: [.text]
    }
  }
}
