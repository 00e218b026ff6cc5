import Content
import Dialogue
import Foundation
import Handoff
import TestSupport
import TextAnalysis

/// A desk on a virtual clock: customers come, wait, leave; agents come, work, go.
///
/// The same seed gives the same days.
struct DeskSimulation {
  /// Where customers come from and what they are like.
  struct Demand {
    /// Customers in an hour, by hour of the day of the shop (UTC).
    var hourly = [Double](repeating: 0, count: 24)
    /// Shares of low, normal, high and urgent; they add up to 1.
    var priorities = [0.05, 0.83, 0.1, 0.02]
    var languages: [(Language, Double)] = [(.english, 1)]
    var channels: [(String, Double)] = [("chat", 1)]
    /// The mean patience of a waiting customer, in seconds.
    var patience = Double.infinity
    var callBackShare = 0.0
  }

  struct Shift {
    let agent: AgentID
    let hours: Range<Double>
  }

  struct Result {
    var opened = 0
    var assigned = 0
    var withdrawn = 0
    var finished = 0
    var news: [DeskNews] = []
    /// The wait of each ticket until its first agent, in seconds, by priority.
    var waits: [HandoffRequest.Priority: [Double]] = [:]
    var callBackWaits: [(window: ClosedRange<Instant>, taken: Instant)] = []
    /// What was said and what came of it, in seconds.
    var estimates: [(range: ClosedRange<Double>, wait: Double)] = []
    /// Tickets that were told their place without a time.
    var unknown = 0
    var mostAtOnce: [AgentID: Int] = [:]
    var longestLine = 0

    /// The share of true waits within what was said.
    var coverage: Double {
      Double(estimates.filter { $0.range.contains($0.wait) }.count) / Double(estimates.count)
    }

    /// The middle of the widths of what was said, in parts of the true wait.
    var medianRelativeWidth: Double {
      let widths = estimates.filter { $0.wait >= 60 }
        .map { ($0.range.upperBound - $0.range.lowerBound) / $0.wait }.sorted()
      return widths.isEmpty ? 0 : widths[widths.count / 2]
    }
  }

  private enum Happening {
    case customer
    case reply(TicketID, AgentID)
    case finish(TicketID, AgentID)
    case leave(TicketID)
    case begin(AgentID)
    case end(AgentID)
    case breakDown(AgentID)
  }

  private struct Entry {
    let time: Double
    let number: Int
    let happening: Happening
  }

  var queue: HandoffQueue
  var demand = Demand()
  /// The mean and spread (of the logarithm) of the time a conversation takes.
  var handlingSeconds = 420.0
  var handlingSpread = 0.8
  /// How often in an hour an agent's connection breaks.
  var breakdownsPerHour = 0.0
  var team = "support"
  private var random: SeededGenerator
  private var entries: [Entry] = []
  private var count = 0
  private var now = 0.0
  private(set) var result = Result()
  private var said: [TicketID: (range: ClosedRange<Double>, time: Double)] = [:]
  private var served: Set<TicketID> = []
  private var leaving: Set<AgentID> = []

  init(queue: HandoffQueue, seed: Int) {
    self.queue = queue
    random = SeededGenerator(seed: UInt64(seed))
  }

  /// Lets days go by, from a moment on, with shifts by day.
  mutating func run(from start: Double, days: Int, shifts: (Int) -> [Shift]) {
    now = start
    for day in 0..<days {
      for shift in shifts(day) {
        let midnight = start + Double(day) * 86_400
        schedule(midnight + shift.hours.lowerBound * 3600, .begin(shift.agent))
        schedule(midnight + shift.hours.upperBound * 3600, .end(shift.agent))
      }
    }
    let end = start + Double(days) * 86_400
    scheduleCustomer()
    while true {
      let deadline = queue.nextDeadline?.secondsSinceEpoch
      guard let entry = entries.first, entry.time <= end else { break }
      if let deadline, deadline < entry.time {
        now = max(now, deadline)
        tick()
        continue
      }
      removeFirst()
      now = entry.time
      happen(entry.happening)
      tick()
    }
  }

  private mutating func tick() {
    take(queue.tick(at: instant))
    _ = queue.takeChanges()
  }

  private var instant: Instant { Instant(secondsSinceEpoch: now) }

  private mutating func happen(_ happening: Happening) {
    switch happening {
    case .customer:
      come()
      scheduleCustomer()
    case .reply(let ticket, let agent):
      _ = try? queue.agentWrote(by: agent, in: ticket, at: instant)
    case .finish(let ticket, let agent):
      guard let held = queue.ticket(ticket), held.agent == agent else { return }
      if held.isCallBack {
        let reached = unit() < 0.7
        _ = try? queue.callTried(ticket, by: agent, reached: reached, at: instant)
        if queue.ticket(ticket)?.isOpen == true {
          schedule(now + handling(), .finish(ticket, agent))
        } else {
          result.finished += 1
        }
      } else {
        _ = try? queue.resolve(ticket, by: agent, reason: "done", at: instant)
        result.finished += 1
      }
      if leaving.contains(agent), queue.tickets(of: agent).isEmpty {
        leaving.remove(agent)
        take(queue.leave(agent, at: instant))
      }
    case .leave(let ticket):
      guard let waiting = queue.ticket(ticket), waiting.state == .pending,
        !served.contains(ticket)
      else { return }
      queue.withdraw(conversation: waiting.conversation, at: instant)
      result.withdrawn += 1
      said[ticket] = nil
    case .begin(let agent):
      leaving.remove(agent)
      if queue.agent(agent)?.presence == .away {
        _ = try? queue.setPresence(.online, of: agent, at: instant)
      } else {
        try? queue.arrive(agent, at: instant)
      }
      scheduleBreakdown(agent)
    case .end(let agent):
      if queue.tickets(of: agent).isEmpty {
        take(queue.leave(agent, at: instant))
      } else {
        leaving.insert(agent)
        if let news = try? queue.setPresence(.away, of: agent, at: instant) { take(news) }
      }
    case .breakDown(let agent):
      guard queue.agent(agent)?.presence == .online else { return }
      take(queue.leave(agent, at: instant))
      schedule(now + 300, .begin(agent))
    }
  }

