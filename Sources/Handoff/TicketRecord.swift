import Dialogue

/// A ticket of the queue with what the queue knows about it beside its events.
struct TicketRecord: Sendable {
  var ticket: Ticket
  var eventCount: Int
  /// How many priorities it has risen by waiting.
  var rise = 0
  /// Whether a call-back's window has come.
  var isReady = true
  var isFirstResponseMissed = false
  var isResolutionMissed = false
  var timers = Timers()
  /// The moment for which it is in the heap of deadlines.
  var scheduled: Instant?

  /// Moments that follow from business time, kept because they take long to find.
  struct Timers: Sendable {
    var riseAt: Instant?
    var longWaitAt: Instant?
    var silentAt: Instant?
  }

  init(_ ticket: Ticket, eventCount: Int) {
    self.ticket = ticket
    self.eventCount = eventCount
  }

  /// 0 is urgent, 3 is low; waiting makes it at most high.
  var rank: Int {
    let rank = HandoffRequest.Priority.urgent.rawValue - ticket.priority.rawValue
    return rank == 0 ? 0 : max(1, rank - rise)
  }

  /// Where it stands in the lines; nil when it does not wait.
  var place: WaitingPlace? {
    guard ticket.state == .pending else { return nil }
    return WaitingPlace(
      key: OrderKey(
        rank: rank,
        // The call belongs at the beginning of what was promised, not at its end.
        due: ticket.callBack?.window?.lowerBound ?? ticket.firstResponseDue,
        since: ticket.waitingSince,
        ticket: ticket.id
      ),
      sort: WaitingSort(
        team: ticket.team,
        language: ticket.language,
        skills: ticket.skills,
        isCallBack: ticket.isCallBack
      ),
      preferredAgent: ticket.preferredAgent,
      isReady: isReady
    )
  }
}
