/// What the prompt shows, and what Tab completes.
extension AgentConsole {
  /// The prompt, such as `#7 Ana · 2 waiting · #9: 1 new > `.
  var prompt: String {
    var parts: [String] = []
    if link != .up { parts.append("not connected") }
    if presence == "away" { parts.append("away") }
    if let current {
      var part = "#\(current)"
      if let name = tickets.card(current).map(Self.nameForPrompt), !name.isEmpty {
        part += " \(name)"
      }
      if tickets.isTyping(current) {
        part += " types"
      } else if tickets.watches[current]?.hasRead == true {
        part += " has read"
      }
      parts.append(part)
    }
    if !tickets.waiting.isEmpty { parts.append("\(tickets.waiting.count) waiting") }
    let unread = tickets.watches.filter { $0.key != current && $0.value.unread > 0 }
      .sorted { $0.key < $1.key }
    for (number, watch) in unread.prefix(3) { parts.append("#\(number): \(watch.unread) new") }
    if unread.count > 3 { parts.append("…") }
    if parts.isEmpty { parts.append(name.isEmpty ? "connecting" : name) }
    return parts.joined(separator: " · ") + " > "
  }

  /// A prompt cannot be isolated, so names from right to left would turn what follows around.
  private static func nameForPrompt(_ ticket: DeskTicket) -> String {
    let name = ConsoleText.cut(ConsoleText.clean(ticket.firstName), columns: 16)
    return name.unicodeScalars.contains(where: BidirectionalLine.isRightToLeft)
      ? ticket.language : name
  }

  /// The words that a text before the cursor may go on to, whole.
  func completions(of text: String) -> [String] {
    guard text.hasPrefix("/"), !text.hasPrefix("//") else { return [] }
    let words = text.dropFirst().split(
      maxSplits: 1,
      omittingEmptySubsequences: false,
      whereSeparator: { $0 == " " }
    )
    let begun = words.last.map { String($0) } ?? ""
    guard words.count > 1 else {
      let names = AgentVerb.allCases.map(\.rawValue) + replyNames
      return Self.candidates(names, begun)
    }
    guard let verb = AgentVerb(rawValue: words[0].lowercased()) else { return [] }
    let own = tickets.mine.keys.sorted().map { "\($0)" }
    let queue = tickets.queue.map { "\($0.number)" }
    switch verb {
    case .take: return Self.candidates(queue, begun)
    case .switchTo: return Self.candidates(own, begun)
    case .ticket: return Self.candidates(own + queue, begun)
    case .reply: return Self.candidates(replyNames, begun)
    case .article:
      return Self.candidates(currentDetails?.suggestions.map(\.article) ?? [], begun)
    case .transfer: return Self.candidates(tickets.colleagues.sorted(), begun)
    case .untag: return Self.candidates(current.flatMap { tickets.card($0) }?.tags ?? [], begun)
    default: return []
    }
  }

  /// What to add to a text before the cursor; nil when nothing is certain.
  func completion(of text: String) -> String? {
    let candidates = completions(of: text)
    guard let first = candidates.first else { return nil }
    let begun = text.dropFirst().split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    var common = Substring(first)
    for candidate in candidates.dropFirst() { common = common[..<common.commonEnd(candidate)] }
    let rest = String(common.dropFirst(begun.count))
    if candidates.count == 1 { return rest + " " }
    return rest.isEmpty ? nil : rest
  }

  private var currentDetails: TicketDetails? { current.flatMap { details[$0] } }
  private var replyNames: [String] { currentDetails?.replies.map(\.name) ?? [] }

  private static func candidates(_ names: [String], _ begun: String) -> [String] {
    var seen: Set<String> = []
    return names.filter { $0.hasPrefix(begun) && seen.insert($0).inserted }
  }
}

extension Substring {
  /// Where a text stops being the same as another one.
  fileprivate func commonEnd(_ other: String) -> Index {
    var place = startIndex
    for character in other {
      guard place < endIndex, self[place] == character else { break }
      place = index(after: place)
    }
    return place
  }
}
