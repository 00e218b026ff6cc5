import Content
package import Dialogue

/// What time does to tickets.
extension HandoffQueue {
  /// A ticket rises after so many times its first response beyond the deadline.
  static let risingFactor = 4.0
  /// But not before so many open seconds.
  static let risingSeconds = 3600.0
  /// A line is looked through for changed places at most this often.
  static let positionCheckSeconds = 5.0
  /// A customer is told a better place at most this often.
  static let positionNewsSeconds = 30.0

  /// The next moment at which `tick` has something to do; nil while nothing is to come.
  package var nextDeadline: Instant? {
    [deadlines.first?.time, positionChecks.values.min()].compactMap { $0 }.min()
  }

  /// Does everything whose time has come, and gives out tickets where that is automatic.
  ///
  /// Complexity: logarithmic for each deadline; a line that has changed is looked through.
  package mutating func tick(at time: Instant) -> [DeskNews] {
    var news: [DeskNews] = []
    while let entry = deadlines.first, entry.time <= time {
      deadlines.removeFirst()
      guard records[entry.ticket]?.scheduled == entry.time else { continue }
      records[entry.ticket]?.scheduled = nil
      settle(entry.ticket, at: time, &news)
    }
    news += dispatch(at: time)
    tellPositions(at: time, &news)
    return news
  }

  /// Does what is due with one ticket.
  private mutating func settle(_ id: TicketID, at time: Instant, _ news: inout [DeskNews]) {
    while let record = records[id], let moment = nextMoment(of: record), moment <= time {
      let ticket = record.ticket
      var next = record
      if !ticket.isOpen {
        replace(id, with: nil)
        return
      } else if case .snoozed(_, until: let until) = ticket.state, until <= time {
        wake(id, at: time, &news)
      } else if responseMissed(record).map({ $0 <= time }) == true {
        next.isFirstResponseMissed = true
        write(next, at: time)
        news.append(.deadlineMissed(id))
      } else if resolutionMissed(record).map({ $0 <= time }) == true {
        next.isResolutionMissed = true
        write(next, at: time)
        news.append(.deadlineMissed(id))
      } else if case .assigned(let agent) = ticket.state {
        let why = "\(agent) was silent"
        news.append(requeue(id, from: agent, why: why, at: time))
      } else if expiry(of: ticket).map({ $0 <= time }) == true {
        note(.expired(reason: "nobody came"), of: id, at: time)
        news.append(.expired(id))
      } else if !record.isReady {
        next.isReady = true
        write(next, at: time)
      } else if let rise = record.timers.riseAt, rise <= time {
        next.rise += 1
        setTimers(of: &next)
        write(next, at: time)
      } else if !ticket.longWaitOffered {
        note(.longWaitOffered, of: id, at: time)
        news.append(.longWait(id))
      } else {
        return
      }
    }
    // Nothing was due after all: the entry in the heap is used up.
    if let record = records[id], record.scheduled == nil { replace(id, with: record) }
  }

  /// Removes what no ticket waits for any more, so that the first deadline is a true one.
  mutating func trimDeadlines() {
    while let entry = deadlines.first, records[entry.ticket]?.scheduled != entry.time {
      deadlines.removeFirst()
    }
  }

  // MARK: When

  /// When something is to be done about a ticket.
  func nextMoment(of record: TicketRecord) -> Instant? {
    let ticket = record.ticket
    var moments = [responseMissed(record), resolutionMissed(record)]
    switch ticket.state {
    case .pending:
      moments.append(record.isReady ? nil : ticket.callBack?.window?.lowerBound)
      moments.append(expiry(of: ticket))
      moments.append(record.timers.riseAt)
      moments.append(ticket.longWaitOffered ? nil : record.timers.longWaitAt)
    case .assigned: moments.append(record.timers.silentAt)
    case .snoozed(_, let until): moments.append(until)
    case .resolved, .rejected, .expired:
      return ticket.endedAt.map { $0 + Double(rules.reopenHours) * 3600 }
    }
    return moments.compactMap { $0 }.min()
  }

  private func responseMissed(_ record: TicketRecord) -> Instant? {
    if record.isFirstResponseMissed || record.ticket.firstResponseAt != nil { return nil }
    if case .snoozed = record.ticket.state { return nil }
    return record.ticket.firstResponseDue
  }

  private func resolutionMissed(_ record: TicketRecord) -> Instant? {
    record.isResolutionMissed ? nil : record.ticket.resolutionDue
  }

  /// A promised call does not expire by itself, nor a ticket whose deadline is ahead.
  private func expiry(of ticket: Ticket) -> Instant? {
    ticket.isCallBack
      ? nil
      : max(ticket.pendingSince + Double(rules.expireHours) * 3600, ticket.firstResponseDue)
  }

  /// Finds the moments that depend on opening hours; those of a former record that still hold stay.
  func setTimers(of record: inout TicketRecord, since former: TicketRecord? = nil) {
    let ticket = record.ticket
    let old = former?.ticket
    switch ticket.state {
    case .pending:
      if let old, old.state == .pending,
        (old.team, old.priority, old.pendingSince) == (
          ticket.team, ticket.priority, ticket.pendingSince
        ), former?.rise == record.rise
      {
        return
      }
      record.timers.silentAt = nil
      record.timers.riseAt = rising(of: record)
      record.timers.longWaitAt =
        ticket.isCallBack
        ? nil
        : patience(
          Double(rules.longestWaitMinutes) * 60,
          with: ticket,
          from: ticket.pendingSince,
          isBusinessTime: true
        )
    case .assigned:
      if old?.state == ticket.state, old?.customerWaitsSince == ticket.customerWaitsSince {
        return
      }
      record.timers = TicketRecord.Timers()
      record.timers.silentAt = ticket.customerWaitsSince.map {
        patience(
          Double(rules.agentSilentMinutes) * 60,
          with: ticket,
          from: $0,
          isBusinessTime: false
        )
      }
    default: record.timers = TicketRecord.Timers()
    }
  }

  private func rising(of record: TicketRecord) -> Instant? {
    let ticket = record.ticket
    guard record.rank > 1 else { return nil }
    let hours = hours(of: ticket.team)
    let promised = hours.seconds(
      of: rules.level(of: ticket.channel).firstResponse,
      from: ticket.openedAt
    )
    let step = max(promised * Self.risingFactor, Self.risingSeconds)
    return hours.moment(
      after: step * Double(record.rise + 1),
      from: max(ticket.firstResponseDue, ticket.waitingSince)
    )
  }

  /// How long a customer is kept waiting; where answers take their time, as long as was promised.
  private func patience(
    _ seconds: Double,
    with ticket: Ticket,
    from time: Instant,
    isBusinessTime: Bool
  ) -> Instant {
    let hours = hours(of: ticket.team)
    let level = rules.level(of: ticket.channel).firstResponse
    let promised = hours.seconds(of: level, from: time)
    if promised > seconds { return hours.moment(after: promised, from: time) }
    return isBusinessTime ? hours.moment(after: seconds, from: time) : time + seconds
  }
}
