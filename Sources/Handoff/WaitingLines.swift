import Dialogue
import TextAnalysis

/// The place of a waiting ticket: rank, then deadline, then age, then number.
struct OrderKey: Sendable, Hashable, Comparable {
  /// 0 is urgent, 3 is low.
  let rank: Int
  let due: Instant
  let since: Instant
  let ticket: TicketID

  static func < (left: OrderKey, right: OrderKey) -> Bool {
    if left.rank != right.rank { return left.rank < right.rank }
    if left.due != right.due { return left.due < right.due }
    if left.since != right.since { return left.since < right.since }
    return left.ticket < right.ticket
  }
}

/// What decides which agents may take a ticket.
struct WaitingSort: Sendable, Hashable {
  let team: String
  let language: Language
  let skills: [String]
  let isCallBack: Bool
}

/// Where a ticket stands in the lines.
struct WaitingPlace: Sendable, Hashable {
  let key: OrderKey
  let sort: WaitingSort
  let preferredAgent: AgentID?
  /// A call-back is not given to anyone before its window.
  let isReady: Bool
}

/// The waiting tickets in their order: by team, by sort for agents to take, by preferred agent.
///
/// Complexity: a change is a binary search and a move of the keys behind it.
struct WaitingLines: Sendable {
  private(set) var teams: [String: [OrderKey]] = [:]
  /// Only those that may be given out; no line is empty.
  private(set) var sorts: [WaitingSort: [OrderKey]] = [:]
  private(set) var preferred: [AgentID: [OrderKey]] = [:]
  /// How many conversations, which are no call-backs, wait for a team.
  private(set) var conversations: [String: Int] = [:]

  mutating func insert(_ place: WaitingPlace) {
    Self.insert(place.key, into: &teams[place.sort.team, default: []])
    if !place.sort.isCallBack { conversations[place.sort.team, default: 0] += 1 }
    guard place.isReady else { return }
    Self.insert(place.key, into: &sorts[place.sort, default: []])
    if let agent = place.preferredAgent {
      Self.insert(place.key, into: &preferred[agent, default: []])
    }
  }

  mutating func remove(_ place: WaitingPlace) {
    Self.remove(place.key, from: &teams, at: place.sort.team)
    if !place.sort.isCallBack { conversations[place.sort.team, default: 0] -= 1 }
    guard place.isReady else { return }
    Self.remove(place.key, from: &sorts, at: place.sort)
    if let agent = place.preferredAgent { Self.remove(place.key, from: &preferred, at: agent) }
  }

  /// The place in the line of the team, from 1; 0 when it is not there.
  func position(of place: WaitingPlace) -> Int {
    guard let line = teams[place.sort.team] else { return 0 }
    let index = Self.index(of: place.key, in: line)
    return index < line.count && line[index] == place.key ? index + 1 : 0
  }

  private static func insert(_ key: OrderKey, into line: inout [OrderKey]) {
    line.insert(key, at: index(of: key, in: line))
  }

  private static func remove<Name>(
    _ key: OrderKey,
    from lines: inout [Name: [OrderKey]],
    at name: Name
  ) {
    guard let count = lines[name]?.count else { return }
    if count == 1 {
      lines[name] = nil
      return
    }
    let index = Self.index(of: key, in: lines[name, default: []])
    lines[name]?.remove(at: index)
  }

  /// The first place whose key is not before this one.
  private static func index(of key: OrderKey, in line: [OrderKey]) -> Int {
    var (low, high) = (0, line.count)
    while low < high {
      let middle = (low + high) / 2
      if line[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