  private mutating func come() {
    let isCallBack = unit() < demand.callBackShare
    let begin = now + 1800
    let kind: Ticket.Kind =
      isCallBack
      ? .callBack(
        CallBack(
          phone: "+40700000000",
          window: Instant(secondsSinceEpoch: begin)...Instant(secondsSinceEpoch: begin + 3600)
        )
      ) : .chat
    let priority = HandoffRequest.Priority(rawValue: draw(demand.priorities)) ?? .normal
    let (ticket, position) = queue.open(
      for: ConversationID("c\(result.opened)"),
      request: HandoffRequest(
        reason: .askedForPerson,
        team: team,
        priority: isCallBack ? .normal : priority,
        language: demand.languages[draw(demand.languages.map(\.1))].0
      ),
      channel: demand.channels[draw(demand.channels.map(\.1))].0,
      kind: kind,
      at: instant
    )
    result.opened += 1
    result.longestLine = max(result.longestLine, queue.position(of: ticket.id))
    take(queue.dispatch(at: instant))
    guard !served.contains(ticket.id), !isCallBack, position > 0 else { return }
    let estimate = queue.estimate(of: ticket.id, at: instant)
    if let range = estimate.range {
      said[ticket.id] = (range, now)
    } else {
      result.unknown += 1
    }
    if demand.patience < .infinity {
      schedule(now + exponential(demand.patience), .leave(ticket.id))
    }
  }

  private mutating func take(_ news: [DeskNews]) {
    for item in news {
      switch item {
      case .assigned(let assignment): begin(assignment)
      case .position: break
      default: result.news.append(item)
      }
    }
  }

  private mutating func begin(_ assignment: Assignment) {
    guard let ticket = queue.ticket(assignment.ticket) else { return }
    let held = queue.tickets(of: assignment.agent).count
    result.mostAtOnce[assignment.agent] = max(result.mostAtOnce[assignment.agent] ?? 0, held)
    if served.insert(ticket.id).inserted {
      result.assigned += 1
      if let window = ticket.callBack?.window {
        result.callBackWaits.append((window, instant))
      } else {
        let wait = now - ticket.openedAt.secondsSinceEpoch
        result.waits[ticket.priority, default: []].append(wait)
      }
    }
    if let (range, time) = said.removeValue(forKey: ticket.id) {
      result.estimates.append((range, now - time))
    }
    if !ticket.isCallBack { schedule(now + 20, .reply(ticket.id, assignment.agent)) }
    schedule(now + handling(), .finish(ticket.id, assignment.agent))
  }

  // MARK: Chance

  private mutating func unit() -> Double { Double.random(in: 0..<1, using: &random) }

  private mutating func exponential(_ mean: Double) -> Double { -mean * log(1 - unit()) }

  private mutating func handling() -> Double {
    // Box and Muller, Ann. Math. Stat. 29, 1958; the mean of the lognormal is the one asked for.
    let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit())
    let spread = handlingSpread
    return max(21, handlingSeconds * exp(spread * normal - spread * spread / 2))
  }

  private mutating func draw(_ shares: [Double]) -> Int {
    var left = unit() * shares.reduce(0, +)
    for (index, share) in shares.enumerated() {
      left -= share
      if left < 0 { return index }
    }
    return shares.count - 1
  }

  private mutating func scheduleCustomer() {
    // Thinning of a steady stream (Lewis and Shedler, 1979).
    let most = demand.hourly.max() ?? 0
    guard most > 0 else { return }
    var time = now
    for _ in 0..<100_000 {
      time += exponential(3600 / most)
      let hour = Int(time / 3600) % 24
      if unit() < demand.hourly[hour] / most { break }
    }
    schedule(time, .customer)
  }

  private mutating func scheduleBreakdown(_ agent: AgentID) {
    guard breakdownsPerHour > 0 else { return }
    schedule(now + exponential(3600 / breakdownsPerHour), .breakDown(agent))
  }

  // MARK: Heap

  private mutating func schedule(_ time: Double, _ happening: Happening) {
    count += 1
    var child = entries.count
    entries.append(Entry(time: time, number: count, happening: happening))
    while child > 0, precedes(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func removeFirst() {
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && precedes(child, least) {
        least = child
      }
      guard least != parent else { return }
      entries.swapAt(parent, least)
      parent = least
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (entries[left].time, entries[left].number) < (entries[right].time, entries[right].number)
  }
}
