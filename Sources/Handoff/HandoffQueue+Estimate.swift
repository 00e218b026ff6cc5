package import Dialogue

/// How long a customer will wait, and whether that has changed.
extension HandoffQueue {
  /// What a waiting customer can be told at a moment.
  ///
  /// The range comes from how fast the tickets of the team left the line lately, for the places
  /// there are now, stretched by what comes in between by priority. Nothing is said while the team
  /// is closed or nobody is online for it.
  package func estimate(of id: TicketID, at time: Instant) -> WaitEstimate {
    let position = position(of: id)
    let unknown = WaitEstimate(position: position)
    guard position > 0, let record = records[id], let place = record.place else { return unknown }
    let team = place.sort.team
    let hours = hours(of: team)
    let places = Double(self.places(of: team))
    guard places > 0, let throughput = throughput[team], hours.isOpen(at: time) else {
      return unknown
    }
    let open = openSeconds(of: team, until: time) * places
    let rate = throughput.rate(adding: open) * places
    guard rate > 0 else { return unknown }
    // Some of those in front leave before it is their turn.
    let impatience = throughput.withdrawalRate / rate
    let count = (0..<position).reduce(0.0) { $0 + 1 / (1 + impatience * Double($1)) }
    let overtaking = throughput.overtakingRate(rank: place.key.rank, at: time) / rate
    let earlier = throughput.earlierRate(rank: place.key.rank, due: place.key.due, at: time)
    // Those of a higher rank come in between until it has risen.
    let rising = record.timers.riseAt.map { hours.seconds(from: time, to: $0) } ?? .infinity
    guard overtaking < Self.overtakingLimit,
      let range = throughput.exposure(untilDepartures: count, adding: open, places: places)
    else { return unknown }
    func wait(_ exposure: Double, overtaken part: Double) -> Double {
      // The longer it takes, the more come in between; others of the rank do until its own
      // deadline is near.
      let (mean, share) = (exposure / places, earlier.rate / rate)
      var seconds = mean
      for _ in 0..<100 {
        let former = seconds
        seconds =
          mean + part * overtaking * min(seconds, rising)
          + part * share * min(seconds, earlier.seconds)
        if seconds - former < 1 { break }
      }
      return hours.moment(after: seconds, from: time) - time
    }
    // A rush may end at any time, so at best only half as many come in between.
    let low = (wait(range.lowerBound, overtaken: 0.5) / 60).rounded(.down) * 60
    let high = (wait(range.upperBound, overtaken: 1) / 60).rounded(.up) * 60
    return WaitEstimate(position: position, range: low...max(low + 60, high))
  }

  /// Where nearly everything that comes goes before a ticket, nobody knows when its turn comes.
  private static let overtakingLimit = 0.9

  // MARK: Throughput

  /// Sees a ticket come into a line, leave it, or change its place in it.
  mutating func observe(from former: TicketRecord?, to record: TicketRecord, at time: Instant) {
    let (old, new) = (former?.place, record.place)
    if let old { advance(old.sort.team, to: time) }
    if let new, new.sort.team != old?.sort.team {
      advance(new.sort.team, to: time)
      if !record.ticket.isCallBack {
        throughput[new.sort.team]?.arrive(
          Throughput.Arrival(time: time, rank: new.key.rank, span: new.key.due - time)
        )
      }
    }
    // Who is served at once says nothing about those who wait.
    guard let old, let former, new == nil, !record.ticket.isCallBack,
      former.ticket.pendingSince < time
    else { return }
    if case .assigned = record.ticket.state {
      throughput[old.sort.team]?.depart()
    } else {
      throughput[old.sort.team]?.withdraw()
    }
  }

  /// Brings all lines up to date before agents come or go.
  mutating func observeAll(at time: Instant) {
    for team in throughput.keys.sorted() { advance(team, to: time) }
  }

  private mutating func advance(_ team: String, to time: Instant) {
    if before.throughput[team] == nil { before.throughput[team] = .some(throughput[team]) }
    throughput[team, default: Throughput()].advance(
      to: time,
      open: openSeconds(of: team, until: time),
      waiting: lines.conversations[team] ?? 0,
      places: places(of: team)
    )
  }

  /// The seconds since the line was last seen, if somebody waited.
  private func openSeconds(of team: String, until time: Instant) -> Double {
    guard lines.conversations[team] ?? 0 > 0, let last = throughput[team]?.lastTime, last < time
    else { return 0 }
    return hours(of: team).seconds(from: last, to: time)
  }

  /// How many conversations the agents who are online hold for a team at once.
  private func places(of team: String) -> Int {
    desk.values.reduce(0) { sum, agent in
      agent.presence == .online && agent.profile.serves(team: team)
        ? sum + agent.profile.capacity : sum
    }
  }

  // MARK: News

  /// Has a line looked through for those who are nearer to the front now; not too often.
  mutating func checkPositions(of team: String, at time: Instant) {
    guard lines.teams[team] != nil else {
      positionChecks[team] = nil
      return
    }
    guard positionChecks[team] == nil else { return }
    let last = lastPositionCheck[team].map { $0 + Self.positionCheckSeconds }
    positionChecks[team] = max(time, last ?? time)
  }

  /// Finds the customers who are nearer to the front than they were told.
  mutating func tellPositions(at time: Instant, _ news: inout [DeskNews]) {
    let teams = positionChecks.filter { $0.value <= time }.keys.sorted()
    for team in teams {
      positionChecks[team] = nil
      lastPositionCheck[team] = time
      var again: Instant?
      for (index, key) in (lines.teams[team] ?? []).enumerated() {
        guard let ticket = records[key.ticket]?.ticket, let told = ticket.toldPosition,
          Self.isWorthTelling(index + 1, after: told)
        else { continue }
        let allowed = (ticket.toldPositionAt ?? ticket.openedAt) + Self.positionNewsSeconds
        guard allowed <= time else {
          again = min(again ?? allowed, allowed)
          continue
        }
        note(.positionTold(index + 1), of: key.ticket, at: time)
        news.append(.position(key.ticket, estimate(of: key.ticket, at: time)))
      }
      if let again { positionChecks[team] = again }
    }
  }

  /// Far back in the line every single place is no news.
  private static func isWorthTelling(_ position: Int, after told: Int) -> Bool {
    position < told && (position <= 20 || told - position >= told / 10)
  }
}
