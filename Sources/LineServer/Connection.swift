import Dialogue
import FrontdeskEngine
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One connection: lines that have come in, replies that wait to go out, and who is speaking.
///
/// It moves bytes and never blocks; when to read, write or close is decided by `Server`.
final class Connection {
  enum Phase {
    case open
    /// Nothing is read any more; closed once everything has been sent.
    case draining
    case closed
  }

  /// Counted by the server from 1.
  let number: Int
  let conversation: ConversationID
  let input: Descriptor
  let output: Descriptor
  /// Where it comes from, for the log.
  let peer: String

  /// Who this is, and so what is delivered here.
  var speaker: Delivery.Recipient
  var phase = Phase.open
  /// Whether the decoder may still hold finished lines.
  private(set) var mayHaveLines = false
  private(set) var inputHasEnded = false
  /// Whether nothing more is read: it ends once everything has been replied to.
  var isLeaving = false
  /// When bytes last went out, or began to wait.
  var lastProgress = Duration.zero
  var stallTimer: EventLoop.TimerID?
  /// Whether the server has it on the list of this turn.
  var isTouched = false

  /// The sessions that speak JSON through this connection.
  private(set) var sessions: Set<ConversationID> = []
  /// The lines of this turn, to be told if what came of them cannot be kept.
  var owed: [Owed] = []

  enum Owed {
    /// A plain line, which is replied to with a block.
    case block
    case json(session: String, re: String?)
  }

  private var decoder: LineDecoder
  /// What may be sent once it is kept.
  private var staged: [UInt8] = []
  private var waiting: [UInt8] = []
  private var sent = 0

  init(
    number: Int,
    conversation: ConversationID,
    input: Descriptor,
    output: Descriptor,
    peer: String,
    maximumLineBytes: Int
  ) {
    self.number = number
    self.conversation = conversation
    self.input = input
    self.output = output
    self.peer = peer
    speaker = .customer(conversation)
    decoder = LineDecoder(maximumLineBytes: maximumLineBytes)
  }

  /// Whether this is standard input and output rather than a socket.
  ///
  /// These are shared with other programs (the shell's terminal), so they stay in blocking mode.
  var isStandard: Bool { input != output }

  /// What logs call it; the name of a conversation is its key, and no business of logs.
  var label: String { "c\(number)" }

  /// Whether a conversation speaks JSON through this connection.
  func hosts(_ conversation: ConversationID) -> Bool { sessions.contains(conversation) }

  func host(_ conversation: ConversationID) { sessions.insert(conversation) }

  /// Bytes of replies that wait to be taken.
  var waitingBytes: Int { waiting.count - sent }
}

// MARK: - In

extension Connection {
  /// Reads once, through `scratch`, which all connections share.
  ///
  /// Returns the error code when the connection is broken.
  func receive(through scratch: inout [UInt8]) -> Int32? {
    switch input.read(into: &scratch) {
    case .bytes(0):
      inputHasEnded = true
      mayHaveLines = true
    case .bytes(let count):
      decoder.append(scratch[..<count])
      mayHaveLines = true
    case .wouldBlock: break
    case .failed(let code): return code
    }
    return nil
  }

  /// Gives the next line; at the end of the input also one without line end.
  func nextEvent() -> LineDecoder.Event? {
    if let event = decoder.next() ?? (inputHasEnded ? decoder.finish() : nil) { return event }
    mayHaveLines = false
    return nil
  }
}

// MARK: - Out

extension Connection {
  enum Flush: Equatable {
    case done
    /// The other side must read first.
    case blocked
    case failed(code: Int32)
  }

  /// Puts a block behind what is to be sent when the turn has been kept.
  func enqueue(_ reply: ReplyBlock) {
    guard phase != .closed else { return }
    reply.append(to: &staged)
  }

  /// Puts a line of JSON behind what is to be sent when the turn has been kept.
  func enqueue(_ reply: JSONReply) {
    guard phase != .closed else { return }
    reply.append(to: &staged)
  }

  /// Lets what was put together be sent.
  func releaseStaged() {
    owed = []
    if waiting.isEmpty { swap(&waiting, &staged) } else { waiting += staged }
    staged.removeAll(keepingCapacity: staged.capacity <= 4096)
  }

  /// Forgets what was put together: nothing came of it.
  func discardStaged() { staged = [] }

  /// Sends what waits, as far as it is taken.
  func flush(at now: Duration) -> Flush {
    while waitingBytes > 0 {
      var chunk = waiting[sent...]
      if isStandard {
        guard output.isWritableNow else { return paused() }
        chunk = chunk.prefix(Int(PIPE_BUF))
      }
      switch output.write(chunk) {
      case .bytes(let count):
        sent += count
        lastProgress = now
      case .wouldBlock: return paused()
      case .failed(let code): return .failed(code: code)
      }
    }
    sent = 0
    if waiting.capacity > 4096 { waiting = [] } else { waiting.removeAll(keepingCapacity: true) }
    return .done
  }

  private func paused() -> Flush {
    // Moving the rest to the front costs its length, so not before as much has gone out.
    if sent > waitingBytes {
      waiting.removeSubrange(..<sent)
      sent = 0
    }
    return .blocked
  }
}
