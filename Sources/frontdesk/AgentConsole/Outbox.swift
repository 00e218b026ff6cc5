/// What was asked of the server and is not answered yet, in order.
///
/// A line keeps its id however often it is sent, so that the server carries it out once.
struct Outbox {
  /// Why a ticket is asked for.
  enum ViewPurpose: Equatable {
    /// After it was taken: what was said last.
    case brief
    /// After a lost connection: what was said meanwhile.
    case catchUp
    case full, suggestions, replies
    /// To find the article of a number.
    case article(Int)
  }

  enum Purpose: Equatable {
    case verb(AgentVerb, ticket: Int?, text: String)
    case say(ticket: Int, text: String)
    case queue(isShown: Bool)
    case tickets
    case view(Int, ViewPurpose)
    case end

    /// Whether it decides which ticket is the current one.
    var selects: Bool {
      switch self {
      case .verb(.next, _, _), .verb(.take, _, _), .verb(.reopen, _, _): true
      default: false
      }
    }
  }

  struct Request: Equatable {
    let id: String
    let line: String
    let purpose: Purpose
    /// Which line of the connection it was; nil is not sent yet.
    var lineNumber: Int?
    /// When it was sent last.
    var sentAt = 0.0
    /// How often the server asked to send it again later.
    var delays = 0
  }

  private(set) var requests: [Request] = []
  /// Nothing is sent before.
  private(set) var heldUntil: Double?
  private var idCount = 0
  private var lineCount = 0

  private static let mostDelays = 5
  /// How long an answer may take before the connection counts as lost, in seconds.
  private static let patience = 30.0

  var isEmpty: Bool { requests.isEmpty }

  /// Whether what is typed now may be for a ticket that is just being taken.
  var isSelecting: Bool { requests.contains { $0.purpose.selects } }

  /// Whether something that was asked of a ticket is not answered.
  func isWaiting(about ticket: Int) -> Bool {
    requests.contains {
      if case .verb(_, ticket, _) = $0.purpose { true } else { false }
    }
  }

  mutating func nextID(_ prefix: String) -> String {
    idCount += 1
    return "\(prefix)-\(idCount)"
  }

  mutating func add(_ line: String, id: String, for purpose: Purpose) {
    requests.append(Request(id: id, line: line, purpose: purpose))
  }

  /// A line went out that is not kept here.
  mutating func countLine() { lineCount += 1 }

  /// The lines that may go out now, marked as sent.
  mutating func takeUnsent(at now: Double) -> [String] {
    if let heldUntil, now < heldUntil { return [] }
    var lines: [String] = []
    for index in requests.indices where requests[index].lineNumber == nil {
      lineCount += 1
      requests[index].lineNumber = lineCount
      requests[index].sentAt = now
      lines.append(requests[index].line)
    }
    return lines
  }

  /// When something is to be done about what waits.
  var deadline: Double? {
    let answers = requests.filter { $0.lineNumber != nil }.map { $0.sentAt + Self.patience }
    return (answers + [heldUntil].compactMap { $0 }).min()
  }

  /// Whether an answer should have come.
  func isOverdue(at now: Double) -> Bool {
    requests.contains { $0.lineNumber != nil && now >= $0.sentAt + Self.patience }
  }

  mutating func wake(at now: Double) {
    if let heldUntil, now >= heldUntil { self.heldUntil = nil }
  }

  /// Takes away what an id answers; nil when it is not waited for.
  mutating func answered(_ id: String) -> Request? {
    guard let index = requests.firstIndex(where: { $0.id == id }) else { return nil }
    return requests.remove(at: index)
  }

  /// Takes away what was sent as a line of the connection that the server could not read.
  mutating func answered(line: Int) -> Request? {
    guard let index = requests.firstIndex(where: { $0.lineNumber == line }) else { return nil }
    return requests.remove(at: index)
  }

  /// Sends a line and those behind it again later; false when that was tried often enough.
  mutating func delay(_ id: String, by seconds: Double, at now: Double) -> Bool {
    guard let index = requests.firstIndex(where: { $0.id == id }),
      requests[index].delays < Self.mostDelays
    else { return false }
    requests[index].delays += 1
    requests[index].lineNumber = nil
    heldUntil = max(heldUntil ?? 0, now + seconds)
    return true
  }

  /// Nothing that is not answered may be taken for done.
  mutating func connectionWasLost() {
    for index in requests.indices { requests[index].lineNumber = nil }
    // What only looks is asked for anew.
    requests.removeAll {
      switch $0.purpose {
      case .queue(isShown: false), .view(_, .brief), .view(_, .catchUp): true
      default: false
      }
    }
  }

  /// The hello was the first line of the connection.
  mutating func connectionIsUp() {
    lineCount = 1
    heldUntil = nil
  }
}
